"""Names of a list weighed together: probabilities against every way of sharing out, and what a list makes of rivals."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import polars as pl
import pytest

from bashu.intake import NameRegister
from bashu.intake.names.assignment import BEFORE, FREE, list_probabilities, share_out
from bashu.intake.names.weights import ABSENT

Claims = list[list[tuple[int, float]]]


def by_counting(claims: Claims, alone: float) -> dict[tuple[int, int], float]:
    """The probability of every claim from all ways of sharing out, one by one."""
    weights: dict[tuple[int, int], float] = {}
    total = 0.0
    for way in product(*([None, *claim] for claim in claims)):
        firms = [chosen[0] for chosen in way if chosen is not None]
        if len(firms) != len(set(firms)):
            continue
        weight = math.prod(alone if chosen is None else math.exp(chosen[1]) for chosen in way)
        total += weight
        for name, chosen in enumerate(way):
            if chosen is not None:
                weights[name, chosen[0]] = weights.get((name, chosen[0]), 0.0) + weight
    return {key: weight / total for key, weight in weights.items()}


def settled(claims: Claims, expected: float) -> tuple[dict[tuple[int, int], float], float]:
    """The probabilities, and the weight of a name without a firm that they imply."""
    found = list_probabilities(claims, expected)
    told = {(name, firm): p for name, claim in enumerate(found) for firm, p in claim}
    missing = (len(claims) - sum(told.values()) + BEFORE * expected) / (len(claims) + BEFORE)
    return told, FREE * missing / (1 - missing) / ABSENT


def test_probabilities_without_cycles_are_those_of_all_ways_counted() -> None:
    claims: Claims = [[(0, 2.0), (1, 1.5)], [(0, 2.5)], [(1, 0.3), (2, -1.0)], [], [(3, 1.0)]]
    found, alone = settled(claims, 0.2)
    assert found == pytest.approx(by_counting(claims, alone), abs=1e-4)


def test_probabilities_with_cycles_are_near_those_of_all_ways_counted() -> None:
    draw = np.random.default_rng(5)
    claims = [[(firm, float(draw.normal(0, 2))) for firm in range(4)] for _ in range(4)]
    found, alone = settled(claims, 0.1)
    counted = by_counting(claims, alone)
    assert max(abs(found[key] - counted[key]) for key in counted) < 0.1
    for firm in range(4):
        assert sum(found[name, firm] for name in range(4)) <= 1 + 1e-6


def test_a_list_of_strangers_makes_every_name_less_likely() -> None:
    """Names without any candidate say that the register is thin."""
    alone = list_probabilities([[(0, 2.0)]], 0.1)[0][0][1]
    among = list_probabilities([[(0, 2.0)], *([[]] * 200)], 0.1)[0][0][1]
    assert among < alone - 0.1


def test_the_likeliest_claims_are_given() -> None:
    assert share_out([[(0, 0.6), (1, 0.3)], [(0, 0.5)]], 0.04) == [1, 0]
    assert share_out([[], [(7, 0.01)]], 0.04) == [None, None]


def test_a_rival_with_a_name_of_its_own_in_the_list_is_none() -> None:
    register = NameRegister(
        pl.DataFrame(
            {"organisation": ["a", "b"], "name": ["成都曜翃科技股份有限公司", "绵阳曜翃电气股份有限公司"]}
        )
    )
    assert register.resolve("曜翃股份")[0].decision == "review"
    found = register.resolve_all(["曜翃股份", "曜翃科技"])
    assert found["organisation"].to_list() == ["b", "a"]
    assert found["score"][0] > register.resolve("曜翃股份")[0].score + 0.2
