"""`bashu travel line|effects|commutes`: what a faster timetable or a planned line makes possible."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame
from bashu.cli.travel import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

    from bashu.travel import Travel
    from bashu.workspace import Workspace

Stops = Annotated[
    list[str],
    typer.Argument(
        help=say(
            "沿线各站“地名=距首站分钟”", "stops along the line, each as place=minutes from the first one"
        )
    ),
]
Line = Annotated[
    str | None,
    typer.Option(
        help=say(
            "规划线路，如 成都=0,遂宁=30,重庆=50；不填则比较两年",
            "a planned line such as chengdu=0,suining=30,chongqing=50; two years if absent",
        )
    ),
]
Before = Annotated[
    int | None, typer.Option(help=say("先前年份；不填取最早", "earlier year; the oldest if absent"))
]
After = Annotated[
    int | None, typer.Option(help=say("之后年份；不填取最新", "later year; the newest if absent"))
]
#: the group with the commands of both modules
__all__ = ["app"]
ENDS = ("origin", "destination")


def read_stops(stops: list[str]) -> list[tuple[str, float]]:
    """Stops of a line as they are typed.

    >>> read_stops(["成都=0", "重庆=50.5"])
    [('成都', 0.0), ('重庆', 50.5)]
    """
    from bashu.errors import Finding, InputError

    line = []
    for stop in stops:
        place, _, minutes = stop.rpartition("=")
        try:
            line.append((place.strip(), float(minutes)))
        except ValueError:
            raise InputError(Finding("not_a_line", file="--line", value=stop)) from None
    return line


def _open(workspace: InWorkspace) -> tuple[Workspace, Travel]:
    from bashu.travel import Travel
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    return opened, Travel(opened)


def _compared(
    travel: Travel, line: str | None, before: int | None, after: int | None
) -> tuple[int | None, int | Travel, str]:
    """What stands before, what after, and the two as one title."""
    if line is not None:
        planned = travel.with_line(read_stops(line.replace("，", ",").split(",")))
        return before, planned, say(f"规划线路 {line}", f"planned line {line}")
    before = travel.years[0] if before is None else before
    after = travel.years[-1] if after is None else after
    return before, after, f"{before} → {after}"


def _hidden(frame: pl.DataFrame) -> list[str]:
    """Ids, the names in the other language, and lists too long for a screen; files and JSON hold them all."""
    other = "en" if reader_language() == "zh" else "zh"
    named = {name[:-3] for name in frame.columns if name.endswith(("_zh", "_en"))}
    import polars as pl

    lists = [name for name, kind in frame.schema.items() if kind == pl.List(pl.String)]
    return [*named, *(f"{name}_{other}" for name in named), *lists]


def _between(
    measure: Callable[..., pl.DataFrame],
    workspace: InWorkspace,
    line: str | None,
    before: int | None,
    after: int | None,
) -> tuple[pl.DataFrame, str]:
    """What changes between two timetables, or with a planned line, by some measure, and its title."""
    opened, travel = _open(workspace)
    earlier, later, title = _compared(travel, line, before, after)
    return measure(opened, earlier, later, travel=travel), title


def _show(frame: pl.DataFrame, title: str, note: str, *, as_json: bool, output: Path | None) -> None:
    show_frame(frame, title, as_json=as_json, output=output, notes=[note], hide=_hidden(frame))


@app.command(
    "line",
    help=say(
        "一条规划线路改变什么。例：bashu travel line 成都=0 遂宁=30 重庆=50",
        "What a planned line would change. Example: bashu travel line chengdu=0 suining=30 chongqing=50",
    ),
)
def line(
    stops: Stops,
    year: Annotated[
        int | None, typer.Option(help=say("其余路程用哪年时刻表", "timetable for the rest of the way"))
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """List the pairs of places that a planned line brings nearer for people, the largest gain first."""
    from bashu.decide import with_names

    _, travel = _open(workspace)
    changed = travel.changes_to(travel.with_line(read_stops(stops)), year)
    named = [f"{end}_{language}" for end in ENDS for language in ("zh", "en")]
    frame = with_names(changed, travel).select(*ENDS, *named, *changed.columns[len(ENDS) :])
    title = say(f"规划线路 {' '.join(stops)}", f"planned line {' '.join(stops)}")
    note = say(
        "人员最快方式；标“估算”的一侧或两侧为公路估算。",
        "The fastest way for people; where marked, one side or both are road estimates.",
    )
    _show(frame, title, note, as_json=as_json, output=output)


@app.command(
    "effects",
    help=say(
        "进入 60/120/240 分钟后可能的供需配对。例：bashu travel effects --before 2014 --after 2021",
        "Supplier–buyer matches that come within reach. Example: bashu travel effects --before 2014 --after 2021",
    ),
)
def effects(
    before: Before = None,
    after: After = None,
    line: Line = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """List who could supply whom between places that come within reach, the most hours saved first."""
    from bashu.decide import travel_effects

    note = say(
        "配对是可能性，不是已有供货；省时 = 配对数 × 往返 ×（先前 − 之后）÷ 60。",
        "A match is a possibility, not a known supply; hours saved = matches × there and back × (before − after) ÷ 60.",
    )
    shown = _between(travel_effects, workspace, line, before, after)
    _show(*shown, note, as_json=as_json, output=output)


@app.command(
    "commutes",
    help=say(
        "同一领域的人才新增的每日通勤。例：bashu travel commutes --before 2014 --after 2021",
        "Daily ways to work that become possible within an area of industry. Example: bashu travel commutes --before 2014 --after 2021",
    ),
)
def commutes(
    before: Before = None,
    after: After = None,
    line: Line = None,
    limit: Annotated[
        float, typer.Option(help=say("每日单程上限（分钟）", "longest daily way, in minutes"))
    ] = 60,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """List ways to work that become possible, by the area of industry at both ends."""
    from bashu.decide import commute_effects

    note = say(
        "没有来源给出人数或岗位数：这里数的是组织，不是人。",
        "No source gives people or posts: organisations are counted, not people.",
    )
    shown = _between(partial(commute_effects, limit=limit), workspace, line, before, after)
    _show(*shown, note, as_json=as_json, output=output)
