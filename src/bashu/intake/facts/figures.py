"""Figures: a number with what it measures, of whom, when, and how exactly."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_measure import measure_of
from bashu.intake.facts.figure_period import period_of
from bashu.intake.facts.figure_site import Site, site_of
from bashu.intake.facts.figure_tables import table_figures
from bashu.intake.facts.figure_words import scope_of
from bashu.intake.facts.quantities import find_quantities
from bashu.intake.model import Evidence, Figure
from bashu.text.units import plain_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.reading import Reading

_TOO_LATE = re.compile(r"还将|还要|再办|将再|再举办|下一步还|争取再")
#: 对采购额超过5000万元的给予奖励: a condition, nothing that was counted
_CONDITION = re.compile(r"的(?:,|给予|予以|可(?!再生)|按|由)")
_RANK = re.compile(
    r"(?:[居列位]|排(?:名|在)?|稳居|跃居)[^,。;]{0,2}?((?:全国|中西部|西部|全省|全市|世界|全球|东部|中部)[^,。;]{0,6}?第[一二三四五六七八九十\d]+)"
)
#: how many earlier figures of the same value are compared
_TWINS = 20


def read_figures(reading: Reading, taken: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """The figures of a body and its tables in reading order, each once.

    Parameters
    ----------
    reading
        The prepared body.
    taken
        Spans of numbers that another fact already tells, such as how many agreements are still to follow.
    """
    found: list[Figure] = []
    for number, sentence in enumerate(reading.sentences):
        if sentence.table:
            continue
        previous: Figure | None = None
        for quantity in find_quantities(reading, sentence, taken):
            figure = _figure(site_of(reading, number, quantity, previous), found)
            if figure is not None:
                found.append(figure)
                previous = figure
    found.extend(table_figures(reading))
    return _once(sorted(found, key=lambda figure: figure.evidence[0].start))


def _figure(site: Site, found: Sequence[Figure]) -> Figure | None:
    if _TOO_LATE.search(site.before) or (site.comparison and _CONDITION.match(site.after)):
        return None
    told = measure_of(site)
    if told is None:
        return None
    subject, measure = told
    quantity = site.quantity
    start = site.left + len(site.before) - len(site.before.lstrip())
    return Figure(
        subject=subject,
        measure=measure,
        value=f"{plain_decimal(quantity.value):f}",
        unit=quantity.unit,
        period=period_of(site, f"{subject}{measure}{site.before}{site.after}", found),
        comparison=site.comparison or None,
        scope=_scope(site),
        evidence=(Evidence(start, quantity.end),),
        confidence=0.85 if subject else 0.65,
    )


def _scope(site: Site) -> str:
    """The words that say what the first figure of a sentence covers, its rank among them."""
    text, sentence = site.reading.text, site.sentence
    words = scope_of(text[sentence.start : site.quantity.start])
    rank = _RANK.search(text, site.quantity.end, sentence.end) if site.previous is None else None
    return "、".join(part for part in (words, rank[1] if rank else "") if part)


def _once(figures: list[Figure]) -> list[Figure]:
    """Each figure once: value, unit and period equal and the measure overlapping is the same figure told twice."""
    kept: list[Figure] = []
    places: dict[tuple[str, str], list[int]] = {}
    for figure in figures:
        equal = places.setdefault((figure.value, figure.unit), [])
        twin = next((index for index in equal[-_TWINS:] if _same(figure, kept[index])), None)
        if twin is None:
            equal.append(len(kept))
            kept.append(figure)
        else:
            kept[twin] = replace(kept[twin], evidence=(*kept[twin].evidence, *figure.evidence))
    return kept


def _same(figure: Figure, other: Figure) -> bool:
    if "%" in figure.unit:
        return False
    periods = {figure.period, other.period} - {None}
    return len(periods) < 2 and bool(set(figure.measure) & set(other.measure))
