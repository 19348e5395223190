"""Two timetables compared, only for pairs that both of them have."""

from __future__ import annotations

import polars as pl

#: minutes whose crossing changes what people do: a meeting and back in a morning, within a day, with a night
THRESHOLDS = (60, 120, 240)
#: what a comparison says of a pair
NUMBERS = ("before", "after", "change", "under")


def compare(rows: pl.DataFrame, before: int, after: int) -> pl.DataFrame:
    """Direct trains of two years side by side.

    Parameters
    ----------
    rows
        origin, destination, minutes, year of direct trains.

    Returns
    -------
    frame
        origin, destination, before, after, change (minutes; negative is faster), under (the thresholds of 60,
        120 and 240 minutes that the pair has come under), slower_maybe_source (the later year is slower:
        more likely a difference between the sources than a slower railway).

    Examples
    --------
    >>> rows = pl.DataFrame({"origin": ["a", "a", "b"], "destination": ["b", "b", "a"],
    ...                      "minutes": [130.0, 62.0, 140.0], "year": [2014, 2021, 2014]})
    >>> compare(rows, 2014, 2021).rows()
    [('a', 'b', 130.0, 62.0, -68.0, [120], False)]
    """
    pair = ["origin", "destination"]
    sides = [
        rows.filter(pl.col("year") == year).group_by(pair).agg(pl.col("minutes").min().alias(name))
        for year, name in ((before, "before"), (after, "after"))
    ]
    slower = (pl.col("after") > pl.col("before")).alias("slower_maybe_source")
    both = sides[0].join(sides[1], on=pair).with_columns(*_differences(), slower)
    return both.sort(["change", *pair]).select(*pair, *NUMBERS, "slower_maybe_source")


def compare_ways(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Two states of the same network side by side; only ordered pairs that both know and that change.

    Parameters
    ----------
    before, after
        origin, destination, minutes, mode, estimate of every ordered pair.

    Returns
    -------
    frame
        origin, destination, before, after, change, under, mode_before, mode_after, estimate.

    Examples
    --------
    >>> one = {"origin": ["a"], "destination": ["b"], "minutes": [90.0], "mode": ["road"], "estimate": [True]}
    >>> other = {**one, "minutes": [40.0], "mode": ["rail"], "estimate": [False]}
    >>> compare_ways(pl.DataFrame(one), pl.DataFrame(other)).drop("origin", "destination").row(0)
    (90.0, 40.0, -50.0, [60], 'road', 'rail', True)
    """
    pair = ["origin", "destination"]
    sides = [
        side.drop_nulls("minutes").select(
            *pair,
            pl.col("minutes").alias(name),
            pl.col("mode").alias(f"mode_{name}"),
            pl.col("estimate").alias(f"estimate_{name}"),
        )
        for side, name in ((before, "before"), (after, "after"))
    ]
    both = sides[0].join(sides[1], on=pair).filter(pl.col("before") != pl.col("after"))
    either = (pl.col("estimate_before") | pl.col("estimate_after")).alias("estimate")
    return (
        both.with_columns(*_differences(), either)
        .sort(["change", *pair])
        .select(*pair, *NUMBERS, "mode_before", "mode_after", "estimate")
    )


def _differences() -> list[pl.Expr]:
    under = pl.concat_list(
        pl.when((pl.col("before") > limit) & (pl.col("after") <= limit)).then(pl.lit(limit))
        for limit in THRESHOLDS
    )
    return [
        (pl.col("after") - pl.col("before")).alias("change"),
        under.list.drop_nulls().cast(pl.List(pl.Int64)).alias("under"),
    ]
