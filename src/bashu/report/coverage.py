"""Coverage for people: statuses in words, one sheet for all end products and one for each product in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES, status_name
from bashu.chain.change import CHANGE_NAMES
from bashu.report.workbook import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.chain import Coverage, CoverageChange, ProductGraph
    from bashu.errors import Language

#: the stage of products that are sold as complete sets
END_STAGE = "整机"
#: a part without confirmed supply is not a blank: nobody has been asked yet
NOTHING_CONFIRMED = ("尚无确认", "none yet")


def end_products(graph: ProductGraph, products: pl.DataFrame) -> list[str]:
    """The complete sets that have inputs in the graph, in the order of the products table."""
    made_of = set(graph.coverage_all().filter(pl.col("parts") > 0)["product"])
    return [product for product in products.filter(stage=END_STAGE)["product"] if product in made_of]


def coverage_rows(coverage: Coverage, language: Language) -> pl.DataFrame:
    """The parts of a coverage with statuses in words and one name per part."""
    words = {status: status_name(status, language) for status in STATUSES}
    name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
    return coverage.parts.select(
        "part",
        name.alias("name"),
        "depth",
        "essential",
        pl.col("confirmed").replace_strict(
            {**words, "missing": NOTHING_CONFIRMED[0 if language == "zh" else 1]}
        ),
        pl.col("reported").replace_strict(words),
        "makers",
        "makers_here",
        "makers_other",
        "announced",
        "latest",
        "confirmed_on",
        "organisations",
        "sources",
    )


def change_rows(change: CoverageChange, graph: ProductGraph, language: Language) -> pl.DataFrame:
    """The parts whose status changed in words, with the makers that came or went by name."""
    words = {status: status_name(status, language) for status in STATUSES}
    name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
    firms = dict(graph.makers_of.evidence.select("organisation", "name").drop_nulls().iter_rows())
    changes = {change: pair[0 if language == "zh" else 1] for change, pair in CHANGE_NAMES.items()}

    def named(column: str) -> pl.Series:
        lists = [[firms.get(each, each) for each in cell] for cell in change.changed[column]]
        return pl.Series(column, lists, pl.List(pl.String))

    return change.changed.select(
        "part",
        name.alias("name"),
        "essential",
        pl.col("change").replace_strict(changes, return_dtype=pl.String),
        *(
            pl.col(column).replace_strict(words, return_dtype=pl.String)
            for column in ("confirmed_before", "confirmed", "reported_before", "reported")
        ),
        named("gained"),
        named("lost"),
        "undated",
        "confirmed_on",
        "latest",
    )


def coverage_summary(coverages: Iterable[Coverage], language: Language) -> pl.DataFrame:
    """One row per end product: N of M part categories, essential ones, confirmed ones, the blanks by name."""
    rows = [
        {
            "product": coverage.product,
            "name": coverage.name_zh if language == "zh" else coverage.name_en or coverage.name_zh,
            "parts": coverage.total,
            "covered": coverage.covered,
            "covered_confirmed": coverage.covered_confirmed,
            "essential": coverage.essential_total,
            "essential_covered": coverage.essential_covered,
            "blanks": _names(coverage, language),
        }
        for coverage in coverages
    ]
    schema = {
        "product": pl.String,
        "name": pl.String,
        **dict.fromkeys(
            ("parts", "covered", "covered_confirmed", "essential", "essential_covered"), pl.Int64
        ),
    }
    return pl.DataFrame(rows, schema={**schema, "blanks": pl.List(pl.String)})


def coverage_sheets(coverages: Iterable[Coverage], language: Language) -> list[Sheet]:
    """A workbook: the summary first, then every product with the sentence officials quote above its parts."""
    listed = list(coverages)
    title = "终端产品一览" if language == "zh" else "End products"
    note = (
        "“公开报道”按公开报道与自述统计，“已确认”只计各方确认的供应；示例企业不计入"
        if language == "zh"
        else "“reported” counts public reports and claims, “confirmed” only supply confirmed by the parties; example firms never count"
    )
    sheets = [Sheet(title, coverage_summary(listed, language), (note,))]
    for coverage in listed:
        name = coverage.name_zh if language == "zh" else coverage.name_en or coverage.name_zh
        sheets.append(Sheet(name, coverage_rows(coverage, language), (coverage.sentence(language), note)))
    return sheets


def graph_sheets(
    graph: ProductGraph, nodes: pl.DataFrame, links: pl.DataFrame, language: Language
) -> list[Sheet]:
    """A workbook of the product graph: products with their coverage, links with their source, makers."""
    words = {status: status_name(status, language) for status in STATUSES}
    zh = language == "zh"
    note = (
        "依据公开报道与自述；示例企业不计入；尚未确认的不等于没有"
        if zh
        else "by public reports and claims; example firms never count; not confirmed does not mean not there"
    )
    makers = graph.evidence(nodes.filter(~pl.col("group"))["product"])
    named = nodes.with_columns(pl.col("confirmed", "reported").replace(words))
    return [
        Sheet("产品" if zh else "Products", named, (note,)),
        Sheet("关系" if zh else "Links", links),
        Sheet("生产者" if zh else "Makers", makers, (note,)),
    ]


def _names(coverage: Coverage, language: Language) -> list[str]:
    name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
    named = dict(coverage.parts.select("part", name.alias("name")).iter_rows())
    return [named[part] for part in coverage.blanks]
