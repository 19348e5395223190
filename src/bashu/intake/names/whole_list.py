"""A whole list of names against a register: each decided in the light of all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.names.assignment import list_probabilities, share_out
from bashu.intake.names.decision import ANOTHER_FIRM, REVIEW, Candidate, decide_in_list

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = {
    "query": pl.String,
    "organisation": pl.String,
    "name": pl.String,
    "score": pl.Float64,
    "decision": pl.String,
    "reason": pl.String,
    "parent": pl.String,
}


def resolve_together(
    queries: Sequence[str],
    found: Sequence[Sequence[Candidate]],
    expected: float,
) -> pl.DataFrame:
    """A row per name with the columns ``COLUMNS``, no organisation given twice.

    Parameters
    ----------
    queries, found
        The names and the candidates of each.
    expected
        Share of the names whose firm is expected to be missing from the register.
    """
    numbers = {
        organisation: number
        for number, organisation in enumerate(sorted({one.organisation for those in found for one in those}))
    }
    claims = [
        [(numbers[one.organisation], one.log_odds) for one in candidates if one.reason not in ANOTHER_FIRM]
        for candidates in found
    ]
    shared = list_probabilities(claims, expected)
    given = share_out(shared, REVIEW)
    rows = []
    for query, candidates, probabilities, number in zip(queries, found, shared, given, strict=True):
        mine = next((one for one in candidates if numbers[one.organisation] == number), None)
        if mine is not None:
            rows.append(_given(query, mine, dict(probabilities)[numbers[mine.organisation]]))
        else:
            rows.append(_left(query, candidates))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _given(query: str, mine: Candidate, probability: float) -> tuple[object, ...]:
    decision, reason = decide_in_list(mine, probability)
    return query, mine.organisation, mine.name, probability, decision, reason, None


def _left(query: str, candidates: Sequence[Candidate]) -> tuple[object, ...]:
    """A part of a firm with its parent, or a new firm."""
    first = candidates[0] if candidates else None
    if first is not None and first.decision == "branch":
        return query, None, None, first.score, "branch", first.reason, first.organisation
    return query, None, None, first.score if first else 0.0, "new", first.reason if first else "unlike", None
