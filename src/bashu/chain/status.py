"""How well a part category is covered, worst to best, counted from the makers that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.errors import Language

#: from worst to best; adding a maker never moves a part to the left
STATUSES = ("missing", "outside_only", "other_region_only", "single_source", "covered", "strong")
MISSING, OUTSIDE, OTHER_REGION, SINGLE, COVERED, STRONG = range(6)

STATUS_NAMES = {
    "missing": ("空白", "missing"),
    "outside_only": ("仅区外", "outside only"),
    "other_region_only": ("仅对方地区", "other region only"),
    "single_source": ("单一来源", "single source"),
    "covered": ("已覆盖", "covered"),
    "strong": ("强", "strong"),
}


def status_name(status: str, language: Language = "zh") -> str:
    """What people call a status.

    >>> status_name("single_source"), status_name("single_source", "en")
    ('单一来源', 'single source')
    """
    return STATUS_NAMES[status][0 if language == "zh" else 1]


def count_makers(rows: pl.DataFrame, size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Makers of every product, and whether they stand on more than one leg.

    Makers are balanced when three of them can be named of which none holds more than half of what the three
    can make together. Where the capacity of one is not known or not in the same unit, the number decides.
    (Three of them, not all of them: a giant beside three equal makers takes nothing away from these.)

    Parameters
    ----------
    rows
        product (number), organisation (number), capacity, unit, counted_capacity (whether the row is meant
        to state a capacity); several rows of one organisation are added.
    size
        How many products there are.

    Returns
    -------
    count, balanced
        Arrays by product number.

    Examples
    --------
    >>> rows = pl.DataFrame({"product": [0, 0, 0, 1, 1, 1], "organisation": [1, 2, 3, 1, 2, 3],
    ...     "capacity": [80.0, 10.0, 10.0, 40.0, 30.0, 30.0], "unit": ["m2"] * 6, "counted_capacity": [True] * 6})
    >>> count, balanced = count_makers(rows, 2)
    >>> count.tolist(), balanced.tolist()
    ([3, 3], [False, True])
    """
    stated = pl.col("counted_capacity")
    capacity = pl.col("capacity").filter(stated)
    unit = pl.col("unit").filter(stated)
    makers = rows.group_by("product", "organisation").agg(
        pl.when(capacity.null_count() + (unit.n_unique() > 1) + (stated.sum() == 0) == 0)
        .then(capacity.sum())
        .alias("capacity"),
        unit.first().alias("unit"),
    )
    products = makers.group_by("product").agg(
        pl.len().alias("count"),
        ((pl.col("capacity").null_count() == 0) & (pl.col("unit").n_unique() == 1)).alias("comparable"),
    )
    count = np.zeros(size, dtype=np.int64)
    count[products["product"].to_numpy()] = products["count"].to_numpy()
    balanced = count >= 3
    doubtful = products.filter((pl.col("count") >= 3) & pl.col("comparable"))["product"]
    if doubtful.len():
        ordered = (
            makers.filter(pl.col("product").is_in(doubtful.implode()))
            .sort("product", "capacity", descending=[False, True])
            .with_columns(
                (
                    pl.col("capacity")
                    <= pl.col("capacity").shift(-1).over("product")
                    + pl.col("capacity").shift(-2).over("product")
                ).alias("balanced")
            )
        )
        verdict = ordered.group_by("product").agg(pl.col("balanced").any())
        balanced[verdict["product"].to_numpy()] = verdict["balanced"].to_numpy()
    return count, balanced


def verdicts(
    here: npt.NDArray[np.int64],
    balanced: npt.NDArray[np.bool_],
    corridor: npt.NDArray[np.int64],
    everywhere: npt.NDArray[np.int64],
) -> npt.NDArray[np.int8]:
    """Status numbers from the makers here, in the corridor, and everywhere."""
    return np.select(
        [(here >= 3) & balanced, here >= 2, here == 1, corridor > 0, everywhere > 0],
        [STRONG, COVERED, SINGLE, OTHER_REGION, OUTSIDE],
        default=MISSING,
    ).astype(np.int8)
