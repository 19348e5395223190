"""Plans under other circumstances, side by side with the plan as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.portal.data.market import Market
from bashu.portal.market.plan import BANNER, LABELS, PlanPage, plan_page_of
from bashu.portal.market.scenario import MOST_SUPPLIERS, PREFERENCES, SHARES, Scenario
from bashu.portal.naming import foundation, names
from bashu.portal.runs.models import DONE, Run
from bashu.portal.runs.pages import Progress, progress
from bashu.portal.shown import NONE, Choice, Foundation, Thing, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

KIND = "plan"
#: runs that the list shows, and needs that a comparison names
LISTED, NAMED = 30, 100
#: what travels when no timetable is chosen
ROAD = Choice("0", Words("货走公路", "goods by road"), chosen=True)
#: numbers by which plans are compared; more of the first and less of the others is better
COMPARED = ("served", "unmet", "assignments", "crossing", "suppliers", "total_cost")


@dataclass(frozen=True)
class ScenarioRow:
    """A plan that was asked for, with its numbers once it is there."""

    path: str
    name: Words
    progress: Progress
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class ScenariosPage:
    """The question, and the plans that were asked for on this version of the data."""

    preferences: tuple[Choice, ...]
    firms: tuple[Choice, ...]
    timetables: tuple[Choice, ...]
    suppliers: tuple[Choice, ...]
    shares: tuple[Choice, ...]
    labels: tuple[Words, ...]
    now: tuple[int | None, ...]
    rows: tuple[ScenarioRow, ...]
    message: Words
    banner: Words
    foundation: Foundation


@dataclass(frozen=True)
class Difference:
    """One number of the plan as it is and of the scenario."""

    label: Words
    now: int
    then: int

    @property
    def change(self) -> int:
        """How much more it is in the scenario."""
        return self.then - self.now


@dataclass(frozen=True)
class ChangedNeed:
    """A need that gets less or more than in the plan as it is."""

    need: str
    buyer: Thing | None
    product: Thing | None
    now: int
    then: int
    unit: str


@dataclass(frozen=True)
class ScenarioPage:
    """One plan: how far it is, and once it is there, what it says beside the plan as it is."""

    name: Words
    progress: Progress
    differences: tuple[Difference, ...]
    finding: Words
    changed: tuple[ChangedNeed, ...]
    plan: PlanPage | None
    foundation: Foundation


def name_of(scenario: Scenario, engines: Engines) -> Words:
    """What a scenario is called."""
    parts = []
    if scenario.without:
        firm = names(engines).organisation(scenario.without).name
        parts.append(Words(f"没有{firm.zh}", f"without {firm.en}"))
    if scenario.apart:
        parts.append(Words("两地各做各的", "each region alone"))
    if scenario.timetable:
        year = scenario.timetable
        parts.append(Words(f"按 {year} 年时刻的乘车时间", f"by the minutes of people, timetable {year}"))
    if scenario.suppliers > 1:
        parts.append(
            Words(f"每条需求至少 {scenario.suppliers} 家", f"at least {scenario.suppliers} suppliers a need")
        )
    if scenario.most_share < 100:
        parts.append(
            Words(
                f"一家企业至多供每种产品的 {scenario.most_share} %",
                f"no firm above {scenario.most_share} % of a product",
            )
        )
    if not scenario.lots:
        parts.append(Words("不计最小批量", "without minimum lots"))
    if scenario.prefer != "corridor" or not parts:
        parts.append(PREFERENCES[scenario.prefer])
    return Words("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def scenarios_page(engines: Engines, message: Words = NONE, token: str = "") -> ScenariosPage:
    """The form, and the plans that were asked for on this version of the data."""
    now = engines.market()
    runs = Run.objects.filter(kind=KIND, version=engines.version)[:LISTED]
    return ScenariosPage(
        preferences=tuple(Choice(key, label, chosen=key == "corridor") for key, label in PREFERENCES.items()),
        firms=_firms(engines),
        timetables=(ROAD, *(_timetable(year) for year in engines.travel.years)),
        suppliers=tuple(_suppliers(count) for count in range(1, MOST_SUPPLIERS + 1)),
        shares=tuple(_share(percent) for percent in SHARES),
        labels=tuple(LABELS[name] for name in COMPARED),
        now=() if now is None else tuple(now.numbers[name] for name in COMPARED),
        rows=tuple(
            ScenarioRow(
                f"/plan/scenarios/{run.key}/",
                name_of(Scenario.read(run.question), engines),
                progress(run, token),
                tuple(run.summary.get(name) if run.state == DONE else None for name in COMPARED),
            )
            for run in runs
        ),
        message=message,
        banner=BANNER if now is not None and now.basis.illustrative else NONE,
        foundation=foundation(engines, method="plan", illustrative=True),
    )


def _timetable(year: int) -> Choice:
    return Choice(
        str(year), Words(f"人乘车，{year} 年时刻", f"people by train, timetable {year}"), chosen=False
    )


def _suppliers(count: int) -> Choice:
    label = (
        Words("按各需求自己的要求", "as each need asks")
        if count == 1
        else Words(f"至少 {count} 家", f"at least {count}")
    )
    return Choice(str(count), label, chosen=count == 1)


def _share(percent: int) -> Choice:
    label = (
        Words("不设上限", "no limit")
        if percent == 100
        else Words(f"至多 {percent} %", f"at most {percent} %")
    )
    return Choice(str(percent), label, chosen=percent == 100)


def _firms(engines: Engines) -> tuple[Choice, ...]:
    """Firms whose capacity takes part in the plan."""
    market = engines.market()
    suppliers = [] if market is None else market.why["supplier"].unique().drop_nulls().sort().to_list()
    return tuple(Choice(each, names(engines).organisation(each).name) for each in suppliers)


def firm_named(engines: Engines, text: str) -> str | None:
    """The id of a firm of the market by its id or name; nothing when there is none."""
    wanted = text.strip()
    return next(
        (firm.value for firm in _firms(engines) if wanted in {firm.value, firm.label.zh, firm.label.en}), None
    )


def scenario_page(engines: Engines, run: Run, token: str = "", page: int = 1, size: int = 50) -> ScenarioPage:
    """How far a plan is and, once it is there, what it says."""
    scenario = Scenario.read(run.question)
    name = name_of(scenario, engines)
    then = market_of_run(run) if run.state == DONE else None
    now = engines.market()
    both = None if then is None or now is None else (now, then)
    return ScenarioPage(
        name=name,
        progress=progress(run, token),
        differences=() if both is None else _differences(scenario, *(each.numbers for each in both)),
        finding=NONE if both is None else _finding(scenario, name, *(each.numbers for each in both)),
        changed=() if both is None else _changed(*both, engines),
        plan=None if then is None else plan_page_of(engines, then, page, size),
        foundation=foundation(engines, method="plan", illustrative=then is None or then.basis.illustrative),
    )


def market_of_run(run: Run) -> Market:
    """The plan that a run brought."""
    parts = {part.name: bytes(part.content) for part in run.parts.exclude(name__endswith=".xlsx")}
    return Market.from_parts(run.summary, parts)


def _differences(
    scenario: Scenario, now: Mapping[str, int], then: Mapping[str, int]
) -> tuple[Difference, ...]:
    """The numbers of both plans; not their costs where a unit costs something else."""
    shown = [name for name in COMPARED if not (name == "total_cost" and scenario.counts_otherwise)]
    return tuple(Difference(LABELS[name], now[name], then[name]) for name in shown)


def _finding(scenario: Scenario, name: Words, now: Mapping[str, int], then: Mapping[str, int]) -> Words:
    cost, served = then["total_cost"] - now["total_cost"], then["served"] - now["served"]
    met = Words("多" if served > 0 else "少", "more" if served > 0 else "fewer")
    found = Words(
        f"{name.zh}：" + (f"{met.zh}满足 {abs(served)} 条需求" if served else "全部满足的需求一样多"),
        f"{name.en}: "
        + (f"{abs(served)} {met.en} needs met in full" if served else "as many needs met in full"),
    )
    if scenario.counts_otherwise:
        return Words(f"{found.zh}。", f"{found.en}.")
    dearer = Words("多" if cost >= 0 else "少", "more" if cost >= 0 else "less")
    return Words(
        f"{found.zh}，总成本{dearer.zh} {abs(cost):,}（单位·分钟）。",
        f"{found.en}, total cost {abs(cost):,} unit-minutes {dearer.en}.",
    )


def _changed(now: Market, then: Market, engines: Engines) -> tuple[ChangedNeed, ...]:
    """Needs whose shortfall differs, the largest change first."""

    def short(market: Market, name: str) -> pl.DataFrame:
        return market.unmet.select("need", "buyer", "product", "unit", pl.col("quantity").alias(name))

    both = short(now, "now").join(short(then, "then"), on="need", how="full", coalesce=True, suffix="_then")
    rows = (
        both.with_columns(
            pl.col("now", "then").fill_null(0),
            *(pl.coalesce(name, f"{name}_then").alias(name) for name in ("buyer", "product", "unit")),
        )
        .filter(pl.col("now") != pl.col("then"))
        .sort((pl.col("then") - pl.col("now")).abs(), "need", descending=[True, False])
    )
    return tuple(_changed_need(row, engines) for row in rows.head(NAMED).iter_rows(named=True))


def _changed_need(row: Mapping[str, Any], engines: Engines) -> ChangedNeed:
    named = names(engines)
    return ChangedNeed(
        row["need"],
        named.maybe_organisation(row["buyer"]),
        named.maybe_product(row["product"]),
        row["now"],
        row["then"],
        row["unit"] or "",
    )
