"""Schedules of meetings: what must always hold, how near the bound they come, and that they are fair."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_events import best_by_trying, broken_rules, random_event
from tests.tempo import processor_seconds

from bashu.errors import BrokenSchedule, TableError
from bashu.match import MeetSettings, Schedule, meet
from bashu.match.meeting.audit import audit
from bashu.match.meeting.in_turn import InTurn
from bashu.match.meeting.planning import pin_down, relax_around
from bashu.match.meeting.reading import event_of, read_tables


def crowd(people: int, requests: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Requests that go to popular people more often, and people who are there 85 % of the time."""
    draw = np.random.default_rng(seed)
    popularity = 1 / np.sqrt(draw.permutation(people) + 1)
    asker = draw.integers(0, people, 3 * requests)
    asked = draw.choice(people, 3 * requests, p=popularity / popularity.sum())
    pairs = pl.DataFrame({"asker": asker, "asked": asked}).filter(pl.col("asker") != pl.col("asked"))
    pairs = pairs.unique(maintain_order=True).head(requests)
    return (
        pairs.with_columns(interest=pl.Series(draw.integers(1, 100, pairs.height))),
        pl.DataFrame(
            {
                "person": range(people),
                "available": [np.flatnonzero(draw.random(16) < 0.85) for _ in range(people)],
            }
        ),
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_no_rule_is_ever_broken(seed: int) -> None:
    event = random_event(seed)
    planned = meet(**event)
    assert broken_rules(event, planned.meetings) == []
    assert planned.score == planned.meetings["score"].sum() <= planned.bound
    met = {frozenset(pair) for pair in planned.meetings.select("asker", "asked").iter_rows()}
    unmet = {frozenset(pair) for pair in planned.unmet.select("asker", "asked").iter_rows()}
    assert not met & unmet
    assert planned.timetable.height == 2 * planned.meetings.height


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**9))
def test_the_bound_holds_against_trying_everything(seed: int) -> None:
    event = random_event(seed)
    event["requests"] = event["requests"].head(5)
    event["tables"] = event["tables"].head(2)
    event["people"] = event["people"].with_columns(
        table=pl.when(pl.col("table").is_in(event["tables"]["table"].implode())).then("table")
    )
    best = best_by_trying(event)
    planned = meet(**event, settings=MeetSettings(fairness=0.0))
    assert planned.score <= best <= planned.bound


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_day_for_two_hundred_comes_within_a_thousandth_of_the_bound(seed: int) -> None:
    requests, people = crowd(200, 1_000, seed)
    shares: list[float] = []
    spent = processor_seconds(
        lambda: shares.append(meet(requests, people, tables=80, slots=16).share_of_bound), 2
    )
    assert min(shares) >= 0.999
    assert spent < 2


def test_the_order_of_rows_changes_nothing() -> None:
    event = random_event(11)
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=5) for name, frame in event.items()}
    shuffled["slots"] = event["slots"]
    # tables keep their order too: it is the order in which they are filled
    shuffled["tables"] = event["tables"]
    assert meet(**event).meetings.equals(meet(**shuffled).meetings)


def test_pinned_meetings_stay_and_cost_the_others_nothing_they_need() -> None:
    requests, people = crowd(40, 200, 8)
    people = people.with_columns(available=pl.lit(None, pl.List(pl.Int64)))
    pinned = pl.DataFrame({"asker": [0, 2, 5], "asked": [1, 3, 9], "slot": [3, 3, 0], "table": [7, None, 7]})
    planned = meet(requests, people, 16, 10, pinned=pinned)
    fixed = planned.meetings.filter("pinned")
    ways = {
        frozenset(row[:2]): row[2:] for row in fixed.select("asker", "asked", "slot", "table").iter_rows()
    }
    assert ways[frozenset("01")] == (3, 7)
    assert ways[frozenset("23")][0] == 3
    assert ways[frozenset("59")] == (0, 7)
    assert fixed.height == 3


def test_pins_that_cannot_be_are_named() -> None:
    requests = pl.DataFrame(
        {"asker": ["a", "a", "c"], "asked": ["b", "c", "b"], "interest": ["must", "want", "no"]}
    )
    people = pl.DataFrame({"person": ["a", "b", "c"]})

    def pinned(*rows: tuple[str, str, int]) -> Schedule:
        pins = pl.DataFrame(rows, schema=["asker", "asked", "slot"], orient="row")
        return meet(requests, people, 2, 3, pinned=pins)

    with pytest.raises(TableError, match=r"c – b|b – c"):
        pinned(("c", "b", 0))
    with pytest.raises(TableError, match="a – c"):
        pinned(("a", "b", 1), ("a", "c", 1))
    with pytest.raises(TableError, match="slots"):
        pinned(("a", "b", 9))
    assert pinned(("a", "b", 1), ("a", "c", 2)).meetings["pinned"].sum() == 2


