"""Minutes between places, checked on a small map that can be recounted by hand."""

from __future__ import annotations

import heapq
import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tempo import processor_seconds

from bashu.errors import InputError, UnknownName
from bashu.travel import Travel, TravelSettings, Workplaces, find_place
from bashu.workspace import Workspace

PLACES = pl.DataFrame(
    [
        ("west", "西川省", "West", None, None, "province", None, None),
        ("east", "东渝市", "East", "east", None, "province", 106.5, 29.5),
        ("alpha", "甲山市", "Alpha", "west", "west", "city", 104.0, 30.6),
        ("beta", "乙山市", "Beta", "west", "west", "city", 105.5, 30.5),
        ("alpha-zone", "甲山经开区", "Alpha Zone", None, "alpha", "zone", 104.1, 30.7),
        ("east-new", "东江新区", "East New", None, "east", "zone", 106.6, 29.6),
        ("east-far", "远山区", "Far", None, "east", "district", 108.4, 30.8),
    ],
    schema=["place", "name_zh", "name_en", "region", "parent", "level", "lon", "lat"],
    orient="row",
).with_columns(region=pl.when(pl.col("place") == "west").then(pl.lit("west")).otherwise("region"))

ROWS = pl.DataFrame(
    [
        ("alpha", "beta", "rail", 60, 2021, "timetable", "t21"),
        ("beta", "alpha", "rail", 58, 2021, "timetable", "t21"),
        ("beta", "east", "rail", 50, 2021, "timetable", "t21"),
        ("alpha", "east", "rail", 200, 2021, "timetable", "t21"),
        ("alpha", "beta", "rail", 150, 2014, "timetable", "t14"),
        ("beta", "alpha", "rail", 55, 2014, "timetable", "t14"),
        ("alpha", "east", "rail", 130, 2014, "timetable", "t14"),
        ("alpha", "beta", "road", 155, None, "estimate", "e"),
        ("alpha", "east", "road", 287, None, "estimate", "e"),
        ("beta", "east", "road", 158, None, "estimate", "e"),
    ],
    schema=["origin", "destination", "mode", "minutes", "year", "standing", "source"],
    orient="row",
)


@pytest.fixture(scope="module")
def travel() -> Travel:
    return Travel(Workspace.from_frames({"places": PLACES, "travel": ROWS}))


def test_goods_go_by_road_in_both_directions(travel: Travel) -> None:
    there, back = travel.minutes("alpha", "east"), travel.minutes("east", "alpha")
    assert (there.minutes, there.mode, there.estimate, there.source) == (287, "road", True, "e")
    assert back.minutes == there.minutes


def test_a_change_of_trains_may_beat_the_direct_train(travel: Travel) -> None:
    leg = travel.minutes("alpha", "east", "people", 2021)
    # 60 + 45 for the change + 50, against 200 direct and 287 by road
    assert (leg.minutes, leg.transfers, leg.via, leg.mode) == (155, 1, ("beta",), "rail")
    assert not leg.estimate
    assert leg.standing == "timetable"


def test_the_direct_train_wins_where_the_change_costs_more(travel: Travel) -> None:
    slow_change = TravelSettings(transfer_minutes=120)
    other = Travel(Workspace.from_frames({"places": PLACES, "travel": ROWS}), slow_change)
    leg = other.minutes("alpha", "east", "people", 2021)
    assert (leg.minutes, leg.transfers, leg.via) == (200, 0, ())


def test_a_year_uses_its_own_timetable_only(travel: Travel) -> None:
    assert travel.minutes("alpha", "beta", "people", 2014).minutes == 150
    assert travel.minutes("alpha", "east", "people", 2014).minutes == 130
    # no train in 2014: the road estimate, and it says so
    leg = travel.minutes("beta", "east", "people", 2014)
    assert (leg.minutes, leg.mode, leg.estimate, leg.year) == (158, "road", True, None)


def test_without_a_year_the_newest_train_of_each_pair_holds(travel: Travel) -> None:
    leg = travel.minutes("alpha", "beta", "people")
    assert (leg.minutes, leg.year) == (60, 2021)


def test_people_take_the_road_when_it_is_faster() -> None:
    slow = ROWS.with_columns(
        minutes=pl.when(pl.col("mode") == "rail").then(pl.col("minutes") + 400).otherwise("minutes")
    )
    leg = Travel(Workspace.from_frames({"places": PLACES, "travel": slow})).minutes("beta", "east", "people")
    assert (leg.mode, leg.estimate) == ("road", True)


def test_a_zone_inherits_from_the_city_it_lies_in(travel: Travel) -> None:
    leg = travel.minutes("alpha-zone", "east-new", "people", 2021)
    assert (leg.minutes, leg.inherited) == (155, True)
    assert travel.minutes("alpha", "east", "people", 2021).inherited is False


def test_a_far_district_does_not_inherit_the_trains_of_its_city(travel: Travel) -> None:
    # 220 km from the centre: the road estimate of its own coordinates instead
    leg = travel.minutes("east-far", "alpha", "people", 2021)
    assert (leg.mode, leg.estimate, leg.inherited) == ("road", True, False)
    assert leg.minutes == pytest.approx(TravelSettings().road_minutes_per_km * 423, rel=0.01)


