"""The papers of a meeting day: everybody's timetable, the plan of tables, badges, and what was not possible."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.match.meeting import UNMET
from bashu.report.calendar import Appointment, calendar
from bashu.report.timetables import Timetable, write_timetables
from bashu.report.workbook import Sheet, write_workbook

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bashu.errors import Language
    from bashu.match import Schedule

#: characters that stay in the name of a person's file
_PLAIN = "-_."


@dataclass(frozen=True)
class MeetingReport:
    """A schedule with the names, halls and times a reader needs.

    ``title`` is what the event is called; ``revision`` grows with every schedule that is given out, so that
    calendars take the newer one. ``changes`` are those of a repair: what it cancelled is cancelled in the
    calendars too.
    """

    schedule: Schedule
    title: str
    revision: int = 0
    changes: pl.DataFrame | None = None

    @cached_property
    def timed(self) -> bool:
        """Whether the slots have times."""
        return not self.schedule.given.slots["starts"].is_null().all()

    @cached_property
    def rows(self) -> pl.DataFrame:
        """Every meeting once for each of its people, by person and time.

        person, name, organisation, when, table, hall, partner, partner_name, partner_organisation, pinned.
        """
        return self._named(self.schedule.timetable)

    @cached_property
    def cancelled(self) -> pl.DataFrame:
        """Every meeting that a repair cancelled, once for each of its people; columns as of :attr:`rows`."""
        if self.changes is None:
            return self.rows.clear()
        gone = self.changes.filter(pl.col("change") == "cancelled").select(
            "asker", "asked", slot="slot_before", table="table_before", pinned=pl.lit(value=False)
        )
        sides = [
            gone.rename({me: "person", you: "partner"}).select("person", "partner", "slot", "table", "pinned")
            for me, you in (("asker", "asked"), ("asked", "asker"))
        ]
        return self._named(pl.concat(sides))

    def _named(self, timetable: pl.DataFrame) -> pl.DataFrame:
        """Meetings with the names, halls and times of the event."""
        given = self.schedule.given
        people = given.people.select("person", pl.coalesce("name", "person").alias("name"), "organisation")
        times = given.slots.with_row_index("order").select("slot", "order", "starts", "ends", self._when)
        return (
            timetable.with_columns(pl.col("slot", "table").cast(pl.String))
            .join(people, on="person", how="left")
            .join(
                people.select(pl.all().name.prefix("partner_")), left_on="partner", right_on="partner_person"
            )
            .join(times, on="slot", how="left")
            .join(given.tables.select("table", hall="place"), on="table", how="left")
            .sort("name", "person", "order")
        )

    @property
    def _when(self) -> pl.Expr:
        if not self.timed:
            return pl.col("slot").alias("when")
        start, end = pl.col("starts").dt.to_string("%Y-%m-%d %H:%M"), pl.col("ends").dt.to_string("%H:%M")
        return pl.concat_str(start, end, separator="–").alias("when")

    @cached_property
    def table_plan(self) -> pl.DataFrame:
        """One row per slot, one column per table, in each cell who meets there."""
        given = self.schedule.given
        one = self.rows.unique(["slot", "table"], keep="first", maintain_order=True)
        met = one.select("slot", "table", who=pl.concat_str("name", "partner_name", separator=" – "))
        wide = given.slots.select("slot", self._when).join(
            met.pivot("table", index="slot", values="who") if met.height else met.select("slot").clear(),
            on="slot",
            how="left",
            maintain_order="left",
        )
        tables = [table for table in given.tables["table"] if table in wide.columns]
        return wide.select("when", *tables)

    @cached_property
    def badges(self) -> pl.DataFrame:
        """One row per person for the badges: name, organisation, languages, own table, meetings, the first one."""
        first = self.rows.group_by("person", maintain_order=True).agg(
            pl.col("when").first().alias("first_meeting"), pl.len().cast(pl.Int64).alias("meetings")
        )
        return (
            self.schedule.given.people.select(
                "person", pl.coalesce("name", "person").alias("name"), "organisation", "languages", "table"
            )
            .join(first, on="person", how="left", maintain_order="left")
            .with_columns(pl.col("meetings").fill_null(0))
            .sort("organisation", "name", nulls_last=True)
        )

    def sentences(self, language: Language) -> list[str]:
        """The schedule in a few sentences: how many meetings, the bound, and what fairness did."""
        made, fair = self.schedule, self.schedule.fairness
        share = f"{100 * made.share_of_bound:.2f}%"
        if language == "zh":
            return [
                f"{self.title}：{made.meetings.height} 场会面，得分 {made.score:,}，上界 {made.bound:,}（{share}）",
                f"有可行约见却一场没有的：{fair.left_with_nothing} 人（公平调整前 {fair.left_with_nothing_before} 人），代价 {fair.cost} 分",
                f"没排上的约见：{made.unmet.height} 条",
            ]
        return [
            f"{self.title}: {made.meetings.height} meetings, score {made.score:,}, bound {made.bound:,} ({share})",
            f"With a feasible request and no meeting: {fair.left_with_nothing} ({fair.left_with_nothing_before} before being fair), at a cost of {fair.cost}",
            f"Requests without a meeting: {made.unmet.height}",
        ]

    def sheets(self, language: Language) -> list[Sheet]:
        """The sheets of the workbook."""
        zh = language == "zh"
        shown = (
            "name", "organisation", "when", "hall", "table", "partner_name", "partner_organisation", "pinned", "person",
        )  # fmt: skip
        words = {code: names[0 if zh else 1] for code, names in UNMET.items()}
        names = {
            person: name or person
            for person, name in self.schedule.given.people.select("person", "name").iter_rows()
        }
        unmet = self.schedule.unmet.with_columns(
            pl.col("asker", "asked").replace(names), pl.col("reason").replace(words)
        ).rename({"asked": "invited"})
        people = self.schedule.people.sort("meetings", "person")
        once = self.rows.unique(["slot", "table"], keep="first").sort("order", "table")
        return [
            Sheet(
                "个人日程" if zh else "Timetables",
                _desk(self.rows.select(shown)),
                tuple(self.sentences(language)),
            ),
            Sheet("全部会面" if zh else "Meetings", _desk(once.select(shown[:-1]))),
            Sheet("桌位表" if zh else "Table plan", self.table_plan),
            Sheet("胸牌" if zh else "Badges", _desk(self.badges)),
            Sheet("没排上的约见" if zh else "Unmet requests", unmet),
            Sheet("参会人" if zh else "People", people),
        ]

    def calendar_of(self, person: str, stamp: datetime, language: Language = "zh") -> bytes:
        """The meetings of one person as an iCalendar file, those that were cancelled marked so.

        Empty where slots have no times.
        """
        standing = self._appointments(self.rows, person, language)
        gone = self._appointments(self.cancelled, person, language, cancelled=True)
        return calendar([*standing, *gone], stamp, self.title)

    def cancellation_of(self, person: str, stamp: datetime, language: Language = "zh") -> bytes:
        """Only what was cancelled for one person, as an iCalendar file that takes those entries back."""
        gone = self._appointments(self.cancelled, person, language, cancelled=True)
        return calendar(gone, stamp, self.title, "CANCEL")

    def _appointments(
        self, rows: pl.DataFrame, person: str, language: Language, *, cancelled: bool = False
    ) -> list[Appointment]:
        mine = rows.filter((pl.col("person") == person) & pl.col("starts").is_not_null())
        zh = language == "zh"
        return [
            Appointment(
                uid=_uid(self.title, person, row["partner"]),
                starts=row["starts"],
                ends=row["ends"],
                summary=f"{_kind(zh=zh, cancelled=cancelled)}{_full(row)}",
                location=" ".join(
                    part
                    for part in (row["hall"], f"桌 {row['table']}" if zh else f"table {row['table']}")
                    if part
                ),
                sequence=self.revision,
                cancelled=cancelled,
            )
            for row in mine.iter_rows(named=True)
        ]

    def write(self, folder: Path, stamp: datetime, language: Language = "zh") -> list[Path]:
        """Write everything into a folder: meetings.xlsx, timetables.docx, meetings.csv, calendars/*.ics.

        Where a repair cancelled meetings, cancelled/*.ics takes them out of calendars that have them.

        Returns
        -------
        paths
            What was written; of the calendars only their folders.
        """
        folder.mkdir(parents=True, exist_ok=True)
        workbook, document, table = (
            folder / name for name in ("meetings.xlsx", "timetables.docx", "meetings.csv")
        )
        write_workbook(workbook, self.sheets(language), language)
        write_timetables(document, self.title, self.timetables(), language)
        self.schedule.meetings.write_csv(table)
        written = [workbook, document, table]
        if self.timed:
            written += self.write_calendars(folder, stamp, language)
        return written

    def write_calendars(self, folder: Path, stamp: datetime, language: Language = "zh") -> list[Path]:
        """Write everybody's calendar, and for whoever lost a meeting one that takes it back; the folders."""
        everybody = pl.concat([self.rows["person"], self.cancelled["person"]]).unique(maintain_order=True)
        written = []
        for name, people, content in (
            ("calendars", everybody, self.calendar_of),
            ("cancelled", self.cancelled["person"].unique(maintain_order=True), self.cancellation_of),
        ):
            if len(people):
                (folder / name).mkdir(exist_ok=True)
                for person in people:
                    path = folder / name / f"{_file_name(person)}.ics"
                    path.write_bytes(content(person, stamp, language))
                written.append(folder / name)
        return written

    def timetables(self) -> list[Timetable]:
        """Everybody's timetable, in the order of names."""
        columns = ("when", "hall", "table", "partner_name", "partner_organisation")
        found: list[Timetable] = []
        for (name, organisation, _), rows in self.rows.group_by(
            "name", "organisation", "person", maintain_order=True
        ):
            found.append(Timetable(str(name), organisation, _desk(rows.select(columns))))
        return found


def _desk(frame: pl.DataFrame) -> pl.DataFrame:
    """The table of a meeting under a header that no reader takes for a table of data."""
    return frame.rename({"table": "desk"})


def _kind(*, zh: bool, cancelled: bool) -> str:
    if cancelled:
        return "已取消：" if zh else "Cancelled: "
    return "会面：" if zh else "Meeting: "


def _full(row: dict[str, str | None]) -> str:
    organisation = row["partner_organisation"]
    return f"{row['partner_name']}（{organisation}）" if organisation else str(row["partner_name"])


def _uid(title: str, person: str, partner: str) -> str:
    """The same for a meeting of the same two at the same event, whenever it takes place."""
    digest = hashlib.blake2b("\n".join((title, person, partner)).encode(), digest_size=16)
    return f"{digest.hexdigest()}@bashu"


def _file_name(person: str) -> str:
    """A name that every system takes; where characters had to go, a digest keeps two people apart."""
    plain = "".join(character for character in person if character.isalnum() or character in _PLAIN).strip(
        "."
    )
    if plain == person and len(plain) <= 80:
        return plain
    return f"{plain[:60]}-{hashlib.blake2b(person.encode(), digest_size=4).hexdigest()}"
