"""Why a need is unmet, why a supplier was not chosen, and what planning together brings to whom."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import draw_market

from bashu.errors import UnknownName
from bashu.match.market import REASONS, VERDICTS, compare, gains, offers_at_home, plan

NEEDS = pl.DataFrame(
    {
        "need": ["alone", "cheap", "dual", "late", "nobody", "tiny"],
        "quantity": [5, 5, 6, 5, 5, 1],
        "penalty": [90, 10, 90, 40, 90, 90],
        "min_suppliers": [1, 1, 3, 1, 1, 2],
    }
)
CAPABILITIES = pl.DataFrame({"capability": ["closed", "scarce", "wide"], "capacity": [0, 5, 99]})
OFFERS = pl.DataFrame(
    {
        "need": ["alone", "alone", "cheap", "dual", "dual", "late", "late", "tiny", "tiny"],
        "capability": ["scarce", "closed", "wide", "wide", "closed", "scarce", "closed", "wide", "closed"],
        "cost": [10, 1, 11, 20, 1, 10, 5, 3, 3],
    }
)


def test_every_unmet_need_has_its_reason() -> None:
    made = plan(NEEDS, CAPABILITIES, OFFERS)
    made.certify()
    assert dict(made.unmet.select("need", "reason").iter_rows()) == {
        "cheap": "dearer_than_penalty",
        "dual": "more_suppliers_needed",
        "late": "capacity_taken",
        "nobody": "no_offer",
        "tiny": "more_suppliers_needed",
    }
    only_closed = plan(
        NEEDS.filter(pl.col("need") == "late"), CAPABILITIES, OFFERS.filter(need="late", capability="closed")
    )
    assert only_closed.unmet["reason"].to_list() == ["no_capacity"]
    alone = plan(
        NEEDS.filter(pl.col("need") == "alone").with_columns(quantity=pl.lit(7)),
        CAPABILITIES,
        OFFERS.filter(need="alone"),
    )
    assert alone.unmet.select("quantity", "reason").rows() == [(2, "no_capacity")]
    assert alone.why("alone").served_from is None


def test_an_explanation_says_what_it_would_take() -> None:
    made = plan(NEEDS, CAPABILITIES, OFFERS)
    late = made.why("late")
    assert (late.unmet, late.penalty, late.reason) == (5, 40, "capacity_taken")
    assert late.served_from == 90 > late.penalty
    assert "a penalty above 90 would win supply" in late.sentence("en")
    assert "缺 5（共需 5）" in late.sentence("zh")
    scarce = late.offers.row(by_predicate=pl.col("capability") == "scarce", named=True)
    assert scarce["verdict"] == "capacity_dearer"
    assert scarce["gap"] == scarce["cost"] + scarce["scarcity"] - late.price
    assert made.why("alone").reason is None
    assert "met in full" in made.why("alone").sentence("en")
    with pytest.raises(UnknownName):
        made.why("stranger")


def test_raising_the_penalty_past_the_stated_price_wins_supply() -> None:
    shown = 0
    for seed in range(80):
        market = draw_market(seed, suppliers=1)
        made = plan(*market.frames())
        for need, reason in made.unmet.select("need", "reason").iter_rows():
            price = made.why(need).served_from
            if price is None:
                assert reason in {"no_offer", "no_capacity", "dearer_than_penalty"}
            if reason != "capacity_taken":
                continue
            assert price is not None
            missing = dict(made.unmet.select("need", "quantity").iter_rows())[need]
            for penalty, served in ((price + 1, True), (price - 1, False)):
                if penalty < made.why(need).penalty:
                    continue
                raised = market.needs.with_columns(
                    penalty=pl.when(pl.col("need") == need).then(penalty).otherwise("penalty")
                )
                after = plan(raised, market.capabilities, market.offers)
                still = dict(after.unmet.select("need", "quantity").iter_rows()).get(need, 0)
                assert (still < missing) == served
            shown += 1
    assert shown > 20


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_reasons_and_verdicts_are_known_words(seed: int) -> None:
    market = draw_market(seed)
    made = plan(*market.frames())
    assert set(made.unmet["reason"]) <= set(REASONS)
    for need, quantity in market.needs.select("need", "quantity").iter_rows():
        why = made.why(need)
        assert why.delivered + why.unmet == quantity
        assert set(why.offers["verdict"]) <= set(VERDICTS)
        assert why.sentence("zh") != why.sentence("en")
        chosen = why.offers.filter(pl.col("quantity") > 0)
        assert set(chosen["verdict"]) <= {"chosen", "at_supplier_limit"}


def test_the_plan_beside_what_happens_without_it() -> None:
    made = plan(NEEDS, CAPABILITIES, OFFERS)
    table = compare(made)
    assert table["way"].to_list() == ["plan", "greedy", "each buyer alone"]
    assert table["dearer_than_plan"][0] == 0
    assert (table["dearer_than_plan"] >= 0).all()
    assert table["needs_unmet"][0] == made.unmet.height


def test_regions_gain_in_counts_and_shares_never_in_mixed_quantities() -> None:
    needs = pl.DataFrame(
        {
            "need": ["n1", "n2", "n3", "n4"],
            "quantity": [10, 4, 8, 0],
            "penalty": 99,
            "region": ["sichuan", "sichuan", "chongqing", None],
            "product": ["boards", "glass", "boards", "boards"],
        }
    )
    capabilities = pl.DataFrame(
        {"capability": ["c1", "c2"], "capacity": [12, 5], "region": ["chongqing", "sichuan"]}
    )
    offers = pl.DataFrame({"need": ["n1", "n1", "n3"], "capability": ["c1", "c2", "c1"], "cost": [10, 5, 3]})
    made = plan(needs, capabilities, offers)
    table = gains(made.assignments, needs, capabilities)
    rows = {row["region"]: row for row in table.iter_rows(named=True)}
    assert rows["sichuan"]["needs"] == 2
    assert (rows["sichuan"]["served_in_full"], rows["sichuan"]["served_in_part"]) == (0, 1)
    assert rows["sichuan"]["unserved"] == 1
    assert rows["sichuan"]["share_from_home"] == pytest.approx((5 / 10 + 0) / 2)
    assert rows["sichuan"]["share_from_elsewhere"] == pytest.approx((4 / 10 + 0) / 2)
    assert rows["chongqing"]["served_in_full"] == 1
    assert rows["chongqing"]["orders_sold_elsewhere"] == 1 == rows["sichuan"]["orders_bought_elsewhere"]
    assert table["orders_bought_elsewhere"].sum() == table["orders_sold_elsewhere"].sum()
    by_product = gains(made.assignments, needs, capabilities, by=["product"])
    assert by_product.filter(region="sichuan", product="glass")["unserved"].to_list() == [1]


def test_what_cooperation_is_worth_is_the_cost_of_planning_apart() -> None:
    needs = pl.DataFrame({"need": ["n"], "quantity": [3], "penalty": [100], "region": ["sichuan"]})
    capabilities = pl.DataFrame({"capability": ["c"], "capacity": [9], "region": ["chongqing"]})
    offers = pl.DataFrame({"need": ["n"], "capability": ["c"], "cost": [10]})
    together = plan(needs, capabilities, offers)
    apart = plan(needs, capabilities, offers_at_home(offers, needs, capabilities))
    assert apart.total_cost - together.total_cost == 3 * 90
