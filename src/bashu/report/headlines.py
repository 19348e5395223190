"""The headline figures of a corridor: how many, of what, in which scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import ProductGraph
from bashu.chain.projects import UNDER_WAY
from bashu.tables.ledger import LINES

if TYPE_CHECKING:
    from bashu.workspace import Workspace

_REPORTED = ("公开报道与自述；示例企业不计入", "by public reports and claims; example firms are not counted")
_GRAPH = ("本产品图；依据公开报道与自述", "products of this graph; by public reports and claims")
#: figure -> (label, unit, scope), each in Chinese and English
HEADLINES = {
    "organisations": (("组织", "organisations"), ("家", ""), _REPORTED),
    "makers": (("其中有产品记录的", "of them with products on record"), ("家", ""), _REPORTED),
    "products": (("产业链上的产品", "products of the chain"), ("种", ""), ("本产品图", "products of this graph")),
    "products_made": (("两地有生产者", "made in the corridor"), ("种", ""), _GRAPH),
    "products_single": (("只有一家生产者", "with a single maker"), ("种", ""), _GRAPH),
    "products_missing": (("两地未见生产者", "without a known maker"), ("种", ""), _GRAPH),
    "projects": (("签约或在建项目", "projects announced or being built"), ("个", ""), ("公开报道；不计为已有", "by public reports; not counted as existing")),
    "needs": (("公布的需求", "published needs"), ("条", ""), _REPORTED),
    "agreements": (("已签署的协议", "agreements signed"), ("份", ""), ("公开报道；一次签约的一项记一份", "by public reports; one for each agreement of a signing")),
}  # fmt: skip


#: the line of an agreement that is about all of them
GENERAL = "general"


def agreements_by_line(workspace: Workspace) -> pl.DataFrame:
    """Count the agreements that name each line of work; one agreement may name several.

    Parameters
    ----------
    workspace
        Table agreements.

    Returns
    -------
    frame
        line, agreements – the lines of the report in its order, without the general one.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> agreements_by_line(Workspace.open())["line"].to_list()[:2]
    ['supply', 'research']
    """
    named = workspace.table_or_empty("agreements")["lines"].explode().drop_nulls()
    counted = dict(named.value_counts().iter_rows())
    lines = [line for line in LINES if line != GENERAL]
    return pl.DataFrame(
        {"line": lines, "agreements": [counted.get(line, 0) for line in lines]},
        schema_overrides={"line": pl.String, "agreements": pl.Int64},
    )


def headlines(workspace: Workspace, graph: ProductGraph | None = None) -> pl.DataFrame:
    """Count what a corridor has and lacks; every row can be recounted from the tables.

    Parameters
    ----------
    workspace
        Tables products and inputs, and as far as they are there organisations, capabilities, projects,
        needs and agreements.
    graph
        The prepared graph of this workspace, if there is one.

    Returns
    -------
    frame
        figure, label_zh, label_en, value, unit_zh, unit_en, scope_zh, scope_en.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> frame = headlines(Workspace.open())
    >>> products = frame.filter(pl.col("figure").str.starts_with("products_"))["value"].sum()
    >>> products >= frame.filter(figure="products")["value"].item()
    True
    """
    graph = graph or ProductGraph(workspace)
    organisations = workspace.table_or_empty("organisations").filter(pl.col("standing") != "illustrative")
    capabilities = workspace.table_or_empty("capabilities").filter(pl.col("standing") != "illustrative")
    projects = workspace.table_or_empty("projects")
    needs = workspace.table_or_empty("needs")
    agreements = workspace.table_or_empty("agreements")
    status = graph.coverage_all()["reported"]
    values = {
        "organisations": organisations.height,
        "makers": capabilities["organisation"].n_unique(),
        "products": status.len(),
        "products_made": int(status.is_in(["single_source", "covered", "strong"]).sum()),
        "products_single": int((status == "single_source").sum()),
        "products_missing": int(status.is_in(["missing", "outside_only"]).sum()),
        "projects": projects.filter(pl.col("status").is_in(UNDER_WAY)).height,
        "needs": needs.filter(pl.col("standing") != "illustrative").height,
        "agreements": agreements.filter(pl.col("status") == "signed").height,
    }
    rows = [
        (figure, *HEADLINES[figure][0], value, *HEADLINES[figure][1], *HEADLINES[figure][2])
        for figure, value in values.items()
    ]
    schema = ["figure", "label_zh", "label_en", "value", "unit_zh", "unit_en", "scope_zh", "scope_en"]
    return pl.DataFrame(rows, schema=schema, orient="row")
