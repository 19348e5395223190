"""Findings about a graph: every witness is as short as one can be, by an oracle that walks another way."""

from __future__ import annotations

import itertools
import math

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

from bashu.chain import ProductGraph
from bashu.errors import Finding
from bashu.workspace import Workspace

SIZE = 9
RANK = {"材料": 0, "元器件(芯片)": 1, "整机": 2}
LINKS = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), min_size=1, max_size=22, unique=True
)
STAGES = st.lists(st.sampled_from([*RANK, "研发", "服务", None]), min_size=SIZE, max_size=SIZE)


def findings_of(links: list[tuple[int, int]], stages: list[str | None]) -> list[Finding]:
    ids = [f"p{number}" for number in range(SIZE)]
    inputs = pl.DataFrame({"input": [f"p{a}" for a, _ in links], "product": [f"p{b}" for _, b in links]})
    products = pl.DataFrame({"product": ids, "name_zh": ids, "stage": pl.Series(stages, dtype=pl.String)})
    return ProductGraph(Workspace.from_frames({"products": products, "inputs": inputs})).check()


def witness(finding: Finding) -> list[int]:
    return [int(step.split()[0].removeprefix("p")) for step in str(finding.details["witness"]).split(" > ")]


def matrix(links: list[tuple[int, int]]) -> csr_array:
    start, end = np.array([pair for pair in links if pair[0] != pair[1]] or np.empty((0, 2), int)).T
    return csr_array((np.ones(start.size), (start, end)), shape=(SIZE, SIZE))


@settings(max_examples=25, deadline=None)
@given(LINKS)
def test_every_knot_is_shown_by_its_shortest_circle(links: list[tuple[int, int]]) -> None:
    found = [
        witness(finding) for finding in findings_of(links, [None] * SIZE) if finding.code == "input_cycle"
    ]
    loops = [way for way in found if len(way) == 2]
    assert sorted(way[0] for way in loops) == sorted({a for a, b in links if a == b})
    circles = [way for way in found if len(way) > 2]
    graph = matrix(links)
    distance = shortest_path(graph, unweighted=True)
    _, knot = connected_components(graph, directed=True, connection="strong")
    shortest: dict[int, float] = {}
    for start, end in links:
        if start != end and knot[start] == knot[end]:
            length = distance[end, start] + 1
            shortest[knot[start]] = min(shortest.get(knot[start], math.inf), length)
    assert {knot[way[0]]: len(way) - 1 for way in circles} == shortest
    for way in circles:
        assert way[0] == way[-1]
        assert len(set(way)) == len(way) - 1
        assert set(itertools.pairwise(way)) <= set(links)


@settings(max_examples=25, deadline=None)
@given(LINKS, STAGES)
def test_every_reversed_stage_is_shown_by_its_shortest_way(
    links: list[tuple[int, int]], stages: list[str | None]
) -> None:
    found = [witness(each) for each in findings_of(links, stages) if each.code == "impossible_stage"]
    for way in found:
        assert set(itertools.pairwise(way)) <= set(links)
    expected = {}
    for start in range(SIZE):
        # only what has no stage may lie between
        free = {start} | {node for node in range(SIZE) if stages[node] is None}
        usable = [(a, b) for a, b in links if a in free]
        distance = shortest_path(matrix(usable), unweighted=True)
        for end in range(SIZE):
            first, last = RANK.get(stages[start] or "", -1), RANK.get(stages[end] or "", -1)
            if 0 <= last < first and math.isfinite(distance[start, end]):
                expected[start, end] = distance[start, end]
    assert {(way[0], way[-1]): len(way) - 1 for way in found} == expected
