"""Suggestions as rows that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain.suggest.features import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest.suggester import Suggestion
    from bashu.errors import Language


def suggestion_rows(suggestions: Sequence[Suggestion], language: Language = "zh") -> pl.DataFrame:
    """One row a suggestion, the best first.

    Returns
    -------
    frame
        rank, product, name_zh, score, reasons (the reasons that speak for it, the strongest first), similar
        (similar products that use it), words (word: n of m products with it use it).

    Examples
    --------
    >>> from bashu.chain.suggest import Suggestion, Word
    >>> row = Suggestion("cu", "铜", 2.5, {"named": 3.0, "common": -0.5}, (), (Word("铜", 3, 4),))
    >>> suggestion_rows([row], "en").select("reasons", "words").row(0)
    ("the product's own name says it", '铜 3/4')
    """
    column = 0 if language == "zh" else 1
    comma = "；" if language == "zh" else "; "
    rows = []
    for place, found in enumerate(suggestions, 1):
        speaking = sorted((-points, reason) for reason, points in found.reasons.items() if points > 0)
        rows.append(
            {
                "rank": place,
                "product": found.product,
                "name_zh": found.name,
                "score": found.score,
                "reasons": comma.join(REASONS[reason][column] for _, reason in speaking[:3]),
                "similar": comma.join(near.name for near in found.neighbours),
                "words": comma.join(f"{word.text} {word.using}/{word.products}" for word in found.words),
            }
        )
    text = ("product", "name_zh", "reasons", "similar", "words")
    schema = {"rank": pl.Int64, "score": pl.Float64, **dict.fromkeys(text, pl.String)}
    order = ["rank", "product", "name_zh", "score", "reasons", "similar", "words"]
    return (
        pl.DataFrame(rows, schema_overrides=schema).select(order)
        if rows
        else pl.DataFrame(schema=schema).select(order)
    )
