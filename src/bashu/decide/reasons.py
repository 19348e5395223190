"""What is proposed for a gap, by a written rule, and the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.decide.gaps import Gap, GapSettings
    from bashu.errors import Language

Action = Literal["wait", "qualify", "joint_challenge", "attract", "buy_outside"]

#: action -> what it is called in Chinese and English
ACTIONS: dict[str, tuple[str, str]] = {
    "wait": ("先看在建项目", "wait for the project under way"),
    "qualify": ("培育认证现有企业", "qualify an existing maker"),
    "joint_challenge": ("联合攻关", "joint technology challenge"),
    "attract": ("招引", "attract a maker"),
    "buy_outside": ("区外采购", "buy outside"),
}


def propose(gap: Gap, settings: GapSettings, reach: float, graph: ProductGraph) -> Action:
    """The first rule that fits, in this order.

    1. a project is under way: wait for it;
    2. it is missing and no end product needs it by all means: buy outside;
    3. what is made near by shares at least ``near`` of its links: qualify one of those makers;
    4. it is missing, and research or broad (a ``broad`` share of the end products depends on it) with
       nothing near: a joint challenge;
    5. else: attract a maker.
    """
    missing = gap.status != "single_source"
    research = graph.products["stage"][gap.number] == "研发"
    if gap.under_way:
        return "wait"
    if missing and not gap.essential_for:
        return "buy_outside"
    if gap.nearness >= settings.near:
        return "qualify"
    if missing and (research or reach >= settings.broad):
        return "joint_challenge"
    return "attract"


def reason(gap: Gap, graph: ProductGraph, action: Action, language: Language) -> str:
    """Why a gap stands where it stands, with its numbers."""
    product = graph.ids[gap.number]
    counted = gap.dependents_made or gap.dependents
    ends = [graph.name(graph.ids[end], language) for end in (gap.essential_for or counted)[:4]]
    near = graph.ids[gap.near] if gap.near >= 0 else None
    makers = int(graph.makers_of.standing("reported", None).here[gap.near]) if near else 0
    name = graph.name(product, language)
    if language == "zh":
        parts = [
            f"{name}：" + ("川渝未见生产者" if gap.status == "missing" else _status_zh(gap.status)),
            f"{len(counted)} 种{'本地生产的' if gap.dependents_made else ''}整机用到它，"
            f"{len(gap.essential_for)} 种离不开它（{'、'.join(ends)}{'等' if len(counted) > len(ends) else ''}）",
        ]
        if gap.needs:
            parts.append(f"已公布需求 {gap.needs} 条")
        if gap.under_way:
            parts.append(f"已有 {gap.under_way} 个签约或在建项目，不计为已有")
        if near:
            parts.append(f"最接近的现有产品是{graph.name(near)}（{makers} 家，接近度 {gap.nearness:.2f}）")
        return "；".join([*parts, f"建议：{ACTIONS[action][0]}"]) + "。"
    parts = [
        f"{name}: "
        + ("no maker is known in the corridor" if gap.status == "missing" else _status_en(gap.status)),
        f"{len(counted)} end products{' made here' if gap.dependents_made else ''} use it, "
        f"{len(gap.essential_for)} cannot be made without it ({', '.join(ends)}{' …' if len(counted) > len(ends) else ''})",
    ]
    if gap.needs:
        parts.append(f"{gap.needs} published needs")
    if gap.under_way:
        parts.append(f"{gap.under_way} projects under way, not counted as makers")
    if near:
        parts.append(
            f"the nearest product made here is {graph.name(near, 'en')} ({makers} makers, nearness {gap.nearness:.2f})"
        )
    return "; ".join([*parts, f"proposal: {ACTIONS[action][1]}"]) + "."


def _status_zh(status: str) -> str:
    return {"single_source": "只有 1 家生产者", "outside_only": "只有川渝以外的生产者"}[status]


def _status_en(status: str) -> str:
    return {"single_source": "one maker only", "outside_only": "makers only outside the corridor"}[status]
