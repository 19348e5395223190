"""`bashu match`: the products that a text means, the right suppliers for a need, and the needs of a supplier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_document, show_frame

if TYPE_CHECKING:
    import polars as pl

    from bashu.match import Ranker
    from bashu.workspace import Workspace

app = typer.Typer(
    no_args_is_help=True, help=say("检索产品，为需求找供应商", "search products, find suppliers for a need")
)
HowMany = Annotated[int, typer.Option(min=1, max=1000)]
#: reasons of a score shown on the screen, largest first
REASONS_SHOWN = 3
ILLUSTRATIVE = say(
    "含示意数据：示例企业与其数量均为虚构。", "Illustrative: example firms and their quantities are invented."
)


@app.command(
    "search",
    help=say(
        "按名称或描述检索产品。例：bashu match search 覆铜板",
        "Search products by name or description. Example: bashu match search 'copper clad'",
    ),
)
def search(
    text: Annotated[
        str, typer.Argument(help=say("名称、描述、拼音或英文", "name, description, pinyin or English"))
    ],
    limit: HowMany = 10,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the products nearest to a text with the reasons of their score."""
    import polars as pl

    from bashu.match import Catalogue
    from bashu.workspace import Workspace

    hits = Catalogue(Workspace.open(workspace).table("products")).search(text, limit)
    rows = [
        {"product": hit.product, "name": hit.name, "score": hit.score, **dict(hit.reasons)} for hit in hits
    ]
    frame = pl.DataFrame(
        rows, schema=None if rows else {"product": pl.String, "name": pl.String, "score": pl.Float64}
    )
    title = say(f"“{text}”最接近的产品", f"Products nearest to “{text}”")
    show_frame(frame, title, as_json=as_json, output=output)


