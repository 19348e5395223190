"""Openness for people: what each region can get at home, from the other, and only from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.decide.openness import OUTSIDE
from bashu.report.workbook import Sheet

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.errors import Language

ORIGINS = {OUTSIDE: ("区外", "outside")}


def openness_sentences(frame: pl.DataFrame, graph: ProductGraph, language: Language) -> list[str]:
    """One sentence a region, with what is recorded, what would be possible, and what is an estimate."""
    sentences = []
    for rows in frame.partition_by("at", "region", maintain_order=True):
        region = str(rows["region"][0])
        if not rows["lines"][0]:
            continue
        from_there = {str(row["origin"]): row for row in rows.iter_rows(named=True)}
        home, outside = from_there[region], from_there[OUTSIDE]
        others = [row for origin, row in from_there.items() if origin not in {region, OUTSIDE}]
        said = [_could(home, region, graph, language)]
        said += [_could(row, region, graph, language) for row in others]
        said.append(_outside(outside, language))
        served = [(_origin(row, region, graph, language), row["served"]) for row in from_there.values()]
        if language == "zh":
            head = f"{graph.places.name(region)}（{home['lines']} 项需求"
            head += f"，截至 {home['at']}）" if home["at"] else "）"
            said.append("有供货记录：" + "、".join(f"{name} {share:.1%}" for name, share in served))
            sentences.append(f"{head}：" + "；".join(said) + "。")
        else:
            head = f"{graph.places.name(region, 'en')} ({home['lines']} lines of demand"
            head += f", known by {home['at']})" if home["at"] else ")"
            said.append("recorded supply: " + ", ".join(f"{name} {share:.1%}" for name, share in served))
            sentences.append(f"{head}: " + "; ".join(said) + ".")
    return sentences


def _origin(row: dict[str, Any], region: str, graph: ProductGraph, language: Language) -> str:
    at = 0 if language == "zh" else 1
    origin = str(row["origin"])
    if origin == region:
        return ("本地", "home")[at]
    return ORIGINS[origin][at] if origin in ORIGINS else graph.places.name(origin, language)


def _could(row: dict[str, Any], region: str, graph: ProductGraph, language: Language) -> str:
    name = _origin(row, region, graph, language)
    if language == "zh":
        return f"{name}可供 {row['could']:.0%}（只有{name}可供 {row['only']:.0%}）"
    return f"{name} could serve {row['could']:.0%} ({row['only']:.0%} nobody else in the corridor)"


def _outside(row: dict[str, Any], language: Language) -> str:
    zh = language == "zh"
    text = f"两地都未见生产者 {row['only']:.0%}" if zh else f"no maker in the corridor {row['only']:.0%}"
    if row["estimated"] is None:
        return text
    share, low, high = row["estimated"], row["estimated_low"], row["estimated_high"]
    return (
        f"{text}；按投入产出表估算，此类投入来自区外 {share:.0%}（{low:.0%}–{high:.0%}）"
        if zh
        else f"{text}; by the input-output table an estimated {share:.0%} ({low:.0%}-{high:.0%}) of such inputs comes from outside"
    )


def openness_rows(frame: pl.DataFrame, graph: ProductGraph, language: Language) -> pl.DataFrame:
    """The matrix with the regions by name."""
    at = 0 if language == "zh" else 1
    names = {region: graph.places.name(region, language) for region in graph.regions}
    origins = {**names, **{origin: words[at] for origin, words in ORIGINS.items()}}
    named = frame.with_columns(
        pl.col("region").replace_strict(names, return_dtype=pl.String),
        pl.col("origin").replace_strict(origins, return_dtype=pl.String),
    )
    return named.drop("at") if named["at"].null_count() == named.height else named


def openness_sheets(frame: pl.DataFrame, graph: ProductGraph, language: Language) -> list[Sheet]:
    """One sheet: who can serve whom, with the sentences above it."""
    note = (
        "按公开报道与自述；“可供”是有生产者，不是已成交；产值按生产者数分摊，为估算；方法见文档“开放度”"
        if language == "zh"
        else "by public reports and claims; “could” means that there is a maker, not a deal; output is divided by makers, "
        "an estimate; the method page is “openness”"
    )
    sentences = openness_sentences(frame, graph, language)
    title = "开放度" if language == "zh" else "Openness"
    return [Sheet(title, openness_rows(frame, graph, language), (*sentences[-len(graph.regions) :], note))]
