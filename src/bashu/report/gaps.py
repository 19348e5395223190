"""Gaps for people: what to complete first, with every factor of its priority in a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES, status_name
from bashu.decide.reasons import ACTIONS
from bashu.report.workbook import Sheet

if TYPE_CHECKING:
    from bashu.errors import Language


def gap_rows(gaps: pl.DataFrame, language: Language) -> pl.DataFrame:
    """The ranked gaps with names, statuses and actions in one language, the factors beside the priority."""
    words = {status: status_name(status, language) for status in STATUSES}
    actions = {action: names[0 if language == "zh" else 1] for action, names in ACTIONS.items()}
    name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
    other = {f"{column}_{one}" for column in ("name", "near", "reason") for one in ("zh", "en")}
    makers = [column for column in gaps.columns if column.startswith("makers_")]
    leading = ["rank", "product", "name", "status", "priority", "action", f"reason_{language}"]
    readable = gaps.with_columns(
        name.alias("name"), pl.col("status").replace_strict(words), pl.col("action").replace_strict(actions)
    )
    rest = [
        column for column in gaps.columns if column not in {*leading, *other, *makers, "stage", "sources"}
    ]
    near = f"near_{language}"
    ordered = readable.select(*leading, "stage", *rest, near, *makers, "sources")
    return ordered.rename({f"reason_{language}": "evidence", near: "near_name"})


def gap_sheets(gaps: pl.DataFrame, language: Language) -> list[Sheet]:
    """One sheet: the ranked list, and what the priority is."""
    notes = (
        (
            "补链优先级：各因素相乘，每一列可单独排序；方法见文档“缺口”",
            "依据公开报道与自述；“未见生产者”首先说明缺少数据，其次才说明缺少企业；示例企业不计入",
        )
        if language == "zh"
        else (
            "Gaps by priority: the product of the factors, each in a column of its own; the method page is “gaps”",
            "By public reports and claims; “no maker known” is missing data first and a missing firm second; example firms never count",
        )
    )
    return [Sheet("缺口" if language == "zh" else "Gaps", gap_rows(gaps, language), notes)]
