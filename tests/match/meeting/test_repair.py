"""The day itself: what stands stays, what is gone goes, and what became free is filled."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_events import broken_rules, random_event

from bashu.errors import UnknownName
from bashu.match import MeetSettings, meet, repair


def places(meetings: pl.DataFrame) -> dict[frozenset[str], tuple[Any, Any]]:
    return {
        frozenset((asker, asked)): (slot, table)
        for asker, asked, slot, table in meetings.select("asker", "asked", "slot", "table").iter_rows()
    }


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 5), st.integers(0, 11))
def test_the_past_and_the_pinned_stay_and_no_rule_is_broken(seed: int, slot: int, person: int) -> None:
    event = random_event(seed)
    planned = meet(**event)
    slots = event["slots"].filter(pl.col("kind") == "meeting")["slot"].to_list()
    if not slots:
        return
    now = slots[slot % len(slots)]
    missing = event["people"]["person"][person % event["people"].height]
    # the first meeting of the day is pinned, unless it is of who does not come
    pinned = planned.meetings.head(1).select("asker", "asked", "slot", "table")
    mended = repair(planned.meetings, **event, now=now, absent=[missing], pinned=pinned)
    after = places(mended.schedule.meetings)
    assert broken_rules(event, mended.schedule.meetings) == []
    for pair, where in places(planned.meetings).items():
        if where[0] < now:
            assert after[pair] == where
        elif missing in pair:
            assert pair not in after
    for pair, where in places(pinned).items():
        assert missing in pair or after[pair] == where
    for pair, where in after.items():
        assert where[0] < now or missing not in pair
    kept = mended.changes.filter(pl.col("change") == "kept").height
    moved = mended.changes.filter(pl.col("change").is_in(["moved", "new_table"])).height
    added = mended.changes.filter(pl.col("change") == "added").height
    assert kept + moved + added == mended.schedule.meetings.height


def test_who_comes_late_gets_meetings_without_disturbing_the_others() -> None:
    requests = pl.DataFrame({"asker": ["a", "b"], "asked": ["x", "y"], "interest": ["must", "must"]})
    people = pl.DataFrame({"person": ["a", "b", "x", "y"]})
    planned = meet(requests, people, 2, 4)
    late = pl.DataFrame({"asker": ["late", "late"], "asked": ["x", "y"], "interest": ["want", "want"]})
    mended = repair(
        planned.meetings,
        pl.concat([requests, late]),
        pl.concat([people, pl.DataFrame({"person": ["late"]})]),
        2,
        4,
        now=2,
    )
    assert mended.changes["change"].value_counts().sort("change").rows() == [("added", 2), ("kept", 2)]
    assert mended.schedule.meetings.filter(pl.col("asker") == "late")["slot"].min() >= 2


def test_a_closed_table_moves_its_meetings_to_another() -> None:
    requests = pl.DataFrame({"asker": ["a"], "asked": ["x"], "interest": ["must"]})
    people = pl.DataFrame({"person": ["a", "x"]})
    planned = meet(requests, people, 2, 1)
    taken = planned.meetings["table"][0]
    mended = repair(planned.meetings, requests, people, 2, 1, closed=[taken])
    assert mended.changes["change"].to_list() == ["new_table"]
    assert mended.schedule.meetings["table"][0] != taken


def test_no_more_moves_than_allowed() -> None:
    # x is there in slot 0 only; a and x can meet if the standing meeting of a and y moves to slot 1
    requests = pl.DataFrame({"asker": ["a", "a"], "asked": ["y", "x"], "interest": ["must", "must"]})
    people = pl.DataFrame({"person": ["a", "x", "y"], "available": [None, ["0"], None]})
    standing = pl.DataFrame({"asker": ["a"], "asked": ["y"], "slot": [0], "table": [0]})
    still = repair(standing, requests, people, 1, 2, settings=MeetSettings(most_moved=0))
    assert still.changes["change"].to_list() == ["kept"]
    mended = repair(standing, requests, people, 1, 2)
    assert sorted(mended.changes["change"]) == ["added", "moved"]


def test_an_unknown_slot_or_person_is_named() -> None:
    requests = pl.DataFrame({"asker": ["a"], "asked": ["x"], "interest": ["must"]})
    people = pl.DataFrame({"person": ["a", "x"]})
    standing = meet(requests, people, 1, 1).meetings
    with pytest.raises(UnknownName, match="slot “9”"):
        repair(standing, requests, people, 1, 1, now=9)
    with pytest.raises(UnknownName, match="person “z”"):
        repair(standing, requests, people, 1, 1, absent=["z"])
