"""Two timetables compared, only for pairs that both of them have."""

from __future__ import annotations

import polars as pl

#: minutes whose crossing changes what people do: a meeting and back in a morning, within a day, with a night
THRESHOLDS = (60, 120, 240)


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
    both = sides[0].join(sides[1], on=pair)
    return (
        both.with_columns(
            (pl.col("after") - pl.col("before")).alias("change"),
            pl.concat_list(
                pl.when((pl.col("before") > limit) & (pl.col("after") <= limit)).then(pl.lit(limit))
                for limit in THRESHOLDS
            )
            .list.drop_nulls()
            .cast(pl.List(pl.Int64))
            .alias("under"),
            (pl.col("after") > pl.col("before")).alias("slower_maybe_source"),
        )
        .sort(["change", *pair])
        .select(*pair, "before", "after", "change", "under", "slower_maybe_source")
    )
