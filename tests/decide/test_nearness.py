"""Nearness to what is already made: sane neighbours on the corridor, and what always holds."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.chain import ProductGraph
from bashu.decide.nearness import WEIGHTS, ProductSpace, combined
from bashu.workspace import Workspace


@pytest.fixture(scope="module")
def graph() -> ProductGraph:
    return ProductGraph(Workspace.open())


@pytest.fixture(scope="module")
def space(graph: ProductGraph) -> ProductSpace:
    return ProductSpace(graph)


def nearness(graph: ProductGraph, space: ProductSpace, one: str, other: str) -> float:
    at = [np.array([graph.ids.index(product)]) for product in (one, other)]
    return float(combined(space.evidence(*at))[0, 0])


def nearest(graph: ProductGraph, space: ProductSpace, product: str, limit: int = 3) -> list[str]:
    made = graph.makers_of.standing("reported", None).here
    return [graph.ids[found.product] for found in space.nearest([graph.ids.index(product)], made, limit)[0]]


@pytest.mark.parametrize(
    ("product", "neighbour"),
    [
        ("cm_fpc", "cm_pcb"),  # flexible and rigid boards
        ("mat_optglass", "mat_glass"),
        ("ic_discrete", "ic_power"),
        ("cm_cell", "cm_battery"),
        ("eq_display", "eq_aoi"),
        ("eq_semi", "eq_test"),
        ("mat_plastic", "mat_resin"),
        ("mat_pcbchem", "mat_wetchem"),
        ("fg_server", "fg_desktop"),
        ("dp_cf", "dp_lcd"),
        ("ic_cpu", "ic_analog"),
        ("cm_hinge", "cm_shell"),
        ("cm_sensor", "ic_mems"),
    ],
)
def test_the_nearest_product_made_here_is_one_an_engineer_would_name(
    graph: ProductGraph, space: ProductSpace, product: str, neighbour: str
) -> None:
    assert nearest(graph, space, product)[0] == neighbour


def test_what_only_meets_in_one_fab_is_not_the_same(graph: ProductGraph, space: ProductSpace) -> None:
    # targets and gases go into the same processes; nobody who fills gas bottles casts targets
    assert nearness(graph, space, "mat_target", "mat_gas") < 0.4
    for far in ("mat_gas", "mat_wetchem"):
        assert nearness(graph, space, "cm_fpc", "cm_pcb") > nearness(graph, space, "mat_target", far)


@pytest.mark.parametrize(
    ("product", "absurd"), [("cm_fpc", "mat_gas"), ("fg_server", "cm_motor"), ("ic_cpu", "mat_metal")]
)
def test_far_things_stay_far(graph: ProductGraph, space: ProductSpace, product: str, absurd: str) -> None:
    assert nearness(graph, space, product, absurd) < 0.2


def test_products_of_the_same_firms_are_nearer_by_what_is_not_their_firms(
    graph: ProductGraph, space: ProductSpace
) -> None:
    """The evidence without makers ranks pairs that share a maker above others: area under the curve.

    The weights were not fitted to these pairs. Shared links and classes alone, (J + c) / 2, reach 0.72.
    """
    made = np.flatnonzero(space._count > 0)
    together = (space._made_by[made] @ space._made_by[made].T).toarray()
    evidence = {kind: values for kind, values in space.evidence(made, made).items() if kind != "makers"}
    upper = np.triu_indices(made.size, 1)
    scores, shared = combined(evidence)[upper], together[upper] > 0
    ranks = pl.Series(scores).rank().to_numpy()
    positives = int(shared.sum())
    area = (ranks[shared].sum() - positives * (positives + 1) / 2) / (positives * (scores.size - positives))
    assert positives >= 30
    assert area > 0.78


def test_every_evidence_is_symmetric_between_nothing_and_one(
    graph: ProductGraph, space: ProductSpace
) -> None:
    everything = np.arange(len(graph.ids))
    evidence = space.evidence(everything, everything)
    assert set(evidence) == set(WEIGHTS)
    for kind, values in evidence.items():
        known = values[~np.isnan(values)]
        assert known.min() >= 0, kind
        assert known.max() <= 1 + 1e-9, kind
        assert np.allclose(values, values.T, equal_nan=True), kind
    for kind in ("inputs", "uses", "name"):
        own = np.diag(evidence[kind])
        assert np.allclose(own[~np.isnan(own)], 1), kind
    assert combined(evidence).max() <= 1 + 1e-9


def test_makers_speak_where_two_products_have_several(graph: ProductGraph) -> None:
    products = pl.DataFrame({"product": ["a", "b", "c"], "name_zh": ["甲", "乙", "丙"]})
    rows = [("f", "a"), ("f", "b"), ("g", "a"), ("g", "b"), ("h", "b"), ("h", "c")]
    capabilities = pl.DataFrame(
        {"capability": [f"k{at}" for at in range(len(rows))], "organisation": [firm for firm, _ in rows],
         "product": [product for _, product in rows]}
    ).with_columns(standing=pl.lit("reported"), source=pl.lit("s"))  # fmt: skip
    small = ProductSpace(
        ProductGraph(Workspace.from_frames({"products": products, "capabilities": capabilities}))
    )
    makers = small.evidence(np.arange(3), np.arange(3))["makers"]
    # two of at most three makers make both; c has one maker, who says nothing
    assert makers[0, 1] == pytest.approx(2 / 3)
    assert np.isnan(makers[0, 2])


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_and_the_ids_of_products_change_nothing(order: list[int]) -> None:
    names = ["玻璃", "玻璃板", "薄膜", "胶", "屏幕", "手机"]
    ids = [f"p{at}" for at in range(6)]
    codes = ["3042", "3042", "2921", "2669", "3974", "3922"]
    links = [(0, 4), (1, 4), (2, 4), (3, 4), (4, 5), (3, 5)]

    def space_of(renamed: list[str], at: list[int]) -> tuple[ProductGraph, ProductSpace]:
        products = pl.DataFrame({"product": renamed, "name_zh": names, "gbt4754": codes})[at]
        inputs = pl.DataFrame(
            {"input": [renamed[a] for a, _ in links], "product": [renamed[b] for _, b in links]}
        )
        graph = ProductGraph(Workspace.from_frames({"products": products, "inputs": inputs}))
        return graph, ProductSpace(graph)

    plain, other = space_of(ids, list(range(6))), space_of([f"x{order[at]}" for at in range(6)], order)
    for one in range(6):
        for two in range(6):
            moved = nearness(*other, f"x{order[one]}", f"x{order[two]}")
            assert moved == pytest.approx(nearness(*plain, ids[one], ids[two]))
