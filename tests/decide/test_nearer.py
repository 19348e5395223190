"""What comes within reach with a faster timetable or a planned line: matches of firms, ways to work."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.decide import commute_effects, travel_effects
from bashu.travel import Travel
from bashu.workspace import Workspace

PLACES = pl.DataFrame(
    [
        ("west", "西川省", "west", None, "province"),
        ("a", "甲山市", "west", "west", "city"),
        ("b", "乙山市", "west", "west", "city"),
        ("c", "丙山市", "west", "west", "city"),
        ("b-zone", "乙山高新区", "west", "b", "zone"),
    ],
    schema=["place", "name_zh", "region", "parent", "level"],
    orient="row",
)
ROWS = pl.DataFrame(
    [
        (origin, destination, "rail", minutes, year, "timetable", f"t{year}")
        for origin, destination, year, minutes in (
            ("a", "b", 2014, 150.0),
            ("b", "a", 2014, 150.0),
            ("a", "b", 2021, 60.0),
            ("b", "a", 2021, 75.0),
            ("b", "c", 2014, 100.0),
            ("b", "c", 2021, 100.0),
        )
    ],
    schema=["origin", "destination", "mode", "minutes", "year", "standing", "source"],
    orient="row",
)
PRODUCTS = pl.DataFrame(
    {
        "product": ["phone", "screen", "chip"],
        "name_zh": ["手机", "屏幕", "芯片"],
        "stage": ["整机", "元器件(芯片)", "元器件(芯片)"],
        "areas": [["通讯终端"], ["电子元器件"], ["集成电路", "电子元器件"]],
    }
)
INPUTS = pl.DataFrame(
    {"input": ["screen", "chip"], "product": ["phone", "phone"], "essential": [True, False], "source": "link"}
)
#: organisation, place, product, standing
MADE = (
    ("s1", "a", "screen", "reported"),
    ("s2", "a", "screen", "reported"),
    ("k1", "a", "chip", "reported"),
    ("p1", "b-zone", "phone", "reported"),
    ("s3", "b", "screen", "reported"),
    ("x1", "b", "screen", "illustrative"),
)


def workspace(made: tuple[tuple[str, str, str, str], ...] = MADE, rows: pl.DataFrame = ROWS) -> Workspace:
    firms = {firm: place for firm, place, _, _ in made}
    organisations = pl.DataFrame(
        {
            "organisation": list(firms),
            "name": list(firms),
            "kind": "enterprise",
            "place": list(firms.values()),
        }
    ).with_columns(standing=pl.lit("reported"), source=pl.lit("o"))
    capabilities = pl.DataFrame(
        [(f"c{n}", firm, product, kind, f"src-{firm}") for n, (firm, _, product, kind) in enumerate(made)],
        schema=["capability", "organisation", "product", "standing", "source"],
        orient="row",
    )
    return Workspace.from_frames(
        {
            "places": PLACES,
            "travel": rows,
            "products": PRODUCTS,
            "inputs": INPUTS,
            "organisations": organisations,
            "capabilities": capabilities,
        }
    )


def test_matches_are_ranked_by_the_hours_that_they_save() -> None:
    frame = travel_effects(workspace(), 2014, 2021)
    told = frame.select("origin", "destination", "under", "input", "matches", "hours_saved").rows()
    # two screen makers and one chip maker at a, one phone maker in the zone of b: 90 minutes each way
    assert told == [
        ("a", "b", 60, "screen", 2, 6.0),
        ("a", "b", 60, "chip", 1, 3.0),
        ("b", "a", 120, None, None, None),
    ]
    assert frame["suppliers"][0].to_list() == ["s1", "s2"]


def test_ways_to_work_count_organisations_of_one_area_at_both_ends() -> None:
    frame = commute_effects(workspace(), 2014, 2021)
    # only a -> b came under an hour; the zone of b has the trains of b; the example firm x1 counts nowhere
    assert frame.select("origin", "destination", "area", "homes", "employers", "openings").rows() == [
        ("a", "b", "电子元器件", 3, 1, 3)
    ]
    assert frame["hours_saved"].item() == 3 * 2 * 90 / 60
    assert frame["firms_there"].item().to_list() == ["s3"]
    assert frame["sources"].item().to_list() == ["src-s1", "src-s3", "src-s2", "src-k1"]
    wider = commute_effects(workspace(), 2014, 2021, 80)
    assert wider.select("origin", "destination").rows() == [("a", "b"), ("b", "a")]
    assert commute_effects(workspace(), 2014, 2021, 59).is_empty()


def test_a_planned_line_brings_its_own_matches_and_ways_to_work() -> None:
    made = (*MADE, ("s4", "c", "screen", "reported"))
    market = workspace(made)
    now = Travel(market)
    planned = now.with_line([("a", 0), ("b", 20), ("c", 40)])
    matches = travel_effects(market, None, planned, travel=now)
    # b -> a falls from 75 to 20 and c -> a from nothing known: only what both know is compared
    assert set(matches.select("origin", "destination").rows()) == {("b", "a"), ("b", "c"), ("a", "c")}
    commutes = commute_effects(market, None, planned, travel=now)
    found = {(row["origin"], row["destination"]): row["openings"] for row in commutes.to_dicts()}
    assert found == {("b", "a"): 3, ("b", "c"): 1, ("a", "c"): 3}
    assert commutes.filter(origin="a", destination="c")["before"].item() == 60 + 45 + 100


def test_what_holds_for_the_corridor() -> None:
    corridor = Workspace.open()
    frame = commute_effects(corridor, 2014, 2021)
    assert frame.height > 0
    assert (frame["before"] > 60).all()
    assert (frame["after"] <= 60).all()
    assert not frame["firms_at_home"].explode().str.contains("example").any()
    assert frame["sources"].list.len().min() >= 1


@settings(max_examples=25, deadline=None)
@given(st.permutations(MADE), st.sampled_from(["a", "b", "c", "b-zone"]))
def test_one_more_maker_never_takes_a_match_or_a_way_to_work_away(
    made: list[tuple[str, str, str, str]], place: str
) -> None:
    def value(rows: tuple[tuple[str, str, str, str], ...]) -> tuple[float, float]:
        market = workspace(rows)
        return (
            float(travel_effects(market, 2014, 2021)["hours_saved"].sum()),
            float(commute_effects(market, 2014, 2021)["hours_saved"].sum()),
        )

    few = value(tuple(made))
    assert few == pytest.approx(value(MADE))
    assert all(
        after >= before
        for before, after in zip(few, value((*made, ("new", place, "screen", "reported"))), strict=True)
    )
