"""`bashu chain check|by|export`: what is wrong with the graph, how it is read, and what other programs open."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bashu.cli.chain import REPORTED_ONLY, Region, app, opened_graph
from bashu.cli.language import reader_language, say
from bashu.cli.output import FOUND, AsJson, InWorkspace, ToFile, show_document, show_frame, write_text

#: the group with the commands of all modules
__all__ = ["app"]
EXPORTS = (".graphml", ".dot", ".json", ".xlsx")


@app.command(
    "check",
    help=say(
        "检查产品图：环、孤立产品、环节倒置", "Check the graph: circles, orphans, stages the wrong way round"
    ),
)
def check(as_json: AsJson = False, workspace: InWorkspace = None) -> None:
    """Print every finding about the graph with its shortest witness; exit code 1 when one is an error."""
    _, graph = opened_graph(workspace)
    findings = graph.check()
    language = reader_language()
    if as_json:
        rows = [
            {"severity": finding.severity, "code": finding.code, "sentence": finding.sentence(language)}
            for finding in findings
        ]
        show_document({"version": graph.basis.version, "findings": rows})
    else:
        for finding in findings:
            print(finding.sentence(language))
        print(say(f"共 {len(findings)} 处提示或错误。", f"{len(findings)} findings."))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(FOUND)


@app.command(
    "by",
    help=say(
        "按环节、门类、领域或行业代码读同一张图。例：bashu chain by family --slogan chengdu",
        "The same graph by stage, family, field, area or code. Example: bashu chain by family --slogan chengdu",
    ),
)
def by(
    reading: Annotated[str, typer.Argument(help="stage, family, field, area, code")],
    region: Region = None,
    digits: Annotated[int, typer.Option(min=1, max=4, help=say("代码取几位", "digits of the code"))] = 4,
    slogan: Annotated[
        str | None,
        typer.Option(help=say("用哪个城市的口号：chongqing, chengdu", "whose slogan: chongqing, chengdu")),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print how many products stand under each word and how they are covered."""
    from bashu.chain.readings import SLOGANS, read_by
    from bashu.errors import Finding, UnknownName

    if slogan is not None and slogan not in SLOGANS:
        details = {"what": say("口号", "slogan"), "nearest": f" ({', '.join(SLOGANS)})"}
        raise UnknownName(Finding("unknown_name", value=slogan, details=details))
    _, graph = opened_graph(workspace)
    frame = read_by(graph, reading, region, digits=digits, slogan=SLOGANS[slogan] if slogan else None)
    title = say("产品及其覆盖", "Products and how they are covered")
    if slogan:
        title += f" · {SLOGANS[slogan].text}"
    show_frame(
        frame, title, as_json=as_json, output=output, notes=[REPORTED_ONLY], hide=["members", "edition"]
    )


@app.command(
    "export",
    help=say(
        "导出产品图，供 Gephi、Graphviz、networkx 或表格软件打开。例：bashu chain export -o 笔记本.graphml --product 笔记本电脑",
        "The graph for Gephi, Graphviz, networkx or a spreadsheet. "
        "Example: bashu chain export -o laptop.graphml --product fg_laptop",
    ),
)
def export(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            help=say(f"写入文件（{' '.join(EXPORTS)}）", f"the file to write ({' '.join(EXPORTS)})"),
        ),
    ],
    product: Annotated[
        str | None,
        typer.Option(
            help=say("只要这一产品及其投入；不填为全图", "only this product and its inputs; all if absent")
        ),
    ] = None,
    region: Region = None,
    depth: Annotated[
        int, typer.Option(min=0, help=say("向下几层；0 为到底", "steps down from the product; 0 to the end"))
    ] = 0,
    workspace: InWorkspace = None,
) -> None:
    """Write the nodes and links of the graph with their coverage in a format of other programs."""
    from bashu.chain.export import export_tables, to_dot, to_graphml, to_json
    from bashu.errors import Finding, InputError
    from bashu.report.coverage import graph_sheets
    from bashu.report.workbook import write_workbook

    kind = output.suffix.lower()
    if kind not in EXPORTS:
        details = {"kind": kind or "?", "expected": ", ".join(EXPORTS)}
        raise InputError(Finding("not_a_kind_to_write", file=str(output), details=details))
    _, graph = opened_graph(workspace)
    nodes, links = export_tables(graph, product, depth or None, region)
    language = reader_language()
    if kind == ".xlsx":
        output.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(output, graph_sheets(graph, nodes, links, language), language)
    elif kind == ".dot":
        write_text(output, to_dot(nodes, links, language))
    else:
        version = graph.basis.version
        write_text(output, to_graphml(nodes, links) if kind == ".graphml" else to_json(nodes, links, version))
    written = say(
        f"已写入 {output}：{nodes.height} 种产品，{links.height} 条关系",
        f"wrote {output}: {nodes.height} products, {links.height} links",
    )
    print(written, file=sys.stderr)
