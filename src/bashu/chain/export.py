"""The product graph for other programs: GraphML, DOT and JSON, each with the coverage of every product."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from bashu.chain.names import GROUP
from bashu.tables import CODE_EDITION
from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.chain.graph import ProductGraph

#: status -> fill of its box in a drawing, dark to light with a colour-blind safe pair at the ends
FILLS = {
    "strong": "#2166ac", "covered": "#67a9cf", "single_source": "#fddbc7", "other_region_only": "#f7f7f7",
    "outside_only": "#ef8a62", "missing": "#b2182b",
}  # fmt: skip
DARK = ("strong", "missing")

#: what XML 1.0 cannot hold, not even escaped
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPHML_TYPES = {pl.Boolean: "boolean", pl.Float64: "double"}


def export_tables(
    graph: ProductGraph, product: str | None = None, depth: int | None = None, region: str | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The nodes and links of the graph, or of what goes into one product, as two tables.

    Parameters
    ----------
    product
        Id or name: only this product and its inputs down to ``depth`` (None: to the end). None is everything.
    region
        Whose coverage the nodes carry; None is the whole corridor.

    Returns
    -------
    nodes, links
        product, name_zh, name_en, stage, family, fields, areas, gbt4754, edition (of the code), parent, group
        (a node for display), confirmed, reported (statuses), makers (in that region), announced;
        input, product, relation (``input``: goes into; ``kind``: is a kind of; ``group``: is shown under),
        essential, share, source.
    """
    where = None if region is None else graph.places.find_region(region)
    nodes = graph.products.select(
        "product", "name_zh", "name_en", "stage", "family", "fields", "areas", "gbt4754",
        pl.when(pl.col("gbt4754").is_not_null()).then(pl.lit(CODE_EDITION)).alias("edition"),
        "parent",
    )  # fmt: skip
    statuses = graph.coverage_all(where).select("product", "confirmed", "reported")
    nodes = (
        nodes.join(statuses, on="product", how="left", maintain_order="left")
        .with_columns(
            pl.col("reported").is_null().alias("group"),
            pl.Series("makers", graph.makers_of.standing("reported", where).here, pl.Int64),
            pl.Series("announced", graph.projects_of.under_way(where), pl.Int64),
        )
        .select(pl.exclude("confirmed", "reported", "makers", "announced"), "confirmed", "reported", "makers",
                "announced")
    )  # fmt: skip
    shown = pl.col("parent").str.starts_with(GROUP)
    kinds = nodes.filter(pl.col("parent").is_not_null()).select(
        input="product",
        product="parent",
        relation=pl.when(shown).then(pl.lit("group")).otherwise(pl.lit("kind")),
    )
    links = pl.concat(
        [graph.input_links().with_columns(relation=pl.lit("input")), kinds], how="diagonal"
    ).select("input", "product", "relation", "essential", "share", "source")
    if product is not None:
        chosen = graph.find(product)
        inside = {chosen, *(step.part for step in graph.tree(chosen, depth))}
        nodes = nodes.filter(pl.col("product").is_in(inside))
    known = nodes["product"].implode()
    return nodes, links.filter(pl.col("input").is_in(known), pl.col("product").is_in(known))


def to_graphml(nodes: pl.DataFrame, links: pl.DataFrame) -> str:
    """GraphML (http://graphml.graphdrawing.org) that yEd, Gephi, networkx and igraph open.

    Every column is an attribute of its type; a list is joined by semicolons; what is not known is left out.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
        *_graphml_keys("node", nodes),
        *_graphml_keys("edge", links),
        '<graph id="products" edgedefault="directed">',
    ]
    # an id of GraphML is an XML name without spaces: numbers stand in, the product is an attribute
    number = {product: f"n{at}" for at, product in enumerate(nodes["product"])}
    for at, row in enumerate(nodes.iter_rows()):
        lines.append(f'<node id="n{at}">{_graphml_data("node", nodes.columns, row)}</node>')
    for at, row in enumerate(links.iter_rows()):
        ends = f'source="{number[row[0]]}" target="{number[row[1]]}"'
        lines.append(f'<edge id="e{at}" {ends}>{_graphml_data("edge", links.columns, row)}</edge>')
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _graphml_keys(kind: str, table: pl.DataFrame) -> list[str]:
    return [
        f'<key id="{kind}_{name}" for="{kind}" attr.name={quoteattr(name)} '
        f'attr.type="{_GRAPHML_TYPES.get(type(dtype), "long" if dtype.is_integer() else "string")}"/>'
        for name, dtype in table.schema.items()
    ]


def _graphml_data(kind: str, columns: Iterable[str], row: tuple[Any, ...]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{escape(_NOT_XML.sub(" ", _text(value)))}</data>'
        for name, value in zip(columns, row, strict=True)
        if value is not None and value != []
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(entry) for entry in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_dot(nodes: pl.DataFrame, links: pl.DataFrame, language: Literal["zh", "en"] = "zh") -> str:
    """DOT for Graphviz: a box a product, filled by its status; inputs lead to what they go into.

    Essential links are solid, others dashed; a kind or a member points at the broader product with an open, dotted arrow.
    """
    lines = ["digraph products {", 'rankdir=LR; node [shape=box, style=filled, fontname="sans-serif"];']
    for row in nodes.iter_rows(named=True):
        name = (row["name_en"] or row["name_zh"]) if language == "en" else row["name_zh"]
        fill = FILLS.get(row["reported"], "#ffffff")
        ink = "white" if row["reported"] in DARK else "black"
        lines.append(
            f'{_quoted(row["product"])} [label={_quoted(name)}, fillcolor="{fill}", fontcolor={ink}];'
        )
    for row in links.iter_rows(named=True):
        if row["relation"] != "input":
            look = "style=dotted, arrowhead=empty"
        else:
            look = "style=solid" if row["essential"] else "style=dashed"
        lines.append(f"{_quoted(row['input'])} -> {_quoted(row['product'])} [{look}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, everything on one line.

    >>> _quoted('a "b"').count(chr(92))
    2
    """
    plain = " ".join(_NOT_XML.sub(" ", text).split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_json(nodes: pl.DataFrame, links: pl.DataFrame, version: str = "") -> str:
    """Node-link JSON as networkx reads it: ``nodes`` with an ``id``, ``edges`` with ``source`` and ``target``.

    Where a link is written stands under ``cited``, because ``source`` is the node it comes from.
    """
    ends = links.rename({"source": "cited"}).rename({"input": "source", "product": "target"})
    document = {
        "directed": True,
        "multigraph": True,
        "graph": {"version": version, "edition": CODE_EDITION},
        "nodes": [{"id": row["product"], **row} for row in nodes.iter_rows(named=True)],
        "edges": [{**row, "key": row["relation"]} for row in ends.iter_rows(named=True)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
