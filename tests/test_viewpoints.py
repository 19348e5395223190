"""Nothing that is protected can be told from any result: secrets change, and what others see does not."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from bashu.chain import ProductGraph
from bashu.decide import Weigher, gaps, travel_effects, weigh
from bashu.match import Ranker, offers, plan
from bashu.report.market import MarketReport
from bashu.travel import Travel
from bashu.workspace import Viewpoint, Workspace

PLACES = pl.DataFrame(
    [
        ("left", "左川省", "left", None, "province", None, None),
        ("right", "右渝市", "right", None, "province", None, None),
        ("lake", "湖城市", "left", "left", "city", 104.0, 30.0),
        ("hill", "山城区", "right", "right", "district", 105.0, 30.0),
    ],
    schema=["place", "name_zh", "region", "parent", "level", "lon", "lat"],
    orient="row",
)
TRAVEL = pl.DataFrame(
    [("lake", "hill", "rail", 150, 2014, "timetable", "t"), ("lake", "hill", "rail", 55, 2021, "timetable", "t")],
    schema=["origin", "destination", "mode", "minutes", "year", "standing", "source"],
    orient="row",
)  # fmt: skip
PRODUCTS = pl.DataFrame({"product": ["phone", "screen", "chip"], "name_zh": ["手机", "屏幕", "芯片"]})
INPUTS = pl.DataFrame({"input": ["screen", "chip"], "product": ["phone", "phone"], "essential": [True, True]})
FIRMS = ["p1", "p2", "s1", "s2", "s3", "c1"]
STANDINGS = ["confirmed", "claimed", "reported", "illustrative", "confirmed", "claimed"]


def market(capacity: list[float], quantity: list[float], supplies: list[tuple[str, str, str]]) -> Workspace:
    """A small corridor; everything that is confirmed or claimed is a secret of those named."""
    columns = {"unit": ["片"] * len(FIRMS), "standing": STANDINGS, "source": ["x"] * len(FIRMS)}
    return Workspace.from_frames(
        {
            "places": PLACES,
            "travel": TRAVEL,
            "products": PRODUCTS,
            "inputs": INPUTS,
            "organisations": pl.DataFrame(
                {
                    "organisation": FIRMS,
                    "name": FIRMS,
                    "kind": ["enterprise"] * 6,
                    "place": ["lake", "hill"] * 3,
                    "standing": ["reported"] * 6,
                    "source": ["x"] * 6,
                }
            ),
            "capabilities": pl.DataFrame(
                {
                    "capability": [f"k-{firm}" for firm in FIRMS],
                    "organisation": FIRMS,
                    "product": ["phone", "phone", "screen", "screen", "screen", "chip"],
                    "capacity": capacity,
                    "minimum_lot": [number / 10 for number in capacity],
                    **columns,
                }
            ),
            "needs": pl.DataFrame(
                {
                    "need": [f"n{number}" for number in range(6)],
                    "organisation": ["p1", "p2", "p1", "p2", "p1", "p2"],
                    "product": ["screen", "screen", "screen", "chip", "chip", "screen"],
                    "quantity": quantity,
                    **columns,
                }
            ),
            "supplies": pl.DataFrame(
                [(*row, 1.0, "confirmed", "x") for row in supplies],
                schema=["supplier", "buyer", "product", "value", "standing", "source"],
                orient="row",
            ),
        }
    )


# what was published or invented (third and fourth) is the same in both
ONE = market([10, 20, 300, 40, 500, 60], [5, 6, 70, 8, 9, 10], [("s3", "p1", "screen"), ("c1", "p1", "chip")])
OTHER = market([900, 1, 300, 40, 7, 8], [600, 1, 70, 8, 1, 2], [("p2", "p1", "screen"), ("s1", "p1", "chip")])


def everything(workspace: Workspace) -> dict[str, Any]:
    """Every result of every engine as plain values, without the version of the data."""
    graph, ranker, market = ProductGraph(workspace), Ranker(workspace), offers(workspace)
    found: dict[str, Any] = {
        "coverage": [
            graph.coverage("phone", region, None, illustrative=True).to_dict() for region in (None, "left", "right")
        ],
        "coverage_all": graph.coverage_all().to_dicts(),
        "makers": [graph.makers(product).to_dicts() for product in graph.ids],
        "gaps": gaps(workspace).to_dicts(),
        "weigh": [weigh(workspace, product, "lake").to_dict() for product in graph.ids],
        "effects": travel_effects(workspace, 2014, 2021).to_dicts(),
        "ranked": [ranker.rank(f"n{number}").to_dicts() for number in range(6)],
        "why": [str(ranker.why_not("n0", firm)) for firm in FIRMS],
        "market": [frame.to_dicts() for frame in (*market, market.excluded, market.left_out)],
        "plan": plan(*market).assignments.to_dicts(),
        "report": MarketReport.of(workspace).to_dict(),
        "tables": [workspace.table(name).to_dicts() for name in workspace.names()],
        "scanned": workspace.scan("capabilities", ["capability"], pl.col("capacity") > 30).collect().to_dicts(),
    }  # fmt: skip
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, default=str).replace(workspace.version, "-")
    return dict(json.loads(text))


@pytest.mark.parametrize(
    "viewpoint",
    [Viewpoint.public(), Viewpoint.region("left"), Viewpoint.firm("s2")],
    ids=lambda one: one.kind,
)
def test_secrets_of_others_change_no_result(viewpoint: Viewpoint) -> None:
    one, other = (everything(workspace.seen_from(viewpoint)) for workspace in (ONE, OTHER))
    for name, result in one.items():
        assert result == other[name], name


def test_the_owner_sees_the_difference() -> None:
    one, other = everything(ONE), everything(OTHER)
    for name in ("coverage", "ranked", "market", "plan", "report", "tables", "scanned"):
        assert one[name] != other[name], name


def test_a_firm_sees_its_own_secrets_only() -> None:
    seen = ONE.seen_from(Viewpoint.firm("p1"))
    capacity = dict(seen.table("capabilities").select("organisation", "capacity").iter_rows())
    assert capacity == {"p1": 10.0, "p2": None, "s1": 300.0, "s2": 40.0, "s3": None, "c1": None}
    assert seen.table("supplies").height == 2
    assert ONE.seen_from(Viewpoint.firm("s1")).table("supplies").is_empty()


def test_results_say_from_where_they_were_seen() -> None:
    for viewpoint in (Viewpoint.public(), Viewpoint.firm("p1"), Viewpoint.full()):
        seen = ONE.seen_from(viewpoint)
        results = (
            ProductGraph(seen).coverage("phone"), weigh(seen, "chip", "hill"), Travel(seen), Ranker(seen), offers(seen)
        )  # fmt: skip
        assert {result.basis.viewpoint for result in results} == {viewpoint}


def test_a_prepared_graph_of_the_owner_does_not_make_a_public_verdict() -> None:
    public = ONE.seen_from(Viewpoint.public())
    verdict = Weigher(public, graph=ProductGraph(ONE)).weigh("chip", "hill")
    assert verdict.basis.viewpoint == Viewpoint.full()
