"""Scenarios and periods: each is a plan like any other, set beside the first."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import draw_market

from bashu.errors import UnknownName
from bashu.match.market import (
    Scenario,
    each_region_alone,
    offers_at_home,
    plan,
    scenarios,
    without_firm,
)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_scenario_is_the_plan_of_its_own_market_and_losing_never_pays(seed: int) -> None:
    market, draw = draw_market(seed), np.random.default_rng(seed)
    able = market.capabilities.with_columns(
        organisation=pl.Series(
            [f"firm {number}" for number in draw.integers(0, 3, market.capabilities.height)]
        ),
        region=pl.Series(draw.choice(["sichuan", "chongqing"], market.capabilities.height)),
    )
    needs = market.needs.with_columns(
        region=pl.Series(draw.choice(["sichuan", "chongqing"], market.needs.height))
    )
    made = plan(needs, able, market.offers)
    lost = able["organisation"][0]
    beside = scenarios(
        made,
        {
            "lost": without_firm(able, lost),
            "apart": each_region_alone(market.offers, needs, able),
            "more": Scenario(quantities=needs.select("need", pl.col("quantity") + 1)),
        },
    )
    costs = dict(beside.summary.select("scenario", "total_cost").iter_rows())
    closed = pl.when(pl.col("organisation") == lost).then(0).otherwise("capacity").alias("capacity")
    assert costs["lost"] == plan(needs, able.with_columns(closed), market.offers).total_cost
    assert costs["apart"] == plan(needs, able, offers_at_home(market.offers, needs, able)).total_cost
    assert costs["plan"] <= min(costs["lost"], costs["apart"])
    for name, other in beside.plans.items():
        other.certify()
        unmet = dict(other.unmet.select("need", "quantity").iter_rows())
        before = dict(made.unmet.select("need", "quantity").iter_rows())
        stated = beside.unmet.filter(pl.col("scenario") == name)
        for need in needs["need"]:
            row = stated.filter(pl.col("need") == need)
            more = unmet.get(need, 0) - before.get(need, 0)
            assert (row["more"].to_list() or [0]) == [more]


def test_a_firm_without_capabilities_is_named() -> None:
    able = pl.DataFrame({"capability": ["c"], "organisation": ["f"]})
    with pytest.raises(UnknownName, match="nobody"):
        without_firm(able, "nobody")
