"""Results of the engines that can be downloaded beside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from bashu.portal.data.engines import Engines
    from bashu.portal.data.market import Market

RESULTS: Mapping[str, Callable[[Engines], pl.DataFrame]] = {
    "headlines": lambda engines: engines.headlines(),
    "gaps": lambda engines: engines.gaps(),
    "plan": lambda engines: _market(engines).assignments,
    "plan-unmet": lambda engines: _market(engines).unmet,
    "plan-figures": lambda engines: _market(engines).figures,
    "coverage": lambda engines: engines.coverage_all(),
}


def _market(engines: Engines) -> Market:
    market = engines.market()
    if market is None:
        raise Http404("plan")
    return market
