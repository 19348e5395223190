"""What to complete first: missing and single-source parts, ranked by visible factors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.chain import STATUSES, ProductGraph
from bashu.decide.nearness import nearest_made
from bashu.decide.needs import read_needs
from bashu.decide.reasons import propose, reason
from bashu.tables import STAGES

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.workspace import Workspace

COMPLETE_SETS = STAGES[3]
#: what the priority of a gap is the product of
FACTORS = (
    "reach", "essential", "closeness", "lack", "need_factor", "announced_factor", "feasibility",
)  # fmt: skip


@dataclass(frozen=True)
class GapSettings:
    """The weights behind the priority of a gap; every one is a visible factor of the result.

    ``inessential`` is the essential factor of a part that nothing made here needs by all means;
    ``single_source`` is the lack factor of a part with one maker (1 for a missing one); ``published_need``
    is the need factor where somebody published the want; ``under_way`` is the announced factor where a
    project is under way; ``nothing_near`` is the feasibility factor where nothing related is made.
    ``near`` is the nearness from which the makers of the related product are asked to qualify; ``broad``
    is the reach from which a far gap becomes a joint challenge.
    """

    inessential: float = 0.25
    single_source: float = 0.5
    published_need: float = 2.0
    under_way: float = 0.5
    nothing_near: float = 0.5
    near: float = 0.5
    broad: float = 0.2


@dataclass(frozen=True)
class Gap:
    """One part that is missing or has a single maker, with everything that is known about it.

    ``dependents`` are the products made in the corridor that it goes into, directly or not, with the number
    of steps; ``essential_for`` those of them that cannot be made without it; ``makers`` counts the makers
    of every product.
    """

    number: int
    status: str
    dependents: dict[int, int]
    essential_for: frozenset[int]
    makers: npt.NDArray[np.int64]
    under_way: int
    needs: int
    near: int
    nearness: float

    @property
    def firms(self) -> int:
        """Makers of the dependents, a maker of two of them twice: a stand-in for the output at stake."""
        return int(sum(self.makers[product] for product in self.dependents))

    @property
    def essential_share(self) -> float:
        """The share of these makers whose product cannot be made without the part."""
        return float(sum(self.makers[product] for product in self.essential_for)) / max(self.firms, 1)

    @property
    def closeness(self) -> float:
        """1 / steps to the dependents, averaged over their makers."""
        total = fsum(self.makers[product] / depth for product, depth in self.dependents.items())
        return total / max(self.firms, 1)


def gaps(
    workspace: Workspace, settings: GapSettings | None = None, graph: ProductGraph | None = None
) -> pl.DataFrame:
    """Missing and single-source parts of the corridor, what should be completed first on top.

    priority = reach x essential x closeness x lack x need x announced x feasibility, each factor a column:

    * ``reach``: the makers in the corridor whose product depends on the part, directly or not, as a share
      of the makers of everything that has inputs (a stand-in for the value of output at stake),
    * ``essential``: 0.25 + 0.75 x the share of these whose product cannot be made without it,
    * ``closeness``: 1 / steps from the part to the product, averaged over the same makers,
    * ``lack``: 1 missing, 0.5 single source,
    * ``need_factor``: 2 where the want was published, else 1 (examples never count),
    * ``announced_factor``: 0.5 where a project is under way, else 1,
    * ``feasibility``: 0.5 + 0.5 x nearness of the nearest product that is made here.

    A part that nothing made here depends on and nobody asked for is no gap of this corridor.

    Parameters
    ----------
    workspace
        Tables products and inputs, and what :class:`bashu.chain.ProductGraph` reads; needs.
    settings
        The weights.
    graph
        The prepared graph of this workspace, if there is one.

    Returns
    -------
    frame
        rank, product, name_zh, name_en, stage, status, priority, action, reach, essential, closeness, lack,
        need_factor, announced_factor, feasibility, dependents (products made here that depend on it),
        essential_for, end_products (those of the stage 整机), firms, depth (steps to the nearest), makers,
        makers_<region> for each region, announced, needs, near_product, near_zh, near_en, near_makers,
        nearness, reason_zh, reason_en, sources.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> frame = gaps(Workspace.open())
    >>> frame.filter(product="ic_mem")["status"].item()
    'missing'
    """
    settings = settings or GapSettings()
    graph = graph or ProductGraph(workspace)
    needs = read_needs(workspace, graph).filter("counted")
    makers = graph.makers_of.standing("reported", None).here
    with_inputs = np.unique(graph.links.target)
    everybody = int(makers[with_inputs].sum())
    rows = [_row(gap, graph, settings, everybody, needs) for gap in _find(graph, needs)]
    frame = pl.DataFrame(rows, schema=_schema(graph.regions))
    # of equal priorities what cannot be done without comes first; then the id, never the order of tables
    falling = ("priority", "reach", "essential")
    return frame.sort(*falling, "product", descending=[*(True for _ in falling), False]).with_row_index(
        "rank", 1
    )


def _schema(regions: tuple[str, ...]) -> dict[str, pl.DataType]:
    """Columns and types of the result, the same where there is no gap."""
    text, number, whole = pl.String(), pl.Float64(), pl.Int64()
    return {
        **dict.fromkeys(("product", "name_zh", "name_en", "stage", "status"), text),
        "priority": number,
        "action": text,
        **dict.fromkeys(FACTORS, number),
        **dict.fromkeys(("dependents", "essential_for", "end_products", "firms", "depth", "makers"), whole),
        **{f"makers_{region}": whole for region in regions},
        **dict.fromkeys(("announced", "needs"), whole),
        **dict.fromkeys(("near_product", "near_zh", "near_en"), text),
        "near_makers": whole,
        "nearness": number,
        **dict.fromkeys(("reason_zh", "reason_en"), text),
        "sources": pl.List(text),
    }


def _find(graph: ProductGraph, needs: pl.DataFrame) -> list[Gap]:
    standing = graph.makers_of.standing("reported", None)
    single = STATUSES.index("single_source")
    wanted = [int(part) for part in np.unique(graph.links.source) if standing.status[part] <= single]
    under_way = graph.projects_of.under_way(None)
    published = Counter(needs["product"])
    result = []
    for part, (near, nearness) in zip(wanted, nearest_made(graph, wanted), strict=True):
        reached = graph.links.reached(part, upwards=True)
        vital = graph.links.reached(part, upwards=True, essential_only=True)
        made = {product: depth for product, depth in reached.items() if standing.here[product] > 0}
        needed = published[graph.ids[part]]
        if not made and not needed:
            continue
        result.append(
            Gap(
                number=part,
                status=STATUSES[standing.status[part]],
                dependents=made,
                essential_for=frozenset(made) & frozenset(vital),
                makers=standing.here,
                under_way=int(under_way[part]),
                needs=needed,
                near=near,
                nearness=nearness,
            )
        )
    return result


def _row(
    gap: Gap, graph: ProductGraph, settings: GapSettings, everybody: int, needs: pl.DataFrame
) -> dict[str, Any]:
    product = graph.ids[gap.number]
    factors = {
        "reach": gap.firms / max(everybody, 1),
        "essential": settings.inessential + (1 - settings.inessential) * gap.essential_share,
        "closeness": gap.closeness,
        "lack": settings.single_source if gap.status == "single_source" else 1.0,
        "need_factor": settings.published_need if gap.needs else 1.0,
        "announced_factor": settings.under_way if gap.under_way else 1.0,
        "feasibility": settings.nothing_near + (1 - settings.nothing_near) * gap.nearness,
    }
    by_region = {region: graph.makers_of.standing("reported", region).here for region in graph.regions}
    stages = graph.products["stage"]
    near = graph.ids[gap.near] if gap.near >= 0 else None
    action = propose(gap, settings, factors["reach"], graph)
    return {
        "product": product,
        "name_zh": graph.name(product),
        "name_en": graph.name(product, "en"),
        "stage": stages[gap.number],
        "status": gap.status,
        "priority": float(np.prod(list(factors.values()))),
        "action": action,
        **factors,
        "dependents": len(gap.dependents),
        "essential_for": len(gap.essential_for),
        "end_products": sum(stages[made] == COMPLETE_SETS for made in gap.dependents),
        "firms": gap.firms,
        "depth": min(gap.dependents.values(), default=None),
        "makers": int(gap.makers[gap.number]),
        **{f"makers_{region}": int(here[gap.number]) for region, here in by_region.items()},
        "announced": gap.under_way,
        "needs": gap.needs,
        "near_product": near,
        "near_zh": graph.name(near) if near else None,
        "near_en": graph.name(near, "en") if near else None,
        "near_makers": int(gap.makers[gap.near]) if near else 0,
        "nearness": gap.nearness,
        "reason_zh": reason(gap, graph, action, "zh"),
        "reason_en": reason(gap, graph, action, "en"),
        "sources": _sources(product, graph, needs),
    }


def _sources(product: str, graph: ProductGraph, needs: pl.DataFrame) -> list[str]:
    """Where the links, the makers, the projects and the wants behind a gap are written."""
    frames = (
        graph.users(product),
        graph.makers(product),
        graph.projects(product),
        needs.filter(pl.col("product") == product),
    )
    return list(dict.fromkeys(source for frame in frames for source in frame["source"].drop_nulls()))