def test_inside_one_place_is_a_setting(travel: Travel) -> None:
    assert travel.minutes("alpha", "alpha").minutes == TravelSettings().inner_minutes
    leg = travel.minutes("alpha-zone", "alpha", "people")
    assert (leg.minutes, leg.mode) == (TravelSettings().inner_minutes, "inside")


def test_a_whole_province_has_no_address(travel: Travel) -> None:
    leg = travel.minutes("west", "alpha")
    assert (leg.minutes, leg.mode, leg.standing) == (None, None, None)


def test_a_province_with_coordinates_has_no_address_either() -> None:
    west = pl.col("place") == "west"
    somewhere = PLACES.with_columns(
        lon=pl.when(west).then(103.0).otherwise("lon"), lat=pl.when(west).then(30.0).otherwise("lat")
    )
    travel = Travel(Workspace.from_frames({"places": somewhere, "travel": ROWS}))
    for pair in (("west", "beta"), ("beta", "west")):
        assert travel.minutes(*pair).minutes is None


@pytest.mark.parametrize(("first", "second"), [(2014, 2021), (2021, 2014)])
def test_a_journey_is_of_the_year_of_its_oldest_train(first: int, second: int) -> None:
    rows = pl.DataFrame(
        [
            ("alpha", "beta", "rail", 20, first, "timetable", "t"),
            ("beta", "east", "rail", 20, second, "timetable", "t"),
        ],
        schema=ROWS.schema,
        orient="row",
    )
    leg = Travel(Workspace.from_frames({"places": PLACES, "travel": rows})).minutes("alpha", "east", "people")
    assert (leg.transfers, leg.year) == (1, 2014)


def test_a_published_road_time_overrides_the_estimate() -> None:
    published = pl.DataFrame(
        [("east", "alpha", "road", 210, 2024, "timetable", "road atlas")], schema=ROWS.schema, orient="row"
    )
    travel = Travel(Workspace.from_frames({"places": PLACES, "travel": pl.concat([ROWS, published])}))
    leg = travel.minutes("east", "alpha")
    assert (leg.minutes, leg.estimate, leg.year, leg.source) == (210, False, 2024, "road atlas")
    assert travel.minutes("east", "alpha", year=2021).minutes == 287


def test_names_lead_to_ids(travel: Travel) -> None:
    workspace = Workspace.from_frames({"places": PLACES})
    for text in ("alpha", "甲山市", "甲山", "ALPHA", " 甲山 "):
        assert find_place(workspace, text) == "alpha"
    assert find_place(workspace, "东江") == "east-new"
    with pytest.raises(UnknownName) as caught:
        travel.minutes("Alpho", "east")
    assert "alpha" in str(caught.value)
    assert "找不到地点“Alpho”" in caught.value.sentence("zh")


def test_an_unknown_timetable_names_those_there_are(travel: Travel) -> None:
    with pytest.raises(UnknownName, match="2014, 2021"):
        travel.minutes("alpha", "beta", "people", 2019)
    with pytest.raises(UnknownName, match="2014, 2021"):
        travel.changes(2010, 2021)


def test_reach_lists_the_nearest_first(travel: Travel) -> None:
    near = travel.reach("beta", 160)
    assert near["minutes"].is_sorted()
    assert near["place"].to_list()[-1] != "beta"
    assert {"alpha", "east", "alpha-zone", "east-new", "east-far"} == set(near["place"])
    assert travel.reach("beta", 100).is_empty()
    whole = travel.reach("beta", float("inf"))
    assert travel.minutes_from("beta") == dict(whole.select("place", "minutes").iter_rows())


def test_changes_compare_only_what_both_timetables_have(travel: Travel) -> None:
    changes = travel.changes(2014, 2021)
    assert changes.height == 3
    rows = {(row["origin"], row["destination"]): row for row in changes.to_dicts()}
    assert rows["alpha", "beta"]["change"] == -90
    assert rows["alpha", "beta"]["under"] == [60, 120]
    assert rows["beta", "alpha"]["slower_maybe_source"] is True
    assert rows["alpha", "east"]["slower_maybe_source"] is True
    assert ("beta", "east") not in rows


def test_matrix_and_single_questions_agree(travel: Travel) -> None:
    for carries, year in (("goods", None), ("people", 2021), ("people", None)):
        for row in travel.matrix(None, carries, year).to_dicts():
            leg = travel.minutes(row["origin"], row["destination"], carries, year)
            assert (leg.minutes, leg.mode, leg.transfers) == (row["minutes"], row["mode"], row["transfers"])
            assert (leg.estimate, leg.inherited, leg.year) == (row["estimate"], row["inherited"], row["year"])


