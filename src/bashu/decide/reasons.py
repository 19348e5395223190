"""What is proposed for a gap, by a written rule, and the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bashu.tables import STAGES

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.decide.gaps import Gap, GapSettings
    from bashu.errors import Language

Action = Literal["wait", "qualify", "joint_challenge", "attract", "buy_outside"]

#: action -> what it is called in Chinese and English
ACTIONS: dict[str, tuple[str, str]] = {
    "wait": ("先看在建项目", "wait for the project under way"),
    "qualify": ("先请相近企业评估能否生产并认证", "ask the nearest makers to qualify for it"),
    "joint_challenge": ("联合攻关", "joint technology challenge"),
    "attract": ("招引", "attract a maker"),
    "buy_outside": ("区外采购", "buy outside"),
}


def propose(gap: Gap, settings: GapSettings, reach: float, graph: ProductGraph) -> Action:
    """The first rule that fits, in this order.

    1. a project is under way: wait for it;
    2. it is missing, nobody published the want, and nothing made here needs it by all means, or little
       depends on it (less than ``small``) and it is easily bought at home (at most ``easy`` of such inputs
       are imported): buy outside;
    3. a product made here is at least ``near``: qualify one of its makers;
    4. it is missing, and research, or a ``broad`` share of the output depends on it and at least ``hard`` of
       such inputs are imported (not asked without a table): a joint challenge;
    5. else: attract a maker.

    ``reach`` is the share of the output of everything that depends on it.
    """
    missing = gap.status != "single_source"
    research = graph.products["stage"][gap.number] == STAGES[0]
    if gap.under_way:
        return "wait"
    abroad = gap.outside.abroad if gap.outside else None
    easy = abroad is not None and abroad <= settings.easy and reach < settings.small
    if missing and not gap.needs and (easy or not gap.essential_for):
        return "buy_outside"
    if gap.nearness >= settings.near:
        return "qualify"
    hard = abroad is None or abroad >= settings.hard
    if missing and (research or (reach >= settings.broad and hard)):
        return "joint_challenge"
    return "attract"


def reason(gap: Gap, graph: ProductGraph, action: Action, basis: str, language: Language) -> str:
    """Why a gap stands where it stands, with its numbers; an estimate says so."""
    parts = _stakes_zh(gap, graph) if language == "zh" else _stakes_en(gap, graph)
    parts += _estimates(gap, basis, language)
    if language == "zh":
        return "；".join([*parts, f"建议：{ACTIONS[action][0]}"]) + "。"
    return "; ".join([*parts, f"proposal: {ACTIONS[action][1]}"]) + "."


def _estimates(gap: Gap, basis: str, language: Language) -> list[str]:
    """What the input-output table adds: output at stake, and where such inputs come from, with the range."""
    zh = language == "zh"
    if basis != "table":
        return [
            "没有投入产出表，只按产品图与生产者数计" if zh else "no input-output table: by the graph alone"
        ]
    if not gap.dependents:
        return []
    yuan = f"{gap.at_stake:,.0f}"
    parts = [
        f"牵动产值估算约 {yuan} 亿元" if zh else f"output at stake estimated at {yuan} hundred million yuan"
    ]
    if gap.outside is not None:
        share, low, high = (
            f"{value:.0%}" for value in (gap.outside.share, gap.outside.low, gap.outside.high)
        )
        abroad = f"{gap.outside.abroad:.0%}"
        parts.append(
            f"同类投入估算 {share} 来自区外（δ 不同时 {low}—{high}），其中进口 {abroad}"
            if zh
            else f"an estimated {share} of such inputs come from outside ({low} to {high} over delta), {abroad} from abroad"
        )
    return parts


def _foremost(gap: Gap, graph: ProductGraph, language: Language) -> list[str]:
    """Dependents by name: those that cannot do without it, the most makers first."""
    chosen = gap.essential_for or frozenset(gap.dependents)
    ranked = sorted(
        chosen, key=lambda product: (gap.dependents[product], -gap.makers[product], graph.ids[product])
    )
    return [graph.name(graph.ids[product], language) for product in ranked[:4]]


def _stakes_zh(gap: Gap, graph: ProductGraph) -> list[str]:
    head = {
        "missing": "区内未见生产者", "single_source": "只有 1 家生产者", "outside_only": "只有区外的生产者"
    }  # fmt: skip
    parts = [f"{graph.name(graph.ids[gap.number])}：{head[gap.status]}"]
    if gap.dependents:
        names = "、".join(_foremost(gap, graph, "zh"))
        parts.append(
            f"本地在产的 {len(gap.dependents)} 种产品（{gap.firms} 家次）用到它，"
            f"其中 {len(gap.essential_for)} 种离不开它（如{names}）"
        )
    else:
        parts.append("本地没有在产的产品用到它")
    if gap.needs:
        parts.append(f"已公布需求 {gap.needs} 条")
    if gap.under_way:
        parts.append(f"已有 {gap.under_way} 个已宣布、签约或在建的项目，不计为已有")
    if gap.near:
        number = gap.near[0].product
        near = graph.name(graph.ids[number])
        parts.append(f"最接近的在产产品是{near}（{gap.makers[number]} 家，接近度 {gap.nearness:.2f}）")
    return parts


def _stakes_en(gap: Gap, graph: ProductGraph) -> list[str]:
    head = {
        "missing": "no maker is known in the corridor", "single_source": "one maker only",
        "outside_only": "makers only outside the corridor",
    }  # fmt: skip
    parts = [f"{graph.name(graph.ids[gap.number], 'en')}: {head[gap.status]}"]
    if gap.dependents:
        names = ", ".join(_foremost(gap, graph, "en"))
        parts.append(
            f"{len(gap.dependents)} products made here ({gap.firms} makers in all) use it, "
            f"{len(gap.essential_for)} cannot be made without it (such as {names})"
        )
    else:
        parts.append("nothing made here uses it")
    if gap.needs:
        parts.append(f"published needs: {gap.needs}")
    if gap.under_way:
        parts.append(f"projects under way, not counted as makers: {gap.under_way}")
    if gap.near:
        number = gap.near[0].product
        near = graph.name(graph.ids[number], "en")
        parts.append(
            f"the nearest product made here is {near} ({gap.makers[number]} makers, nearness {gap.nearness:.2f})"
        )
    return parts
