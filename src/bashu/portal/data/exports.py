"""Results of the engines that can be downloaded beside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from bashu.portal.data.engines import Engines

RESULTS: Mapping[str, Callable[[Engines], pl.DataFrame]] = {
    "headlines": lambda engines: engines.headlines(),
    "gaps": lambda engines: engines.gaps(),
    "coverage": lambda engines: engines.coverage_all(),
}
