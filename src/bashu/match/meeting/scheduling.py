"""A schedule of meetings: who meets whom, when and where, with the most that was possible beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match.meeting.audit import audit
from bashu.match.meeting.fairness import Fairness, be_fair, idle
from bashu.match.meeting.planning import fill, pin_down, relax_around
from bashu.match.meeting.reading import EventTables, event_of, read_tables
from bashu.match.meeting.reasons import unmet
from bashu.match.meeting.seating import seat
from bashu.match.meeting.settings import MeetSettings

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event
    from bashu.tables import Frame


@dataclass(frozen=True, eq=False)
class Schedule:
    """The meetings of an event.

    Attributes
    ----------
    meetings
        asker, asked, slot, table, score (summed interest of both), pinned; in the order of time. Slots and
        tables are numbers where they were given as counts.
    score
        Summed interest of all requests that are met; a meeting serves both directions of a pair.
    bound
        No schedule of this event scores more.
    fairness
        What was done for those who would come away with little, and what it cost.
    """

    meetings: pl.DataFrame
    score: int
    bound: int
    fairness: Fairness
    given: EventTables = field(repr=False)
    event: Event = field(repr=False)
    board: Board = field(repr=False)
    seats: Mapping[int, int] = field(repr=False)

    @property
    def share_of_bound(self) -> float:
        """Score over bound (0–1); 1 where nothing could be gained."""
        return self.score / self.bound if self.bound else 1.0

    @cached_property
    def people(self) -> pl.DataFrame:
        """Everybody who takes part: person, name, organisation, requests (feasible pairs), meetings, waiting.

        ``waiting`` counts free slots between the first and the last meeting.
        """
        event, board = self.event, self.board
        busy = (there & ~free for there, free in zip(event.available, board.free, strict=True))
        return event.people.select("person", "name", "organisation", "travel_minutes").with_columns(
            requests=pl.Series(
                [sum(event.worth[pair] > 0 for pair in pairs) for pairs in event.pairs_of], dtype=pl.Int64
            ),
            meetings=pl.Series(board.count, dtype=pl.Int64),
            waiting=pl.Series([idle(slots) for slots in busy], dtype=pl.Int64),
        )

    @cached_property
    def unmet(self) -> pl.DataFrame:
        """Every request without a meeting: asker, asked, score, reason (a code of ``UNMET``)."""
        return unmet(self.event, self.board, self.given)

    @cached_property
    def timetable(self) -> pl.DataFrame:
        """Every meeting once for each of its people, by person and time: person, slot, table, partner."""
        both = [
            self.meetings.rename({me: "person", you: "partner"})
            for me, you in (("asker", "asked"), ("asked", "asker"))
        ]
        order = pl.DataFrame({"slot": self.meetings["slot"].unique(maintain_order=True)}).with_row_index(
            "order"
        )
        rows = pl.concat(
            [frame.select("person", "slot", "table", "partner", "score", "pinned") for frame in both]
        )
        return rows.join(order, on="slot", how="left").sort("person", "order").drop("order")

    def check(self) -> None:
        """Check every rule again from the tables alone, without the board on which the schedule was made.

        Raises
        ------
        BrokenSchedule
            Naming the rule and the meeting.
        """
        audit(self.given, self.meetings, self.score, self.bound, self.event.settings)


def meet(
    requests: Frame,
    people: Frame,
    tables: Frame | int,
    slots: Frame | int,
    *,
    pinned: Frame | None = None,
    walking: Frame | None = None,
    settings: MeetSettings | None = None,
) -> Schedule:
    """Plan the meetings of an event: the highest summed interest, then fair, never two meetings at once.

    A schedule is an edge colouring: pairs are edges, slots are colours, and each edge has a list of colours
    (slots in which both are there and a table suits). First a flow chooses the pairs and gives the bound;
    then each pair finds a slot by chains of moves; then those who have nothing are given something.

    Parameters
    ----------
    requests
        asker, asked, interest (must, want, no thanks, or a score as a whole number)[, kind of table]. A
        refusal from one side is enough: the two never meet.
    people
        person[, available (slots; null = always, an empty list = never), languages, table (an own one),
        most (meetings at most), travel_minutes, name, organisation].
    tables, slots
        How many there are, with ids from 0; or frames with table[, place, kind, languages (of an
        interpreter), available] and slot[, starts, ends, kind (meeting or break)].
    pinned
        asker, asked, slot[, table]: meetings that stand whatever else is planned.
    walking
        place, other, minutes between halls.
    settings
        Scores of wishes in words, price of fairness, rests.

    Raises
    ------
    TableError
        Naming the row of what is absent, unknown, repeated or cannot be.

    Examples
    --------
    >>> requests = pl.DataFrame(
    ...     {
    ...         "asker": ["boe", "boe", "hkc", "truly"],
    ...         "asked": ["glass", "chips", "glass", "chips"],
    ...         "interest": ["must", "want", "must", "no thanks"],
    ...     }
    ... )
    >>> people = pl.DataFrame({"person": ["boe", "hkc", "truly", "glass", "chips"]})
    >>> planned = meet(requests, people, tables=2, slots=2)
    >>> planned.score, planned.bound, planned.meetings.height
    (240, 240, 3)
    """
    chosen = settings or MeetSettings()
    given = read_tables(requests, people, tables, slots, walking=walking, pinned=pinned)
    event = event_of(given, chosen)
    board = pin_down(event)
    relaxation = relax_around(event, board)
    fill(event, board, relaxation)
    fairness = be_fair(event, board)
    return schedule_of(
        given, event, board, bound=relaxation.bound, fairness=fairness, seats=seat(event, board)
    )


def schedule_of(
    given: EventTables,
    event: Event,
    board: Board,
    *,
    bound: int,
    fairness: Fairness,
    seats: Mapping[int, int],
    pinned: Set[int] | None = None,
) -> Schedule:
    """A filled board as a schedule in the ids of the tables, checked before anybody sees it.

    ``pinned`` are the pairs to be marked so; without it, all that are fixed on the board.
    """
    pinned = board.fixed if pinned is None else pinned
    askers = _who_asked(event)
    person, slot_ids = event.people["person"].to_list(), event.slots["slot"].to_list()
    table_ids = event.tables["table"].to_list()
    rows: list[dict[str, Any]] = []
    for slot in range(event.slots.height):
        for pair in sorted(board.held[slot]):
            one, other = event.one[pair], event.other[pair]
            asker = askers.get((one, other), one)
            rows.append(
                {
                    "asker": person[asker],
                    "asked": person[other if asker == one else one],
                    "slot": slot_ids[slot],
                    "table": table_ids[seats[pair]],
                    "score": event.worth[pair],
                    "pinned": pair in pinned,
                }
            )
    schema = {"asker": pl.String, "asked": pl.String, "slot": pl.String, "table": pl.String}
    frame = pl.DataFrame(rows, schema={**schema, "score": pl.Int64, "pinned": pl.Boolean})
    frame = frame.with_columns(pl.col(name).cast(pl.Int64) for name in given.counted)
    made = Schedule(frame, board.score, bound, fairness, given, event, board, seats)
    made.check()
    return made


def _who_asked(event: Event) -> dict[tuple[int, int], int]:
    """For each pair who wished it more; of equal wishes the one whose id comes first."""
    wishes = event.wishes.filter(pl.col("score") >= 0).sort("score", "asker", descending=[False, True])
    return {
        (min(asker, asked), max(asker, asked)): asker
        for asker, asked in wishes.select("asker", "asked").iter_rows()
    }
