"""Coverage at the size of the listed-firm graph: quick for every product, and the same one by one."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from tests.tempo import processor_seconds

from bashu.chain import ProductGraph
from bashu.workspace import Workspace

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "coverage.py"


@pytest.mark.usefixtures("untraced")
@pytest.mark.shared
def test_listed_firms_at_full_size(shared: Any) -> None:
    tables = runpy.run_path(str(BENCHMARK))["listed_firms"](shared / "data" / "chain")
    graph = ProductGraph(Workspace.from_frames(tables))
    frames: list[Any] = []

    def cover() -> None:
        frames[:] = [graph.coverage_all(region) for region in graph.regions]

    assert processor_seconds(cover, 2) < 2
    assert all(frame.height == tables["products"].height for frame in frames)
    sample = graph.ids[:: len(graph.ids) // 200]

    def cover_each() -> None:
        for product in sample:
            graph.coverage(product, graph.regions[0])

    assert processor_seconds(cover_each, 0.005 * len(sample)) < 0.005 * len(sample)
