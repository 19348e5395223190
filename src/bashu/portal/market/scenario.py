"""A plan of the market under other circumstances: without a firm, each region alone, another preference."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass, replace
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
READING = Words("读取需求与产能", "reading needs and capacities")
SOLVING = Words("求解并验证最优性", "solving, and proving that nothing is cheaper")
COMPARING = Words("与各地单干相比，解释每个报价", "comparing with each region alone, explaining every offer")
WRITING = Words("写工作簿", "writing the workbook")


@dataclass(frozen=True)
class Scenario:
    """What is different from the market as it is."""

    without: str = ""
    apart: bool = False
    prefer: Prefer = "corridor"

    @classmethod
    def read(cls, question: Mapping[str, Any]) -> Scenario:
        """The scenario that was asked for."""
        return cls(**{name: question[name] for name in ("without", "apart", "prefer")})

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
    planned = MarketReport.of(workspace, market)
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
    market = offers(workspace, RankSettings(prefer=scenario.prefer))
    if scenario.without:
        if not (workspace.table_or_empty("organisations")["organisation"] == scenario.without).any():
            raise UnknownName(
                Finding(
                    "unknown_name", value=scenario.without, details={"what": "organisation", "nearest": ""}
                )
            )
        capabilities = market.capabilities.filter(pl.col("organisation") != scenario.without)
        market = replace(
            market,
            capabilities=capabilities,
            offers=market.offers.filter(pl.col("capability").is_in(capabilities["capability"].to_list())),
        )
    if scenario.apart:
        report = MarketReport.of(workspace, market)
        home = offers_at_home(market.offers, report.needs, report.capabilities)
        pair = ["need", "capability"]
        market = replace(market, offers=market.offers.join(home, on=pair, how="semi", maintain_order="left"))
    return market
