"""An invented event to start from: fill in its workbook and plan."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import polars as pl

from bashu.tables.meeting import MEETING_TABLES

#: starts of the slots of the morning and the afternoon, 25 minutes each
_MORNING, _AFTERNOON, _MINUTES = 9 * 60, 13 * 60 + 30, 25
_PAUSE = 5


def example_event(seed: int = 1) -> dict[str, pl.DataFrame]:
    """A docking day of example firms: 16 buyers, 28 suppliers, 12 slots, 14 tables in two halls.

    Everybody in it is invented (示例企业). Columns have the names of the vocabulary, cells are text.

    >>> {name: frame.height for name, frame in example_event().items() if name != "requests"}
    {'people': 44, 'tables': 14, 'slots': 13, 'walking': 1, 'pinned': 1}
    """
    draw = np.random.default_rng(seed)
    slots = _slots()
    meeting = [str(row["slot"]) for row in slots if row["kind"] == "meeting"]
    people = []
    for number in range(44):
        buyer = number < 16
        there = [slot for slot in meeting if draw.random() < 0.85]
        people.append(
            {
                "person": f"{'B' if buyer else 'S'}{number + 1 if buyer else number - 15:02d}",
                "name": f"示例参会人 {number + 1:02d}",
                "organisation": f"示例企业 {number + 1:02d}",
                "available": None if draw.random() < 0.5 else ";".join(there),
                "languages": "中文;英语"
                if draw.random() < 0.4
                else ("英语" if draw.random() < 0.06 else "中文"),
                "table": None,
                "most": None,
                "travel_minutes": str(int(draw.choice([20, 45, 90, 150, 240]))),
            }
        )
    ids = [person["person"] for person in people]
    requests = []
    for asker in range(44):
        others = range(16, 44) if asker < 16 else range(16)
        weights = 1 / np.arange(1, len(others) + 1) ** 0.5
        chosen = draw.choice(list(others), 8 if asker < 16 else 4, replace=False, p=weights / weights.sum())
        for asked in sorted(chosen.tolist()):
            interest = str(draw.choice(["必见", "想见", "不见"], p=[0.25, 0.72, 0.03]))
            kind = "演示" if draw.random() < 0.05 else None
            requests.append({"asker": ids[asker], "asked": ids[asked], "interest": interest, "kind": kind})
    tables = [
        {
            "table": f"{hall}{number:02d}",
            "place": f"{hall} 厅",
            "kind": "演示" if number == 7 else None,
            "languages": "中文;英语" if number == 6 else None,
            "available": None,
        }
        for hall in "AB"
        for number in range(1, 8)
    ]
    rows: dict[str, list[dict[str, str | None]]] = {
        "requests": requests,
        "people": people,
        "tables": tables,
        "slots": slots,
        "walking": [{"place": "A 厅", "other": "B 厅", "minutes": "5"}],
        "pinned": [],
    }
    frames = {
        name: pl.DataFrame(found, schema={column.name: pl.String for column in MEETING_TABLES[name]})
        for name, found in rows.items()
    }
    return {**frames, "pinned": _opening(frames["requests"], frames["people"], meeting[0])}


def _slots() -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    day = datetime.fromisoformat("2026-12-01")
    for first, count in ((_MORNING, 6), (_AFTERNOON, 7)):
        for number in range(count):
            starts = day + timedelta(minutes=first + number * (_MINUTES + _PAUSE))
            tea = first == _AFTERNOON and number == 3
            found.append(
                {
                    "slot": f"{len(found) + 1:02d}",
                    "starts": f"{starts:%Y-%m-%d %H:%M}",
                    "ends": f"{starts + timedelta(minutes=_MINUTES):%Y-%m-%d %H:%M}",
                    "kind": "break" if tea else "meeting",
                }
            )
    return found


def _opening(requests: pl.DataFrame, people: pl.DataFrame, slot: str) -> pl.DataFrame:
    """One pinned meeting: the first who must meet somebody, with both there all day and one language."""
    easy = people.filter(pl.col("available").is_null() & pl.col("languages").str.contains("中文"))["person"]
    both = pl.col("asker").is_in(easy.implode()) & pl.col("asked").is_in(easy.implode())
    refused = requests.filter(pl.col("interest") == "不见").select(asker="asked", asked="asker")
    wanted = requests.filter(both & (pl.col("interest") == "必见")).join(
        refused, on=["asker", "asked"], how="anti"
    )
    return wanted.head(1).select("asker", "asked", slot=pl.lit(slot), table=pl.lit(None, pl.String))
