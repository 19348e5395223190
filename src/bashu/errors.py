"""Every error Bashu raises on purpose.

::

    BashuError
    ├── InputError (also ValueError)     what came in is wrong; carries findings with their place
    │   ├── UnreadableFile               not a file of the kind its name says, too large, wrong encoding
    │   ├── TableError                   a table breaks the vocabulary
    │   └── UnknownName (also KeyError)  an id or name that the workspace does not hold
    ├── PlanError                        the market plan cannot be made or proved
    │   ├── NotOptimal                   a certificate does not hold
    │   └── BrokenSchedule               a schedule of meetings breaks one of its rules
    └── MissingExtra (also ImportError)  an optional package is not installed

A :class:`Finding` says what was found, where, and what to do, in Chinese or English.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bashu.register_sentences import REGISTER_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language = Literal["zh", "en"]

#: code of a finding -> (problem, remedy) in Chinese and English; ``{}`` names are the finding's details.
FINDINGS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "missing_column": (
        ("缺少列“{column}”", "请加上这一列，或用以下表头之一：{accepted}"),
        ("the column “{column}” is missing", "add it, or use one of these headers: {accepted}"),
    ),
    "unknown_column": (
        ("不认识的列“{column}”", "请改成词汇表中的列名，或删去此列：{accepted}"),
        ("the column “{column}” is not in the vocabulary", "rename or remove it; known columns: {accepted}"),
    ),
    "repeated_column": (
        ("列“{column}”出现了不止一次", "请只保留一列"),
        ("the column “{column}” appears more than once", "keep one of them"),
    ),
    "missing_value": (
        ("必填内容为空", "请填写“{column}”"),
        ("a required value is empty", "fill in “{column}”"),
    ),
    "not_a_number": (
        ("这里应是数字", "请只填数字，单位写在单位列"),
        ("a number is expected here", "write digits only; the unit has its own column"),
    ),
    "not_whole": (
        ("这里应是整数", "请填不带小数的数字"),
        ("a whole number is expected here", "write a number without decimals"),
    ),
    "not_a_flag": (
        ("这里应是“是”或“否”", "请填 yes/no 或 是/否"),
        ("yes or no is expected here", "write yes/no or 是/否"),
    ),
    "not_a_date": (
        ("日期看不懂", "请写成 2020、2020-10 或 2020-10-29"),
        ("the date cannot be read", "write 2020, 2020-10 or 2020-10-29"),
    ),
    "out_of_range": (
        ("数值不在 {minimum} 到 {maximum} 之间", "请核对数值与单位"),
        ("the number is not between {minimum} and {maximum}", "check the number and its unit"),
    ),
    "below_zero": (
        ("这里不能是负数", "请填 0 或更大的数"),
        ("a number below zero makes no sense here", "write 0 or more"),
    ),
    "not_allowed": (
        ("不在允许的取值中", "可用的取值：{accepted}"),
        ("the value is not one of those allowed", "use one of: {accepted}"),
    ),
    "repeated_key": (
        ("与第 {first_row} 行重复：{key}", "同一条记录只能有一行，请合并或改编号"),
        ("the same key as row {first_row}: {key}", "a record has one row; merge them or change the id"),
    ),
    "unknown_reference": (
        ("在“{target}”表中找不到这一项", "请先在“{target}”表登记它，或改正写法{nearest}"),
        ("not found in the table “{target}”", "add it to “{target}” first, or correct the spelling{nearest}"),
    ),
    "cycle": (
        ("上下级成环：{witness}", "请改正其中一处上级"),
        ("parents form a circle: {witness}", "correct one of these parents"),
    ),
    "empty_file": (
        ("文件是空的", "第一行应为表头，之后每行一条记录"),
        ("the file is empty", "the first line holds the headers, every further line one record"),
    ),
    "no_such_file": (
        ("没有这个文件或文件夹", "请核对路径"),
        ("there is no such file or folder", "check the path"),
    ),
    "not_readable": (
        ("打不开：{reason}", "请核对路径与读取权限"),
        ("it cannot be opened: {reason}", "check the path and the right to read it"),
    ),
    "not_a_file": (
        ("这不是普通文件", "请给出文件本身，不要给文件夹或设备"),
        ("this is no regular file", "give the file itself, not a folder or a device"),
    ),
    "no_tables": (
        ("这里没有任何可用的表", "请放入以表名命名的文件或工作表，例如 {accepted}"),
        (
            "there is no table of the vocabulary here",
            "add files or sheets named after tables, such as {accepted}",
        ),
    ),
    "no_table": (
        ("没有“{table}”表", "请在工作区加入 {table}.csv、{table}.parquet 或同名工作表"),
        ("the workspace has no table “{table}”", "add {table}.csv, {table}.parquet or a sheet of that name"),
    ),
    "repeated_table": (
        ("同一张表有两份：{files}", "请只保留一份"),
        ("the same table stands in two places: {files}", "keep one of them"),
    ),
    "wrong_kind": (
        ("文件内容其实是{kind}", "请另存为 {expected} 后再试"),
        ("the content is really {kind}", "save it as {expected} and try again"),
    ),
    "too_large": (
        ("文件有 {size}，超过上限 {limit}", "请拆分文件；表格可改用 Parquet"),
        ("the file has {size}, the limit is {limit}", "split it; a table may come as Parquet"),
    ),
    "wrong_encoding": (
        ("不是 UTF-8 编码（第 {byte} 个字节起{guess}）", "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”"),
        ("the text is not UTF-8 (from byte {byte} on{guess})", "save it as “CSV UTF-8” in your spreadsheet"),
    ),
    "not_a_table": (
        ("读不成一张表：{reason}", "请检查引号、逗号与每行的列数"),
        (
            "it cannot be read as a table: {reason}",
            "check quotes, commas and the number of cells in each line",
        ),
    ),
    "not_a_frame": (
        ("“{kind}”不能作为一张表：{reason}", "请给出 polars、pandas、pyarrow 或 DuckDB 的表"),
        ("“{kind}” cannot be taken as a table: {reason}", "give a polars, pandas, pyarrow or DuckDB table"),
    ),
    "damaged_file": (
        ("文件损坏，或不是 {expected}：{reason}", "请用原来的程序重新另存为 {expected}"),
        (
            "the file is damaged or no {expected}: {reason}",
            "save it again as {expected} with the program it came from",
        ),
    ),
    "wrong_separator": (
        ("表头之间用“{separator}”分隔", "请另存为以逗号分隔的“CSV UTF-8”"),
        ("the headers are separated by “{separator}”", "save it as “CSV UTF-8”, separated by commas"),
    ),
    "too_many_rows": (
        ("选中的有 {rows} 行，现场生成的文件最多 {most} 行", "请再加筛选条件，或下载整张表：{file}"),
        (
            "{rows} rows were chosen; a file made on demand holds at most {most}",
            "filter further, or download the whole table: {file}",
        ),
    ),
    "too_many_cells": (
        ("这一行有 {cells} 格，表头只有 {headers} 格", "请核对引号与逗号；内容含逗号时须加引号"),
        (
            "the line has {cells} cells, the headers only {headers}",
            "check quotes and commas; quote text with commas",
        ),
    ),
    "merged_cells": (
        ("单元格 {cells} 被合并，只有第一格有值", "请取消合并，并在每一格填上值"),
        (
            "the cells {cells} are merged, so only the first has a value",
            "unmerge them and fill in every cell",
        ),
    ),
    "not_text": (
        ("这里应是文字", "请给出文本，不要给二进制或嵌套的数据"),
        ("text is expected here", "give text, not binary or nested data"),
    ),
    "cannot_write": (
        ("写不进去：{reason}", "请换一个可写的位置，或腾出空间"),
        ("it cannot be written: {reason}", "choose a place that can be written to, or make room"),
    ),
    "no_pages": (
        ("这里没有页面", "请给出网页（.html .htm .shtml）或保存的文本（.txt），或含有它们的文件夹"),
        (
            "there are no pages here",
            "give pages (.html .htm .shtml), saved text (.txt), or a folder with them",
        ),
    ),
    "framed_page": (
        ("这一页只是框架，正文在另一个地址", "请读取 {address}，或把外框页与它一起给出"),
        (
            "this page only frames another one that holds the text",
            "read {address}, or give the frame together with it",
        ),
    ),
    **REGISTER_SENTENCES,
    "unreadable_page": (
        ("这一页读不出正文", "请给出网页（HTML）或保存的文本，UTF-8 或 GB18030 编码"),
        (
            "no article text could be read from this page",
            "give an HTML page or saved text in UTF-8 or GB18030",
        ),
    ),
    "unknown_name": (
        ("找不到{what}“{value}”", "请核对写法{nearest}"),
        ("there is no {what} “{value}”", "check the spelling{nearest}"),
    ),
    "unknown_place": (
        ("找不到地点“{value}”", "请核对写法{nearest}"),
        ("there is no place “{value}”", "check the spelling{nearest}"),
    ),
    "not_a_region": (
        ("“{value}”不是这里的地区", "可用的地区：{nearest}"),
        ("“{value}” is not one of the regions", "use one of these: {nearest}"),
    ),
    "unknown_product": (
        ("找不到产品“{value}”", "请核对写法{nearest}"),
        ("there is no product “{value}”", "check the spelling{nearest}"),
    ),
    "unknown_timetable": (
        ("没有 {value} 年的列车时刻", "可用年份：{nearest}"),
        ("there is no timetable of {value}", "use one of these years: {nearest}"),
    ),
    "not_a_catalogue": (
        ("这个文件读不成产品目录：{reason}", "请给出由本软件写成的目录文件，或换一个还不存在的路径"),
        (
            "this file cannot be used as a catalogue of products: {reason}",
            "give a file that this software wrote, or a path where nothing is yet",
        ),
    ),
    "not_a_line": (
        (
            "一条线路至少要有两站，从起点算起的分钟数逐站增加；读到的是：{value}",
            "请按顺序列出各站，分钟数从第一站算起",
        ),
        (
            "a line has at least two stops whose minutes from the first one grow; these were {value}",
            "list the stops in order, each with its minutes from the first",
        ),
    ),
    "too_few_times": (
        ("只有 {value} 条可用的行车时间", "至少需要 {minimum} 条，且两端都有坐标"),
        (
            "only {value} driving times can be used",
            "at least {minimum} are needed, with coordinates at both ends",
        ),
    ),
    "times_without_distance": (
        ("行车时间不随距离增加（每公里 {value} 分钟）", "请核对起止点与分钟数"),
        ("the driving times do not grow with the distance ({value} min a km)", "check places and minutes"),
    ),
    "input_cycle": (
        ("投入关系成环：{witness}", "产品不能是自身的投入，请删去其中一条"),
        ("inputs form a circle: {witness}", "no product goes into itself; remove one of these links"),
    ),
    "orphan_product": (
        ("产品“{value}”没有投入、用途、下位产品，也没有生产者", "请补上投入关系，或删去它"),
        ("the product “{value}” has no input, no use, no sub-type and no maker", "link it, or remove it"),
    ),
    "impossible_stage": (
        ("环节倒置：{witness}", "后一环节的产品不应是前一环节的投入，请核对方向"),
        (
            "the stages run backwards: {witness}",
            "a later stage does not go into an earlier one; check the direction",
        ),
    ),
    "out_of_balance": (
        (
            "投入产出表不平衡：偏差 {imbalance}",
            "请核对行（中间使用＋最终使用－进口＝总产出）与列（中间投入＋增加值＝总投入）",
        ),
        (
            "the input-output table does not balance: off by {imbalance} of output",
            "check rows (intermediate + final use - imports = output) and columns (inputs + value added = output)",
        ),
    ),
    "unknown_unit": (
        ("单位“{value}”不能与“{expected}”换算", "请改用可换算的单位"),
        ("the unit “{value}” cannot be converted to “{expected}”", "use a unit that converts"),
    ),
    "too_few_introductions": (
        (
            "可用的引荐只有 {usable} 条，其中接受 {accepted} 条",
            "至少需要 {least} 条，且接受与谢绝各不少于 {each} 条；在此之前请用默认权重",
        ),
        (
            "only {usable} introductions can be used, {accepted} of them accepted",
            "at least {least} are needed, with {each} accepted and {each} declined; until then keep the default weights",
        ),
    ),
    "not_a_moment": (
        ("时间看不懂", "请写成 2026-12-01 09:00"),
        ("the time cannot be read", "write 2026-12-01 09:00"),
    ),
    "ends_before_start": (
        ("时段结束不晚于开始", "请核对开始与结束"),
        ("the slot does not end after it starts", "check start and end"),
    ),
    "slots_overlap": (
        ("上一时段 {other} 才结束，两个时段重叠", "请让时段前后相接，不要重叠"),
        ("the slot before ends only at {other}: the two overlap", "let slots follow each other"),
    ),
    "not_an_interest": (
        ("意愿看不懂", "请写 必见、想见、不见，或 0 及以上的整数"),
        ("the interest cannot be read", "write must, want, no thanks, or a whole number of 0 or more"),
    ),
    "own_request": (
        ("提出人与对方是同一人", "请改正其中一个编号"),
        ("somebody asks to meet themselves", "correct one of the two ids"),
    ),
    "pin_impossible": (
        (
            "这场固定会面不可行：双方须有约见意愿、无人谢绝、当时都在场，且有合适的桌位、不与其他固定会面冲突",
            "请改换时段或桌位，或取消固定",
        ),
        (
            "this pinned meeting cannot be: it needs a request, no refusal, both there, a table that suits, and no other pinned meeting in its way",
            "choose another slot or table, or unpin it",
        ),
    ),
    "too_large_number": (
        ("数值过大，无法精确计算", "请换用更大的计量单位"),
        ("the number is too large for exact whole-number arithmetic", "use a larger unit"),
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with what came in, with its place.

    ``row`` counts as a spreadsheet does: the header is row 1, so the first record is row 2.
    A ``note`` is worth knowing and stops nothing.

    >>> finding = Finding("not_a_number", file="needs.csv", row=3, column="quantity", value="many")
    >>> finding.sentence("en")
    'needs.csv, row 3, column quantity, value “many”: a number is expected here; write digits only; the unit has its own column'
    >>> finding.sentence("zh")
    'needs.csv，第 3 行，“quantity”列，值“many”：这里应是数字。请只填数字，单位写在单位列'
    """

    code: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    severity: Literal["error", "note"] = "error"

    def _text(self, language: Language, part: int) -> str:
        values = {"column": self.column or "", "value": self.value or "", **self.details}
        return FINDINGS[self.code][0 if language == "zh" else 1][part].format(**values)

    def problem(self, language: Language = "en") -> str:
        """What was found."""
        return self._text(language, 0)

    def remedy(self, language: Language = "en") -> str:
        """What to do about it."""
        return self._text(language, 1)

    def place(self, language: Language = "en") -> str:
        """File, sheet, row, column and value, as far as they are known."""
        value = (
            None if self.value is None else (self.value if len(self.value) <= 60 else self.value[:57] + "...")
        )
        if language == "zh":
            parts = [
                self.file,
                self.sheet and f"工作表“{self.sheet}”",
                self.row and f"第 {self.row} 行",
                self.column and f"“{self.column}”列",
                value is not None and f"值“{value}”",
            ]
            return "，".join(part for part in parts if part)
        parts = [
            self.file,
            self.sheet and f"sheet {self.sheet}",
            self.row and f"row {self.row}",
            self.column and f"column {self.column}",
            value is not None and f"value “{value}”",
        ]
        return ", ".join(part for part in parts if part)

    def sentence(self, language: Language = "en") -> str:
        """Place, problem and remedy in one sentence."""
        place = self.place(language)
        if language == "zh":
            return (
                f"{place}：{self.problem('zh')}。{self.remedy('zh')}"
                if place
                else f"{self.problem('zh')}。{self.remedy('zh')}"
            )
        text = f"{self.problem('en')}; {self.remedy('en')}"
        return f"{place}: {text}" if place else text


class BashuError(Exception):
    """The root of every error that Bashu raises on purpose."""


class InputError(BashuError, ValueError):
    """What came in is wrong; ``findings`` says what, where and what to do."""

    def __init__(self, findings: Finding | Sequence[Finding]) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language = "en", limit: int = 5) -> str:
        """The first findings, one a line, and how many more there are."""
        lines = [finding.sentence(language) for finding in self.findings[:limit]]
        more = len(self.findings) - limit
        if more > 0:
            lines.append(f"另有 {more} 处问题" if language == "zh" else f"and {more} more")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.sentence("en")


class UnreadableFile(InputError):
    """A file is not of the kind its name says, is too large, or has the wrong encoding."""


class TableError(InputError):
    """A table breaks the vocabulary: columns, types, units, keys or references."""


class UnknownName(InputError, KeyError):
    """An id or a name that the workspace does not hold."""


class PlanError(BashuError):
    """A market plan could not be made."""


class NotOptimal(PlanError):
    """A certificate of optimality does not hold for a plan."""


class BrokenSchedule(PlanError):
    """A schedule of meetings breaks one of its rules."""


class MissingExtra(BashuError, ImportError):
    """An optional package is needed; the message names the extra that brings it."""
