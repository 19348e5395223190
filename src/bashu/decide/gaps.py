"""What to complete first: missing and single-source parts, ranked by visible factors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.chain import STATUSES, ProductGraph
from bashu.decide.nearness import nearest_made
from bashu.decide.needs import read_needs
from bashu.decide.reasons import propose, reason
from bashu.tables import STAGES

if TYPE_CHECKING:
    from bashu.workspace import Workspace

COMPLETE_SETS = STAGES[3]


@dataclass(frozen=True)
class GapSettings:
    """The weights behind the priority of a gap; every one is a visible factor of the result.

    ``inessential`` is the essential factor of a part that no end product needs by all means;
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
    near: float = 0.3
    broad: float = 0.2


@dataclass(frozen=True)
class Gap:
    """One part that is missing or has a single maker, with everything that is known about it."""

    number: int
    status: str
    dependents: tuple[int, ...]
    dependents_made: tuple[int, ...]
    essential_for: tuple[int, ...]
    depth: int
    under_way: int
    needs: int
    near: int
    nearness: float


def gaps(
    workspace: Workspace, settings: GapSettings | None = None, graph: ProductGraph | None = None
) -> pl.DataFrame:
    """Missing and single-source parts of the corridor, what should be completed first on top.

    priority = reach x essential x depth x lack x need x announced x feasibility, each factor a column:

    * ``reach``: share of the end products made in the corridor that depend on the part,
    * ``essential``: 0.25 + 0.75 x the share of those that cannot be made without it,
    * ``depth_factor``: 1 / steps to the nearest of them,
    * ``lack``: 1 missing, 0.5 single source,
    * ``need_factor``: 2 where the want was published, else 1 (examples never count),
    * ``announced_factor``: 0.5 where a project is under way, else 1,
    * ``feasibility``: 0.5 + 0.5 x nearness of the nearest product that is made here.

    End products are those of the stage 整机, or, without stages, those that go into nothing.

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
        rank, product, name_zh, name_en, stage, status, priority, action, reach, essential, depth_factor,
        lack, need_factor, announced_factor, feasibility, end_products, end_products_made, essential_for,
        depth, makers, makers_<region> for each region, announced, needs, near_product, near_zh, near_en,
        near_makers, nearness, reason_zh, reason_en, sources.

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
    found = _find(graph, needs)
    made = graph.makers_of.standing("reported", None).here > 0
    ends = int(sum(made[number] for number in _end_products(graph))) or len(_end_products(graph))
    rows = [_row(gap, graph, settings, ends, needs) for gap in found]
    if not rows:
        return pl.DataFrame(schema={"rank": pl.Int64, "product": pl.String, "priority": pl.Float64})
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.sort("priority", "reach", descending=True, maintain_order=True).with_row_index("rank", 1)


def _end_products(graph: ProductGraph) -> list[int]:
    if graph.products["stage"].is_not_null().any():
        return np.flatnonzero((graph.products["stage"] == COMPLETE_SETS).fill_null(value=False)).tolist()
    used = np.isin(np.arange(len(graph.ids)), graph.links.source)
    makes = np.isin(np.arange(len(graph.ids)), graph.links.target)
    return np.flatnonzero(makes & ~used).tolist()


def _find(graph: ProductGraph, needs: pl.DataFrame) -> list[Gap]:
    standing = graph.makers_of.standing("reported", None)
    made = standing.here > 0
    depends: dict[int, dict[int, int]] = {}
    essential: dict[int, set[int]] = {}
    for end in _end_products(graph):
        for part, depth in graph.links.reached(end).items():
            depends.setdefault(part, {})[end] = depth
        for part in graph.links.reached(end, essential_only=True):
            essential.setdefault(part, set()).add(end)
    single = STATUSES.index("single_source")
    wanted = [part for part in sorted(depends) if standing.status[part] <= single]
    under_way = graph.projects_of.under_way(None)
    asked = needs["product"].value_counts()
    published = dict(zip(asked["product"], asked["count"], strict=True))
    result = []
    for part, (near, nearness) in zip(wanted, nearest_made(graph, wanted), strict=True):
        local = tuple(end for end in depends[part] if made[end])
        counted = local or tuple(depends[part])
        result.append(
            Gap(
                number=part,
                status=STATUSES[standing.status[part]],
                dependents=tuple(depends[part]),
                dependents_made=local,
                essential_for=tuple(end for end in counted if end in essential.get(part, ())),
                depth=min(depends[part][end] for end in counted),
                under_way=int(under_way[part]),
                needs=int(published.get(graph.ids[part], 0)),
                near=near,
                nearness=nearness,
            )
        )
    return result


def _row(
    gap: Gap, graph: ProductGraph, settings: GapSettings, ends: int, needs: pl.DataFrame
) -> dict[str, Any]:
    product = graph.ids[gap.number]
    counted = gap.dependents_made or gap.dependents
    factors = {
        "reach": len(gap.dependents_made) / ends if ends else 0.0,
        "essential": settings.inessential
        + (1 - settings.inessential) * len(gap.essential_for) / len(counted),
        "depth_factor": 1 / gap.depth,
        "lack": settings.single_source if gap.status == "single_source" else 1.0,
        "need_factor": settings.published_need if gap.needs else 1.0,
        "announced_factor": settings.under_way if gap.under_way else 1.0,
        "feasibility": settings.nothing_near + (1 - settings.nothing_near) * gap.nearness,
    }
    standings = {region: graph.makers_of.standing("reported", region) for region in graph.regions}
    everyone = graph.makers_of.standing("reported", None)
    near = graph.ids[gap.near] if gap.near >= 0 else None
    action = propose(gap, settings, factors["reach"], graph)
    return {
        "product": product,
        "name_zh": graph.name(product),
        "name_en": graph.name(product, "en"),
        "stage": graph.products["stage"][gap.number],
        "status": gap.status,
        "priority": float(np.prod(list(factors.values()))),
        "action": action,
        **factors,
        "end_products": len(gap.dependents),
        "end_products_made": len(gap.dependents_made),
        "essential_for": len(gap.essential_for),
        "depth": gap.depth,
        "makers": int(everyone.here[gap.number]),
        **{f"makers_{region}": int(standing.here[gap.number]) for region, standing in standings.items()},
        "announced": gap.under_way,
        "needs": gap.needs,
        "near_product": near,
        "near_zh": graph.name(near) if near else None,
        "near_en": graph.name(near, "en") if near else None,
        "near_makers": int(everyone.here[gap.near]) if near else 0,
        "nearness": gap.nearness,
        "reason_zh": reason(gap, graph, action, "zh"),
        "reason_en": reason(gap, graph, action, "en"),
        "sources": _sources(gap, graph, needs),
    }


def _sources(gap: Gap, graph: ProductGraph, needs: pl.DataFrame) -> list[str]:
    """Where the links, the makers, the projects and the wants behind a gap are written."""
    product = graph.ids[gap.number]
    frames = (
        graph.users(product),
        graph.makers(product),
        graph.projects(product),
        needs.filter(pl.col("product") == product),
    )
    return list(dict.fromkeys(source for frame in frames for source in frame["source"].drop_nulls()))
