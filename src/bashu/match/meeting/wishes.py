"""What people wish: a word or a number becomes a score, a refusal a veto."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.tables import Origin

if TYPE_CHECKING:
    from bashu.errors import Finding
    from bashu.match.meeting.settings import MeetSettings

MUST = ("must", "must meet", "必见", "必须见")
WANT = ("want", "want to meet", "meet", "想见", "希望见")
NO_THANKS = ("no thanks", "no_thanks", "no", "不见", "谢绝")
#: score of a refusal
VETO = -1
#: larger scores could overflow when they are summed along a chain of people
LARGEST_SCORE = 10**9


def read_wishes(
    requests: pl.DataFrame, pinned: pl.DataFrame, people: pl.Series, settings: MeetSettings
) -> tuple[pl.DataFrame, list[Finding]]:
    """Every wish with both people as numbers and its score.

    Returns
    -------
    wishes
        asker, asked (numbers of people), score (``VETO`` for a refusal), kind (of table, or null), pinned
        (true where the organiser brings the two together, with score 0).
    findings
        Wishes that are no word of ours and no whole number of 0 or more, or that somebody has of themselves.
    """
    origin = Origin(file="requests")
    text = requests["interest"].str.strip_chars().str.to_lowercase()
    numbers = text.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    words = text.replace_strict(
        {
            **dict.fromkeys(MUST, settings.must),
            **dict.fromkeys(WANT, settings.want),
            **dict.fromkeys(NO_THANKS, VETO),
        },
        default=None,
        return_dtype=pl.Int64,
    )
    score = words.zip_with(words.is_not_null(), numbers)
    wrong = score.is_null() | (words.is_null() & ~numbers.is_between(0, LARGEST_SCORE).fill_null(value=False))
    findings = [
        origin.finding("not_an_interest", row, "interest", requests["interest"][row])
        for row in wrong.arg_true().head(100)
    ]
    selfish = (requests["asker"] == requests["asked"]).arg_true().head(100)
    findings += [origin.finding("own_request", row, "asked", requests["asked"][row]) for row in selfish]
    asked_for = requests.select("asker", "asked", "kind", pinned=False).with_columns(score.alias("score"))
    arranged = pinned.select(
        "asker", "asked", kind=pl.lit(None, pl.String), pinned=True, score=pl.lit(0, pl.Int64)
    )
    wishes = pl.concat([asked_for, arranged])
    place = dict(zip(people, range(len(people)), strict=True))
    return wishes.with_columns(
        pl.col(side).replace_strict(place, default=None, return_dtype=pl.Int64) for side in ("asker", "asked")
    ), findings
