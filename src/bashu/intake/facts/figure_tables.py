"""Figures in tables of statistics: one row is a subject, one column a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_frames import report_period
from bashu.intake.facts.figure_words import COUNTED, MEASURE, comparison_before
from bashu.intake.model import Evidence, Figure
from bashu.text import find_dates, find_numbers
from bashu.text.units import plain_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.intake.facts.reading import Reading

_STATISTICS = re.compile(r"指标|数值|增速|同比|产值|营收|收入|总量|规模|占比|比重|数量|增长|年份|完成")
_UNIT = re.compile(
    r"(?P<money>(?:美元|欧元|元))|(?P<percent>%|个?百分点|‰)|(?P<people>人次|人|名)|(?P<count>台/套|台套|家|户|个|项|台|套|辆|片|只|颗|件|万片)|(?P<size>平方公里|平方米|亩|吨|GWh|MWh|GW|MW)"
)
_HEADER_UNIT = re.compile(
    r"[(（](?:单位[::])?(?P<multiplier>万亿|亿|万)?(?P<unit>元|美元|%|人|家|户|台|片|套|吨|亩)[)）]"
)
_FALLS = re.compile(r"下降|减少|降低|回落|下滑|^-")
_RATE = re.compile(r"增速|增长|同比|增幅")


def table_figures(reading: Reading) -> Iterator[Figure]:
    """The figures of every table whose header speaks of statistics and not of signing."""
    index = 0
    sentences = reading.sentences
    while index < len(sentences):
        if not sentences[index].table:
            index += 1
            continue
        last = index
        while last + 1 < len(sentences) and sentences[last + 1].table:
            last += 1
        yield from _block(reading, index, last)
        index = last + 1


def _block(reading: Reading, first: int, last: int) -> Iterator[Figure]:
    header_spans = reading.cells(reading.sentences[first])
    header = [reading.text[start:end] for start, end in header_spans]
    words = "".join(header)
    if not _STATISTICS.search(words) or re.search(r"签约|协议|甲方|企业名称", words):
        return
    dated = [found for found in find_dates(words, reading.published) if found.value]
    reported = None if dated else report_period(reading, first)
    for number in range(first + 1, last + 1):
        spans = reading.cells(reading.sentences[number])
        label = reading.text[spans[0][0] : spans[0][1]]
        for column, (start, end) in enumerate(spans[1:], start=1):
            title = header[column] if column < len(header) else ""
            own = [found for found in find_dates(title, reading.published) if found.value]
            period = (own or dated)[0].value if own or dated else reported
            earlier = header[column - 1] if 1 < column <= len(header) else ""
            figure = _cell(reading.text, (start, end), Place(label, title, earlier, period))
            if figure is not None:
                yield figure


@dataclass(frozen=True)
class Place:
    """Where a cell stands: what its row is about, its column and the one before, and the time of the table."""

    label: str
    title: str
    earlier: str
    period: str | None


def _cell(text: str, span: tuple[int, int], place: Place) -> Figure | None:
    label, title = place.label, place.title
    cell = text[slice(*span)]
    numbers = find_numbers(cell)
    if len(numbers) != 1:
        return None
    item = numbers[0]
    written = cell[item.start : item.end]
    match = _UNIT.match(cell, item.end)
    stated = _HEADER_UNIT.search(title) or _HEADER_UNIT.search(label)
    if match is not None:
        value, unit = COUNTED[match.lastgroup or "count"](item.value, written, match[0])
    elif stated is not None and stated["unit"] == "%":
        value, unit = item.value, "%"
    elif stated is not None:
        value, unit = item.value, f"{stated['multiplier'] or ''}{stated['unit']}"
        if unit == "万亿元":
            value, unit = value * 10_000, "亿元"
    else:
        return None
    comparison, _ = comparison_before(cell[: item.start])
    plain_label = re.sub(r"[(（].*?[)）]", "", label).strip()
    is_rate = bool(_RATE.search(title) or _RATE.search(comparison)) or unit == "%"
    measure = _column(title) or plain_label
    if is_rate and _RATE.search(f"{title}{comparison}{label}"):
        falls = _FALLS.search(cell) is not None
        measure = f"{_column(place.earlier)}{'降幅' if falls else '增速'}"
    scope = "规上" if "规上" in label or "规模以上" in label else ""
    return Figure(
        subject=plain_label,
        measure=measure,
        value=f"{plain_decimal(value):f}",
        unit=unit,
        period=place.period,
        comparison=comparison or None,
        scope=scope,
        evidence=(Evidence(*span),),
        confidence=0.9,
    )


def _column(title: str) -> str:
    """What the numbers of a column measure, where its header says so: 产量(万吨); "" for 数值 or 2022年."""
    plain = re.sub(r"[(（].*?[)）]", "", title).strip()
    return plain if MEASURE.search(plain) and not _RATE.search(plain) else ""
