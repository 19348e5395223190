"""`bashu weigh` and `bashu gaps` (also `bashu chain gaps`): before it is built, and what to complete first."""

from __future__ import annotations

from typing import Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_document, show_frame


def weigh(
    product: Annotated[str, typer.Argument(help=say("产品名称或编号", "name or id of a product"))],
    place: Annotated[str, typer.Option(help=say("打算落地的地点", "where it would be built"))],
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the traffic light of an intention with its rule and the evidence."""
    from bashu.decide import weigh as weigh_intention
    from bashu.workspace import Workspace

    verdict = weigh_intention(Workspace.open(workspace), product, place)
    if as_json or (output is not None and output.suffix.lower() == ".json"):
        show_document(verdict.to_dict(), output=output)
        return
    language = reader_language()
    title = say(
        f"在{verdict.place_zh}做{verdict.name_zh}：依据", f"{verdict.name_en} in {verdict.place_en}: evidence"
    )
    if output is None:
        print(verdict.sentence(language) + "\n\n" + verdict.rule(language) + "\n")
    notes = [verdict.sentence(language), *verdict.rule(language).splitlines()] if output is not None else []
    show_frame(verdict.evidence, title, output=output, notes=notes, hide=["id", "source"])


def gaps(
    top: Annotated[int, typer.Option(min=1, help=say("屏幕上显示几条", "how many on the screen"))] = 15,
    sort: Annotated[
        str | None,
        typer.Option(
            help=say(
                "按某一因素排列：value essential outside feasibility need_factor announced_factor",
                "by one factor: value essential outside feasibility need_factor announced_factor",
            )
        ),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print what to complete first, with the factors of its priority."""
    from bashu.decide import gaps as rank_gaps
    from bashu.decide.gaps import FACTORS
    from bashu.errors import Finding, UnknownName
    from bashu.report.gaps import gap_sheets
    from bashu.workspace import Workspace

    if sort is not None and sort not in FACTORS:
        details = {"what": say("因素", "factor"), "nearest": f" ({', '.join(FACTORS)})"}
        raise UnknownName(Finding("unknown_name", value=sort, details=details))
    ranked = rank_gaps(Workspace.open(workspace))
    if sort is not None:
        ranked = ranked.sort(sort, descending=True, maintain_order=True)
    language = reader_language()
    sheet = gap_sheets(ranked, language)[0]
    frame = (
        sheet.frame
        if as_json or output is not None
        else sheet.frame.head(top).select(
            "rank", "name", "status", "priority", *([sort] if sort else []), "action", "evidence"
        )
    )
    title = say(f"补链优先级（共 {ranked.height} 处缺口）", f"What to complete first ({ranked.height} gaps)")
    show_frame(frame, title, as_json=as_json, output=output, notes=sheet.notes)
