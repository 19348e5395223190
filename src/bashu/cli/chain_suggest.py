"""`bashu chain suggest|accept`: inputs a product may still lack, and what becomes of those somebody vouches for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.chain_graph import app
from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest import Suggestion

#: the group with the commands of all modules
__all__ = ["app"]
#: a suggestion further down is not accepted by its name
_ACCEPTED_FROM = 50


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
    "accept",
    help=say(
        "采纳建议：写成依据为“自述”的投入，注明何人、何日、凭什么。"
        "例：bashu chain accept 笔记本电脑 指纹识别模组 --by 示例企业01 --source 采购清单 -o inputs.csv",
        "Accept suggestions: they become claimed inputs that say who, when and on what. Example: "
        "bashu chain accept fg_laptop 指纹识别模组 --by 示例企业01 --source 'bill of materials' -o inputs.csv",
    ),
)
def accept(
    product: Annotated[str, typer.Argument(help=say("产品名称或编号", "name or id of a product"))],
    inputs: Annotated[
        list[str],
        typer.Argument(help=say("采纳的投入，名称或编号", "inputs that are accepted, by name or id")),
    ],
    by: Annotated[str, typer.Option(help=say("何人采纳", "who accepts them"))],
    source: Annotated[
        str | None,
        typer.Option(help=say("凭什么，如网页或文件", "what it rests on, such as a page or a document")),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help=say("何日，如 2026-11-26；不填为今天", "when; today if absent"))
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the claimed links, or write the table `inputs` with them, ready to stand in a folder of tables."""
    import polars as pl

    from bashu.chain import InputSuggester, find_product
    from bashu.chain.suggest import accepted_links
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    known = opened.table_or_empty("inputs")
    made = find_product(opened, product)
    suggester = InputSuggester(opened.table("products"), known)
    accepted = _among(suggester.suggest(made, _ACCEPTED_FROM), inputs)
    rows = accepted_links(made, accepted, by=by, on=_day(on), source=source)
    shown = rows if output is None else pl.concat([known, rows], how="diagonal_relaxed")
    title = say(f"“{product}”采纳的投入", f"Inputs accepted for {product}")
    note = say(
        "自述，不是确认；写出的文件含全部已知投入。",
        "Claims, not confirmations; a file that is written holds all known inputs as well.",
    )
    show_frame(shown, title, as_json=as_json, output=output, notes=[note], hide=["essential", "share"])


def _among(suggested: Sequence[Suggestion], wanted: Sequence[str]) -> list[Suggestion]:
    """The suggestions that were named, each once, in the order they were suggested."""
    from bashu.errors import Finding, UnknownName

    for name in wanted:
        if not any(name in {found.product, found.name} for found in suggested):
            nearest = ", ".join(found.name for found in suggested[:5])
            details = {"what": say("建议", "suggestion"), "nearest": f" ({nearest})"}
            raise UnknownName(Finding("unknown_name", value=name, details=details))
    return [found for found in suggested if {found.product, found.name} & set(wanted)]


def _day(text: str | None) -> date:
    from bashu.errors import Finding, InputError

    try:
        return datetime.now(UTC).astimezone().date() if text is None else date.fromisoformat(text)
    except ValueError:
        raise InputError(Finding("not_a_date", file="--on", value=str(text))) from None
