"""Coverage as frames: the part categories of one product with their evidence, or every product in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.chain.makers import VIEWS
from bashu.chain.status import SINGLE, STATUSES

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.chain.graph import ProductGraph
    from bashu.chain.links import Step
    from bashu.chain.makers import View


#: records of a part up to which they are read row by row
FEW = 500


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
    cited, frame = graph.makers_of.cited["organisation"], graph.makers_of.evidence["organisation"]
    counts = []
    for step in steps:
        everyone = graph.makers_of.rows_of(step.part, "reported", corridor=True)
        local = graph.makers_of.rows_of(step.part, "reported", region)
        if len(everyone) <= FEW:
            counts.append(len({cited[row] for row in everyone} - {cited[row] for row in local}))
        else:
            counts.append(frame[everyone].n_unique() - frame[local].n_unique())
    return counts


def _cited(graph: ProductGraph, steps: list[Step], region: str | None) -> list[pl.Series]:
    """For each part the newest dates, the organisations and the sources behind its status."""
    found: list[Cited] = []
    for step in steps:
        rows = graph.makers_of.rows_of(step.part, "reported", region, corridor=True)
        found.append(_few(graph, rows) if len(rows) <= FEW else _many(graph, rows))
    return [
        pl.Series("latest", [each[0] for each in found], pl.String),
        pl.Series("confirmed_on", [each[1] for each in found], pl.String),
        pl.Series("undated", [each[2] for each in found], pl.Int64),
        _lists("organisations", [each[3] for each in found]),
        _lists("sources", [each[4] for each in found]),
    ]


Texts = list[str] | pl.Series
#: newest date, newest confirmation, records without a date, organisations and sources of a part
Cited = tuple[str | None, str | None, int, Texts, Texts]


def _few(graph: ProductGraph, rows: list[int]) -> Cited:
    """Row by row: for a handful the quickest."""
    columns = graph.makers_of.cited
    dates = [(columns["updated"][row], columns["standing"][row]) for row in rows]
    return (
        max((date for date, _ in dates if date), default=None),
        max((date for date, standing in dates if date and standing == "confirmed"), default=None),
        sum(date is None for date, _ in dates),
        list(dict.fromkeys(columns["organisation"][row] for row in rows)),
        list(dict.fromkeys(columns["source"][row] for row in rows)),
    )


def _many(graph: ProductGraph, rows: list[int]) -> Cited:
    """The same over whole columns: a part may have a hundred thousand makers."""
    evidence = graph.makers_of.evidence[rows]
    newest = evidence.select(
        pl.col("updated").max().alias("latest"),
        pl.col("updated").filter(pl.col("standing") == "confirmed").max().alias("confirmed_on"),
        pl.col("updated").null_count().alias("undated"),
    ).row(0)
    return (
        *newest,
        evidence["organisation"].unique(maintain_order=True),
        evidence["source"].unique(maintain_order=True),
    )


def _lists(name: str, values: list[Texts]) -> pl.Series:
    if any(isinstance(each, pl.Series) for each in values):
        values = [
            each if isinstance(each, pl.Series) else pl.Series(each, dtype=pl.String) for each in values
        ]
    return pl.Series(name, values, pl.List(pl.String))


def products_frame(graph: ProductGraph, region: str | None) -> pl.DataFrame:
    """One row a product: its own status, and how many of its direct inputs are made, by either view.

    Returns
    -------
    frame
        product, confirmed, reported, parts, covered_confirmed, covered, essential, essential_covered.
    """
    confirmed, reported = (graph.makers_of.standing(view, region).status for view in VIEWS[:2])
    links, size = graph.links, len(graph.ids)

    def added(weights: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        return np.bincount(links.target, weights=weights, minlength=size).astype(np.int64)

    made, sure = (status[links.source] >= SINGLE for status in (reported, confirmed))
    names = np.array(STATUSES)
    return pl.DataFrame(
        {
            "product": graph.ids,
            "confirmed": names[confirmed],
            "reported": names[reported],
            "parts": np.bincount(links.target, minlength=size),
            "covered_confirmed": added(sure),
            "covered": added(made),
            "essential": added(links.essential),
            "essential_covered": added(links.essential & made),
        }
    )
