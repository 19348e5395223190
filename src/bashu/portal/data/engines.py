"""Everything that is prepared once for a version of the data and then asked by every request."""

from __future__ import annotations

import gc
import logging
import threading
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import connection

from bashu.portal.core.lane import lane
from bashu.portal.core.turn import stepping_aside
from bashu.portal.data.snapshots import open_snapshot
from bashu.portal.data.source import current_version
from bashu.workspace import Viewpoint, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import polars as pl

    from bashu.chain import Coverage, ProductGraph
    from bashu.decide import Verdict, Weigher
    from bashu.match import Catalogue, Need, Ranker, WhyNot
    from bashu.portal.data.market import Market
    from bashu.travel import Travel
    from bashu.workspace import TableSource

T = TypeVar("T")

#: suppliers that one ranking keeps
RANKED = 50
#: needs times capabilities that one public question judges
MOST_JUDGED = 20_000_000
#: answers that one process keeps for one version
ANSWERS_KEPT = 4_096

_log = logging.getLogger(__name__)


class Engines:
    """The rooms of the library over one version of the data, as the public sees it.

    Parameters
    ----------
    source
        The tables of one version.
    viewpoint
        Who is looking: the one predicate that later roles will use. The public by default.
    """

    def __init__(self, source: TableSource, viewpoint: Viewpoint | None = None) -> None:
        self.version = source.version
        self.workspace = Workspace(source, viewpoint or Viewpoint.public())
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: dict[Hashable, threading.Lock] = {}

    @cached_property
    def travel(self) -> Travel:
        """Minutes between places."""
        from bashu.travel import Travel

        return Travel(self.workspace)

    @cached_property
    def graph(self) -> ProductGraph:
        """The product graph with its makers."""
        from bashu.chain import ProductGraph

        return ProductGraph(self.workspace)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The search over product names."""
        from bashu.match import Catalogue

        return Catalogue(self.workspace.table("products"))

    def gaps(self) -> pl.DataFrame:
        """The ranked gaps of the corridor."""
        from bashu.decide import gaps

        return self.kept("gaps", lambda: gaps(self.workspace, graph=self.graph))

    def headlines(self) -> pl.DataFrame:
        """The headline figures of the corridor."""
        from bashu.report.headlines import headlines

        return self.kept("headlines", lambda: headlines(self.workspace, self.graph))

    def market(self) -> Market | None:
        """The plan for the whole market, or None where it is too large for a public page."""
        from bashu.portal.data.market import is_plannable, plan_market

        def compute() -> Market | None:
            if not is_plannable(self.workspace):
                return None
            with lane().turn():
                return plan_market(self.workspace)

        return self.kept("market", compute)

    def coverage_all(self) -> pl.DataFrame:
        """The coverage of every product's direct part categories."""
        return self.kept("coverage", self.graph.coverage_all)

    def changes(self, before: int, after: int) -> pl.DataFrame:
        """Direct trains of two timetables side by side."""
        return self.kept(("changes", before, after), lambda: self.travel.changes(before, after))

    def coverage(self, product: str, region: str | None = None, depth: int | None = 1) -> Coverage:
        """The coverage of a product's inputs."""
        key = ("coverage", product, region, depth)
        return self.kept(key, lambda: self.graph.coverage(product, region, depth))

    @cached_property
    def weigher(self) -> Weigher:
        """Answers to the question whether to build a product at a place."""
        from bashu.decide import Weigher

        return Weigher(self.workspace, graph=self.graph, travel=self.travel)

    @cached_property
    def ranker(self) -> Ranker:
        """Suppliers for a need."""
        from bashu.match import Ranker

        return Ranker(self.workspace)

    def rank(self, product: str, place: str | None) -> pl.DataFrame:
        """The best suppliers of a product for a place; computed in the narrow lane."""

        def compute() -> pl.DataFrame:
            with lane().turn():
                return self._ranker_of(product).rank({"product": product, "place": place}, RANKED)

        return self.kept(("rank", product, place), compute)

    def rank_need(self, need: str) -> pl.DataFrame:
        """The best suppliers of a need of the table; computed in the narrow lane.

        Raises
        ------
        UnknownName
            When there is no such need.
        """
        asked = self.need(need)

        def compute() -> pl.DataFrame:
            with lane().turn():
                return self._ranker_of(self._product_of(asked)).rank(asked, RANKED)

        return self.kept(("rank need", need), compute)

    def why_not(self, need: str, supplier: str) -> WhyNot:
        """Why a supplier is not the first choice for a need; computed in the narrow lane.

        Raises
        ------
        UnknownName
            When there is no such need, or no such supplier among those of its product.
        """
        asked = self.need(need)

        def compute() -> WhyNot:
            with lane().turn():
                return self._ranker_of(self._product_of(asked)).why_not(asked, supplier)

        return self.kept(("why not", need, supplier), compute)

    def needs_for(self, organisation: str) -> pl.DataFrame | None:
        """The needs that an organisation could serve; computed in the narrow lane.

        None where there are too many needs and capabilities for a public page; empty where the organisation
        has no capability.
        """
        capabilities = self.workspace.table_or_empty("capabilities")
        if capabilities.height * self.workspace.table_or_empty("needs").height > MOST_JUDGED:
            return None

        def compute() -> pl.DataFrame:
            with lane().turn():
                known = bool((capabilities["organisation"] == organisation).any())
                # the empty answer has its columns too
                asked = organisation if known else str(capabilities["organisation"][0])
                return self.ranker.needs_for(asked, RANKED if known else 0)

        return self.kept(("needs for", organisation), compute) if capabilities.height else None

    def need(self, need: str) -> Need:
        """A need of the table.

        Raises
        ------
        UnknownName
            When there is no such need.
        """
        from bashu.match.ranking.need import NeedBook

        book = self.kept("need book", lambda: NeedBook(self.workspace.table_or_empty("needs")))
        return book.find(need)

    def _product_of(self, need: Need) -> str:
        """The product of a need, else the one that its description names best."""
        if need.product is not None:
            return self.graph.find(need.product)
        hits = self.catalogue.search(need.text or "", 1)
        return hits[0].product if hits else ""

    def _ranker_of(self, product: str) -> Ranker:
        from bashu.portal.data.ranking import MOST_AT_ONCE, ranker_for

        if self.workspace.table_or_empty("capabilities").height <= MOST_AT_ONCE:
            return self.ranker
        return ranker_for(self.workspace, product)

    def source_of(self, capability: str) -> str | None:
        """The source of a capability."""
        return self._capability_sources.get(capability)

    @cached_property
    def _capability_sources(self) -> dict[str, str]:
        return dict(self.workspace.table_or_empty("capabilities").select("capability", "source").iter_rows())

    def weigh(self, product: str, place: str) -> Verdict:
        """The verdict on making a product at a place; computed in the narrow lane."""

        def compute() -> Verdict:
            with lane().turn():
                return self.weigher.weigh(product, place)

        return self.kept(("weigh", product, place), compute)

    def kept(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The answer to a question, computed once; the oldest answers make room for new ones.

        Who asks the same question meanwhile waits for its answer; other questions do not wait.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]
            asked = self._asked.setdefault(key, threading.Lock())
        if not asked.acquire(blocking=False):
            with stepping_aside():
                asked.acquire()
        try:
            if key in self._answers:
                return self._answers[key]  # type: ignore[no-any-return]
            answer = compute()
            with self._lock:
                self._answers[key] = answer
                self._asked.pop(key, None)
                while len(self._answers) > ANSWERS_KEPT:
                    self._answers.popitem(last=False)
            return answer
        finally:
            asked.release()

    def warm(self) -> None:
        """Read every table and build what every page needs.

        Afterwards nothing is read from the snapshot, which may make room for newer ones.
        """
        for name in self.workspace.names():
            self.workspace.table(name)
        _ = self.graph, self.travel, self.catalogue


