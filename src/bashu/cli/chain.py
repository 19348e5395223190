"""`bashu chain`: the coverage of end products, and what is wrong with the graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import FOUND, AsJson, InWorkspace, ToFile, show_document, show_frame, write_text

if TYPE_CHECKING:
    from bashu.chain import CoverageChange, ProductGraph
    from bashu.workspace import Workspace

app = typer.Typer(
    no_args_is_help=True, help=say("产业链：覆盖与空白", "the industry chain: coverage and blanks")
)

Region = Annotated[
    str | None,
    typer.Option(
        help=say(
            "只看一个地区，如 四川；不填看两地合计", "one region, such as sichuan; both together if absent"
        )
    ),
]
REPORTED_ONLY = say(
    "依据公开报道与自述；示例企业不计入。", "By public reports and claims; example firms never count."
)

EXPORTS = (".graphml", ".dot", ".json", ".xlsx")


def _graph(workspace: InWorkspace) -> tuple[Workspace, ProductGraph]:
    from bashu.chain import ProductGraph
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    return opened, ProductGraph(opened)


@app.command(
    "coverage",
    help=say(
        "一个终端产品的零部件覆盖。例：bashu chain coverage 笔记本电脑 --region 四川",
        "Coverage of one end product. Example: bashu chain coverage fg_laptop --region sichuan",
    ),
)
def coverage(
    product: Annotated[str, typer.Argument(help=say("产品名称或编号", "name or id of a product"))],
    region: Region = None,
    depth: Annotated[
        int,
        typer.Option(
            min=0,
            help=say("向下几层；0 为到底，1 为直接零部件", "steps down; 0 to the end, 1 the direct parts"),
        ),
    ] = 1,
    since: Annotated[
        str | None,
        typer.Option(
            help=say(
                "只列此日以来的变化，如 2024 或 2024-06-30", "what changed since a date, 2024 or 2024-06-30"
            )
        ),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option(
            help=say("与较早的一份数据（文件夹或工作簿）相比", "compare with an earlier folder or workbook")
        ),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the part categories of a product with their makers by standing, or what changed."""
    from bashu.report.coverage import change_rows, coverage_rows

    _, graph = _graph(workspace)
    if since is not None or before is not None:
        change = _change(graph, product, region, depth or None, since, before)
        if as_json or (output is not None and output.suffix.lower() == ".json"):
            show_document(change.to_dict(), output=output)
            return
        language = reader_language()
        hidden = ["part", "lost", "undated", "confirmed_before", "confirmed", "confirmed_on"]
        rows = change_rows(change, graph, language)
        show_frame(rows, change.sentence(language), output=output, notes=[REPORTED_ONLY], hide=hidden)
        return
    found = graph.coverage(product, region, depth or None)
    if as_json or (output is not None and output.suffix.lower() == ".json"):
        show_document(found.to_dict(), output=output)
        return
    language = reader_language()
    rows = coverage_rows(found, language)
    hidden = ["part", "depth", "makers", "sources", "organisations", "confirmed_on"]
    show_frame(rows, found.sentence(language), output=output, notes=[REPORTED_ONLY], hide=hidden)


def _change(
    graph: ProductGraph,
    product: str,
    region: str | None,
    depth: int | None,
    since: str | None,
    before: Path | None,
) -> CoverageChange:
    """The coverage now beside that of a date, of an earlier data set, or of a date in the earlier one."""
    from bashu.chain import as_of, compare

    earlier = graph if before is None else _graph(before)[1]
    then = earlier if since is None else as_of(earlier, since)
    product = graph.find(product)
    return compare(then.coverage(product, region, depth), graph.coverage(product, region, depth), since)


@app.command(
    "list",
    help=say(
        "所有终端产品一览。例：bashu chain list -o coverage.xlsx",
        "All end products. Example: bashu chain list -o coverage.xlsx",
    ),
)
def list_products(
    region: Region = None, as_json: AsJson = False, output: ToFile = None, workspace: InWorkspace = None
) -> None:
    """Print the coverage of every end product, one row each."""
    from bashu.report.coverage import coverage_summary, end_products

    opened, graph = _graph(workspace)
    coverages = [graph.coverage(product, region) for product in end_products(graph, opened.table("products"))]
    title = say("终端产品的零部件覆盖", "Part categories covered, by end product")
    show_frame(
        coverage_summary(coverages, reader_language()),
        title,
        as_json=as_json,
        output=output,
        notes=[REPORTED_ONLY],
        hide=["product"],
    )


