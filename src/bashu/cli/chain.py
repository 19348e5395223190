"""`bashu chain coverage|list|openness`: how far end products are covered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_document, show_frame

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


def opened_graph(workspace: InWorkspace) -> tuple[Workspace, ProductGraph]:
    """A workspace and its product graph."""
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

    _, graph = opened_graph(workspace)
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

    earlier = graph if before is None else opened_graph(before)[1]
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

    opened, graph = opened_graph(workspace)
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
    opened, graph = opened_graph(workspace)
    dates = at or (period_ends(graph, "quarter" if by == "quarter" else "year") if by else None)
    frame = measure(opened, dates, graph)
    sheet = openness_sheets(frame, graph, reader_language())[0]
    hidden = ["lines", "served_lines", "could_lines", "only_lines", "served_confirmed", "estimated_low",
              "estimated_high", "records", "undated", "basis"]  # fmt: skip
    show_frame(sheet.frame, sheet.title, as_json=as_json, output=output, notes=sheet.notes, hide=hidden)
