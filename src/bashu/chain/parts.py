"""The part categories of one product as a frame: status, makers, projects and evidence of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.chain.status import STATUSES

if TYPE_CHECKING:
    from bashu.chain.graph import ProductGraph
    from bashu.chain.links import Step
    from bashu.chain.makers import View


def parts_frame(
    graph: ProductGraph, product: int, steps: list[Step], region: str | None, views: tuple[View, ...]
) -> pl.DataFrame:
    """One row a part category, in the order in which the tree of inputs meets them.

    Parameters
    ----------
    product
        Number of the end product.
    steps
        What :meth:`bashu.chain.links.Links.tree` found.
    region
        Where the makers are counted; None is the whole corridor.
    views
        On whose word: one column of status for each.
    """
    numbers = np.array([step.part for step in steps], dtype=np.int64)
    reported = graph.makers_of.standing("reported", region)
    here, corridor = reported.here[numbers], reported.corridor[numbers]
    paths = {product: [graph.ids[product]]}
    for step in steps:
        paths[step.part] = [*paths[step.under], graph.ids[step.part]]
    chosen = graph.products[numbers]
    statuses = {
        view: [STATUSES[status] for status in graph.makers_of.standing(view, region).status[numbers]]
        for view in views
    }
    return pl.DataFrame(
        [
            chosen["product"].alias("part"),
            chosen["name_zh"],
            chosen["name_en"],
            pl.Series("depth", [step.depth for step in steps], pl.Int64),
            pl.Series("under", [graph.ids[step.under] for step in steps], pl.String),
            pl.Series("path", [paths[step.part] for step in steps], pl.List(pl.String)),
            pl.Series("essential", [step.essential for step in steps], pl.Boolean),
            *(pl.Series(view, values, pl.String) for view, values in statuses.items()),
            pl.Series("makers", corridor),
            pl.Series("makers_here", here),
            pl.Series("makers_other", _only_elsewhere(graph, steps, region)),
            pl.Series("makers_outside", reported.everywhere[numbers] - corridor),
            pl.Series("announced", graph.projects_of.under_way(region)[numbers]),
            *_cited(graph, steps, region),
        ]
    )


def _only_elsewhere(graph: ProductGraph, steps: list[Step], region: str | None) -> list[int]:
    """Makers in the corridor that have no place in this region."""
    if region is None:
        return [0] * len(steps)
    organisation = graph.makers_of.cited["organisation"]
    counts = []
    for step in steps:
        everyone = {
            organisation[row] for row in graph.makers_of.rows_of(step.part, "reported", corridor=True)
        }
        local = {organisation[row] for row in graph.makers_of.rows_of(step.part, "reported", region)}
        counts.append(len(everyone - local))
    return counts


def _cited(graph: ProductGraph, steps: list[Step], region: str | None) -> list[pl.Series]:
    """For each part the newest dates, the organisations and the sources behind its status."""
    columns = graph.makers_of.cited
    latest: list[str | None] = []
    confirmed_on: list[str | None] = []
    undated: list[int] = []
    cited: dict[str, list[list[str]]] = {"organisation": [], "source": []}
    for step in steps:
        rows = graph.makers_of.rows_of(step.part, "reported", region, corridor=True)
        dates = [(columns["updated"][row], columns["standing"][row]) for row in rows]
        latest.append(max((date for date, _ in dates if date), default=None))
        sure = (date for date, standing in dates if date and standing == "confirmed")
        confirmed_on.append(max(sure, default=None))
        undated.append(sum(date is None for date, _ in dates))
        for name, lists in cited.items():
            lists.append(list(dict.fromkeys(columns[name][row] for row in rows)))
    return [
        pl.Series("latest", latest, pl.String),
        pl.Series("confirmed_on", confirmed_on, pl.String),
        pl.Series("undated", undated, pl.Int64),
        pl.Series("organisations", cited["organisation"], pl.List(pl.String)),
        pl.Series("sources", cited["source"], pl.List(pl.String)),
    ]
