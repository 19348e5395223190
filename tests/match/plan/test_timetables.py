"""A market planned by the minutes of people in two timetables."""

from __future__ import annotations

import polars as pl
import pytest

from bashu.errors import UnknownName
from bashu.match import Ranker, RankSettings, by_timetables
from bashu.travel import Travel
from bashu.workspace import Workspace


def test_a_slower_timetable_never_makes_the_plan_cheaper_where_no_pair_became_slower() -> None:
    corridor = Workspace.open()
    # only what both timetables have and what did not get slower: then every cost can only fall
    rows = corridor.table("travel")
    rail = rows.filter(mode="rail", standing="timetable").filter(pl.col("year").is_in([2014, 2021]))
    least = rail.group_by("origin", "destination", "year").agg(pl.col("minutes").min())
    both = least.filter(year=2014).join(least.filter(year=2021), on=["origin", "destination"])
    faster = both.filter(pl.col("minutes_right") <= pl.col("minutes")).select("origin", "destination")
    kept = pl.concat([rows.filter(mode="road"), rail.join(faster, on=["origin", "destination"], how="semi")])
    frames = {name: corridor.table(name) for name in corridor.names()} | {"travel": kept}
    beside = by_timetables(Workspace.from_frames(frames), 2014, 2021)
    assert beside.summary["dearer_than_plan"][1] >= 0
    beside.plans["2014"].certify()


def test_the_minutes_of_a_ranking_are_those_of_who_travels() -> None:
    corridor = Workspace.open()
    need = {"product": "cm_pcb", "place": "yibin"}
    people = Ranker(corridor, RankSettings(carries="people", timetable=2021)).rank(need)
    travel = Travel(corridor)
    places = dict(corridor.table("organisations").select("organisation", "place").iter_rows())
    checked = 0
    for row in people.iter_rows(named=True):
        place = row.get("place") or places.get(row["organisation"])
        if row["minutes"] is not None and place is not None:
            assert row["minutes"] == travel.minutes(place, "yibin", "people", 2021).minutes
            checked += 1
    assert checked


def test_a_timetable_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="1999"):
        by_timetables(Workspace.open(), 1999, 2021)
