"""Why a request has no meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.wishes import VETO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event
    from bashu.match.meeting.reading import EventTables

#: code -> what a person reads, in Chinese and English
UNMET: Mapping[str, tuple[str, str]] = {
    "refused": ("一方谢绝", "one of the two said no thanks"),
    "no_common_slot": ("双方没有共同的时段", "the two are never there at the same time"),
    "no_table": ("没有合适的桌位或译员", "no table or interpreter suits them"),
    "asked_full": (
        "对方时段已满，且见的人意愿更高",
        "the other has no slot left, and meets others who wish it more",
    ),
    "asker_full": (
        "提出人时段已满，且见的人意愿更高",
        "the asker has no slot left, and meets others who wish it more",
    ),
    "no_room": ("剩余时段或桌位凑不到一起", "what is left of slots and tables does not fit together"),
}


def unmet(event: Event, board: Board, given: EventTables) -> pl.DataFrame:
    """Requests with a score above 0 and no meeting: asker, asked, score, reason."""
    refused = {
        frozenset(pair)
        for pair in event.wishes.filter(pl.col("score") == VETO).select("asker", "asked").iter_rows()
    }
    person = given.people["person"].to_list()
    rows = []
    for asker, asked, score in (
        event.wishes.filter(pl.col("score") > 0).select("asker", "asked", "score").iter_rows()
    ):
        pair = event.number_of_pair.get((min(asker, asked), max(asker, asked)))
        if pair is not None and board.slot[pair] != NOWHERE:
            continue
        if frozenset((asker, asked)) in refused:
            reason = "refused"
        elif not event.available[asker] & event.available[asked]:
            reason = "no_common_slot"
        elif pair is None:
            reason = "no_table"
        elif board.count[asked] >= event.most[asked]:
            reason = "asked_full"
        elif board.count[asker] >= event.most[asker]:
            reason = "asker_full"
        else:
            reason = "no_room"
        rows.append((person[asker], person[asked], score, reason))
    schema = {"asker": pl.String, "asked": pl.String, "score": pl.Int64, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(
        "score", "asker", "asked", descending=[True, False, False]
    )
