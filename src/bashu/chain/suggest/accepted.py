"""Accepted suggestions as rows of the table `inputs`: claimed by somebody, on stated grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, InputError
from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bashu.chain.suggest.suggester import Suggestion


def accepted_links(
    product: str, accepted: Sequence[Suggestion], *, by: str, on: date, source: str | None = None
) -> pl.DataFrame:
    """Rows of `inputs` for suggestions that a person or firm accepted.

    A suggestion by itself is no row: somebody has to say that it is so. What they say is a claim, so the
    rows are ``claimed``; whether the input is essential and its share of the cost stay unknown.

    Parameters
    ----------
    product
        Id of the product the suggestions are inputs of.
    accepted
        Those that were accepted, as suggested.
    by
        Who accepted them.
    on
        When.
    source
        What they rest on, such as a page or a document.

    Returns
    -------
    frame
        The columns of `inputs`; ``source`` says who, when, on what, and what the suggestion was drawn from.

    Raises
    ------
    InputError
        When nobody is named.

    Examples
    --------
    >>> from datetime import date
    >>> from bashu.chain.suggest import Suggestion, Word
    >>> row = accepted_links("tube", [Suggestion("cu", "铜", 2.5, {"named": 2.5}, (), (Word("铜", 3, 4),))],
    ...                      by="示例企业 01", on=date(2026, 11, 26)).row(0, named=True)
    >>> row["input"], row["product"], row["standing"], row["essential"]
    ('cu', 'tube', 'claimed', None)
    >>> row["source"]
    'claimed by 示例企业 01 on 2026-11-26; suggested from words: 铜 3/4'
    """
    if not by.strip():
        raise InputError(Finding("missing_value", file="inputs", column="by"))
    said = f"claimed by {by.strip()} on {on.isoformat()}"
    rows = [
        {
            "input": found.product,
            "product": product,
            "standing": "claimed",
            "source": "; ".join(part for part in (said, source, _grounds(found)) if part),
        }
        for found in accepted
    ]
    schema = TABLES["inputs"].schema
    return pl.DataFrame(rows, schema=schema)


def _grounds(found: Suggestion) -> str:
    words = ", ".join(f"{word.text} {word.using}/{word.products}" for word in found.words)
    near = ", ".join(one.name for one in found.neighbours)
    drawn = [f"words: {words}" if words else "", f"similar products: {near}" if near else ""]
    stated = "; ".join(part for part in drawn if part)
    return f"suggested from {stated}" if stated else "suggested from its name"
