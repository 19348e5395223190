"""`bashu plan` on tables of one's own, and what a firm or the other region is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bashu.cli.language import say

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from bashu.match import Plan
    from bashu.workspace import Workspace


def plan_of_tables(folder: Path) -> Plan:
    """Plan the tables of a folder: needs, capabilities, offers, and firms where it lies there, and prove the plan.

    Raises
    ------
    BashuError
        When a table is not there, or cannot be read.
    """
    from bashu.match import plan

    needs, capabilities, offers = (_table(folder, name) for name in ("needs", "capabilities", "offers"))
    firms = _table(folder, "firms") if any(folder.glob("firms.*")) else None
    made = plan(needs, capabilities, offers, firms)
    made.certify()
    return made


def _table(folder: Path, name: str) -> pl.DataFrame:
    import polars as pl

    from bashu.errors import BashuError

    for ending, read in ((".csv", pl.read_csv), (".parquet", pl.read_parquet)):
        path = folder / f"{name}{ending}"
        if path.is_file():
            try:
                return read(path)
            except pl.exceptions.PolarsError as error:
                raise BashuError(
                    say(f"{path} 读不出来：{error}", f"{path} cannot be read: {error}")
                ) from error
    raise BashuError(
        say(
            f"{folder} 中没有 {name}.csv 或 {name}.parquet", f"{folder} holds no {name}.csv or {name}.parquet"
        )
    )


def sentences(made: Plan) -> list[str]:
    """A plan of tables in a few sentences: its cost, what is proved, what keeping the rules took."""
    needs, short = len(made.market.needs), made.unmet.height
    lines = [
        say(
            f"{needs} 条需求中 {needs - short} 条全部满足；总成本 {made.total_cost:,}",
            f"{needs - short} of {needs} needs are met in full; total cost {made.total_cost:,}",
        )
    ]
    if made.gap == 0:
        lines.append(say("已证明没有更省的方案", "proved: no plan is cheaper"))
    else:
        lines.append(
            say(
                f"已证明任何方案不低于 {made.bound:,}，本方案至多高出 {made.gap:.2%}",
                f"proved: no plan costs less than {made.bound:,}; this one is within {made.gap:.2%} of it",
            )
        )
    return lines


def document(made: Plan) -> dict[str, Any]:
    """A plan of tables as plain values, for JSON."""
    return {
        "total_cost": made.total_cost,
        "bound": made.bound,
        "gap": made.gap,
        "assignments": made.assignments.to_dicts(),
        "unmet": made.unmet.to_dicts(),
        "prices": made.prices.to_dicts(),
    }


def beside(workspace: Workspace, without: str | None) -> tuple[pl.DataFrame, bool]:
    """The plan of a workspace, that of each region alone, and that without a firm: costs and needs worse off.

    Also whether example firms are in it.

    Raises
    ------
    UnknownName
        When the firm has no capability in the plan.
    """
    from bashu.match.market import each_region_alone, scenarios, without_firm
    from bashu.report.market import MarketReport

    report = MarketReport.of(workspace)
    offers = report.market.offers.select("need", "capability", "cost")
    cases = {"each region alone": each_region_alone(offers, report.needs, report.capabilities)}
    if without:
        cases[f"without {without}"] = without_firm(report.capabilities, without)
    return scenarios(report.plan, cases).summary, report.market.basis.illustrative


def between_timetables(workspace: Workspace, before: int, after: int) -> tuple[pl.DataFrame, bool]:
    """The plans by the minutes of people in two timetables; also whether example firms are in them.

    Raises
    ------
    UnknownName
        When the workspace has no timetable of a year.
    """
    from bashu.match import by_timetables

    beside = by_timetables(workspace, before, after)
    basis = beside.plans[str(before)].basis
    return beside.summary, basis is not None and basis.illustrative