class EngineRoom:
    """The engines of this process: the current ones answer while those of a newer version are built."""

    def __init__(self) -> None:
        self._current: Engines | None = None
        self._lock = threading.Lock()
        self._building: threading.Thread | None = None

    def current(self) -> Engines:
        """The engines of the newest version; until they are built, those of the version before.

        Raises
        ------
        NotPrepared
            When the database holds no data.
        """
        version = str(current_version())
        engines = self._current
        if engines is not None and engines.version == version:
            return engines
        if engines is None or settings.BASHU_WAIT_FOR_ENGINES:
            return self._build()
        with self._lock:
            if self._building is None or not self._building.is_alive():
                self._building = threading.Thread(target=self._build_behind, name="engines", daemon=True)
                self._building.start()
        return engines

    def _build(self) -> Engines:
        with self._lock:
            engines = self._current
            if engines is None or engines.version != str(current_version()):
                engines = Engines(open_snapshot())
                engines.warm()
                self._current = engines
            return engines

    def _build_behind(self) -> None:
        try:
            engines = Engines(open_snapshot())
            engines.warm()
            self._current = engines
            settle()
            _log.info("engines of version %s are in use", engines.version)
        except Exception:
            # readers keep the version before; the next request tries again
            _log.exception("the engines of a new version could not be built")
        finally:
            connection.close()

    def forget(self) -> None:
        """Build from scratch at the next question."""
        self._current = None


def settle() -> None:
    """Take what is alive now out of the collector's rounds.

    Names and rows of a large workspace are millions of objects that live as long as their version: looking
    through all of them again and again costs readers a tenth of a second each time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


_room = EngineRoom()


def engines() -> Engines:
    """The engines of this process, by the current version of the data (one query)."""
    return _room.current()


def forget_engines() -> None:
    """Let the next request build the engines anew."""
    _room.forget()
