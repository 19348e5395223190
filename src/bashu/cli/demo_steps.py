"""The steps of the demonstration: each writes a file and returns the sentences worth telling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bashu.cli.output import write_text
from bashu.cli.read import amount

if TYPE_CHECKING:
    from bashu.errors import Language
    from bashu.intake import Article
    from bashu.workspace import Workspace

#: what the demonstration looks at; all of it can be asked for any product, place and year
LAPTOP, BOARD, PLACE = "fg_laptop", "cm_pcb", "suining"
TIMETABLES = (2014, 2021)
#: gaps and pairs of cities, and agreements, named in the summary
NAMED, AGREEMENTS_NAMED = 4, 8


def read_step(workspace: Workspace, folder: Path, language: Language, page: Path | None) -> list[str]:
    """Read a page, write its facts."""
    from bashu.errors import Finding, UnreadableFile
    from bashu.intake import read_page
    from bashu.workspace import CORRIDOR

    source = page or CORRIDOR / "pages" / "yibin-2020.html"
    if not source.is_file():
        raise UnreadableFile(Finding("no_such_file", file=str(source)))
    article = read_page(source.read_bytes(), workspace=workspace)
    _write_json(folder / "article.json", article.to_dict())
    return _article_lines(article, language)


def _article_lines(article: Article, language: Language) -> list[str]:
    zh = language == "zh"
    lines = [f"{article.title} · {(article.published_at or '')[:16].replace('T', ' ')} · {article.source}"]
    words = {"signed": "签约", "intention": "意向", "planned": "拟签", "past": "此前"} if zh else {}
    for agreement in article.agreements[:AGREEMENTS_NAMED]:
        parties = " — ".join(party.name for party in agreement.parties) or ("未具名" if zh else "not named")
        more = ("等" if zh else " and others") if agreement.parties and agreement.parties_at_least else ""
        counted = (
            (f"（{agreement.count} 家以上）" if zh else f" (at least {agreement.count})")
            if agreement.count > 1
            else ""
        )
        lines.append(f"[{words.get(agreement.status, agreement.status)}] {parties}{more}{counted}")
    figures = [f"{figure.subject}{figure.measure} {amount(figure)}" for figure in article.figures[:2]]
    if figures:
        lines.append(("；" if zh else "; ").join(figures))
    total = f"{len(article.agreements)} 项协议、{len(article.figures)} 个数字、{len(article.people)} 个人物角色，均可回到原文位置"
    lines.append(
        total
        if zh
        else f"{len(article.agreements)} agreements, {len(article.figures)} figures, {len(article.people)} roles of people, each with its place in the text"
    )
    return lines


def coverage_step(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    """Write the coverage of every end product; tell that of the laptop."""
    from bashu.chain import ProductGraph
    from bashu.report import write_workbook
    from bashu.report.coverage import coverage_sheets, end_products

    graph = ProductGraph(workspace)
    coverages = [graph.coverage(product) for product in end_products(graph, workspace.table("products"))]
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "coverage.xlsx", coverage_sheets(coverages, language), language)
    return [graph.coverage(LAPTOP).sentence(language)]


def gaps_step(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    """Write the ranked gaps; tell the first."""
    from bashu.decide import gaps
    from bashu.report import write_workbook
    from bashu.report.gaps import gap_sheets

    ranked = gaps(workspace)
    sheets = gap_sheets(ranked, language)
    write_workbook(folder / "gaps.xlsx", sheets, language)
    first = sheets[0].frame.head(NAMED)
    listed = ("、" if language == "zh" else ", ").join(first["name"])
    head = (
        f"{ranked.height} 处缺口，最先要补：{listed}"
        if language == "zh"
        else f"{ranked.height} gaps; first to complete: {listed}"
    )
    return [head, str(first["evidence"][0])]


def travel_step(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    """Write what faster trains changed; tell what they make possible."""
    import polars as pl

    from bashu.decide import travel_effects
    from bashu.report import Sheet, write_workbook
    from bashu.travel import Travel

    zh = language == "zh"
    before, after = TIMETABLES
    travel = Travel(workspace)
    changes = travel.changes(before, after)
    effects = travel_effects(workspace, before, after, travel=travel)
    title = f"{before} → {after}"
    names = ("行程变化", "带来的配对") if zh else ("Changes", "Matches")
    sheets = [Sheet(name, frame, (title,)) for name, frame in zip(names, (changes, effects), strict=True)]
    write_workbook(folder / "travel.xlsx", sheets, language)
    pairs = effects.group_by("origin", "destination", maintain_order=True).agg(
        pl.col("before", "after").first(), pl.col("matches").sum()
    )
    named = [
        f"{travel.places.name(row['origin'], language)}–{travel.places.name(row['destination'], language)} {row['before']:.0f}→{row['after']:.0f}"
        for row in pairs.sort("matches", descending=True).head(NAMED).iter_rows(named=True)
    ]
    slower = int(changes["slower_maybe_source"].sum())
    matches = int(effects["matches"].sum())
    if zh:
        return [
            f"{before}→{after} 最快直达进入 60/120/240 分钟圈的城市对，由此成为可能的供需配对 {matches} 个（可能性，并非已有供货）：{'；'.join(named)} 分钟",
            f"只比较两份时刻表都有的 {changes.height} 对；其中 {slower} 对变慢，可能是来源不同",
        ]
    return [
        f"Pairs of cities whose fastest direct train came under 60/120/240 minutes {before}→{after} make {matches} supplier–buyer matches possible (possibilities, not known supplies): {'; '.join(named)} min",
        f"Only the {changes.height} pairs that both timetables have; {slower} look slower, maybe a difference of sources",
    ]


def plan_step(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    """Plan the market, prove the plan, write it."""
    from bashu.report.market import MarketReport

    report = MarketReport.of(workspace)
    report.write(folder / "plan.xlsx", language)
    return report.sentences(language)


def weigh_step(workspace: Workspace, folder: Path, language: Language) -> list[str]:
    """Weigh circuit boards in Suining, write the verdict."""
    from bashu.decide import weigh

    verdict = weigh(workspace, BOARD, PLACE)
    _write_json(folder / "weigh.json", verdict.to_dict())
    return [verdict.sentence(language)]


def _write_json(path: Path, document: dict[str, Any]) -> None:
    write_text(path, json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")
