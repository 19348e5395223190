"""One product graph, prepared once: inputs, sub-types, makers, and the coverage computed from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from bashu.chain.change import CoverageChange, as_of, compare
from bashu.chain.checks import check_graph
from bashu.chain.coverage import Coverage
from bashu.chain.kinds import Kinds
from bashu.chain.links import Links
from bashu.chain.makers import VIEWS, Makers, View, read_evidence
from bashu.chain.names import GROUP, ProductNames
from bashu.chain.parts import parts_frame, products_frame
from bashu.chain.projects import Projects
from bashu.chain.status import STATUSES
from bashu.travel import PlaceIndex
from bashu.workspace import as_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from bashu.errors import Finding
    from bashu.workspace import Workspace


class TreeStep(NamedTuple):
    """One part met on the way from a product to its inputs."""

    part: str
    depth: int
    under: str
    essential: bool


class ProductGraph:
    """What goes into what and who makes it, prepared once from a workspace and asked often.

    A maker of a narrow product supplies the broad one (``products.parent``), not the reverse. Group nodes
    (ids that begin with ``grp_``) gather products for display; they are never parts. Example firms are never
    counted, except in a view of their own. Definitions and worked examples: the method page on coverage.

    Parameters
    ----------
    workspace
        Its tables ``products`` and ``inputs``; ``capabilities``, ``supplies``, ``organisations``, ``sites``,
        ``places`` and ``projects`` as far as they are there.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> graph = ProductGraph(Workspace.from_frames({
    ...     "products": pl.DataFrame({"product": ["lamp", "led", "shell"], "name_zh": ["灯", "发光管", "灯壳"]}),
    ...     "inputs": pl.DataFrame({"input": ["led", "shell"], "product": ["lamp", "lamp"], "essential": ["yes", "no"]}),
    ...     "capabilities": pl.DataFrame({"capability": ["c1"], "organisation": ["firm"], "product": ["led"],
    ...                                   "standing": ["reported"], "source": ["a page"]})}))
    >>> graph.coverage("灯").sentence("en")
    '灯: 1 of 2 part categories have makers by public reports; blanks (1): 灯壳; nothing is confirmed yet.'
    """

    def __init__(self, workspace: Workspace) -> None:
        products = as_workspace(workspace).table("products")
        self.basis = workspace.basis
        self.places = PlaceIndex(workspace)
        self.regions = self.places.regions
        self.products = products
        self.ids: list[str] = products["product"].to_list()
        self._names = products["name_zh"].to_list(), products["name_en"].to_list()
        self._number = {product: number for number, product in enumerate(self.ids)}
        self._lookup: ProductNames | None = None
        self._group = products["product"].str.starts_with(GROUP).to_numpy()
        self._kinds = Kinds(self._numbers(products["parent"]), self._group)
        self._inputs = workspace.table_or_empty("inputs")
        self.links, self._link_rows = self._read_links()
        self.makers_of = Makers(
            read_evidence(workspace, self.places), self._number, self._kinds.parent, self.regions
        )
        self.projects_of = Projects(workspace, self.places, self._number, self._kinds.parent)

    def _numbers(self, column: pl.Series) -> npt.NDArray[np.int64]:
        return column.replace_strict(self._number, default=-1, return_dtype=pl.Int64).to_numpy().copy()

    def _read_links(self) -> tuple[Links, npt.NDArray[np.int64]]:
        source, target = self._numbers(self._inputs["input"]), self._numbers(self._inputs["product"])
        essential = self._inputs["essential"].fill_null(value=False).to_numpy()
        usable = (source >= 0) & (target >= 0) & (source != target)
        usable &= ~self._group[source] & ~self._group[target]
        links = Links(source[usable], target[usable], essential[usable], len(self.ids))
        return links, np.flatnonzero(usable)

    # -- finding and walking -------------------------------------------------------------------------

    def find(self, text: str) -> str:
        """The id of the product a text names: id, name or alias.

        Raises
        ------
        UnknownName
            With the nearest names.
        """
        if text in self._number:
            return text
        if self._lookup is None:
            self._lookup = ProductNames(self.products)
        return self._lookup.find(text)

    def name(self, product: str, language: str = "zh") -> str:
        """What people call a product."""
        zh, en = (names[self._number[product]] for names in self._names)
        return str((en or zh) if language == "en" else zh)

    def inputs(self, product: str) -> pl.DataFrame:
        """What goes into a product.

        Returns
        -------
        frame
            input, name_zh, name_en, essential, share, source.
        """
        return self._neighbours(self.links.inputs.of(self._number[self.find(product)]), "input")

    def users(self, product: str) -> pl.DataFrame:
        """What a product goes into.

        Returns
        -------
        frame
            product, name_zh, name_en, essential, share, source.
        """
        return self._neighbours(self.links.uses.of(self._number[self.find(product)]), "product")

    def input_links(self) -> pl.DataFrame:
        """Every link that counts: both ends known, no group, no product its own input.

        Returns
        -------
        frame
            input, product, essential, share, source, in the order of the table.
        """
        return self._inputs[self._link_rows].select("input", "product", "essential", "share", "source")

    def tree(self, product: str, depth: int | None = None) -> list[TreeStep]:
        """What goes into a product, each part once where it is first met, by id."""
        return [
            TreeStep(self.ids[step.part], step.depth, self.ids[step.under], step.essential)
            for step in self.links.tree(self._number[self.find(product)], depth)
        ]

    def _neighbours(self, links: Iterable[tuple[int, int]], name: str) -> pl.DataFrame:
        numbers, rows = [], []
        for number, row in links:
            numbers.append(number)
            rows.append(int(self._link_rows[row]))
        names = self.products[numbers].select(pl.col("product").alias(name), "name_zh", "name_en")
        return pl.concat([names, self._inputs[rows].select("essential", "share", "source")], how="horizontal")

    def ancestors(self, product: str) -> tuple[str, ...]:
        """The broader products that a product is a kind of, the nearest first."""
        above = self._kinds.above(self._number[self.find(product)])
        return tuple(self.ids[number] for number in above)

    def kinds(self, product: str) -> tuple[str, ...]:
        """The narrower products that are a kind of a product, directly or through others."""
        below = self._kinds.below(self._number[self.find(product)])
        return tuple(self.ids[number] for number in below)

    def closure(self, product: str, *, upwards: bool = False, essential_only: bool = False) -> dict[str, int]:
        """Everything that goes into a product (``upwards``: everything it goes into), and in how many steps."""
        reached = self.links.reached(
            self._number[self.find(product)], essential_only=essential_only, upwards=upwards
        )
        return {self.ids[number]: steps for number, steps in reached.items()}

    def check(self) -> list[Finding]:
        """What is wrong or odd in the graph: circles with the shortest witness, orphans, reversed stages."""
        made = self.makers_of.standing("illustrative", None).everywhere > 0
        loops = self._inputs.filter(pl.col("input") == pl.col("product"))["input"].to_list()
        return check_graph(self.products, self.links, self._kinds.parent, made | self._group, loops)

    # -- who makes it --------------------------------------------------------------------------------

    def makers(self, product: str, region: str | None = None, *, illustrative: bool = False) -> pl.DataFrame:
        """Who makes a product or a kind of it, on whose word.

        Parameters
        ----------
        region
            Only makers of this region; None is everywhere.
        illustrative
            Also example firms.

        Returns
        -------
        frame
            organisation, name, product (what exactly), name_zh, region, place, site, standing, text,
            capacity, unit, updated, record, source.
        """
        return self.evidence([product], region, illustrative=illustrative)

    def evidence(
        self, products: Iterable[str], region: str | None = None, *, illustrative: bool = False
    ) -> pl.DataFrame:
        """Who makes any of several products or kinds of them, each record once; columns as :meth:`makers`."""
        view: View = "illustrative" if illustrative else "reported"
        where = self._region(region)
        rows = dict.fromkeys(
            row
            for product in products
            for row in self.makers_of.rows_of(self._number[self.find(product)], view, where)
        )
        found = self.makers_of.evidence[list(rows)]
        names = pl.Series("name_zh", [self.name(made) for made in found["product"]], pl.String)
        return found.with_columns(names).select(
            "organisation", "name", "product", "name_zh", "region", "place", "site", "standing", "text",
            "capacity", "unit", "updated", "record", "source",
        )  # fmt: skip

    def projects(self, product: str, region: str | None = None) -> pl.DataFrame:
        """What was announced, signed or is being built for a product or a kind of it; ended ones included.

        Returns
        -------
        frame
            project, organisation, name, product, region, place, capacity, unit, status, as_of, source.
        """
        return self.projects_of.of(self._number[self.find(product)], self._region(region))

    def _region(self, region: str | None) -> str | None:
        return None if region is None else self.places.find_region(region)

    # -- coverage ------------------------------------------------------------------------------------

    def status(self, product: str, region: str | None = None, view: View = "reported") -> str:
        """The status of one product by itself in a region, or in the corridor."""
        standing = self.makers_of.standing(view, self._region(region))
        return STATUSES[standing.status[self._number[self.find(product)]]]

    def coverage(
        self,
        product: str,
        region: str | None = None,
        depth: int | None = 1,
        *,
        illustrative: bool = False,
    ) -> Coverage:
        """How far the inputs of a product are made in a region, or (None) in the whole corridor.

        Parameters
        ----------
        product
            Id or name.
        region
            A region of the corridor by id or name.
        depth
            How many steps down the tree of inputs: 1 counts the direct part categories, which is what
            officials quote; None goes to the end. A part met twice is counted once, where it is first met.
        illustrative
            Add a third column of status that also counts example firms.

        Raises
        ------
        UnknownName
            When the product or the region is not in the workspace.
        """
        number = self._number[self.find(product)]
        where = self._region(region)
        steps = self.links.tree(number, depth)
        basis = replace(self.basis, illustrative=illustrative and self.basis.illustrative)
        return Coverage(
            product=self.ids[number],
            name_zh=self._names[0][number],
            name_en=self._names[1][number],
            region=where,
            region_zh=self.places.name(where),
            region_en=self.places.name(where, "en"),
            depth=depth,
            parts=parts_frame(self, number, steps, where, VIEWS if illustrative else VIEWS[:2]),
            basis=basis,
        )

    def change(
        self, product: str, since: str, region: str | None = None, depth: int | None = 1
    ) -> CoverageChange:
        """What became of a coverage since a date, by the dates of the evidence (:func:`bashu.chain.as_of`).

        Two workspaces, such as two yearly files, are compared by :func:`bashu.chain.compare`.
        """
        then = as_of(self, since).coverage(product, region, depth)
        return compare(then, self.coverage(product, region, depth), since)

    def coverage_all(self, region: str | None = None) -> pl.DataFrame:
        """The coverage of every product's direct inputs at once.

        Returns
        -------
        frame
            product, confirmed, reported (the product's own status), parts, covered_confirmed, covered,
            essential, essential_covered.
        """
        return products_frame(self, self._region(region)).filter(~pl.Series(self._group))
