"""The traffic light of an intention to build: a written rule over numbers that anybody can recount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bashu.errors import Language

Light = Literal["red", "amber", "green"]
LIGHTS: dict[Light, tuple[str, str]] = {
    "red": ("红灯", "red"), "amber": ("黄灯", "amber"), "green": ("绿灯", "green"),
}  # fmt: skip


@dataclass(frozen=True)
class WeighSettings:
    """The thresholds of the light.

    ``minutes`` is how far goods may travel by road. ``crowded`` is from how many makers and builders on a
    product counts as crowded. ``times_demand`` is how many times the customers and published needs these
    must outnumber for a red light. ``rush`` is how many projects at once make a rush. ``inputs_share`` is
    the share of essential inputs that should have a maker within reach.
    """

    minutes: float = 120.0
    crowded: int = 5
    times_demand: float = 2.0
    rush: int = 3
    inputs_share: float = 0.5


@dataclass(frozen=True)
class Numbers:
    """What the light is decided on.

    ``makers`` are organisations that make the product in the corridor, ``projects`` those announced, signed
    or being built, ``supply`` the organisations of both without double counting, ``needs`` the published
    wants, ``customers`` the organisations in the corridor that make what it goes into, ``customers_near``
    those within reach, ``inputs`` the essential inputs and ``inputs_near`` those with a maker within reach.
    ``uses`` is how many products it goes into; 0 means an end product, whose customers no graph shows.
    """

    makers: int
    projects: int
    supply: int
    needs: int
    customers: int
    customers_near: int
    inputs: int
    inputs_near: int
    uses: int

    @property
    def demand(self) -> int:
        """Customers and published needs in the corridor together."""
        return self.customers + self.needs


@dataclass(frozen=True)
class Condition:
    """One condition of the rule: the light it asks for, whether it holds, and its words."""

    code: str
    light: Light
    holds: bool
    text_zh: str
    text_en: str

    def text(self, language: Language = "zh") -> str:
        """The condition with its thresholds and numbers."""
        return self.text_zh if language == "zh" else self.text_en


def conditions(numbers: Numbers, settings: WeighSettings) -> tuple[Condition, ...]:
    """Every condition of the rule with its numbers, red ones first.

    Examples
    --------
    >>> numbers = Numbers(makers=6, projects=1, supply=7, needs=0, customers=6, customers_near=2,
    ...                   inputs=4, inputs_near=0, uses=4)
    >>> decide(conditions(numbers, WeighSettings()))
    'amber'
    """
    n, s = numbers, settings
    used = n.uses > 0
    unlinked = n.uses == 0 and n.inputs == 0
    few_inputs = n.inputs > 0 and n.inputs_near < s.inputs_share * n.inputs
    return (
        Condition(
            "rush", "red", n.projects >= s.rush and n.supply >= s.crowded,
            f"同时宣布、签约或在建的项目不少于 {s.rush} 个，且已有与在建合计不少于 {s.crowded} 家（现为 {n.projects} 个、{n.supply} 家）",
            f"at least {s.rush} projects at once and at least {s.crowded} makers and builders together (now {n.projects} and {n.supply})",
        ),
        Condition(
            "oversupply", "red", used and n.supply >= s.crowded and n.supply >= s.times_demand * n.demand,
            f"已有与在建合计不少于 {s.crowded} 家，且达到区内下游企业与公布需求之和的 {s.times_demand:g} 倍（现为 {n.supply} 对 {n.demand}）",
            f"at least {s.crowded} makers and builders, and {s.times_demand:g} times the customers and published needs in the corridor (now {n.supply} against {n.demand})",
        ),
        Condition(
            "no_demand", "amber", used and n.demand == 0,
            f"区内既无下游企业也无公布需求（现为 {n.customers} 家、{n.needs} 条）",
            f"neither a customer nor a published need in the corridor (now {n.customers} and {n.needs})",
        ),
        Condition(
            "crowded", "amber", n.supply >= s.crowded,
            f"已有与在建合计不少于 {s.crowded} 家（现为 {n.supply} 家）",
            f"at least {s.crowded} makers and builders together (now {n.supply})",
        ),
        Condition(
            "under_way", "amber", n.projects > 0,
            f"已有同类项目宣布、签约或在建（现为 {n.projects} 个）",
            f"a project for the same product is under way (now {n.projects})",
        ),
        Condition(
            "far_customers", "amber", used and n.customers_near == 0 and n.demand > 0,
            f"{s.minutes:g} 分钟公路内没有下游企业（现为 {n.customers_near} 家）",
            f"no customer within {s.minutes:g} minutes by road (now {n.customers_near})",
        ),
        Condition(
            "far_inputs", "amber", few_inputs,
            f"必需投入在 {s.minutes:g} 分钟公路内有生产者的不足 {s.inputs_share:.0%}（现为 {n.inputs} 种中 {n.inputs_near} 种）",
            f"less than {s.inputs_share:.0%} of the essential inputs have a maker within {s.minutes:g} minutes by road (now {n.inputs_near} of {n.inputs})",
        ),
        Condition(
            "unlinked", "amber", unlinked,
            "产品图中没有它的必需投入与用途，投入与下游无从判断",
            "the graph holds neither an essential input nor a use of it, so inputs and customers cannot be judged",
        ),
    )  # fmt: skip


def decide(found: tuple[Condition, ...]) -> Light:
    """Red if a red condition holds, else amber if an amber one does, else green."""
    lights = {condition.light for condition in found if condition.holds}
    return "red" if "red" in lights else "amber" if "amber" in lights else "green"
