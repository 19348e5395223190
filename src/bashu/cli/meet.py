"""`bashu meet`: the meetings of an event, its papers, and repairs on the day."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, show_document, show_frame, write_text

if TYPE_CHECKING:
    from bashu.match import Schedule
    from bashu.report.meetings import MeetingReport

app = typer.Typer(no_args_is_help=True, help=say("对接活动的会面安排", "the meetings of a docking event"))

EventPath = Annotated[
    Path,
    typer.Argument(
        help=say(
            "活动数据：含 约见、参会人、桌位、时段 的文件夹或工作簿",
            "the event: a folder or workbook with requests, people, tables, slots",
        )
    ),
]
ToFolder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help=say(
            "写入文件夹：工作簿、日程、日历、会面表",
            "a folder for the workbook, timetables, calendars, meetings",
        ),
    ),
]
Tables = Annotated[
    int | None, typer.Option(min=0, help=say("没有桌位表时：几张桌子", "without a table of tables: how many"))
]
Slots = Annotated[
    int | None, typer.Option(min=0, help=say("没有时段表时：几个时段", "without a table of slots: how many"))
]
Title = Annotated[str | None, typer.Option(help=say("活动名称", "what the event is called"))]


@app.command(
    "plan",
    help=say(
        "安排会面，得分与上界并列。例：bashu meet plan 活动.xlsx -o 会面/",
        "Plan the meetings, with the bound beside the score. Example: bashu meet plan event.xlsx -o meetings/",
    ),
)
def plan(
    event: EventPath,
    tables: Tables = None,
    slots: Slots = None,
    title: Title = None,
    as_json: AsJson = False,
    output: ToFolder = None,
) -> None:
    """Plan an event; on the screen the sentences and the meetings, in a folder all the papers."""
    from bashu.match import meet
    from bashu.report.meetings import MeetingReport

    made = meet(**_event(event, tables, slots))
    report = MeetingReport(made, title or event.stem)
    if output is not None:
        _write(report, output)
    elif as_json:
        show_document(_document(made))
    else:
        sentences = report.sentences(reader_language())
        show_frame(report.sheets(reader_language())[1].frame, sentences[0], notes=sentences[1:])


@app.command(
    "repair",
    help=say(
        "当天修补：有人没来、有人新到，其余尽量不动。例：bashu meet repair 活动.xlsx --standing 会面/meetings.csv --now 05 --absent S07 -o 会面2/",
        "Repair on the day. Example: bashu meet repair event.xlsx --standing meetings/meetings.csv --now 05 --absent S07 -o again/",
    ),
)
def repair(
    event: EventPath,
    standing: Annotated[
        Path, typer.Option(help=say("已发出的会面表 meetings.csv", "meetings.csv as it was given out"))
    ],
    now: Annotated[
        str | None, typer.Option(help=say("从哪个时段起可以改", "first slot that can change"))
    ] = None,
    absent: Annotated[list[str] | None, typer.Option(help=say("没来的人", "who is gone"))] = None,
    closed: Annotated[list[str] | None, typer.Option(help=say("不能用的桌", "tables out of use"))] = None,
    revision: Annotated[int, typer.Option(min=1, help=say("第几次修订", "number of this revision"))] = 1,
    tables: Tables = None,
    slots: Slots = None,
    title: Title = None,
    as_json: AsJson = False,
    output: ToFolder = None,
) -> None:
    """Repair a schedule and say what changed for whom."""
    from bashu.match import repair as repair_schedule
    from bashu.report.meetings import MeetingReport
    from bashu.workspace import Limits
    from bashu.workspace.folder import read_csv

    before, _ = read_csv(standing, Limits().text)
    mended = repair_schedule(
        before, **_event(event, tables, slots), now=now, absent=absent or (), closed=closed or ()
    )
    report = MeetingReport(mended.schedule, title or event.stem, revision, mended.changes)
    changed = mended.changes.rename({"change": "change_made", "asked": "invited", "table": "desk"})
    if output is not None:
        _write(report, output)
        mended.changes.write_csv(output / "changes.csv", include_bom=True)
    elif as_json:
        show_document({**_document(mended.schedule), "changes": mended.changes.to_dicts()})
    else:
        import polars as pl

        moved = changed.filter(pl.col("change_made") != "kept")
        left = say(
            f"{changed.height - moved.height} 场不变", f"{changed.height - moved.height} meetings as before"
        )
        show_frame(moved, say("变动", "Changes"), notes=[left, *report.sentences(reader_language())])


@app.command(
    "example",
    help=say(
        "写一份虚构的活动工作簿作模板。例：bashu meet example 活动.xlsx",
        "Write an invented event as a template. Example: bashu meet example event.xlsx",
    ),
)
def example(output: Annotated[Path, typer.Argument(help=say("工作簿 .xlsx", "a workbook .xlsx"))]) -> None:
    """Write a workbook with every table of an event, filled with an invented one."""
    from bashu.errors import Finding, InputError
    from bashu.match.meeting.example import example_event
    from bashu.report import Sheet, write_workbook
    from bashu.tables.meeting import MEETING_TABLES

    if output.suffix.lower() != ".xlsx":
        details = {"kind": output.suffix or "?", "expected": ".xlsx"}
        raise InputError(Finding("not_a_kind_to_write", file=str(output), details=details))
    zh = reader_language() == "zh"
    sheets = []
    for name, frame in example_event().items():
        table = MEETING_TABLES[name]
        headers = {column.name: column.zh if zh else column.name for column in table}
        sheets.append(Sheet(table.zh if zh else name, frame.rename(headers)))
    output.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(output, sheets, reader_language())
    print(
        say(f"已写入 {output}（示例企业均为虚构）", f"wrote {output} (every firm in it is invented)"),
        file=sys.stderr,
    )


def _event(path: Path, tables: int | None, slots: int | None) -> dict[str, Any]:
    """The tables of an event as arguments of :func:`bashu.match.meet`; counts stand in for absent tables."""
    from bashu.errors import Finding, TableError
    from bashu.match.meeting.files import read_event_files

    found: dict[str, Any] = dict(read_event_files(path))
    for name, count in (("tables", tables), ("slots", slots)):
        if count is not None and name not in found:
            found[name] = count
    missing = [name for name in ("requests", "people", "tables", "slots") if name not in found]
    if missing:
        raise TableError([Finding("no_table", file=str(path), details={"table": name}) for name in missing])
    return found


def _write(report: MeetingReport, folder: Path) -> None:
    written = report.write(folder, datetime.now(UTC), reader_language())
    write_text(folder / "summary.txt", "\n".join(report.sentences(reader_language())) + "\n")
    for sentence in report.sentences(reader_language()):
        print(sentence)
    names = ", ".join(path.name for path in written)
    print(say(f"已写入 {folder}：{names}", f"wrote to {folder}: {names}"), file=sys.stderr)


def _document(made: Schedule) -> dict[str, Any]:
    fair = made.fairness
    return {
        "score": made.score,
        "bound": made.bound,
        "fairness": {
            "cost": fair.cost,
            "left_with_nothing": fair.left_with_nothing,
            "left_with_nothing_before": fair.left_with_nothing_before,
            "waiting": fair.waiting,
            "waiting_before": fair.waiting_before,
        },
        "meetings": made.meetings.to_dicts(),
        "unmet": made.unmet.to_dicts(),
    }
