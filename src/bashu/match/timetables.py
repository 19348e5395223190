"""The market as people could reach each other by two timetables: what a faster railway is worth to a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bashu.match.market import Scenario, Scenarios, plan, scenarios
from bashu.match.offers import offers
from bashu.match.ranking import RankSettings

if TYPE_CHECKING:
    from bashu.workspace import Workspace


def by_timetables(
    workspace: Workspace, before: int, after: int, settings: RankSettings | None = None
) -> Scenarios:
    """Plan the market twice with the minutes of people instead of lorries, and set the plans side by side.

    Goods go by road, which has no year. Where agreeing, auditing and repairing decide who supplies whom, the
    way of people counts; then two timetables give two markets, and the difference of their plans is what the
    faster one is worth, in unit-minutes.

    Parameters
    ----------
    workspace
        What :class:`bashu.match.Ranker` reads.
    before, after
        Timetable years. The plan is that of ``after``; the scenario is named by ``before``.
    settings
        As for :func:`bashu.match.offers`; what travels and when is set here.

    Raises
    ------
    UnknownName
        When the workspace has no timetable of a year.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> summary = by_timetables(Workspace.open(), 2014, 2021).summary
    >>> summary["scenario"].to_list(), summary["dearer_than_plan"][1] >= 0
    (['plan', '2014'], True)
    """
    chosen = settings or RankSettings()
    earlier, later = (
        offers(workspace, replace(chosen, carries="people", timetable=year)) for year in (before, after)
    )
    known = earlier.offers.join(later.needs, on="need", how="semi").join(
        later.capabilities, on="capability", how="semi"
    )
    made = plan(*later).with_basis(later.basis)
    made.certify()
    beside = scenarios(made, {str(before): Scenario(offers=known.select("need", "capability", "cost"))})
    basis = later.basis.joined(earlier.basis)
    return replace(beside, plans={name: other.with_basis(basis) for name, other in beside.plans.items()})
