"""A plan of the market under other circumstances: without a firm, each region alone, other costs or rules."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match import RankSettings, offers
from bashu.match.market import offers_at_home
from bashu.portal.data.market import market_of
from bashu.portal.runs.kinds import Brought
from bashu.portal.shown import Words
from bashu.report.market import MarketReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.match import Offers
    from bashu.portal.runs.kinds import Report
    from bashu.workspace import Workspace

Prefer = Literal["corridor", "other", "same", "nobody"]
PREFERENCES: Mapping[str, Words] = {
    "corridor": Words("优先走廊内", "prefer the corridor"),
    "other": Words("优先对方地区", "prefer the other region"),
    "same": Words("优先本地区", "prefer the same region"),
    "nobody": Words("不设偏好", "no preference"),
}
#: most suppliers that a plan may ask each need to have
MOST_SUPPLIERS = 5
#: shares, in percent, that one firm may be held to; 100 sets no limit
SHARES = (100, 60, 50, 40, 30, 20)
READING = Words("读取需求与产能", "reading needs and capacities")
SOLVING = Words("求解并验证最优性", "solving, and proving that nothing is cheaper")
COMPARING = Words("与各地单干相比，解释每个报价", "comparing with each region alone, explaining every offer")
WRITING = Words("写工作簿", "writing the workbook")


@dataclass(frozen=True)
class Scenario:
    """What is different from the market as it is.

    Attributes
    ----------
    without
        The id of a firm that is left out.
    apart
        Each region plans for itself.
    prefer
        Who is preferred, as :class:`bashu.match.RankSettings` reads it.
    timetable
        Minutes of people in this timetable instead of lorries on the road; 0 leaves the road.
    suppliers
        Suppliers that a need has at least, where so many offer; 1 asks for no more than the need itself does.
    lots
        Minimum lots of suppliers hold.
    most_share
        The largest share, in percent, that one firm supplies of all that is wanted of a product.
    """

    without: str = ""
    apart: bool = False
    prefer: Prefer = "corridor"
    timetable: int = 0
    suppliers: int = 1
    lots: bool = True
    most_share: int = 100

    @classmethod
    def read(cls, question: Mapping[str, Any]) -> Scenario:
        """The scenario that was asked for; what an older question does not say is as it is."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in question.items() if name in known})

    @property
    def counts_otherwise(self) -> bool:
        """Whether a unit costs something else than in the plan as it is: then the totals cannot be compared."""
        return self.prefer != "corridor" or self.timetable > 0

    def question(self) -> dict[str, Any]:
        """The scenario as it is asked."""
        return asdict(self)


def answer(workspace: Workspace, question: Mapping[str, Any], report: Report) -> Brought:
    """Plan the market of a scenario.

    Raises
    ------
    UnknownName
        When the firm that is to be left out is not there.
    NotOptimal
        When the proof of a plan does not hold.
    """
    scenario = Scenario.read(question)
    report(0.05, READING)
    market = _market(workspace, scenario)
    report(0.4, SOLVING)
    planned = MarketReport.of(workspace, market, scenario.most_share if scenario.most_share < 100 else None)
    report(0.6, COMPARING)
    summary, parts = market_of(workspace, planned).to_parts()
    report(0.85, WRITING)
    with tempfile.TemporaryDirectory() as folder:
        for language in ("zh", "en"):
            path = Path(folder, f"plan-{language}.xlsx")
            planned.write(path, language)
            parts[path.name] = path.read_bytes()
    return Brought(summary, parts)


def _market(workspace: Workspace, scenario: Scenario) -> Offers:
    settings = RankSettings(prefer=scenario.prefer)
    if scenario.timetable:
        settings = replace(settings, carries="people", timetable=scenario.timetable)
    market = offers(workspace, settings)
    if scenario.without:
        market = _without(market, scenario.without, workspace)
    if not scenario.lots:
        market = replace(market, capabilities=market.capabilities.drop("minimum_lot", strict=False))
    if scenario.suppliers > 1:
        market = _shared_out(market, scenario.suppliers)
    if scenario.apart:
        report = MarketReport.of(workspace, market)
        home = offers_at_home(market.offers, report.needs, report.capabilities)
        pair = ["need", "capability"]
        market = replace(market, offers=market.offers.join(home, on=pair, how="semi", maintain_order="left"))
    return market


def _without(market: Offers, firm: str, workspace: Workspace) -> Offers:
    if not (workspace.table_or_empty("organisations")["organisation"] == firm).any():
        raise UnknownName(
            Finding("unknown_name", value=firm, details={"what": "organisation", "nearest": ""})
        )
    capabilities = market.capabilities.filter(pl.col("organisation") != firm)
    offered = market.offers.filter(pl.col("capability").is_in(capabilities["capability"].to_list()))
    return replace(market, capabilities=capabilities, offers=offered)


def _shared_out(market: Offers, suppliers: int) -> Offers:
    """Needs that at least so many firms offer to are served by so many; the others keep what they ask for."""
    owners = market.capabilities.select("capability", "organisation")
    offering = (
        market.offers.select("need", "capability")
        .join(owners, on="capability")
        .group_by("need")
        .agg(pl.col("organisation").n_unique().alias("offering"))
    )
    enough = pl.col("offering").fill_null(0) >= suppliers
    asked = pl.max_horizontal("min_suppliers", pl.when(enough).then(pl.lit(suppliers)))
    needs = (
        market.needs.join(offering, on="need", how="left", maintain_order="left")
        .with_columns(asked.cast(market.needs.schema["min_suppliers"]).alias("min_suppliers"))
        .drop("offering")
    )
    return replace(market, needs=needs)
