"""What became of a coverage: since a date, and between two workspaces."""

from __future__ import annotations

import polars as pl
import pytest

from bashu.chain import ProductGraph, as_of, compare
from bashu.chain.change import CHANGES
from bashu.errors import InputError
from bashu.workspace import Workspace

PLACES = pl.DataFrame(
    {
        "place": ["left", "right"], "name_zh": ["左川省", "右渝市"], "region": ["left", "right"],
        "level": ["province", "province"],
    }
)  # fmt: skip
PRODUCTS = pl.DataFrame(
    {"product": ["set", "board", "chip", "case", "lens"], "name_zh": ["整机", "板", "芯", "壳", "镜"]}
)


def graph_of(
    makers: list[tuple[str, str, str, str | None]], inputs: tuple[str, ...] = ("board", "chip", "case")
) -> ProductGraph:
    """Makers as (organisation, product, standing, date); an organisation whose name begins with r is on the right."""
    firms = list(dict.fromkeys(firm for firm, *_ in makers))
    seats = {firm: "right" if firm.startswith("r") else "left" for firm in firms}
    return ProductGraph(
        Workspace.from_frames(
            {
                "places": PLACES,
                "products": PRODUCTS,
                "inputs": pl.DataFrame({"input": inputs, "product": ["set"] * len(inputs)}),
                "organisations": pl.DataFrame(
                    {"organisation": firms, "name": firms, "kind": ["enterprise"] * len(firms),
                     "place": [seats[firm] for firm in firms], "standing": ["reported"] * len(firms),
                     "source": ["s"] * len(firms)},
                    schema_overrides={"organisation": pl.String, "name": pl.String, "place": pl.String},
                ),
                "capabilities": pl.DataFrame(
                    [(str(at), *row, "s") for at, row in enumerate(makers)],
                    schema=["capability", "organisation", "product", "standing", "updated", "source"],
                    orient="row",
                ),
            }
        )
    )  # fmt: skip


MAKERS: list[tuple[str, str, str, str | None]] = [
    ("a", "board", "reported", "2019-03-01"),
    ("b", "board", "reported", "2021"),
    ("c", "chip", "reported", "2020-06"),
    ("d", "case", "reported", None),
]


def changes(graph: ProductGraph, since: str, region: str | None = None) -> dict[str, str]:
    parts = graph.change("set", since, region).parts
    return dict(zip(parts["part"], parts["change"], strict=True))


def test_the_makers_that_came_since_a_date_are_named_with_what_they_changed() -> None:
    change = graph_of(MAKERS).change("整机", "2020-06-29")
    assert change.parts.select("part", "change", "reported_before", "reported", "gained").rows() == [
        ("board", "better", "single_source", "covered", ["b"]),
        ("chip", "better", "missing", "single_source", ["c"]),
        ("case", "same", "single_source", "single_source", []),
    ]
    assert change.sentence("en") == (
        "整机 since 2020-06-29: part categories covered 2/3 → 3/3; better: 板, 芯; "
        "categories with records that have no date, which count at both times: 1."
    )
    assert "改善：板、芯" in change.sentence("zh")


def test_a_year_and_a_month_count_as_their_last_day() -> None:
    graph = graph_of(MAKERS)
    assert changes(graph, "2020-06")["chip"] == "same"
    assert changes(graph, "2020-06-30")["chip"] == "better"
    assert changes(graph, "2020-06-30")["board"] == "better"
    assert changes(graph, "2020")["board"] == "better"
    assert changes(graph, "2021")["board"] == "same"
    assert "自 2020 年底以来" in graph.change("set", "2020").sentence("zh")


def test_a_record_without_a_date_is_never_new() -> None:
    assert changes(graph_of(MAKERS), "1990")["case"] == "same"


def test_only_the_makers_of_the_region_are_named() -> None:
    graph = graph_of([("a", "board", "reported", "2019"), ("r", "board", "reported", "2022")])
    assert changes(graph, "2020", "left") == {"board": "same", "chip": "same", "case": "same"}
    right = graph.change("set", "2020", "right").parts.row(0, named=True)
    assert (right["reported_before"], right["reported"]) == ("other_region_only", "single_source")
    assert right["gained"] == ["r"]


def test_a_confirmation_is_a_change_and_carries_its_date() -> None:
    graph = graph_of([("a", "board", "reported", "2019"), ("a", "board", "confirmed", "2022-02-03")])
    row = graph.change("set", "2020").parts.row(0, named=True)
    assert (row["change"], row["confirmed_before"], row["confirmed"]) == (
        "better",
        "missing",
        "single_source",
    )
    assert row["confirmed_on"] == "2022-02-03"
    assert graph.coverage("set").parts["confirmed_on"].to_list() == ["2022-02-03", None, None]


def test_two_workspaces_show_makers_that_left_and_links_that_changed() -> None:
    before = graph_of([("a", "board", "reported", None), ("b", "chip", "reported", None)])
    after = graph_of([("a", "board", "reported", None)], inputs=("board", "chip", "lens"))
    change = compare(before.coverage("set"), after.coverage("set"))
    assert change.parts.select("part", "change", "lost").rows() == [
        ("chip", "worse", ["b"]),
        ("case", "removed", []),
        ("lens", "added", []),
        ("board", "same", []),
    ]
    assert "两份数据相比" in change.sentence("zh")
    assert set(change.parts["change"]) <= set(CHANGES)


def test_the_past_never_knows_more_than_the_present() -> None:
    graph = ProductGraph(Workspace.open())
    last = None
    for date in ("2012", "2015", "2019", "2023", "2025-06", "2030"):
        change = graph.change("fg_laptop", date)
        assert not change.parts["change"].is_in(["worse", "removed", "added"]).any()
        assert change.parts["lost"].list.len().sum() == 0
        assert last is None or change.before.covered >= last
        last = change.before.covered
    assert last == graph.coverage("fg_laptop").covered


@pytest.mark.parametrize("date", ["", "20200", "2020-13", "2020-02-30", "last year", "2020/06"])
def test_a_date_that_cannot_be_read_says_so(date: str) -> None:
    with pytest.raises(InputError):
        as_of(graph_of(MAKERS), date)