def test_somebody_with_nothing_gets_a_meeting_from_who_has_plenty() -> None:
    # the star has five slots and five admirers worth more; the shy one wishes only the star
    admirers = [f"a{number}" for number in range(5)]
    requests = pl.DataFrame(
        {
            "asker": [*admirers, *admirers, "shy"],
            "asked": ["star"] * 5 + ["friend"] * 5 + ["star"],
            "interest": [500] * 10 + [499],
        }
    )
    people = pl.DataFrame({"person": [*admirers, "star", "friend", "shy"]})
    fair = meet(requests, people, 4, 5, settings=MeetSettings(fairness=0.01))
    greedy = meet(requests, people, 4, 5, settings=MeetSettings(fairness=0.0))
    assert greedy.fairness.left_with_nothing == 1
    assert fair.fairness.left_with_nothing == 0
    assert fair.fairness.left_with_nothing_before == 1
    assert fair.fairness.cost == 1 == greedy.score - fair.score
    assert fair.score >= 0.99 * greedy.score


def test_waiting_gets_shorter_at_no_cost_and_never_longer() -> None:
    requests, people = crowd(60, 150, 2)
    people = people.with_columns(travel_minutes=pl.Series([10.0, 300.0] * 30))
    planned = meet(requests, people, 24, 16)
    assert planned.fairness.waiting < planned.fairness.waiting_before
    assert planned.fairness.cost == 0
    far = planned.people.filter(pl.col("travel_minutes") == 300)
    near = planned.people.filter(pl.col("travel_minutes") == 10)
    assert far["waiting"].sum() / far["meetings"].sum() < near["waiting"].sum() / near["meetings"].sum()


def test_nobody_meets_too_often_without_a_rest() -> None:
    requests = pl.DataFrame({"asker": ["a"] * 6, "asked": list("bcdefg"), "interest": ["must"] * 6})
    people = pl.DataFrame({"person": list("abcdefg")})
    slots = pl.DataFrame(
        {
            "slot": [str(number) for number in range(8)],
            "starts": [f"2026-12-01 {9 + number // 2:02d}:{30 * (number % 2):02d}" for number in range(8)],
            "ends": [f"2026-12-01 {9 + number // 2:02d}:{25 + 30 * (number % 2):02d}" for number in range(8)],
        }
    )
    planned = meet(requests, people, 3, slots, settings=MeetSettings(most_in_row=3))
    assert planned.meetings.height == 6
    busy = "".join("1" if slot in set(planned.meetings["slot"]) else "0" for slot in slots["slot"])
    assert "1111" not in busy


@pytest.mark.parametrize("seed", range(12))
def test_rests_hold_in_events_with_everything(seed: int) -> None:
    event = random_event(seed)
    rested = meet(**event, settings=MeetSettings(most_in_row=1))
    assert broken_rules(event, rested.meetings) == []
    slots = event["slots"]["slot"].to_list()
    for person in event["people"]["person"]:
        mine = rested.timetable.filter(pl.col("person") == person)["slot"].to_list()
        places = sorted(slots.index(slot) for slot in mine)
        assert all(later - sooner > 1 for sooner, later in pairwise(places))
    free = meet(**event)
    if rested.score < free.score:
        with pytest.raises(BrokenSchedule, match="in a row"):
            audit(free.given, free.meetings, free.score, free.bound, MeetSettings(most_in_row=1))


def test_without_times_every_slot_follows_the_one_before() -> None:
    requests = pl.DataFrame({"asker": ["a"] * 3, "asked": list("bcd"), "interest": ["must"] * 3})
    planned = meet(
        requests, pl.DataFrame({"person": list("abcd")}), 3, 4, settings=MeetSettings(most_in_row=2)
    )
    assert planned.meetings["slot"].sort().to_list() in ([0, 1, 3], [0, 2, 3])


def test_each_fault_is_named_with_its_row() -> None:
    requests = pl.DataFrame({"asker": ["a"], "asked": ["b"], "interest": ["must"]})
    people = pl.DataFrame({"person": ["a", "b"]})
    faults = [
        ("row 2, column interest", {"requests": requests.with_columns(interest=pl.lit("perhaps"))}),
        ("row 2, column interest", {"requests": requests.with_columns(interest=pl.lit(-3))}),
        ("row 2, column asked", {"requests": requests.with_columns(asked=pl.lit("a"))}),
        ("row 2, column asked", {"requests": requests.with_columns(asked=pl.lit("z"))}),
        ("row 3, column asker", {"requests": pl.concat([requests, requests])}),
        ("row 3, column person", {"people": pl.DataFrame({"person": ["a", "a"]})}),
        ("column interest is missing", {"requests": requests.drop("interest")}),
        ("row 2, column available", {"people": people.with_columns(available=pl.lit(["5"]))}),
        ("row 2, column ends", {"slots": slot_frame(("09:00", "08:00"))}),
        ("row 3, column starts", {"slots": slot_frame(("09:00", "10:00"), ("09:30", "10:30"))}),
        ("row 2, column starts", {"slots": slot_frame(("nine", "10:00"))}),
        ("below zero", {"tables": -1}),
    ]
    for said, wrong in faults:
        with pytest.raises(TableError) as caught:
            meet(**{"requests": requests, "people": people, "tables": 2, "slots": 3, **wrong})
        assert said.split(" is missing")[0] in str(caught.value), (said, str(caught.value))


