"""`bashu chain`: the coverage of end products, and what is wrong with the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import FOUND, AsJson, InWorkspace, ToFile, show_document, show_frame

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
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
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the part categories of a product with their makers by standing."""
    from bashu.report.coverage import coverage_rows

    _, graph = _graph(workspace)
    found = graph.coverage(product, region, depth or None)
    if as_json or (output is not None and output.suffix.lower() == ".json"):
        show_document(found.to_dict(), output=output)
        return
    language = reader_language()
    rows = coverage_rows(found, language)
    hidden = ["part", "depth", "makers", "sources", "organisations"]
    show_frame(rows, found.sentence(language), output=output, notes=[REPORTED_ONLY], hide=hidden)


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
