"""Minutes of one's own, planned lines, published drives, and what nobody knows."""

from __future__ import annotations

import heapq

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import InputError, UnknownName
from bashu.travel import Travel, TravelSettings, calibrate_road
from bashu.workspace import Workspace

PLACES = pl.DataFrame(
    [
        ("west", "西川省", None, None, "province", None, None),
        ("alpha", "甲山市", "west", "west", "city", 104.0, 30.6),
        ("beta", "乙山市", "west", "west", "city", 105.5, 30.5),
        ("gamma", "丙山市", "west", "west", "city", 106.5, 30.4),
        ("delta", "丁山市", "west", "west", "city", 107.5, 30.3),
    ],
    schema=["place", "name_zh", "region", "parent", "level", "lon", "lat"],
    orient="row",
).with_columns(region=pl.when(pl.col("place") == "west").then(pl.lit("west")).otherwise("region"))
ROWS = pl.DataFrame(
    [
        ("alpha", "beta", "rail", 60, 2021, "timetable", "t21"),
        ("beta", "alpha", "rail", 60, 2021, "timetable", "t21"),
        ("alpha", "beta", "rail", 90, 2014, "timetable", "t14"),
        ("beta", "alpha", "rail", 90, 2014, "timetable", "t14"),
        ("alpha", "gamma", "rail", 40, 2023, "reported", "opening"),
        ("gamma", "alpha", "rail", 40, 2023, "reported", "opening"),
        ("gamma", "delta", "rail", None, 2024, "reported", "opened, no times"),
        ("delta", "gamma", "rail", None, 2024, "reported", "opened, no times"),
        ("alpha", "beta", "road", 100, 2012, "reported", "press"),
        ("beta", "gamma", "road", 80, None, "estimate", "e"),
    ],
    schema=["origin", "destination", "mode", "minutes", "year", "standing", "source"],
    orient="row",
)


def travel(rows: pl.DataFrame = ROWS, **settings: float) -> Travel:
    return Travel(Workspace.from_frames({"places": PLACES, "travel": rows}), TravelSettings(**settings))


def test_a_report_stands_after_the_timetable_of_a_stated_year_and_before_an_estimate() -> None:
    now = travel()
    newest = now.minutes("alpha", "gamma", "people")
    assert (newest.minutes, newest.standing, newest.estimate, newest.year) == (40, "reported", False, 2023)
    # the timetable of 2021 knows no train to gamma: by train to beta and on by road is no way here
    assert now.minutes("alpha", "gamma", "people", 2021).mode == "road"
    assert now.years == (2014, 2021)
    drive = now.minutes("beta", "alpha", "goods")
    assert (drive.minutes, drive.standing, drive.estimate) == (100, "reported", False)
    assert now.minutes("beta", "gamma", "goods").standing == "estimate"


def test_a_journey_is_as_weak_as_its_weakest_train() -> None:
    leg = travel(transfer_minutes=5).minutes("beta", "gamma", "people")
    # 80 minutes by road against 60 + 5 + 40
    assert (leg.minutes, leg.mode) == (80, "road")
    leg = travel(ROWS.filter(pl.col("mode") == "rail"), transfer_minutes=5, road_minutes_per_km=5).minutes(
        "beta", "gamma", "people"
    )
    assert (leg.minutes, leg.standing, leg.transfers) == (105, "reported", 1)


def test_a_connection_without_minutes_is_a_hole_and_no_way() -> None:
    now = travel()
    assert now.minutes("gamma", "delta", "people").mode == "road"
    holes = now.holes()
    told = holes.select("place", "kind", "other", "year").rows()
    assert told == [("delta", "time_unknown", "gamma", 2024)]
    old = travel(ROWS.filter(~((pl.col("destination") == "gamma") & (pl.col("mode") == "rail"))))
    assert ("gamma", "old_timetable") not in old.holes().select("place", "kind").rows()
    bare = travel(ROWS.filter(pl.col("year") == 2014)).with_line([("alpha", 0), ("gamma", 9)])
    assert ("delta", "no_trains") in bare.holes().select("place", "kind").rows()


def test_the_corridor_says_what_its_minutes_do_not_know() -> None:
    holes = Travel(Workspace.open()).holes()
    kinds = holes.group_by("kind").agg(pl.col("place"))
    by_kind = dict(kinds.iter_rows())
    assert {"neijiang", "bazhong", "luzhou"} <= set(by_kind["time_unknown"])
    assert {"ganzi", "cq-chengkou"} <= set(by_kind["no_trains"])
    # a district of central Chongqing takes the trains of Chongqing: nothing is unknown of it
    assert not {"cq-banan", "cq-yubei", "chongzhou"} & set(holes["place"])
    assert holes["name_zh"].null_count() == 0


def test_minutes_of_ones_own_hold_before_every_other_in_both_directions() -> None:
    own = pl.DataFrame(
        {
            "origin": ["乙山", "alpha"],
            "destination": ["甲山市", "beta"],
            "mode": ["rail", "road"],
            "minutes": [33, 70],
        }
    )
    mine = Travel(Workspace.from_frames({"places": PLACES, "travel": ROWS}), own=own)
    for start, end in (("alpha", "beta"), ("beta", "alpha")):
        leg = mine.minutes(start, end, "people", 2014)
        assert (leg.minutes, leg.standing, leg.estimate) == (33, "own", False)
        assert mine.minutes(start, end, "goods").minutes == 70
    assert mine.years == (2014, 2021)


@pytest.mark.parametrize(("column", "value"), [("mode", "boat"), ("minutes", -1.0), ("minutes", None)])
def test_a_wrong_row_of_ones_own_is_named(column: str, value: object) -> None:
    row = {"origin": ["alpha"], "destination": ["beta"], "mode": ["road"], "minutes": [1.0], column: [value]}
    with pytest.raises(InputError, match="row 2"):
        Travel(Workspace.from_frames({"places": PLACES}), own=pl.DataFrame(row))


