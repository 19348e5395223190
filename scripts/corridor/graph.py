"""The product graph of the corridor: products, inputs, and what may stand in for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from raw import GENERAL_KNOWLEDGE, read_gathered, read_mapping

if TYPE_CHECKING:
    from raw import Row


def products() -> list[Row]:
    """Nodes of the chain with stage, family, fields, areas and industry code."""
    codes = {row["product"]: row["gbt4754"] for row in read_mapping("codes")}
    codes |= {row["node"]: row["gbt4754_2017_code"] for row in read_gathered("corridor/node_gbt4754.csv")}
    belongs = {row["product"]: row for row in read_mapping("products")}
    return [
        {
            "product": node["node"],
            "name_zh": node["name_zh"],
            "name_en": node["name_en"],
            "stage": node["stage"],
            "family": node["xinping_class"],
            "fields": belongs[node["node"]]["fields"],
            "areas": belongs[node["node"]]["areas"],
            "parent": node["parent"],
            "gbt4754": codes.get(node["node"], ""),
        }
        for node in read_gathered("corridor/chain_nodes.csv")
    ]


def inputs() -> list[Row]:
    """What goes into what, essential or not, with its source."""
    return [
        {
            "input": link["input_node"],
            "product": link["output_node"],
            "essential": link["essential"],
            "source": (
                GENERAL_KNOWLEDGE
                if GENERAL_KNOWLEDGE in link["source_or_reason"]
                else link["source_or_reason"]
            ),
        }
        for link in read_gathered("corridor/chain_links.csv")
    ]


def substitutes() -> list[Row]:
    """Products that may stand in for another in some uses: general knowledge, and it says so."""
    return read_mapping("substitutes")
