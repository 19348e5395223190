"""What is proposed for a gap, by a written rule, and the sentence that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bashu.tables import STAGES

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.decide.gap import Gap
    from bashu.decide.gaps import GapSettings
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


#: what is said of a gap, in Chinese and English
_STAKES = {
    "head": ("{name}：{status}", "{name}: {status}"),
    "missing": ("区内未见生产者", "no maker is known in the corridor"),
    "single_source": ("只有 1 家生产者", "one maker only"),
    "outside_only": ("只有区外的生产者", "makers only outside the corridor"),
    "dependents": (
        "本地在产的 {products} 种产品（{firms} 家次）用到它，其中 {vital} 种离不开它（如{names}）",
        "{products} products made here ({firms} makers in all) use it, "
        "{vital} cannot be made without it (such as {names})",
    ),
    "unused": ("本地没有在产的产品用到它", "nothing made here uses it"),
    "needs": ("已公布需求 {count} 条", "published needs: {count}"),
    "under_way": (
        "已有 {count} 个已宣布、签约或在建的项目，不计为已有",
        "projects under way, not counted as makers: {count}",
    ),
    "near": (
        "最接近的在产产品是{name}（{firms} 家，接近度 {nearness:.2f}）",
        "the nearest product made here is {name} ({firms} makers, nearness {nearness:.2f})",
    ),
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
    parts = _stakes(gap, graph, language)
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


def _stakes(gap: Gap, graph: ProductGraph, language: Language) -> list[str]:
    """Who makes it, what depends on it, who asked for it, what is under way, and what is made nearest to it."""

    def said(what: str, **numbers: object) -> str:
        return _STAKES[what][0 if language == "zh" else 1].format(**numbers)

    parts = [said("head", name=graph.name(graph.ids[gap.number], language), status=said(gap.status))]
    if gap.dependents:
        names = ("、" if language == "zh" else ", ").join(_foremost(gap, graph, language))
        vital = len(gap.essential_for)
        parts.append(
            said("dependents", products=len(gap.dependents), firms=gap.firms, vital=vital, names=names)
        )
    else:
        parts.append(said("unused"))
    if gap.needs:
        parts.append(said("needs", count=gap.needs))
    if gap.under_way:
        parts.append(said("under_way", count=gap.under_way))
    if gap.near:
        number = gap.near[0].product
        near = graph.name(graph.ids[number], language)
        parts.append(said("near", name=near, firms=gap.makers[number], nearness=gap.nearness))
    return parts