def shortest_by_hand(trains: dict[tuple[int, int], float], size: int, penalty: float) -> dict:
    """Dijkstra written apart from the room, for comparison."""
    found = {}
    for start in range(size):
        best = {start: 0.0}
        heap = [(0.0, start)]
        while heap:
            cost, node = heapq.heappop(heap)
            if cost > best.get(node, np.inf):
                continue
            for (a, b), minutes in trains.items():
                if a == node and cost + minutes + penalty < best.get(b, np.inf):
                    best[b] = cost + minutes + penalty
                    heapq.heappush(heap, (best[b], b))
        for end, cost in best.items():
            if end != start:
                found[start, end] = cost - penalty
    return found


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_journeys_equal_a_second_implementation(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 6))
    pairs = list(itertools.permutations(range(size), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    trains = {pair: float(data.draw(st.integers(1, 300))) for pair in chosen}
    places = pl.DataFrame(
        {
            "place": [f"p{i}" for i in range(size)],
            "name_zh": [f"地{i}" for i in range(size)],
            "level": ["city"] * size,
        }
    )
    rows = pl.DataFrame(
        [(f"p{a}", f"p{b}", "rail", m, 2021, "timetable", "t") for (a, b), m in trains.items()],
        schema=ROWS.schema,
        orient="row",
    )
    travel = Travel(Workspace.from_frames({"places": places, "travel": rows}))
    expected = shortest_by_hand(trains, size, 45)
    for a, b in pairs:
        leg = travel.minutes(f"p{a}", f"p{b}", "people", 2021)
        assert leg.minutes == pytest.approx(expected.get((a, b)))
        if leg.minutes is not None:
            stops = [a, *(int(stop[1:]) for stop in leg.via), b]
            total = sum(trains[pair] for pair in itertools.pairwise(stops))
            assert leg.minutes == pytest.approx(total + 45 * leg.transfers)
            assert leg.transfers == len(leg.via)


def test_without_a_travel_table_coordinates_still_answer() -> None:
    travel = Travel(Workspace.from_frames({"places": PLACES}))
    leg = travel.minutes("alpha", "beta", "people")
    assert (leg.mode, leg.estimate, leg.source) == ("road", True, None)


@pytest.mark.usefixtures("untraced")
def test_all_pairs_of_450_places_within_a_second() -> None:
    generator = np.random.default_rng(7)
    size = 450
    lon, lat = generator.uniform(98, 110, size), generator.uniform(26, 34, size)
    ids = [f"p{i}" for i in range(size)]
    places = pl.DataFrame({"place": ids, "name_zh": ids, "level": ["city"] * size, "lon": lon, "lat": lat})
    a, b = generator.integers(0, size, 6000), generator.integers(0, size, 6000)
    rows = (
        pl.DataFrame({"origin": [f"p{i}" for i in a], "destination": [f"p{i}" for i in b]})
        .with_columns(
            mode=pl.lit("rail"), minutes=pl.Series(generator.integers(20, 600, 6000)), year=2021,
            standing=pl.lit("timetable"), source=pl.lit("t"),
        )
        .unique(["origin", "destination"])
    )  # fmt: skip
    workspace = Workspace.from_frames({"places": places, "travel": rows})
    pairs: list[int] = []

    def all_pairs() -> None:
        pairs.append(Travel(workspace).matrix(None, "people", 2021).height)

    assert processor_seconds(all_pairs, 1) <= 1
    assert set(pairs) == {size * size}


@pytest.mark.parametrize(
    ("origin", "destination", "minutes"),
    [("成都", "重庆", 62), ("成都", "宜宾", 80), ("成都", "乐山", 46), ("重庆", "万州", 84)],
)
def test_published_trains_of_2021(origin: str, destination: str, minutes: int) -> None:
    assert Travel(Workspace.open()).minutes(origin, destination, "people", 2021).minutes == minutes


def test_without_any_place_there_is_no_way() -> None:
    travel = Travel(Workspace.from_frames({}))
    assert travel.matrix().is_empty()
    assert travel.matrix(carries="people").is_empty()


@pytest.mark.parametrize("minutes", [-1.0, float("nan")])
def test_minutes_that_make_no_sense_are_refused(travel: Travel, minutes: float) -> None:
    with pytest.raises(InputError):
        travel.reach(travel.places.ids[0], minutes)


def test_a_place_that_is_no_region_is_not_called_unknown(travel: Travel) -> None:
    city = next(place for place in travel.places.ids if place not in travel.places.regions)
    with pytest.raises(UnknownName) as error:
        travel.places.find_region(city)
    assert [finding.code for finding in error.value.findings] == ["not_a_region"]


def test_a_site_and_an_organisation_of_one_id_stay_apart() -> None:
    made = Workspace.from_frames(
        {
            "organisations": pl.DataFrame(
                {"organisation": [1, 2], "name": ["甲", "乙"], "kind": ["enterprise"] * 2, "place": ["x", None], "standing": ["reported"] * 2, "source": ["s"] * 2}
            ),
            "sites": pl.DataFrame({"site": [1], "organisation": [2], "place": ["y"], "source": ["s"]}),
        }
    )  # fmt: skip
    at = Workplaces(made)
    rows = pl.DataFrame({"organisation": ["1", "2", "2", None], "site": [None, "1", None, None]})
    assert (at.of("1"), at.of("2", "1")) == ("x", "y")
    assert at.beside(rows).to_list() == ["x", "y", None, None]
