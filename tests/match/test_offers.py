"""Offers: whole numbers, nothing lost, every exclusion with its reason, and a plan that can be proved."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import InputError
from bashu.match import CostSettings, Ranker, offers, plan
from bashu.match.unit_costs import COST_PARTS, explain_cost
from bashu.match.whole_units import MOST_DECIMALS, common_units, whole_unit
from bashu.text import convert
from bashu.workspace import Workspace


def market(
    capabilities: list[tuple[str, str, float | None, str | None]],
    needs: list[tuple[str, str, float | None, str | None]],
    more: dict[str, list[object]] | None = None,
    lots: list[float | None] | None = None,
) -> Workspace:
    """Firms ``a``, ``b``, … with a product each; the buyer sits in the same city."""
    firms = sorted({"buyer", *(capability for capability, *_ in capabilities)})
    return Workspace.from_frames(
        {
            "places": pl.DataFrame({"place": ["city"], "name_zh": ["某市"], "region": ["city"], "level": ["city"]}),
            "organisations": pl.DataFrame(
                {"organisation": firms, "name": firms, "place": ["city"] * len(firms), "source": ["test"] * len(firms)}
            ).with_columns(kind=pl.lit("enterprise"), standing=pl.lit("reported")),
            "products": pl.DataFrame({"product": ["wafer", "gas"], "name_zh": ["硅片", "电子特气"]}),
            "capabilities": pl.DataFrame(
                [(name, name, *rest) for name, *rest in capabilities],
                {"capability": pl.String, "organisation": pl.String, "product": pl.String, "capacity": pl.Float64, "unit": pl.String},
                orient="row",
            ).with_columns(standing=pl.lit("confirmed"), source=pl.lit("test"), role=pl.lit("maker"),
                           minimum_lot=pl.Series(lots or [None] * len(capabilities), dtype=pl.Float64)),
            "needs": pl.DataFrame(
                [(name, "buyer", *rest) for name, *rest in needs],
                {"need": pl.String, "organisation": pl.String, "product": pl.String, "quantity": pl.Float64, "unit": pl.String},
                orient="row",
            ).with_columns(standing=pl.lit("confirmed"), source=pl.lit("test"), **{name: pl.Series(values) for name, values in (more or {}).items()}),
        }
    )  # fmt: skip


def test_units_meet_in_the_smallest_and_the_plan_is_proved() -> None:
    made = offers(
        market([("a", "gas", 1.5, "吨"), ("b", "gas", 300.0, "千克")], [("n", "gas", 1700.0, "千克")])
    )
    needs, capabilities, offered = made
    assert dict(zip(capabilities["capability"], capabilities["capacity"], strict=True)) == {
        "a": 1500,
        "b": 300,
    }
    assert needs["quantity"].to_list() == [1700]
    assert set(needs["unit"]) == set(capabilities["unit"]) == {"千克"}
    planned = plan(needs, capabilities, offered)
    planned.certify()
    assert planned.assignments["quantity"].sum() == 1700


def test_fractions_get_a_finer_unit_instead_of_being_rounded_away() -> None:
    made = offers(market([("a", "gas", 0.25, "吨")], [("n", "gas", 0.4, "吨")]))
    assert made.needs.select("quantity", "unit", "rounded_by").row(0) == (40, "0.01 吨", 0.0)
    assert made.capabilities["capacity"].to_list() == [25]


def test_minimum_lots_reach_the_plan_in_its_unit() -> None:
    """Two makers nearby: the one with the large lot delivers all of it or nothing, never a rest."""
    made = offers(
        market(
            [("a", "gas", 1.0, "吨"), ("b", "gas", 2.0, "吨")],
            [("n", "gas", 1200.0, "千克")],
            lots=[None, 0.5004],
        )
    )
    assert made.capabilities.select("capability", "minimum_lot", "stated_lot").rows() == [
        ("a", None, None),
        ("b", 5004, 0.5004),
    ]
    assert set(made.capabilities["unit"]) == {"0.1 千克"}
    dearer = made.offers.with_columns(
        cost=pl.col("cost") + pl.col("capability").replace_strict({"a": 0, "b": 5})
    )
    planned = plan(made.needs, made.capabilities, dearer)
    planned.certify()
    assert not planned.unmet.height
    assert dict(planned.assignments.select("capability", "quantity").iter_rows()) == {"a": 6996, "b": 5004}
    free = plan(made.needs, made.capabilities.drop("minimum_lot"), dearer)
    assert dict(free.assignments.select("capability", "quantity").iter_rows()) == {"a": 10000, "b": 2000}
    assert planned.bound == free.total_cost < planned.total_cost


def test_what_is_finer_than_six_places_is_rounded_to_the_safe_side_and_reported() -> None:
    made = offers(market([("a", "gas", 0.12345678, "吨")], [("n", "gas", 0.12345678, "吨")]))
    assert made.needs["quantity"].to_list() == [123457]
    assert made.capabilities["capacity"].to_list() == [123456]
    assert made.needs["rounded_by"][0] == pytest.approx(0.22)
    assert made.capabilities["rounded_by"][0] == pytest.approx(0.78)


def test_nobody_disappears_without_a_reason() -> None:
    workspace = market(
        [("a", "wafer", 5.0, "万片"), ("b", "wafer", None, None), ("c", "wafer", 5.0, "吨"), ("d", "wafer", 3.0, "万片/月"),
         ("e", "wafer", 3.0, None)],
        [("n", "wafer", 7.0, "片"), ("want", "wafer", None, None), ("bare", "wafer", 7.0, None)],
    )  # fmt: skip
    made = offers(workspace)
    assert made.offers.select("need", "capability").rows() == [("n", "a")]
    assert dict(made.excluded.filter(need="n").select("capability", "reason").iter_rows()) == {
        "b": "no_capacity", "c": "unit", "d": "rate", "e": "no_unit",
    }  # fmt: skip
    assert sorted(made.left_out.select("side", "id", "reason").rows()) == [
        ("capability", "b", "no_capacity"),
        ("capability", "e", "no_unit"),
        ("need", "bare", "no_unit"),
        ("need", "want", "no_quantity"),
    ]
    for frame in (made.excluded, made.left_out):
        assert frame.select("reason_zh", "reason_en").null_count().sum_horizontal().item() == 0


def test_a_blocked_pair_is_excluded_with_its_reason() -> None:
    workspace = market([("a", "wafer", 5.0, "片"), ("b", "wafer", 5.0, "片")], [("n", "wafer", 7.0, "片")])
    made = offers(workspace, blocked=[("a", "buyer")])
    assert made.offers["capability"].to_list() == ["b"]
    assert made.excluded.select("capability", "reason").rows() == [("a", "blocked")]


def test_penalties_exceed_every_offer_and_say_why() -> None:
    workspace = market(
        [("a", "wafer", 5.0, "片")],
        [("calm", "wafer", 1.0, "片"), ("soon", "wafer", 1.0, "片"), ("two", "wafer", 1.0, "片")],
        {
            "by": ["2027-01-01", "2026-02-01", None],
            "updated": ["2026-01-01"] * 3,
            "min_suppliers": [None, None, 2],
        },
    )
    made = offers(workspace)
    dearest = made.offers["cost"].max() + 1  # type: ignore[operator]
    penalties = dict(made.needs.select("need", "penalty").iter_rows())
    assert penalties == {"calm": 2 * dearest, "soon": 3 * dearest, "two": 3 * dearest}
    said = dict(made.needs.select("need", "penalty_reason").iter_rows())
    assert "due within" in said["soon"]
    assert "several suppliers" in said["two"]
    assert "due within" not in said["calm"]


def test_the_parts_of_a_cost_sum_to_it() -> None:
    made = offers(Workspace.open(), costs=CostSettings(unknown_minutes=999))
    parts = made.offers.select(pl.sum_horizontal(f"cost_{part}" for part in COST_PARTS)).to_series()
    assert (parts == made.offers["cost"]).all()
    assert explain_cost(dict.fromkeys(COST_PARTS, 1))[0].count("+") == len(COST_PARTS) - 1


def test_the_corridor_makes_a_proved_plan_of_example_firms_only() -> None:
    workspace = Workspace.open()
    made = offers(workspace)
    assert made.basis == workspace.basis
    planned = plan(*made)
    planned.certify()
    assert planned.assignments.height > 0
    wants = set(workspace.table("needs").filter(pl.col("quantity").is_null())["need"])
    assert wants == set(made.left_out.filter(side="need")["id"])
    assert made.needs.height + len(wants) == workspace.table("needs").height
    ranker = Ranker(workspace)
    for need in made.needs["need"].head(5):
        ranked = set(ranker.rank(need, 10_000)["capability"])
        assert set(made.offers.filter(need=need)["capability"]) <= ranked


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    names = ("places", "organisations", "sites", "products", "substitutes", "capabilities", "needs", "travel")
    corridor = Workspace.open()
    frames = {
        name: corridor.table(name).head(60) if name == "needs" else corridor.table(name) for name in names
    }
    frames["needs"] = frames["needs"].tail(12)
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()}
    one, other = offers(Workspace.from_frames(frames)), offers(Workspace.from_frames(shuffled))
    for part in ("needs", "capabilities", "offers", "excluded", "left_out"):
        assert getattr(one, part).equals(getattr(other, part)), part


def test_an_amount_beyond_64_bits_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        offers(market([("a", "gas", 1e18, "千吨")], [("n", "gas", 1.0, "克")]))


def test_an_empty_workspace_is_an_empty_market() -> None:
    made = offers(Workspace.from_frames({}))
    assert [frame.height for frame in made] == [0, 0, 0]
    assert plan(*made).total_cost == 0


AMOUNTS = st.tuples(
    st.decimals(0, 10_000, places=3).map(float), st.sampled_from(["吨", "千克", "克", "千吨"])
)


@settings(max_examples=80, deadline=None)
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=6))
def test_whole_units_lose_nothing(amounts: list[tuple[float, str]]) -> None:
    unit = whole_unit(amounts)
    assert unit.decimals <= MOST_DECIMALS
    for amount, own in amounts:
        count = unit.wanted(amount, own)
        assert count == unit.available(amount, own)
        assert Decimal(count).scaleb(-unit.decimals) == convert(Decimal(repr(amount)), own, unit.unit)


def test_units_are_shared_through_others() -> None:
    amounts = [(1.0, "吨"), (1.0, "千克"), (1.0, "克"), (1.0, "台")]
    units = common_units(amounts, np.array([0, 1]), np.array([1, 2]))
    assert [unit.label if unit else None for unit in units] == ["克", "克", "克", "台"]


def test_an_offer_to_an_example_buyer_is_an_example() -> None:
    real = market([("a", "wafer", 10.0, "片")], [("n", "wafer", 5.0, "片"), ("m", "wafer", 5.0, "片")])
    frames = {name: real.table(name) for name in real.names()}
    frames["needs"] = frames["needs"].with_columns(standing=pl.Series(["illustrative", "reported"]))
    offered = offers(Workspace.from_frames(frames)).offers
    assert dict(offered.select("need", "illustrative").iter_rows()) == {"n": True, "m": False}