def test_a_place_of_ones_own_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="nowhere"):
        travel().with_line([("alpha", 0), ("nowhere", 5)])


@pytest.mark.parametrize(
    "stops",
    [
        [("alpha", 0)],
        [("alpha", 0), ("beta", 0)],
        [("alpha", 9), ("beta", 5)],
        [("alpha", 0), ("beta", float("nan"))],
        [("alpha", 0), ("beta", float("inf"))],
    ],
)
def test_a_line_needs_two_stops_whose_minutes_grow(stops: list[tuple[str, float]]) -> None:
    with pytest.raises(InputError, match="line"):
        travel().with_line(stops)


def test_a_planned_line_is_compared_with_what_is_there() -> None:
    now = travel()
    changes = now.changes_to(now.with_line([("alpha", 0), ("delta", 50)]))
    row = changes.filter(origin="alpha", destination="delta").row(0, named=True)
    assert row["after"] == 50
    assert row["mode_before"] == "road"
    assert row["estimate"]
    assert row["under"][0] == 60
    assert (changes["change"] < 0).all()
    # where roads are slow, the way from gamma needs the new line too: 40 + 45 + 50
    slow = travel(road_minutes_per_km=5)
    changes = slow.changes_to(slow.with_line([("alpha", 0), ("delta", 50)]))
    assert changes.filter(origin="gamma", destination="delta")["after"].to_list() == [135]
    assert now.changes_to(now).is_empty()


def test_roads_take_longer_for_lorries_but_not_for_minutes_of_ones_own() -> None:
    lorry = travel(road_factor=1.2)
    assert lorry.minutes("alpha", "beta", "goods").minutes == pytest.approx(120)
    assert lorry.minutes("beta", "gamma", "goods").minutes == pytest.approx(96)
    slow = lorry.minutes("gamma", "delta", "goods").minutes
    assert slow is not None
    assert slow == pytest.approx(1.2 * (travel().minutes("gamma", "delta", "goods").minutes or 0))
    own = lorry.with_line([("alpha", 0), ("beta", 70)], "road")
    assert own.minutes("alpha", "beta", "goods").minutes == 70


@settings(max_examples=40, deadline=None)
@given(
    slope=st.floats(0.3, 2), start=st.floats(0, 30), seed=st.integers(0, 2**32 - 1), count=st.integers(10, 30)
)
def test_a_calibration_finds_the_line_that_the_times_lie_on(
    slope: float, start: float, seed: int, count: int
) -> None:
    draw = np.random.default_rng(seed)
    places = pl.DataFrame(
        {
            "place": [f"p{number}" for number in range(count + 1)],
            "lon": draw.uniform(100, 110, count + 1),
            "lat": draw.uniform(27, 33, count + 1),
        }
    )
    far = Travel(
        Workspace.from_frames({"places": places.with_columns(name_zh=pl.col("place"), level=pl.lit("city"))}),
        TravelSettings(road_start_minutes=start, road_minutes_per_km=slope),
    )
    rows = far.matrix(["p0", *places["place"][1:]]).filter(
        pl.col("origin") == "p0", pl.col("destination") != "p0"
    )
    fit = calibrate_road(places, rows.select("origin", "destination", "minutes"))
    assert fit.minutes_per_km == pytest.approx(slope, rel=1e-6)
    assert fit.start_minutes == pytest.approx(start, abs=1e-3)
    assert fit.relative_error == pytest.approx(0, abs=1e-6)


def test_a_calibration_says_when_it_has_too_little() -> None:
    rows = pl.DataFrame({"origin": ["alpha"], "destination": ["beta"], "minutes": [100]})
    with pytest.raises(InputError, match="10"):
        calibrate_road(PLACES, rows)


def test_people_find_the_same_shortest_journeys_as_a_heap_that_knows_nothing_of_matrices() -> None:
    """All 450 x 450 pairs against Dijkstra's algorithm from some of the places."""
    size = 450
    draw = np.random.default_rng(5)
    ids = [f"p{number:03}" for number in range(size)]
    places = pl.DataFrame({"place": ids, "name_zh": ids, "level": ["city"] * size})
    trains = {
        (int(a), int(b)): float(minutes)
        for a, b, minutes in zip(
            draw.integers(0, size, 4_000),
            draw.integers(0, size, 4_000),
            draw.integers(20, 400, 4_000),
            strict=True,
        )
        if a != b
    }
    rows = pl.DataFrame(
        [(ids[a], ids[b], "rail", minutes, 2021, "timetable", "t") for (a, b), minutes in trains.items()],
        ROWS.schema,
        orient="row",
    )
    network = Travel(Workspace.from_frames({"places": places, "travel": rows}))
    matrix = network.matrix(carries="people")
    found = {
        (row[0], row[1]): row[2] for row in matrix.select("origin", "destination", "minutes").iter_rows()
    }
    next_from: dict[int, list[tuple[int, float]]] = {}
    for (a, b), minutes in trains.items():
        next_from.setdefault(a, []).append((b, minutes))
    for start in (0, 17, 449):
        best: dict[int, float] = {}
        heap = [(0.0, start)]
        while heap:
            spent, here = heapq.heappop(heap)
            if here in best:
                continue
            best[here] = spent
            for there, minutes in next_from.get(here, ()):
                heapq.heappush(heap, (spent + minutes + 45.0, there))
        for end in range(size):
            if end != start:
                expected = best.get(end)
                assert found[ids[start], ids[end]] == (None if expected is None else expected - 45)
