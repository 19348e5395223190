"""Minutes that the reader brings: drives that were timed, lines that are planned."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.errors import Finding, InputError
from bashu.tables.frames import as_frame
from bashu.travel.ways import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bashu.tables.frames import Frame
    from bashu.travel.places import PlaceIndex

COLUMNS = ("origin", "destination", "mode", "minutes")
NAME = "own travel"


def own_rows(own: Frame, places: PlaceIndex, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of the reader's own in the shape of the travel table, in both directions.

    Parameters
    ----------
    own
        origin, destination (ids or names), mode (road, rail), minutes.
    places
        Finds places by their names.
    schema
        Columns and types of the travel table.
    """
    frame = as_frame(own, NAME, COLUMNS).select(COLUMNS)
    findings = [
        finding
        for number, row in enumerate(frame.iter_rows(named=True), 2)
        for finding in _wrong(row, number)
    ]
    if findings:
        raise InputError(findings)
    there = frame.select(
        *(pl.Series(end, [places.find(str(name)) for name in frame[end]], pl.String) for end in COLUMNS[:2]),
        pl.col("mode").cast(pl.String),
        pl.col("minutes").cast(pl.Float64),
    )
    back = there.rename({"origin": "destination", "destination": "origin"}).select(COLUMNS)
    key = ["origin", "destination", "mode"]
    both = pl.concat([there.unique(key, keep="last", maintain_order=True), back]).unique(
        key, keep="first", maintain_order=True
    )
    stated = {"year": None, "standing": OWN, "source": NAME}
    filled = both.with_columns(pl.lit(value).alias(name) for name, value in stated.items())
    return filled.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _wrong(row: Mapping[str, Any], number: int) -> list[Finding]:
    findings = []
    if row["mode"] not in {"road", "rail"}:
        accepted = {"accepted": "road, rail"}
        findings.append(
            Finding(
                "not_allowed", file=NAME, row=number, column="mode", value=str(row["mode"]), details=accepted
            )
        )
    minutes = row["minutes"]
    if not isinstance(minutes, int | float) or not minutes >= 0:
        bounds: dict[str, str | int | float] = {"minimum": 0, "maximum": "∞"}
        findings.append(
            Finding(
                "out_of_range", file=NAME, row=number, column="minutes", value=str(minutes), details=bounds
            )
        )
    return findings


def line_rows(stops: Sequence[tuple[str, float]], mode: str) -> pl.DataFrame:
    """Every two stops of a line with the minutes between them.

    >>> line_rows([("a", 0), ("b", 20), ("c", 50)], "rail").select("origin", "destination", "minutes").rows()
    [('a', 'b', 20.0), ('a', 'c', 50.0), ('b', 'c', 30.0)]
    """
    line = [(place, float(minutes)) for place, minutes in stops]
    growing = all(later > earlier for (_, earlier), (_, later) in pairwise(line))
    if len(line) < 2 or not growing or not all(isfinite(minutes) for _, minutes in line):
        raise InputError(
            Finding("not_a_line", file=NAME, value=", ".join(f"{minutes:g}" for _, minutes in line))
        )
    rows = [(one, other, mode, later - earlier) for (one, earlier), (other, later) in combinations(line, 2)]
    return pl.DataFrame(rows, COLUMNS, orient="row")
