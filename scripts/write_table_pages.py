"""Write docs/tables.*.md from the vocabulary, so that the pages cannot drift from the checks."""

from __future__ import annotations

import sys
from pathlib import Path

from bashu.tables import TABLES, Column, Table

DOCS = Path(__file__).resolve().parent.parent / "docs"
KINDS = {
    "text": ("文本", "text"),
    "number": ("数字", "number"),
    "whole": ("整数", "whole number"),
    "flag": ("是/否", "yes/no"),
    "date": ("日期", "date"),
    "period": ("期间", "period"),
    "list": ("列表", "list"),
}
OPENING = {
    "zh": """# 词汇表

每张表的列、类型、单位与检查。文件或工作表以表名命名（中英文均可），表头用英文列名或中文表头。缺就是缺，绝不当 0。
日期写成 `2020`、`2020-10` 或 `2020-10-29`；期间另可写 `2022-01/2022-08`、`reported 2022-12`（只知报道日期）或 `not stated`；
列表用 `;` 分隔。标 ● 的列必填；标 ◐ 的列只有相关各方能看到（除非数字本已公开）。本页由 `scripts/write_table_pages.py` 生成。
""",
    "en": """# Tables

Every table with its columns, types, units and checks. Files and sheets are named after tables (Chinese or English); headers are the
English column names or the Chinese ones. Missing is missing, never 0. A date is `2020`, `2020-10` or `2020-10-29`; a period may also
be `2022-01/2022-08`, `reported 2022-12` (only the report is dated) or `not stated`; entries of a list are separated by `;`. ● marks a
required column, ◐ one that only the named parties see (unless the number was published). Written by `scripts/write_table_pages.py`.
""",
}


def check_of(column: Column, language: str) -> str:
    """The check of a column in words."""
    parts = []
    if column.choices:
        parts.append(" / ".join(column.choices))
    if column.references:
        parts.append(f"→ {column.references}")
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:g} ≤ "
        high = "" if column.maximum is None else f" ≤ {column.maximum:g}"
        parts.append(f"{low}x{high}")
    if language == "en" and column.meaning:
        parts.append(column.meaning)
    return "; ".join(parts).replace("|", "\\|")


def section(table: Table, language: str) -> str:
    """One table as a section."""
    zh = language == "zh"
    key = ", ".join(table.key) or "–"
    lines = [f"## {table.zh} `{table.name}`" if zh else f"## `{table.name}` {table.zh}", ""]
    if not zh:
        lines += [table.meaning, ""]
    lines += [f"主键：{key}" if zh else f"Key: {key}", ""]
    lines += [
        "| 表头 | 列名 | 类型 | 单位 | 检查 |" if zh else "| column | header | type | unit | check |",
        "|---|---|---|---|---|",
    ]
    for column in table:
        marks = (" ●" if column.required else "") + (" ◐" if column.protected else "")
        kind = KINDS[column.kind][0 if zh else 1]
        headers = " / ".join((column.zh, *column.aliases))
        first, second = (headers, f"`{column.name}`") if zh else (f"`{column.name}`", headers)
        lines.append(
            f"| {first}{marks} | {second} | {kind} | {column.unit or ''} | {check_of(column, language)} |"
        )
    return "\n".join(lines)


def page(language: str) -> str:
    """The whole page in one language."""
    return "\n".join([OPENING[language], *(section(table, language) + "\n" for table in TABLES.values())])


def main() -> None:
    """Write both pages, or with --check say whether they are up to date."""
    for language in ("zh", "en"):
        path = DOCS / f"tables.{language}.md"
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text(encoding="utf-8") != page(language):
                sys.exit(f"{path} is out of date: run python scripts/write_table_pages.py")
        else:
            path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
