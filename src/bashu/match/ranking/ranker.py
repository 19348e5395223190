"""The ranker: who could supply a need, best first, with one visible reason per factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.match.ranking.dates import last_day
from bashu.match.ranking.deliveries import Deliveries
from bashu.match.ranking.explanation import WhyNot, explain
from bashu.match.ranking.fit import KINDS, ProductFit
from bashu.match.ranking.judgement import Circumstances, Judgement, judge
from bashu.match.ranking.need import Need, NeedBook
from bashu.match.ranking.reverse import needs_for
from bashu.match.ranking.settings import REASONS, RankSettings
from bashu.match.ranking.supply import Supply
from bashu.travel import Travel
from bashu.workspace import as_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from bashu.workspace import Workspace


class Ranker:
    """Ranks suppliers for needs; prepared once from a workspace, asked in milliseconds.

    Hard limits come first: the buyer itself, blocked parties, missing certificates, too many minutes,
    too late, a unit of another kind, no capacity or too little, a minimum lot above the need. What remains is ordered
    by a score that is the sum of visible reasons. What nobody stated breaks no limit and counts with
    ``settings.unknown``.

    Parameters
    ----------
    workspace
        Its tables capabilities, needs, organisations, sites, products, substitutes, supplies, places and travel,
        as far as they are there.
    settings
        Weights and values of the reasons.
    blocked
        Pairs of organisations that must never be brought together, in either direction.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> ranker = Ranker(Workspace.open())
    >>> ranked = ranker.rank({"product": "cm_pcb", "place": "chengdu"}, limit=3)
    >>> ranked.columns[:6]
    ['capability', 'organisation', 'name', 'place', 'product', 'score']
    """

    def __init__(
        self,
        workspace: Workspace,
        settings: RankSettings | None = None,
        blocked: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.settings = settings or RankSettings()
        self.basis = as_workspace(workspace).basis
        self.needs = NeedBook(workspace.table_or_empty("needs"))
        self.supply = Supply(workspace)
        self._fit = ProductFit(workspace, self.supply, self.settings)
        self._deliveries = Deliveries(workspace, self.supply, self.settings)
        self._travel = Travel(workspace)
        self._blocked: dict[str, set[str]] = {}
        for one, other in blocked:
            self._blocked.setdefault(one, set()).add(other)
            self._blocked.setdefault(other, set()).add(one)
        self.today = self.settings.as_of or _newest(workspace)
        self._prepare_places()

    def rank(self, need: str | Need | Mapping[str, Any], limit: int = 10) -> pl.DataFrame:
        """The best suppliers for a need.

        Parameters
        ----------
        need
            Id of a row of the needs table, a :class:`Need`, or a mapping with facts of one.
        limit
            At most so many rows.

        Returns
        -------
        frame
            capability, organisation, name, place, product, score; a column ``reason_…`` per reason of
            ``REASONS``, which sum to the score; then the facts behind them, null where nobody stated
            them: fit (one of ``KINDS``), minutes (by road), capacity (in the need's unit, else in its own), unit,
            lead_days, certificates, role, standing, updated, illustrative.

        Raises
        ------
        UnknownName
            When the need, its product or its place is not in the workspace.
        InputError
            When a mapping names neither product nor text, or a fact that no need has.
        """
        judgement = self.judge(need)
        return self._as_frame(judgement, judgement.order()[: max(limit, 0)])

    def why_not(self, need: str | Need | Mapping[str, Any], supplier: str) -> WhyNot:
        """Why a capability, or an organisation by its best capability, is not the first choice for a need.

        Raises
        ------
        UnknownName
            When there is no such need, or no such capability or organisation with one.
        """
        return explain(self.judge(need), self.supply, supplier)

    def needs_for(self, supplier: str, limit: int = 10) -> pl.DataFrame:
        """The reverse: the needs that a supplier could serve, those where it scores highest first.

        Parameters
        ----------
        supplier
            A capability, or an organisation, which comes with its best capability for each need.

        Returns
        -------
        frame
            need, organisation (who asks), product, text, capability, place_in_ranking (among all suppliers of
            that need, from 1), score, a column ``reason_…`` per reason, fit, minutes, quantity, unit, by,
            illustrative. A need whose limits the supplier breaks is not there; :meth:`why_not` says which.

        Raises
        ------
        UnknownName
            When there is no such capability, and no organisation with one.

        Examples
        --------
        >>> from bashu.workspace import Workspace
        >>> ranker = Ranker(Workspace.open())
        >>> asked = ranker.needs_for(ranker.supply.frame["capability"][0])
        >>> asked["score"].is_sorted(descending=True)
        True
        """
        return needs_for(self.judge_all(), self.supply, supplier, limit)

    def judge(self, need: str | Need | Mapping[str, Any]) -> Judgement:
        """Every capability judged for a need: fit, limits, and what each reason gives."""
        asked = self.needs.find(need)
        place = self._place(asked)
        around = Circumstances(
            self._minutes[:, self._number[place]]
            if place is not None
            else np.full(self.supply.count, np.nan),
            self._preferred(place),
            self._forbidden(asked),
            self.today,
            *self.supply.in_unit(asked.unit),
            self._deliveries.of(asked, self._fit.product_of(asked)),
        )
        fit = self._fit.of(asked, self._region_of(place))
        return judge(asked, self.supply, fit, around, self.settings)

    def judge_all(self) -> Iterator[Judgement]:
        """Every need of the workspace judged, in the order of the ids."""
        for need in sorted(self.needs, key=lambda need: str(need.need)):
            yield self.judge(need)

    def _prepare_places(self) -> None:
        places = self._travel.places.ids
        self._number = {place: number for number, place in enumerate(places)}
        at = np.array([self._number.get(place, -1) for place in self.supply.frame["place"]], np.int64)
        everywhere = np.full((len(places) + 1, len(places)), np.nan)
        if places:
            minutes = self._travel.matrix(None, self.settings.carries, self.settings.timetable)[
                "minutes"
            ].fill_null(float("nan"))
            everywhere[:-1] = minutes.to_numpy().reshape(len(places), len(places))
        self._minutes = everywhere[at]
        self._region = np.array(
            [self._region_of(place) or "" for place in self.supply.frame["place"]], object
        )
        self._known_place = at >= 0

    def _place(self, need: Need) -> str | None:
        if need.place is not None:
            return self._travel.places.find(need.place)
        place = self.supply.workplaces.of(need.organisation, need.site)
        return place if place in self._number else None

    def _region_of(self, place: str | None) -> str | None:
        return self._travel.places.region(place) if place in self._number else None

    def _preferred(self, place: str | None) -> NDArray[np.float64]:
        here = self._region_of(place)
        match self.settings.prefer:
            case "corridor":
                liked = self._region != ""
            case "nobody":
                liked = np.ones(self.supply.count, bool)
            case "other" | "same" if here is None:
                return np.full(self.supply.count, np.nan)
            case "other":
                liked = (self._region != "") & (self._region != here)
            case "same":
                liked = self._region == here
        return np.where(self._known_place, liked.astype(np.float64), np.nan)

    def _forbidden(self, need: Need) -> NDArray[np.bool_]:
        names = {*need.blocked, *self._blocked.get(need.organisation or "", ())}
        forbidden = np.zeros(self.supply.count, bool)
        for name in names:
            forbidden |= self.supply.organisation == name
        return forbidden

    def _as_frame(self, judgement: Judgement, places: NDArray[np.int64]) -> pl.DataFrame:
        facts = self.supply.frame[places]
        parts = judgement.contributions[places]
        factor = judgement.around.factor[places]
        converted = np.isfinite(factor)
        kinds = pl.Series(KINDS, dtype=pl.String)
        unit = pl.Series([judgement.need.unit] * len(places), dtype=pl.String)
        return facts.select(
            "capability",
            "organisation",
            "name",
            "place",
            "product",
            pl.Series("score", judgement.score[places], dtype=pl.Float64),
            *(
                pl.Series(f"reason_{reason}", parts[:, at], dtype=pl.Float64)
                for at, reason in enumerate(REASONS)
            ),
            pl.Series("fit", kinds.gather(judgement.fit.kind[places])),
            pl.Series("minutes", judgement.around.minutes[places], dtype=pl.Float64).fill_nan(None),
            pl.col("capacity") * pl.Series(np.where(converted, factor, 1.0)),
            unit=pl.when(pl.Series(converted, dtype=pl.Boolean)).then(unit).otherwise("unit"),
            lead_days="lead_days",
            certificates="certificates",
            role="role",
            standing="standing",
            updated="updated",
            illustrative=pl.col("standing") == "illustrative",
        )


def _newest(workspace: Workspace) -> date | None:
    """The newest day on which a need or a capability was updated: nothing here depends on the clock."""
    days = [
        day
        for table in ("capabilities", "needs")
        for text in workspace.table_or_empty(table)["updated"].drop_nulls().unique()
        if (day := last_day(text)) is not None
    ]
    return max(days, default=None)