def slot_frame(*times: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "slot": [f"s{number}" for number in range(len(times))],
            "starts": [f"2026-12-01 {start}" for start, _ in times],
            "ends": [f"2026-12-01 {end}" for _, end in times],
        }
    )


def test_a_tampered_schedule_is_not_accepted() -> None:
    requests, people = crowd(30, 120, 1)
    planned = meet(requests, people, 10, 16)
    rows = planned.meetings

    def accepted(changed: pl.DataFrame, score: int = planned.score) -> None:
        audit(planned.given, changed, score, planned.bound, planned.event.settings)

    accepted(rows)
    same_slot = rows.with_columns(slot=pl.lit(rows["slot"][0]))
    for changed in (same_slot, pl.concat([rows, rows.head(1)]), rows.head(rows.height - 1)):
        with pytest.raises(BrokenSchedule):
            accepted(changed)
    with pytest.raises(BrokenSchedule, match="above the bound"):
        audit(planned.given, rows, planned.score, planned.score - 1, planned.event.settings)


@pytest.mark.parametrize(("tables", "slots"), [(0, 3), (3, 0), (1, 1)])
def test_events_without_room_are_ordinary_input(tables: int, slots: int) -> None:
    requests = pl.DataFrame({"asker": ["a", "c"], "asked": ["b", "d"], "interest": [3, 4]})
    planned = meet(requests, pl.DataFrame({"person": list("abcd")}), tables, slots)
    assert planned.score == planned.bound == (4 if tables and slots else 0)
    assert planned.unmet.height == 2 - planned.meetings.height


@pytest.mark.parametrize(("pinned", "expected"), [(False, 18), (True, 10)])
def test_a_slot_solved_anew_exchanges_all_that_happens_in_it(pinned: bool, expected: int) -> None:
    """a–x is worth 10 and keeps a–y and b–x, worth 9 each, from meeting; a pinned meeting stays."""
    requests = pl.DataFrame({"asker": ["a", "a", "b"], "asked": ["x", "y", "x"], "interest": [10, 9, 9]})
    given_tables = read_tables(requests, pl.DataFrame({"person": ["a", "b", "x", "y"]}), 2, 1)
    event = event_of(given_tables, MeetSettings())
    board = pin_down(event)
    dearest = event.worth.index(10)
    assert board.place(dearest, 0)
    if pinned:
        board.fixed.add(dearest)
    InTurn(event, board).improve(relax_around(event, pin_down(event)).bound, 1_000)
    assert board.score == expected


def test_slots_in_turn_keep_for_the_last_what_can_only_be_met_there() -> None:
    """a–x fits both slots and is worth most, a–y only the first: taken in turn both meet, at the prices of both."""
    requests = pl.DataFrame({"asker": ["a", "a"], "asked": ["x", "y"], "interest": [10, 9]})
    people = pl.DataFrame({"person": ["a", "x", "y"], "available": [[0, 1], [0, 1], [0]]})
    event = event_of(read_tables(requests, people, 1, 2), MeetSettings())
    board = pin_down(event)
    InTurn(event, board).fill(range(2))
    assert board.score == 19


def test_a_crowded_event_comes_near_its_bound() -> None:
    """Ten wishes a person and a table for three people in ten: inserting one after another falls behind."""
    planned = meet(*crowd(40, 400, 3), 12, 16)
    assert planned.share_of_bound > 0.985
    planned.check()


@pytest.mark.parametrize("seed", range(4))
def test_slots_solved_anew_never_lose(seed: int) -> None:
    """From an empty board a crowded event without two sides only gains, and nobody is double booked."""
    event = event_of(read_tables(*crowd(40, 400, seed), 12, 16), MeetSettings())
    board, bound = pin_down(event), relax_around(event, pin_down(event)).bound
    scores = []
    for _ in range(3):
        InTurn(event, board).improve(bound, 6_000)
        scores.append(board.score)
    assert 0 < scores[0] <= scores[1] <= scores[2] <= bound
    for slot, pairs in enumerate(board.held):
        busy = [person for pair in pairs for person in (event.one[pair], event.other[pair])]
        assert len(busy) == len(set(busy))
        assert len(pairs) <= 12
        assert all(event.common[pair] >> slot & 1 for pair in pairs)


@pytest.mark.parametrize("count", ["tables", "slots"])
def test_a_count_too_large_for_any_day_is_refused_before_it_fills_the_memory(count: str) -> None:
    requests, people = crowd(10, 20, 3)
    with pytest.raises(TableError, match="10,000"):
        meet(requests, people, **{"tables": 5, "slots": 5, count: 10**9})
