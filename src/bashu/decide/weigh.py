"""Before it is built: who already makes it, who is building it, who wants it, what lies within reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import ProductGraph
from bashu.chain.projects import UNDER_WAY
from bashu.decide.light import Numbers, WeighSettings, conditions
from bashu.decide.needs import read_needs
from bashu.decide.verdict import Verdict
from bashu.travel import Travel

if TYPE_CHECKING:
    from bashu.workspace import Workspace


class Weigher:
    """Answers for any product and place of a workspace, prepared once.

    Parameters
    ----------
    workspace
        The tables of the chain, places, travel, projects and needs.
    settings
        The thresholds of the light.
    graph, travel
        The prepared graph and travel of this workspace, if there are any.
    """

    def __init__(
        self,
        workspace: Workspace,
        settings: WeighSettings | None = None,
        graph: ProductGraph | None = None,
        travel: Travel | None = None,
    ) -> None:
        self.settings = settings or WeighSettings()
        self.graph = graph or ProductGraph(workspace)
        self.travel = travel or Travel(workspace)
        self._needs = read_needs(workspace, self.graph)
        self.basis = workspace.basis.joined(self.graph.basis).joined(self.travel.basis)

    def weigh(self, product: str, place: str) -> Verdict:
        """Weigh the intention to make a product at a place; see :func:`weigh`."""
        graph, places = self.graph, self.travel.places
        product, place = graph.find(product), places.find(place)
        makers = self._reachable(self._in_corridor(graph.makers(product)), place)
        projects = graph.projects(product).with_columns(
            (pl.col("status").is_in(UNDER_WAY)
             & pl.col("place").map_elements(places.inside, return_dtype=pl.Boolean)).alias("under_way"),
            standing=pl.col("status"),
        )  # fmt: skip
        kinds = [product, *(made for made in graph.ids if product in graph.ancestors(made))]
        needs = self._needs.filter(pl.col("product").is_in(kinds))
        inputs, customers = self._inputs(product, place), self._customers(product, place)
        numbers = self._count(
            makers=makers,
            projects=projects,
            needs=needs,
            inputs=inputs,
            customers=customers,
            uses=graph.users(product).height,
        )
        counted = makers.drop_nulls("region").group_by("region").agg(pl.col("organisation").n_unique())
        by_region = dict.fromkeys(graph.regions, 0) | dict(counted.iter_rows())
        return Verdict(
            product=product,
            name_zh=graph.name(product),
            name_en=graph.name(product, "en"),
            place=place,
            place_zh=places.name(place),
            place_en=places.name(place, "en"),
            numbers=numbers,
            by_region=by_region,
            region_names={region: (places.name(region), places.name(region, "en")) for region in by_region},
            conditions=conditions(numbers, self.settings),
            settings=self.settings,
            makers=makers,
            projects=projects,
            needs=needs,
            inputs=inputs,
            customers=customers,
            # examples may be listed, but nothing that is counted rests on them
            basis=replace(self.basis, illustrative=bool((~needs["counted"]).any())),
        )

    def _in_corridor(self, makers: pl.DataFrame) -> pl.DataFrame:
        inside = [self.graph.places.inside(place) for place in makers["place"]]
        return makers.filter(pl.Series(inside, dtype=pl.Boolean))

    def _reachable(self, rows: pl.DataFrame, place: str) -> pl.DataFrame:
        """Rows with the road minutes from a place to theirs, nearest first."""
        known = {
            other: self.travel.minutes(place, other).minutes for other in rows["place"].drop_nulls().unique()
        }
        minutes = pl.Series("minutes", [known.get(other) for other in rows["place"]], pl.Float64)
        return rows.with_columns(minutes).sort(
            "minutes", "organisation", nulls_last=True, maintain_order=True
        )

    def _inputs(self, product: str, place: str) -> pl.DataFrame:
        """One row an input: how many makers are within reach, and the nearest."""
        rows = []
        for part in self.graph.inputs(product).iter_rows(named=True):
            makers = self._reachable(self._in_corridor(self.graph.makers(part["input"])), place)
            near = makers.filter(pl.col("minutes") <= self.settings.minutes)
            first = makers.drop_nulls("minutes").head(1).to_dicts()
            nearest = first[0] if first else {}
            rows.append(
                {
                    "input": part["input"],
                    "name_zh": part["name_zh"],
                    "name_en": part["name_en"],
                    "essential": bool(part["essential"]),
                    "makers": makers["organisation"].n_unique(),
                    "makers_near": near["organisation"].n_unique(),
                    "nearest": nearest.get("organisation"),
                    "nearest_name": nearest.get("name"),
                    "nearest_place": nearest.get("place"),
                    "minutes": nearest.get("minutes"),
                    "source": part["source"],
                }
            )
        schema = {
            "input": pl.String, "name_zh": pl.String, "name_en": pl.String, "essential": pl.Boolean,
            "makers": pl.Int64, "makers_near": pl.Int64, "nearest": pl.String, "nearest_name": pl.String,
            "nearest_place": pl.String, "minutes": pl.Float64, "source": pl.String,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=schema)

    def _customers(self, product: str, place: str) -> pl.DataFrame:
        """Makers in the corridor of what the product goes into, nearest first; one row a firm and use."""
        found = [
            self._in_corridor(self.graph.makers(use["product"])).with_columns(
                pl.lit(use["product"]).alias("use"),
                pl.lit(use["name_zh"]).alias("use_zh"),
                pl.lit(use["name_en"]).alias("use_en"),
                pl.lit(bool(use["essential"])).alias("essential"),
            )
            for use in self.graph.users(product).iter_rows(named=True)
        ]
        empty = self.graph.makers(product).clear().with_columns(
            *(pl.lit(None, pl.String).alias(name) for name in ("use", "use_zh", "use_en")),
            pl.lit(None, pl.Boolean).alias("essential"),
        )  # fmt: skip
        return self._reachable(pl.concat([empty, *found]), place)

    def _count(
        self,
        *,
        makers: pl.DataFrame,
        projects: pl.DataFrame,
        needs: pl.DataFrame,
        inputs: pl.DataFrame,
        customers: pl.DataFrame,
        uses: int,
    ) -> Numbers:
        under_way = projects.filter("under_way")
        # a project without a named firm stands for a firm of its own
        builders = set(under_way["organisation"].fill_null("project " + under_way["project"]))
        near = customers.filter(pl.col("minutes") <= self.settings.minutes)
        essential = inputs.filter("essential")
        return Numbers(
            makers=makers["organisation"].n_unique(),
            projects=under_way.height,
            supply=len(builders | set(makers["organisation"])),
            needs=int(needs["counted"].sum()),
            customers=customers["organisation"].n_unique(),
            customers_near=near["organisation"].n_unique(),
            inputs=essential.height,
            inputs_near=essential.filter(pl.col("makers_near") > 0).height,
            uses=uses,
        )


def weigh(workspace: Workspace, product: str, place: str, settings: WeighSettings | None = None) -> Verdict:
    """Whether to make a product at a place: what exists, what is on its way, who wants it, what is near.

    Projects are kept apart from what exists. Published needs count; those of example firms are listed with
    ``counted`` false and never count. Inputs and customers are looked for within two hours by road.

    Parameters
    ----------
    workspace
        The tables of the chain, places, travel, projects and needs.
    product, place
        Ids or names.
    settings
        The thresholds of the light.

    Raises
    ------
    UnknownName
        When the product or the place is not in the workspace.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> verdict = weigh(Workspace.open(), "印制电路板", "遂宁")
    >>> verdict.product, verdict.place, verdict.light in ("red", "amber", "green")
    ('cm_pcb', 'suining', True)
    """
    return Weigher(workspace, settings).weigh(product, place)
