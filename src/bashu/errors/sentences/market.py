"""What is said about matching, planning and meetings: problem and remedy in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.errors.sentences import Sentences

MARKET: Sentences = {
    "not_a_need": (
        ("“{kind}”不是需求", "请给出需求编号，或一份写明产品的需求"),
        ("“{kind}” is no need", "give the id of a need, or a mapping that names its product"),
    ),
    "not_a_catalogue": (
        ("这个文件读不成产品目录：{reason}", "请给出由本软件写成的目录文件，或换一个还不存在的路径"),
        (
            "this file cannot be used as a catalogue of products: {reason}",
            "give a file that this software wrote, or a path where nothing is yet",
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
    "not_with_limited_stock": (
        ("库存有上限时不能用“{column}”", "请去掉这一列，或去掉 most_stock"),
        ("“{column}” cannot be kept where stock is limited", "leave this column out, or most_stock"),
    ),
    "too_large_number": (
        ("数值过大，无法精确计算", "请换用更大的计量单位"),
        ("the number is too large for exact whole-number arithmetic", "use a larger unit"),
    ),
}
