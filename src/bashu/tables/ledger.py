"""Agreements and the parties that signed them."""

from bashu.tables.actors import KINDS
from bashu.tables.column import Column, Table

#: the five lines of work of the report, a general line beside them
LINES = ("supply", "research", "cluster", "platform", "talent", "general")
AGREEMENT_LEVELS = ("government", "association", "enterprise", "park", "research", "mixed")

AGREEMENTS = Table(
    "agreements",
    "协议",
    "What was agreed, at which level, about what, and how far it has come.",
    (
        Column("agreement", "协议编号", required=True),
        Column("title", "名称"),
        Column("level", "层级", required=True, choices=AGREEMENT_LEVELS),
        Column("line", "主线", choices=LINES),
        Column("lines", "工作线", "list"),
        Column("areas", "合作领域", "list"),
        Column("subject", "事项"),
        Column("signed_on", "签约日期", "date"),
        Column("place", "签约地", references="places"),
        Column("kind", "种类", choices=("framework", "contract")),
        Column("status", "状态", required=True, choices=("signed", "intention", "planned", "past")),
        Column("count", "份数", "whole", minimum=1),
        Column("parties_at_least", "另有未具名方", "flag"),
        Column("amount", "金额", "number", minimum=0),
        Column("unit", "单位"),
        Column("replaces", "替代协议", references="agreements"),
        Column("source", "来源", required=True),
    ),
    key=("agreement",),
)

PARTIES = Table(
    "parties",
    "签约方",
    "Who signed an agreement, by the name in the source and, where known, by organisation.",
    (
        Column("agreement", "协议编号", required=True, references="agreements"),
        Column("name", "名称", required=True),
        Column("kind", "类别", choices=KINDS),
        Column("organisation", "组织编号", references="organisations"),
        Column("region", "地区", references="places"),
        Column("role", "角色"),
    ),
    key=("agreement", "name"),
)
