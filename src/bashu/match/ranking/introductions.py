"""Introductions that were accepted or declined, as the values of the reasons at that time and the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError, TableError
from bashu.match.ranking.settings import REASONS
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.ranking.ranker import Ranker
    from bashu.tables import Frame

#: introductions with both outcomes below which nothing is learnt
LEAST_INTRODUCTIONS = 200
#: of these at least so many accepted and so many declined
LEAST_OF_EACH = 20
ACCEPTED = {"accepted": True, "接受": True, "yes": True, "true": True, "declined": False, "谢绝": False, "拒绝": False, "no": False, "false": False}  # fmt: skip


class Introductions(NamedTuple):
    """What was learnt from: a row of ``values`` (introductions, reasons), an outcome and a need each.

    ``left_out`` counts rows that named a need or a capability that is not there.
    """

    values: NDArray[np.float64]
    outcome: NDArray[np.bool_]
    needs: list[str]
    left_out: int


def read_introductions(ranker: Ranker, introductions: Frame) -> Introductions:
    """The introductions whose need and capability the ranker knows.

    Parameters
    ----------
    introductions
        need, capability, outcome (accepted or declined, 接受 or 谢绝, or a flag).

    Raises
    ------
    TableError
        When a column is absent or an outcome is neither.
    InputError
        When fewer than 200 introductions can be used, or fewer than 20 had one of the outcomes.
    """
    frame = as_frame(introductions, "introductions", ["need", "capability", "outcome"])
    told = _judged(ranker, _outcomes(as_text(frame, "need", "capability")))
    _enough(told.outcome)
    return told


def _outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    said = frame["outcome"].cast(pl.String).str.strip_chars().str.to_lowercase()
    outcome = said.replace_strict(ACCEPTED, default=None, return_dtype=pl.Boolean)
    wrong = outcome.is_null().arg_true().head(100).to_list()
    if wrong:
        details = {"accepted": "accepted, declined, 接受, 谢绝, yes, no"}
        raise TableError(
            [
                Finding(
                    "not_allowed",
                    file="introductions",
                    row=row + 2,
                    column="outcome",
                    value=said[row],
                    details=details,
                )
                for row in wrong
            ]
        )
    return frame.select("need", "capability", outcome.alias("outcome"))


def _judged(ranker: Ranker, rows: pl.DataFrame) -> Introductions:
    """Every introduction judged as the ranker judges now, need by need."""
    place = {capability: number for number, capability in enumerate(ranker.supply.frame["capability"])}
    known = {need.need for need in ranker.needs}
    usable = rows.filter(pl.col("need").is_in(list(known)) & pl.col("capability").is_in(list(place)))
    values = [np.zeros((0, len(REASONS)))]
    outcome: list[bool] = []
    needs: list[str] = []
    for (need,), group in usable.group_by("need", maintain_order=True):
        numbers = [place[capability] for capability in group["capability"]]
        values.append(ranker.judge(str(need)).values[numbers])
        outcome.extend(group["outcome"])
        needs.extend(group["need"])
    return Introductions(
        np.concatenate(values), np.array(outcome, dtype=bool), needs, rows.height - usable.height
    )


def _enough(outcome: NDArray[np.bool_]) -> None:
    accepted, total = int(outcome.sum()), len(outcome)
    if total < LEAST_INTRODUCTIONS or min(accepted, total - accepted) < LEAST_OF_EACH:
        details: dict[str, str | int | float] = {
            "usable": total, "accepted": accepted, "least": LEAST_INTRODUCTIONS, "each": LEAST_OF_EACH,
        }  # fmt: skip
        raise InputError(Finding("too_few_introductions", file="introductions", details=details))