@app.command(
    "openness",
    help=say(
        "两地互相开放到什么程度：本地、对方、区外各能供多少。例：bashu chain openness --by year -o 开放度.xlsx",
        "How far the regions serve each other, and outside. Example: bashu chain openness --by year -o openness.xlsx",
    ),
)
def openness(
    at: Annotated[
        list[str] | None,
        typer.Option(
            help=say("按此日终了时已知的记录，可重复", "by what was known on a date; may be repeated")
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help=say("逐年 year 或逐季 quarter 的走势", "the trend by year or quarter")),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print for each region what it could get at home, from the other and only from outside."""
    from bashu.decide import openness as measure
    from bashu.decide import period_ends
    from bashu.errors import Finding, UnknownName
    from bashu.report.openness import openness_sheets

    if by not in {None, "year", "quarter"}:
        details = {"what": say("期间", "period"), "nearest": " (year, quarter)"}
        raise UnknownName(Finding("unknown_name", value=str(by), details=details))
    opened, graph = _graph(workspace)
    dates = at or (period_ends(graph, "quarter" if by == "quarter" else "year") if by else None)
    frame = measure(opened, dates, graph)
    sheet = openness_sheets(frame, graph, reader_language())[0]
    hidden = ["lines", "served_lines", "could_lines", "only_lines", "served_confirmed", "estimated_low",
              "estimated_high", "records", "undated", "basis"]  # fmt: skip
    show_frame(sheet.frame, sheet.title, as_json=as_json, output=output, notes=sheet.notes, hide=hidden)


@app.command(
    "check",
    help=say(
        "检查产品图：环、孤立产品、环节倒置", "Check the graph: circles, orphans, stages the wrong way round"
    ),
)
def check(as_json: AsJson = False, workspace: InWorkspace = None) -> None:
    """Print every finding about the graph with its shortest witness; exit code 1 when one is an error."""
    _, graph = _graph(workspace)
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
    _, graph = _graph(workspace)
    frame = read_by(graph, reading, region, digits=digits, slogan=SLOGANS[slogan] if slogan else None)
    title = say("产品及其覆盖", "Products and how they are covered")
    if slogan:
        title += f" · {SLOGANS[slogan].text}"
    show_frame(
        frame, title, as_json=as_json, output=output, notes=[REPORTED_ONLY], hide=["members", "edition"]
    )


@app.command(
    "suggest",
    help=say(
        "一个产品可能还缺哪些投入：建议及其理由，不是事实。例：bashu chain suggest 笔记本电脑；bashu chain suggest --name 车载显示模组",
        "Inputs a product may still lack: suggestions with reasons, not facts. "
        "Example: bashu chain suggest fg_laptop; bashu chain suggest --name 车载显示模组",
    ),
)
def suggest(
    product: Annotated[
        str | None, typer.Argument(help=say("产品名称或编号", "name or id of a product"), show_default=False)
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help=say("数据中没有的产品名称", "the name of a product that is not in the data")),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help=say("至多几条", "at most so many"))] = 10,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print inputs that probably go into a product, each with the reasons that sum to its score."""
    from bashu.chain import InputSuggester, find_product
    from bashu.chain.suggest import suggestion_rows
    from bashu.workspace import Workspace

    if (product is None) == (name is None):
        raise typer.BadParameter(
            say("请给出产品，或用 --name 给出名称", "give a product, or a name with --name")
        )
    opened = Workspace.open(workspace)
    suggester = InputSuggester(opened.table("products"), opened.table_or_empty("inputs"))
    asked = name if name is not None else find_product(opened, str(product))
    title = say(f"“{name or product}”可能需要的投入", f"What may go into {name or product}")
    show_frame(
        suggestion_rows(suggester.suggest(asked, limit), reader_language()),
        title,
        as_json=as_json,
        output=output,
        notes=[
            say(
                "这些是由名称与已知投入推出的建议，不是事实；须由人核对。",
                "Suggestions drawn from names and known inputs, not facts; a person must check them.",
            )
        ],
        hide=["product"],
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
        raise InputError(Finding("wrong_kind", file=str(output), details=details))
    _, graph = _graph(workspace)
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
