"""What is said about the cells and columns of tables: problem and remedy in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.errors.sentences import Sentences

TABLES: Sentences = {
    "missing_column": (
        ("缺少列“{column}”", "请加上这一列，或用以下表头之一：{accepted}"),
        ("the column “{column}” is missing", "add it, or use one of these headers: {accepted}"),
    ),
    "absent_column": (
        ("缺少列“{column}”", "请加上这一列；表中现有的列：{found}"),
        ("the column “{column}” is missing", "add it; the columns that are there: {found}"),
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
    "above_most": (
        ("这里最多为 {most}", "请填不超过此数的数"),
        ("at most {most} are possible here", "write no larger number"),
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
}
