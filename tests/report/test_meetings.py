"""The papers of a meeting day: workbook, document, calendars, and the commands that write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from bashu.match import meet, repair
from bashu.match.meeting.example import example_event
from bashu.match.meeting.files import read_event_files
from bashu.report.calendar import LONGEST_LINE, Appointment, calendar
from bashu.report.meetings import MeetingReport

STAMP = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def report() -> MeetingReport:
    return MeetingReport(meet(**example_event()), "示例对接会")


def parsed(data: bytes) -> list[dict[str, str]]:
    """The entries of a calendar by a reader written apart from the writer."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode().replace("\r\n ", "")
    entries = []
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", text, re.DOTALL):
        facts = dict(line.partition(":")[::2] for line in block.splitlines())
        entries.append(
            {key: re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n")) for key, value in facts.items()}
        )
    return entries


def test_a_calendar_holds_the_meetings_of_one_person_in_beijing_time(report: MeetingReport) -> None:
    data = report.calendar_of("B01", STAMP)
    mine = report.rows.filter(pl.col("person") == "B01")
    entries = parsed(data)
    assert len(entries) == mine.height > 0
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in data
    for entry, row in zip(entries, mine.iter_rows(named=True), strict=True):
        assert entry["DTSTART;TZID=Asia/Shanghai"] == f"{row['starts']:%Y%m%dT%H%M%S}"
        assert entry["DTSTAMP"] == "20261126T083000Z"
        assert row["partner_name"] in entry["SUMMARY"]
        assert row["table"] in entry["LOCATION"]
    assert len({entry["UID"] for entry in entries}) == len(entries)
    later = MeetingReport(report.schedule, report.title, revision=2).calendar_of("B01", STAMP)
    assert {entry["UID"] for entry in parsed(later)} == {entry["UID"] for entry in entries}
    assert {entry["SEQUENCE"] for entry in parsed(later)} == {"2"}


def test_a_cancelled_meeting_is_taken_out_of_the_calendars_that_have_it(tmp_path: Path) -> None:
    event = example_event()
    first = MeetingReport(meet(**event), "示例对接会")
    mended = repair(first.schedule.meetings, **event, absent=["S07"])
    second = MeetingReport(mended.schedule, first.title, revision=1, changes=mended.changes)
    second.write_calendars(tmp_path, STAMP)
    told = {entry["UID"]: entry for entry in parsed(first.calendar_of("S07", STAMP))}
    assert told
    for folder, method in (("calendars", b"PUBLISH"), ("cancelled", b"CANCEL")):
        data = (tmp_path / folder / "S07.ics").read_bytes()
        assert b"\r\nMETHOD:" + method + b"\r\n" in data
        entries = {entry["UID"]: entry for entry in parsed(data)}
        assert entries.keys() == told.keys()
        for uid, entry in entries.items():
            assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", "1")
            assert entry["DTSTART;TZID=Asia/Shanghai"] == told[uid]["DTSTART;TZID=Asia/Shanghai"]
    partners = first.rows.filter(pl.col("partner") == "S07")["person"].to_list()
    assert {path.stem for path in (tmp_path / "cancelled").iterdir()} >= {"S07", *partners}
    for partner in partners:
        now = parsed((tmp_path / "calendars" / f"{partner}.ics").read_bytes())
        before = {entry["UID"] for entry in parsed(first.calendar_of(partner, STAMP))}
        gone = [entry["UID"] for entry in now if entry["STATUS"] == "CANCELLED"]
        assert set(gone) <= before
        assert len(gone) == second.cancelled.filter(pl.col("person") == partner).height >= 1
    assert not (tmp_path / "cancelled" / "nobody.ics").exists()
    assert parsed(first.cancellation_of("S07", STAMP)) == []


def test_odd_text_survives_a_calendar() -> None:
    start = datetime.fromisoformat("2026-12-01 09:00")
    odd = "四川; 重庆, \\ 两地\n" + "芯片" * 60 + "\x07"
    [entry] = parsed(calendar([Appointment("1", start, start + timedelta(minutes=25), odd)], STAMP))
    assert entry["SUMMARY"] == odd.removesuffix("\x07")


def test_the_workbook_agrees_with_the_schedule(report: MeetingReport, tmp_path: Path) -> None:
    report.write(tmp_path, STAMP, "zh")
    book = openpyxl.load_workbook(tmp_path / "meetings.xlsx")
    assert book.sheetnames == ["个人日程", "全部会面", "桌位表", "胸牌", "没排上的约见", "参会人"]
    meetings = report.schedule.meetings.height
    assert book["全部会面"].max_row == meetings + 1
    assert book["胸牌"].max_row == 44 + 1
    plan = [
        cell
        for row in book["桌位表"].iter_rows(min_row=2, min_col=2, values_only=True)
        for cell in row
        if cell
    ]
    assert len(plan) == meetings
    assert pl.read_csv(tmp_path / "meetings.csv", infer_schema=False).height == meetings
    assert len(list((tmp_path / "calendars").glob("*.ics"))) == report.rows["person"].n_unique()


def test_everybody_has_a_page_of_their_own(report: MeetingReport, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    report.write(tmp_path, STAMP, "zh")
    document = docx.Document(str(tmp_path / "timetables.docx"))
    people = report.rows["person"].n_unique()
    assert len(document.tables) == people
    assert sum(len(table.rows) - 1 for table in document.tables) == 2 * report.schedule.meetings.height
    breaks = sum("w:br" in paragraph._p.xml for paragraph in document.paragraphs)
    assert breaks == people - 1


def test_without_times_there_are_no_calendars(tmp_path: Path) -> None:
    requests = pl.DataFrame({"asker": ["a/b"], "asked": ["c"], "interest": ["must"]})
    made = meet(requests, pl.DataFrame({"person": ["a/b", "c"]}), 1, 1)
    written = MeetingReport(made, "x").write(tmp_path, STAMP, "en")
    assert [path.name for path in written] == ["meetings.xlsx", "timetables.docx", "meetings.csv"]


def test_the_commands_from_template_to_repair(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    from typer.testing import CliRunner

    from bashu.cli.app import app

    monkeypatch.setenv("BASHU_LANG", "zh")
    runner = CliRunner()
    event, first, second = tmp_path / "活动.xlsx", tmp_path / "first", tmp_path / "second"
    assert runner.invoke(app, ["meet", "example", str(event)]).exit_code == 0
    assert set(read_event_files(event)) == {"requests", "people", "tables", "slots", "walking", "pinned"}
    done = runner.invoke(app, ["meet", "plan", str(event), "-o", str(first)])
    assert done.exit_code == 0, done.output
    assert "上界" in done.output
    standing = first / "meetings.csv"
    arguments = ["meet", "repair", str(event), "--standing", str(standing), "--now", "05", "--absent", "S07"]
    done = runner.invoke(app, [*arguments, "-o", str(second)])
    assert done.exit_code == 0, done.output
    changes = pl.read_csv(second / "changes.csv", infer_schema=False)
    told = pl.read_csv(standing, infer_schema=False)
    past = told.filter(pl.col("slot") < "05").select("asker", "asked", "slot", "table")
    now = pl.read_csv(second / "meetings.csv", infer_schema=False)
    assert past.join(now, on=["asker", "asked", "slot", "table"], how="anti").height == 0
    assert (changes["change"] == "cancelled").any()
    gone = now.filter((pl.col("asker") == "S07") | (pl.col("asked") == "S07"))
    assert (gone["slot"] < "05").all()
