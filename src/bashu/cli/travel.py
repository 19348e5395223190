"""`bashu travel`: minutes between places, what lies within reach, what a timetable changed, what is unknown."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame

if TYPE_CHECKING:
    import polars as pl

    from bashu.travel import Travel

app = typer.Typer(
    no_args_is_help=True,
    help=say("两地之间的时间与可达范围", "minutes between places, and what lies within reach"),
)


class Carried(StrEnum):
    """What travels: goods by road, people by the fastest mode."""

    goods = "goods"
    people = "people"


Place = Annotated[str, typer.Argument(help=say("地名或编号", "name or id of a place"))]
Carries = Annotated[
    Carried, typer.Option(help=say("运货走公路；人员取最快方式", "goods by road; people by the fastest mode"))
]
Year = Annotated[
    int | None, typer.Option(help=say("时刻表年份；不填取最新", "timetable year; the newest if absent"))
]
Own = Annotated[
    Path | None,
    typer.Option(
        help=say(
            "自己的分钟数，先于其他来源：一个 CSV，列为 origin destination mode minutes",
            "minutes of your own, before every other source: a CSV with origin, destination, mode, minutes",
        )
    ),
]
ESTIMATE = say(
    "公路：有公开车程的用公开车程，其余按每公里（大圆距离）0.5725 分钟估算（按 18 条公开车程校准，平均误差 17%）；铁路为公开时刻表中最快直达，换乘另加 45 分钟。",
    "Road: published driving times where there are any, else 0.5725 minutes per great-circle kilometre (fitted to 18 published drives, mean error 17 %); rail is the fastest direct train of a public timetable, 45 minutes more for each change.",
)


def _travel(workspace: InWorkspace, own: Path | None = None) -> Travel:
    from bashu.travel import Travel
    from bashu.workspace import Workspace

    return Travel(Workspace.open(workspace), own=None if own is None else _own_minutes(own))


def _own_minutes(path: Path) -> pl.DataFrame:
    """The minutes of a reader's own file; a cell that is no number stays as it was written and is named."""
    import polars as pl

    from bashu.workspace import Limits
    from bashu.workspace.folder import read_csv

    told, _ = read_csv(path, Limits().text)
    if "minutes" not in told.columns:
        return told
    numbers = told["minutes"].cast(pl.Float64, strict=False)
    return told.with_columns(numbers) if numbers.null_count() == told["minutes"].null_count() else told


@app.command(
    "minutes",
    help=say(
        "两地之间。例：bashu travel minutes 遂宁 两江新区",
        "Between two places. Example: bashu travel minutes suining cq-liangjiang",
    ),
)
def minutes(
    origin: Place,
    destination: Place,
    year: Year = None,
    own: Own = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print the way between two places for goods and for people."""
    import dataclasses

    import polars as pl

    travel = _travel(workspace, own)
    legs = {carries: travel.minutes(origin, destination, carries, year) for carries in ("goods", "people")}
    rows = [{"carries": carries, **dataclasses.asdict(leg)} for carries, leg in legs.items()]
    names = [
        travel.places.name(place, reader_language())
        for place in (legs["goods"].origin, legs["goods"].destination)
    ]
    frame = pl.DataFrame(
        [{**row, "via": list(row["via"])} for row in rows], schema_overrides={"via": pl.List(pl.String)}
    )
    title = f"{names[0]} – {names[1]}"
    show_frame(
        frame,
        title,
        as_json=as_json,
        output=output,
        notes=[ESTIMATE],
        hide=["origin", "destination", "source"],
    )


@app.command(
    "reach",
    help=say(
        "几分钟内能到哪里。例：bashu travel reach 遂宁 120",
        "What lies within reach. Example: bashu travel reach suining 120",
    ),
)
def reach(
    place: Place,
    minutes: Annotated[float, typer.Argument(help=say("分钟", "minutes"))] = 120,
    carries: Carries = Carried.goods,
    year: Year = None,
    own: Own = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """List the places within so many minutes, nearest first."""
    travel = _travel(workspace, own)
    frame = travel.reach(place, minutes, carries.value, year)
    name = travel.places.name(travel.places.find(place), reader_language())
    title = say(
        f"{name}：{minutes:g} 分钟内 {frame.height} 处",
        f"{name}: {frame.height} places within {minutes:g} minutes",
    )
    other = "name_en" if reader_language() == "zh" else "name_zh"
    show_frame(frame, title, as_json=as_json, output=output, notes=[ESTIMATE], hide=[other, "inherited"])


@app.command(
    "changes",
    help=say(
        "两个年份时刻表之间。例：bashu travel changes 2014 2021",
        "Between two timetables. Example: bashu travel changes 2014 2021",
    ),
)
def changes(
    before: Annotated[int, typer.Argument(help=say("先前年份", "earlier year"))],
    after: Annotated[int, typer.Argument(help=say("之后年份", "later year"))],
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """List direct trains of two timetable years for the pairs that both have, the largest gain first."""
    travel = _travel(workspace)
    frame = travel.changes(before, after)
    slower = int(frame["slower_maybe_source"].sum())
    notes = [
        say(
            f"只比较两份时刻表都有的 {frame.height} 对；其中 {slower} 对变慢，可能是两份来源不同所致。",
            f"Only the {frame.height} pairs that both timetables have; {slower} are slower, which may be a difference of sources.",
        )
    ]
    show_frame(
        frame,
        say(f"{before} → {after} 最快直达（分钟）", f"{before} → {after} fastest direct train (min)"),
        as_json=as_json,
        output=output,
        notes=notes,
    )


@app.command(
    "holes",
    help=say(
        "行程数据不知道什么。例：bashu travel holes",
        "What the minutes of trains do not know. Example: bashu travel holes",
    ),
)
def holes(as_json: AsJson = False, output: ToFile = None, workspace: InWorkspace = None) -> None:
    """List places without trains, connections without minutes, and places only an old timetable knows."""
    frame = _travel(workspace).holes()
    title = say(f"行程数据的 {frame.height} 处缺口", f"{frame.height} holes in what is known of trains")
    other = "name_en" if reader_language() == "zh" else "name_zh"
    show_frame(frame, title, as_json=as_json, output=output, hide=[other, "place"])
