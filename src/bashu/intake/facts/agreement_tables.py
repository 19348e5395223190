"""Agreements listed in a table: one row, one agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.bodies import formal_name
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.kinds import has_ending, kind_of
from bashu.intake.facts.token import Token
from bashu.intake.facts.wording import agreement_name, core_subject
from bashu.text import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.intake.facts.reading import Reading

_NAME = re.compile(r"协议|项目名称|合同|文件|名称|签约项目|合作内容|合作事项|签约内容|项目")
_PARTY = re.compile(
    r"签约方|甲方|乙方|丙方|签约对象|合作方|签约单位|签约主体|签约双方|企业|单位|投资方|引进方|对方|签约人|合作单位|供方|需方|供应方|采购方|学校|院校|园区|承接地|落户地|牵头|一方|另一方|主体|地方"
)
_AMOUNT = re.compile(r"投资|金额|资金|总额|规模\(|亿元|万元|额度")
_STATUS = re.compile(r"状态|性质|类型|备注|进展")
_SKIP = re.compile(r"序号|编号|^号$|产品|联系|地点|时间|日期|领域|行业|层级|类别")
_EMPTY = re.compile(r"^(?:未公布|未披露|不详|保密|待定|暂无|无|—+|-+|/|\\|另行公布|未公开)?$")
_MONEY = re.compile(
    r"^(?:约|超|近|不低于)?(?P<value>\d[\d,]*(?:\.\d+)?)(?P<more>[余多]?)(?P<unit>(?:万亿|亿|万|千万|百万)?(?:元|美元|欧元|人民币)?)"
)
_SPLIT = re.compile(r"、|;|/|\+|,(?![^()]*\))|\s{2,}|<br>")
_ROW_NOTE = re.compile(
    r"第(?P<row>[一二三四五六七八九十\d]+)[项个份行](?:协议)?(?:为|是|属|系)[^,。;]{0,6}(?P<what>意向)"
)


@dataclass(frozen=True)
class _Columns:
    names: tuple[int, ...]
    parties: tuple[int, ...]
    amounts: tuple[int, ...]
    states: tuple[int, ...]
    unit: str


def table_drafts(reading: Reading) -> list[Draft]:
    """The agreements of every table of agreements in the body."""
    found: list[Draft] = []
    sentences = reading.sentences
    index = 0
    while index < len(sentences):
        if not sentences[index].table:
            index += 1
            continue
        last = index
        while last + 1 < len(sentences) and sentences[last + 1].table:
            last += 1
        found.extend(_read_block(reading, index, last))
        index = last + 1
    return found


def _read_block(reading: Reading, first: int, last: int) -> Iterator[Draft]:
    header = reading.cells(reading.sentences[first])
    columns = _columns([reading.text[start:end] for start, end in header])
    if columns is None or not _speaks_of_agreements(reading, first, last):
        return
    intended = _noted_intentions(reading.text)
    for number in range(first + 1, last + 1):
        cells = reading.cells(reading.sentences[number])
        parties = tuple(_parties(reading, cells, columns.parties))
        texts = [reading.text[start:end] for start, end in cells]
        if len(parties) < 2:
            continue
        name = next((texts[column] for column in columns.names if column < len(texts)), None)
        amount, unit = _amount(texts, columns)
        plain = agreement_name(name)[0] or name if name else _name_above(reading, first)
        states = "".join(texts[column] for column in columns.states if column < len(texts))
        is_intention = "意向" in (name or "") + states or number - first in intended
        yield Draft(
            parties, cells[0][0], cells[-1][1], number,
            status="intention" if is_intention else "planned" if re.search(r"拟签|待签|计划", states) else "signed",
            name=plain, subject=core_subject(name) or (name or ""), amount=amount, unit=unit, confidence=0.9, table=True,
        )  # fmt: skip


def _columns(titles: list[str]) -> _Columns | None:
    """Which columns hold what, by their headers; None when no two parties can be told."""
    names, parties, amounts, states = [], [], [], []
    unit = ""
    for index, title in enumerate(titles):
        if _AMOUNT.search(title):
            amounts.append(index)
            stated = re.search(r"[(（]?(万亿元|亿元|万元|亿美元|万美元)", title)
            unit = stated[1] if stated else ""
        elif _STATUS.search(title):
            states.append(index)
        elif _SKIP.search(title) and not _PARTY.search(title):
            continue
        elif _PARTY.search(title) and not re.search(
            r"名称$|协议|项目", title.replace("企业名称", "").replace("单位名称", "")
        ):
            parties.append(index)
        elif _NAME.search(title):
            names.append(index)
    return _Columns(tuple(names), tuple(parties), tuple(amounts), tuple(states), unit) if parties else None


def _speaks_of_agreements(reading: Reading, first: int, last: int) -> bool:
    """Whether the words around the table, its header or the title speak of signing."""
    start = reading.sentences[max(0, first - 5)].start
    behind = reading.sentences[last + 1 : last + 3]
    if behind and "签" in reading.text[behind[0].start : behind[-1].end]:
        return True
    return "签" in reading.text[start : reading.sentences[first].end] or "签" in reading.title


def _parties(reading: Reading, cells: list[tuple[int, int]], columns: tuple[int, ...]) -> Iterator[Token]:
    for column in columns:
        if column >= len(cells):
            continue
        start, end = cells[column]
        position = start
        for part in [*_SPLIT.finditer(reading.text, start, end), None]:
            stop = part.start() if part else end
            words = reading.text[position:stop]
            name = words.strip().strip("·.。")
            if name.endswith("等") and len(name) > 2:
                name = name[:-1]
            begin = position + len(words) - len(words.lstrip())
            if name and not _EMPTY.match(name):
                yield _token(reading, name, begin)
            position = part.end() if part else end


def _token(reading: Reading, name: str, start: int) -> Token:
    alias = reading.mention_at(start, start + len(name))
    if alias is not None:
        return Token("U", start, start + len(name), alias.name, alias.kind, alias.organisation)
    hit = reading.place_at(start, start + len(name))
    if hit is not None and not has_ending(name):
        kind = "park" if hit.place.level in {"zone", "park"} else "government"
        return Token("U", start, start + len(name), formal_name(hit), kind)
    return Token("U", start, start + len(name), name, kind_of(name), reading.knowledge.organisation_id(name))


def _amount(texts: list[str], columns: _Columns) -> tuple[str | None, str | None]:
    for column in columns.amounts:
        if column >= len(texts) or _EMPTY.match(texts[column]):
            continue
        match = _MONEY.match(texts[column])
        if match:
            return match["value"].replace(",", ""), match["unit"] or columns.unit or None
    return None, None


def _name_above(reading: Reading, first: int) -> str | None:
    """The name that the sentence above the table gives all its agreements."""
    for number in range(first - 1, max(-1, first - 4), -1):
        sentence = reading.sentences[number]
        match = re.search(r"签[署订下了约](.{0,30})", reading.text[sentence.start : sentence.end])
        name = agreement_name(match[1])[0] if match else None
        if name:
            return name
    return None


def _noted_intentions(text: str) -> set[int]:
    """Rows that the text calls an intention: 其中第六项为意向书."""
    rows = set()
    for match in _ROW_NOTE.finditer(text):
        row = int(match["row"]) if match["row"].isascii() else parse_chinese(match["row"])
        if row is not None:
            rows.add(int(row))
    return rows
