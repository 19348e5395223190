"""What to complete first: missing and single-source parts, ranked by visible factors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.chain import ProductGraph
from bashu.decide.gap import Gap, find_gaps
from bashu.decide.needs import read_needs
from bashu.decide.profile import read_profile
from bashu.decide.reasons import propose, reason
from bashu.decide.stakes import Stakes
from bashu.inputoutput import DELTAS
from bashu.tables import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.workspace import Workspace

COMPLETE_SETS = STAGES[3]
#: what the priority of a gap is the product of
FACTORS = ("value", "essential", "outside", "feasibility", "need_factor", "announced_factor")
#: makers of the nearest product that are named
MAKERS_NAMED = 5


@dataclass(frozen=True)
class GapSettings:
    """The weights behind the priority of a gap; every one is a visible factor of the result.

    ``inessential`` is the essential factor of a part that nothing made here needs by all means;
    ``single_source`` is the lack of a part with one maker (1 for a missing one); ``published_need`` is the
    need factor where somebody published the want; ``under_way`` is the announced factor where a project is
    under way; ``nothing_near`` is the feasibility where nothing related is made.

    ``deltas`` are tried in the regionalisation; ``near`` is the nearness from which the makers of the related
    product are asked to qualify; ``broad`` the share of output from which a gap becomes a joint challenge if
    at least ``hard`` of such inputs are imported; ``small`` the share below which a part of which at most
    ``easy`` is imported is bought.
    """

    inessential: float = 0.25
    single_source: float = 0.5
    published_need: float = 2.0
    under_way: float = 0.5
    nothing_near: float = 0.5
    deltas: tuple[float, ...] = DELTAS
    near: float = 0.55
    broad: float = 0.3
    hard: float = 0.3
    small: float = 0.02
    easy: float = 0.1


def gaps(
    workspace: Workspace, settings: GapSettings | None = None, graph: ProductGraph | None = None
) -> pl.DataFrame:
    """Missing and single-source parts of the corridor, what should be completed first on top.

    priority = value x essential x outside x feasibility x need x announced, each factor a column:

    * ``value``: the output made here that depends on the part, directly or not, each product divided by the
      steps to it, as a share of the output of everything that has inputs,
    * ``essential``: 0.25 + 0.75 x the share of that output that cannot be made without it,
    * ``outside``: lack (1 missing, 0.5 single source) x the share of such inputs that comes from outside the
      corridor by the regionalised input-output table (1 without a table),
    * ``feasibility``: 0.5 + 0.5 x nearness of the nearest product that is made here,
    * ``need_factor``: 2 where the want was published, else 1 (examples never count),
    * ``announced_factor``: 0.5 where a project is under way, else 1.

    With the table ``coefficients`` and a profile of the corridor, ``basis`` is "table" and output is estimated
    in 100 million yuan; without them it is "graph", and output is the number of makers. A part that nothing
    made here depends on and nobody asked for is no gap of this corridor.

    Parameters
    ----------
    workspace
        Tables products and inputs, and what :class:`bashu.chain.ProductGraph` reads; needs; coefficients,
        and regional or statistics (:func:`bashu.decide.profile.read_profile`).
    settings
        The weights.
    graph
        The prepared graph of this workspace, if there is one.

    Returns
    -------
    frame
        rank, product, name_zh, name_en, stage, status, priority, priority_low, priority_high (over delta),
        action, the six factors, lack, outside_share, outside_low, outside_high, abroad (null without a
        table), basis, output_at_stake (100 million yuan, estimated; null without a table), dependents
        (products made here that depend on it), essential_for, end_products (those of the stage 整机), firms,
        depth (steps to the nearest), makers, makers_<region> for each region, announced, needs, near_product,
        near_zh, near_en, near_makers, near_firms (who they are), nearness, near_others (the next nearest),
        reason_zh, reason_en, sources.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> frame = gaps(Workspace.open())
    >>> frame.filter(product="ic_mem")["status"].item(), frame["basis"][0]
    ('missing', 'table')
    """
    settings = settings or GapSettings()
    graph = graph or ProductGraph(workspace)
    needs = read_needs(workspace, graph).filter("counted")
    stakes = Stakes(graph, read_profile(workspace, graph), settings.deltas)
    rows = [_row(gap, graph, settings, stakes, needs) for gap in find_gaps(graph, stakes, needs)]
    frame = pl.DataFrame(rows, schema=_schema(graph.regions))
    # of equal priorities what cannot be done without comes first; then the id, never the order of tables
    falling = ("priority", "value", "essential")
    return frame.sort(*falling, "product", descending=[*(True for _ in falling), False]).with_row_index(
        "rank", 1
    )


def _schema(regions: tuple[str, ...]) -> dict[str, pl.DataType]:
    """Columns and types of the result, the same where there is no gap."""
    text, number, whole, texts = pl.String(), pl.Float64(), pl.Int64(), pl.List(pl.String())
    return {
        **dict.fromkeys(("product", "name_zh", "name_en", "stage", "status"), text),
        **dict.fromkeys(("priority", "priority_low", "priority_high"), number),
        "action": text,
        **dict.fromkeys(FACTORS, number),
        **dict.fromkeys(("lack", "outside_share", "outside_low", "outside_high", "abroad"), number),
        "basis": text,
        "output_at_stake": number,
        **dict.fromkeys(("dependents", "essential_for", "end_products", "firms", "depth", "makers"), whole),
        **{f"makers_{region}": whole for region in regions},
        **dict.fromkeys(("announced", "needs"), whole),
        **dict.fromkeys(("near_product", "near_zh", "near_en"), text),
        "near_makers": whole,
        "near_firms": texts,
        "nearness": number,
        "near_others": texts,
        **dict.fromkeys(("reason_zh", "reason_en"), text),
        "sources": texts,
    }


def _row(
    gap: Gap,
    graph: ProductGraph,
    settings: GapSettings,
    stakes: Stakes,
    needs: pl.DataFrame,
) -> dict[str, Any]:
    product = graph.ids[gap.number]
    lack = settings.single_source if gap.status == "single_source" else 1.0
    share = gap.outside.share if gap.outside else 1.0
    factors = {
        "value": stakes.share_of(gap.discounted),
        "essential": settings.inessential + (1 - settings.inessential) * gap.essential_share,
        "outside": lack * share,
        "feasibility": settings.nothing_near + (1 - settings.nothing_near) * gap.nearness,
        "need_factor": settings.published_need if gap.needs else 1.0,
        "announced_factor": settings.under_way if gap.under_way else 1.0,
    }
    priority = float(np.prod(list(factors.values())))
    low, high = (gap.outside.low, gap.outside.high) if gap.outside else (share, share)
    stages = graph.products["stage"]
    action = propose(gap, settings, stakes.share_of(gap.at_stake), graph)
    return {
        "product": product,
        "name_zh": graph.name(product),
        "name_en": graph.name(product, "en"),
        "stage": stages[gap.number],
        "status": gap.status,
        "priority": priority,
        "priority_low": priority * low / share if share > 0 else priority,
        "priority_high": priority * high / share if share > 0 else priority,
        "action": action,
        **factors,
        "lack": lack,
        "outside_share": gap.outside.share if gap.outside else None,
        "outside_low": gap.outside.low if gap.outside else None,
        "outside_high": gap.outside.high if gap.outside else None,
        "abroad": gap.outside.abroad if gap.outside else None,
        "basis": stakes.basis,
        "output_at_stake": gap.at_stake if stakes.basis == "table" else None,
        "dependents": len(gap.dependents),
        "essential_for": len(gap.essential_for),
        "end_products": sum(stages[made] == COMPLETE_SETS for made in gap.dependents),
        "firms": gap.firms,
        "depth": min(gap.dependents.values(), default=None),
        "makers": int(gap.makers[gap.number]),
        **{f"makers_{region}": int(graph.makers_of.standing("reported", region).here[gap.number])
           for region in graph.regions},
        "announced": gap.under_way,
        "needs": gap.needs,
        **_nearest(gap, graph),
        "reason_zh": reason(gap, graph, action, stakes.basis, "zh"),
        "reason_en": reason(gap, graph, action, stakes.basis, "en"),
        "sources": _sources(product, graph, needs),
    }  # fmt: skip


def _nearest(gap: Gap, graph: ProductGraph) -> dict[str, Any]:
    """The nearest product made here, who makes it, and what comes next."""
    near = graph.ids[gap.near[0].product] if gap.near else None
    firms: Iterable[str] = ()
    if near:
        firms = graph.makers(near).filter(pl.col("region").is_in(graph.regions))["name"].drop_nulls()
    return {
        "near_product": near,
        "near_zh": graph.name(near) if near else None,
        "near_en": graph.name(near, "en") if near else None,
        "near_makers": int(gap.makers[gap.near[0].product]) if near else 0,
        "near_firms": sorted(set(firms))[:MAKERS_NAMED],
        "nearness": gap.nearness,
        "near_others": [graph.ids[other.product] for other in gap.near[1:]],
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
