"""What is wrong or odd in a product graph, each with the shortest witness."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import Finding
from bashu.tables import STAGES

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

    from bashu.chain.links import Links

#: the stages that build on one another; research and services go into any of them
MATERIAL_STAGES = STAGES[1:4]
RANK = {stage: rank for rank, stage in enumerate(MATERIAL_STAGES)}


def check_graph(
    products: pl.DataFrame,
    links: Links,
    parent: npt.NDArray[np.int64],
    placed: npt.NDArray[np.bool_],
    loops: list[str],
) -> list[Finding]:
    """Circles of inputs (errors); products without any relation and reversed stages (notes).

    A stage is reversed where something of a later stage goes into something of an earlier one, directly or
    through products whose stage is not stated; each pair is shown by its shortest way.

    Parameters
    ----------
    products
        product, name_zh, stage.
    links
        What goes into what.
    parent
        Number of the broader product, or -1.
    placed
        Products that have a maker, or need none.
    loops
        Products that are stated as their own input.
    """
    ids = products["product"].to_list()
    return [
        *(_circle([product, product]) for product in loops),
        *_circles(ids, links),
        *_orphans(ids, links, parent, placed),
        *_reversed_stages(ids, products["stage"].to_list(), links),
    ]


def _circles(ids: list[str], links: Links) -> list[Finding]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(ids)
    ones = np.ones(links.source.size, dtype=np.int8)
    graph = csr_array((ones, (links.source, links.target)), shape=(size, size))
    _, component = connected_components(graph, directed=True, connection="strong")
    members = np.bincount(component)
    findings = []
    for number in np.flatnonzero(members > 1):
        nodes = set(np.flatnonzero(component == number).tolist())
        findings.append(_circle([ids[node] for node in _shortest_circle(nodes, links)]))
    return findings


def _circle(way: list[str]) -> Finding:
    return Finding("input_cycle", file="inputs", value=way[0], details={"witness": " > ".join(way)})


def _shortest_circle(nodes: set[int], links: Links) -> list[int]:
    """The shortest way from a node of a strong component back to itself (breadth first from each)."""
    best: list[int] = []
    for start in sorted(nodes):
        circle = _circle_through(start, nodes, links, len(best) or len(nodes) + 2)
        best = circle or best
        # a circle of two products is as short as one can be
        if len(best) == 3:
            break
    return best


def _circle_through(start: int, nodes: set[int], links: Links, shorter_than: int) -> list[int]:
    """The shortest circle through one node with fewer entries than stated, or nothing."""
    before = {start: start}
    queue = deque([(start, 1)])
    while queue:
        node, entries = queue.popleft()
        if entries + 1 >= shorter_than:
            return []
        for end, _ in links.uses.of(node):
            if end == start:
                way = [start, node]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if end in nodes and end not in before:
                before[end] = node
                queue.append((end, entries + 1))
    return []


def _orphans(
    ids: list[str], links: Links, parent: npt.NDArray[np.int64], placed: npt.NDArray[np.bool_]
) -> list[Finding]:
    related = placed.copy()
    related[links.source] = related[links.target] = True
    related[parent[parent >= 0]] = True
    related |= parent >= 0
    return [
        Finding("orphan_product", file="products", value=ids[number], severity="note")
        for number in np.flatnonzero(~related)
    ]


def _reversed_stages(ids: list[str], stages: list[str | None], links: Links) -> list[Finding]:
    rank = np.array([RANK.get(stage or "", -1) for stage in stages], dtype=np.int64)
    unstated = np.array([stage is None for stage in stages], dtype=np.bool_)
    findings = []
    for start in np.flatnonzero(rank > 0).tolist():
        for way in _ways_back(start, links, rank, unstated):
            witness = " > ".join(f"{ids[node]} ({stages[node] or '?'})" for node in way)
            findings.append(
                Finding(
                    "impossible_stage",
                    file="inputs",
                    value=ids[start],
                    details={"witness": witness},
                    severity="note",
                )
            )
    return findings


def _ways_back(
    start: int, links: Links, rank: npt.NDArray[np.int64], unstated: npt.NDArray[np.bool_]
) -> list[list[int]]:
    """The shortest way from a product to each one of an earlier stage, through unstated stages only."""
    before = {start: start}
    queue = deque([start])
    found = []
    while queue:
        node = queue.popleft()
        for end, _ in links.uses.of(node):
            if end in before:
                continue
            before[end] = node
            if unstated[end]:
                queue.append(end)
            elif 0 <= rank[end] < rank[start]:
                way = [end]
                while way[-1] != start:
                    way.append(before[way[-1]])
                found.append(way[::-1])
    return found