@app.command(
    "rank",
    help=say(
        "为一条需求排供应商。例：bashu match rank need-example-01；或 --product 覆铜板 --place 遂宁",
        "Rank suppliers for a need. Example: bashu match rank need-example-01, or --product cm_pcb --place suining",
    ),
)
def rank(
    need: Annotated[str | None, typer.Argument(help=say("需求编号", "id of a need"))] = None,
    product: Annotated[
        str | None, typer.Option(help=say("产品名称或编号", "name or id of a product"))
    ] = None,
    place: Annotated[str | None, typer.Option(help=say("送到哪里", "where it is needed"))] = None,
    quantity: Annotated[float | None, typer.Option(min=0, help=say("数量", "quantity"))] = None,
    unit: Annotated[str | None, typer.Option(help=say("单位", "unit"))] = None,
    max_minutes: Annotated[
        float | None, typer.Option(min=0, help=say("最长公路分钟", "most minutes by road"))
    ] = None,
    why_not: Annotated[
        str | None,
        typer.Option(
            help=say(
                "为什么不是这一家：能力或组织编号", "why not this one: id of a capability or an organisation"
            )
        ),
    ] = None,
    limit: HowMany = 10,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the best suppliers with one column per reason; the reasons add up to the score."""
    from bashu.match import Ranker
    from bashu.workspace import Workspace

    if (need is None) == (product is None):
        raise typer.BadParameter(
            say(
                "请给出需求编号，或用 --product 说明要什么",
                "give the id of a need, or say with --product what is wanted",
            )
        )
    opened = Workspace.open(workspace)
    stated = {"place": place, "quantity": quantity, "unit": unit, "max_minutes": max_minutes}
    asked: str | dict[str, Any] = need if need is not None else _wanted(opened, product or "", stated)
    ranker = Ranker(opened)
    if why_not is not None:
        _explain(ranker, asked, why_not, as_json=as_json, output=output)
        return
    frame = ranker.rank(asked, limit)
    notes = [ILLUSTRATIVE] if frame["illustrative"].any() else []
    title = say(f"{need or product} 的供应商", f"Suppliers for {need or product}")
    if not as_json and output is None:
        frame = _on_screen(frame, opened)
        notes.insert(
            0,
            say(
                "各理由之和即得分；全部列用 --json 或 -o 取。",
                "The reasons add up to the score; --json or -o gives every column.",
            ),
        )
    show_frame(frame, title, as_json=as_json, output=output, notes=notes)


@app.command(
    "needs",
    help=say(
        "反过来：一家供应商能满足哪些需求。例：bashu match needs example-39",
        "The reverse: the needs a supplier could serve. Example: bashu match needs example-39",
    ),
)
def needs(
    supplier: Annotated[
        str, typer.Argument(help=say("能力或组织编号", "id of a capability or an organisation"))
    ],
    limit: HowMany = 10,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the needs that fit a supplier, those where it scores highest first."""
    import polars as pl

    from bashu.match import Ranker
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    frame = Ranker(opened).needs_for(supplier, limit)
    notes = [ILLUSTRATIVE] if frame["illustrative"].any() else []
    if not as_json and output is None:
        products = opened.table_or_empty("products").select("product", product_name="name_zh")
        frame = (
            frame.join(products, on="product", how="left", maintain_order="left")
            .with_columns(pl.coalesce("text", "product_name").alias("product_name"))
            .select(
                "need",
                "product_name",
                "score",
                "place_in_ranking",
                "fit",
                "minutes",
                "quantity",
                "unit",
                "by",
            )
        )
    title = say(f"{supplier} 能满足的需求", f"Needs that {supplier} could serve")
    show_frame(frame, title, as_json=as_json, output=output, notes=notes)


@app.command(
    "learn",
    help=say(
        "由接受与谢绝的引荐学习权重，只列出变化，不启用。例：bashu match learn 引荐.csv",
        "Learn weights from accepted and declined introductions; shows the change, uses nothing. Example: bashu match learn introductions.csv",
    ),
)
def learn(
    introductions: Annotated[
        Path, typer.Argument(help=say("CSV：need、capability、outcome", "CSV with need, capability, outcome"))
    ],
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the learnt weights beside the present ones, and what they would change."""
    from bashu.match import Ranker, learn_weights
    from bashu.workspace import Limits, Workspace
    from bashu.workspace.folder import read_csv

    told, _ = read_csv(introductions, Limits().text)
    lesson = learn_weights(Ranker(Workspace.open(workspace)), told)
    notes = [
        say(
            f"{lesson.introductions} 条引荐，接受 {lesson.accepted} 条；未用（编号不在库中）{lesson.left_out} 条",
            f"{lesson.introductions} introductions, {lesson.accepted} accepted; {lesson.left_out} left out (unknown ids)",
        ),
        say(
            f"未参与学习的引荐上：误差 {lesson.error_before:.3f} → {lesson.error_after:.3f}，次序正确 {lesson.order_before:.0%} → {lesson.order_after:.0%}",
            f"On introductions not learnt from: error {lesson.error_before:.3f} → {lesson.error_after:.3f}, right order {lesson.order_before:.0%} → {lesson.order_after:.0%}",
        ),
        say(
            f"{lesson.first_choices.height} 条需求的首选会改变。",
            f"The first choice would change for {lesson.first_choices.height} needs.",
        ),
        say("建议采用。", "Worth using.")
        if lesson.better
        else say("没有更好，建议保留现有权重。", "No better: keep the present weights."),
    ]
    show_frame(
        lesson.weights,
        say("学到的权重（尚未启用）", "Learnt weights (not in use)"),
        as_json=as_json,
        output=output,
        notes=notes,
    )


def _explain(
    ranker: Ranker, asked: str | dict[str, Any], supplier: str, *, as_json: bool, output: Path | None
) -> None:
    """Say why a supplier is not the first choice: the sentence, and how far it is behind in each reason."""
    import polars as pl

    from bashu.match.ranking import REASONS

    answer = ranker.why_not(asked, supplier)
    language = reader_language()
    if as_json or (output is not None and output.suffix.lower() == ".json"):
        document = {
            "capability": answer.capability, "name": answer.name, "verdict": answer.verdict, "place": answer.place,
            "limits": list(answer.limits), "behind": dict(answer.behind), "sentence": answer.sentence(language),
        }  # fmt: skip
        show_document(document, output=output)
        return
    words = [REASONS[reason][0 if language == "zh" else 1] for reason in answer.behind]
    frame = pl.DataFrame(
        {"reason": words, "behind_first": list(answer.behind.values())},
        schema={"reason": pl.String, "behind_first": pl.Float64},
    )
    show_frame(frame, answer.sentence(language), output=output)


def _on_screen(ranked: pl.DataFrame, workspace: Workspace) -> pl.DataFrame:
    """A ranking that fits a terminal: the reasons in one cell, largest first."""
    import polars as pl

    from bashu.match.ranking import REASONS
    from bashu.travel import PlaceIndex

    language = reader_language()
    places = PlaceIndex(workspace)
    words = {f"reason_{reason}": names[0 if language == "zh" else 1] for reason, names in REASONS.items()}
    reasons = []
    for row in ranked.iter_rows(named=True):
        largest = sorted(words, key=lambda reason: -row[reason])[:REASONS_SHOWN]
        reasons.append(", ".join(f"{words[reason]} {row[reason]:.2f}" for reason in largest))
    return ranked.with_columns(
        pl.Series("where", [places.name(place, language) for place in ranked["place"]], dtype=pl.String),
        pl.Series("reasons", reasons, dtype=pl.String),
    ).select("name", "where", "score", "reasons", "minutes", "capacity", "unit", "standing")


def _wanted(workspace: Workspace, product: str, stated: dict[str, Any]) -> dict[str, Any]:
    """What is asked for: a product of the chain where the text names one, else the text itself."""
    from bashu.chain import find_product
    from bashu.errors import UnknownName

    facts = {name: value for name, value in stated.items() if value is not None}
    try:
        return {"product": find_product(workspace, product), **facts}
    except UnknownName:
        return {"text": product, **facts}
