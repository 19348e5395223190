"""Headers for people: what a column of a result is called in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.errors import Language

#: columns that only results have -> (Chinese, English)
RESULT_COLUMNS: Mapping[str, tuple[str, str]] = {
    "score": ("得分", "score"),
    "cost": ("单位成本", "cost per unit"),
    "reason": ("原因", "reason"),
    "reasons": ("理由", "reasons"),
    "priority": ("优先度", "priority"),
    "action": ("建议做法", "proposed action"),
    "evidence": ("依据", "evidence"),
}


def label(column: str, language: Language) -> str:
    """What a column is called in a language; an unknown one keeps its name with spaces.

    >>> label("quantity", "zh"), label("quantity", "en"), label("priority", "zh")
    ('数量', 'quantity', '优先度')
    """
    if column in RESULT_COLUMNS:
        return RESULT_COLUMNS[column][0 if language == "zh" else 1]
    if language == "zh":
        for table in TABLES.values():
            for known in table:
                if known.name == column:
                    return known.zh
    return column.replace("_", " ")
