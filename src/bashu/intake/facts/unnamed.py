"""Agreements whose parties the page does not name: counts, layers, intentions, plans to found something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import unit_tokens
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.signing_words import FAR_BACK, in_a_name
from bashu.intake.facts.tokens import tokenise
from bashu.intake.facts.wording import status_of
from bashu.text import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence

_NUMERAL = r"(?P<number>\d+|[一二两三四五六七八九十百]+)(?P<more>[余多几]?)"
_INTENTIONS = re.compile(
    rf"(?<!第){_NUMERAL}(?:家|个|项|对)(?P<what>[^,。;]{{0,16}}?)(?:达成|形成|签署|签订|有了|初步|确定)?[^,。;]{{0,12}}?(?P<noun>(?:合作|投资|采购|签约|初步)*意向(?:项目|协议|书|订单)?)(?!投资金额|金额|总额)"
)
#: 达成意向合作42项: the number stands behind
_INTENTIONS_BEHIND = re.compile(
    r"(?:达成|形成|签订|签署|收获)(?:初步)?(?P<noun>(?:合作|采购|投资|签约|贸易)*意向(?:性)?(?:合作|协议|项目|订单|采购|签约)*)(?P<number>\d+)(?P<more>[余多几]?)(?:个|项|份|单|笔|家)"
)
_TOTAL = re.compile(
    rf"(?:签约|签下|签署|签订|集中签约)[^,。;]{{0,8}}?(?:一共|共计?|总计|合计)?[^,。;\d]{{0,4}}?{_NUMERAL}(?:个|项)(?P<what>[^,。;、]{{0,12}}?(?:项目|事项|协议|合同)|(?=[,。;]))"
    rf"|(?:签约|签署|签订|签下)(?P<what3>[^,。;、\d]{{0,16}}?项目)(?:共计?|达|合计)?{_NUMERAL.replace('number', 'number3').replace('more', 'more3')}(?:个|项)"
    rf"|(?:一共|共|共有|总计|合计|现场)?{_NUMERAL.replace('number', 'number2').replace('more', 'more2')}(?:个|项)(?P<what2>[^,。;、]{{0,14}}?(?:项目|事项|协议|合同))?[^,。;、]{{0,8}}?(?:在现场|现场|集中|成功|正式|上台)?签约"
)
_LATER = re.compile(
    rf"(?:另外|另有|其余|还有|剩余|余下)的?{_NUMERAL}(?:个|项)(?P<what>[^,。;]{{0,10}})?(?:安排|将|拟|计划|留待|会|则|待|改|由|另行|择期|后续)[^,。;]{{0,16}}?(?:签|办理|落定|进行)"
)
_NOT_AGREEMENT = re.compile(r"亿|万元|工业项目|领域|方面|园区|批次")

#: 10家行业协会在宜宾签署合作协议
_COUNTED = re.compile(
    r"(?<![第\d])(?P<number>\d{1,3}|[两三四五六七八九十]{1,3})[余多]?(?:家|个|所)(?P<who>[^,。;:、与和同跟\d]{0,10}?(?:协会|联盟|商会|企业|公司|单位|机构|高校|院校|院所|园区|部门|学校|平台))"
    r"(?:代表|负责人)?(?P<between>[^,。;:与和同跟]{0,16}?)(?P<verb>签署|签订|签下|签字|共同签署)(?P<what>[^,。;:]{0,30})"
)
_UNDONE = re.compile(r"未|没有|不|见证|支持|鼓励")
_COUNTED_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("association", re.compile(r"协会|联盟|商会")),
    ("research", re.compile(r"高校|院校|院所|学校")),
    ("park", re.compile(r"园区")),
    ("government", re.compile(r"部门")),
    ("enterprise", re.compile(r"企业|公司")),
)

_EXPECTED = re.compile(r"预计|计划|力争|拟|将|有望|目标")

_LAYERS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("mixed", "platform", re.compile(r"企业(?:同|与|和|跟|及)(?:[^,。;、]{0,6})?平台")),
    (
        "enterprise",
        "supply",
        re.compile(r"企业(?:同|与|和|跟|对|之间)(?:[^,。;、]{0,6})?企业|企业之间|企业间"),
    ),
    (
        "research",
        "research",
        re.compile(r"(?:企业|政府|园区|地方)(?:同|与|和|跟)(?:[^,。;、]{0,6})?(?:高校|院校|院所|科研机构)"),
    ),
    ("park", "cluster", re.compile(r"(?:两地)?[^,。;、企]{0,6}园区(?:之间|层面)")),
    ("association", "general", re.compile(r"(?:协会|联盟|商会)")),
    ("government", "general", re.compile(r"政府|主管部门|经信部门|部门(?:之间|层面)")),
)
_LAYERED = re.compile(r"签约[^。]{0,20}(?:层面|层次|层级|级别|几个层|多层)|(?:层面|层次|层级)[^。]{0,20}签约")

_FOUNDERS = re.compile(r"牵头|发起|倡议|共同筹")
_FOUNDING = re.compile(
    r"(?P<plan>拟|想|计划|将|筹备|筹划|准备|打算|倡议|拟议)[^。]{0,16}?(?:成立|办|组建|建立|设立|建|筹建)(?P<what>[^,。;]{0,30}?(?:联盟|协会|平台|基金|中心|公司|联合体|共同体))"
)


def _number(text: str) -> int:
    value = int(text) if text.isascii() else parse_chinese(text)
    return int(value or 1)


class UnnamedReader:
    """Reads what a page says of agreements without naming who signed."""

    def __init__(self, reading: Reading, named: Sequence[Draft]) -> None:
        self.reading = reading
        self.text = reading.text
        self.named = named
        self._intended = {draft.sentence for draft in named if draft.status == "intention"}
        self._told = {draft.sentence for draft in named if draft.parties}
        self._speaks_of_signing = "签约" in self.text

    def read(self) -> list[Draft]:
        """Intentions, agreements that are to follow, the rest of a stated total, and layers without names."""
        found: list[Draft] = []
        for number, sentence in enumerate(self.reading.sentences):
            if sentence.table:
                continue
            found.extend(self._intentions(number, sentence))
            found.extend(self._later(number, sentence))
            found.extend(self._founding(number, sentence))
            found.extend(self._counted(number, sentence))
            found.extend(self._layers(number, sentence))
        found.extend(self._rest(found))
        return found

    def _intentions(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        """20多家企业达成初步合作意向; 10多个合作意向项目还在洽谈."""
        if number in self._intended:
            return
        for match in _INTENTIONS_BEHIND.finditer(self.text, sentence.start, sentence.end):
            level = "enterprise" if "企业" in self.text[sentence.start : match.start()] else "mixed"
            yield Draft(
                (), match.start(), match.end(), number, status="intention", open_=True, level=level,
                count=_number(match["number"]), subject=match["noun"], confidence=0.7, signed_on=self._day_before(number),
            )  # fmt: skip
        for match in _INTENTIONS.finditer(self.text, sentence.start, sentence.end):
            what = match["what"] + self.text[match.start() : match.end()]
            level = "enterprise" if "企" in what or self._speaks_of_firms(number) else "mixed"
            yield Draft(
                (), match.start(), match.end(), number, status="intention", open_=True, level=level,
                count=_number(match["number"]), subject=match["noun"], confidence=0.7,
                signed_on=self._day_before(number) if self._on_the_day(sentence) else None,
            )  # fmt: skip

    def _counted(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        """10家行业协会签署…, 31家单位在章程上签字: who signs is only counted."""
        dated = any(found.kind == "day" for found in self.reading.dates_in(sentence.start, sentence.end))
        if self._told & ({number} if dated else {number - 1, number, number + 1}):
            return
        match = _COUNTED.search(self.text, sentence.start, sentence.end)
        if match is None or _UNDONE.search(match[0]):
            return
        level = next((kind for kind, pattern in _COUNTED_KINDS if pattern.search(match["who"])), "mixed")
        status = status_of(
            self.text[sentence.start : match.start("verb")], match["verb"], match["what"], False
        )
        yield Draft(
            (), match.start(), match.end(), number, status=status, open_=True, level=level, count=_number(match["number"]),
            subject=match["what"].strip("了的"), confidence=0.65,
            signed_on=None if status == "planned" else self._day_before(number),
        )  # fmt: skip

    def _on_the_day(self, sentence: Sentence) -> bool:
        return (
            re.search(r"台上|现场|会上|今天|当天|活动中", self.text[sentence.start : sentence.end])
            is not None
        )

    def _speaks_of_firms(self, number: int) -> bool:
        first = max(0, number - 4)
        span = self.reading.sentences[first].start, self.reading.sentences[number].end
        return "企业" in self.text[span[0] : span[1]]

    def _later(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        if not self._speaks_of_signing:
            return
        for match in _LATER.finditer(self.text, sentence.start, sentence.end):
            yield Draft(
                (), match.start(), match.end(), number, status="planned", level="mixed",
                count=_number(match["number"]), subject="其余项目", confidence=0.7,
            )  # fmt: skip

    def _rest(self, found: Sequence[Draft]) -> list[Draft]:
        """What is left of a stated total when the agreements told one by one are taken away."""
        told = sum(draft.count for draft in self.named if draft.status != "past" and not draft.umbrella)
        told += sum(draft.count for draft in found if draft.status == "planned" and not draft.parties)
        totals: list[tuple[int, re.Match[str], int]] = []
        for number, sentence in enumerate(self.reading.sentences):
            if sentence.table:
                continue
            for match in _TOTAL.finditer(self.text, sentence.start, sentence.end):
                digits = match["number"] or match["number2"] or match["number3"]
                if self._is_event_total(number, sentence, match[0]):
                    totals.append((_number(digits), match, number))
        if not totals or any(total <= told for total, _, _ in totals):
            return []
        total, match, number = max(totals, key=lambda item: item[0])
        expected = _EXPECTED.search(self.text[max(0, match.start() - 12) : match.start() + 4]) is not None
        signed_on = next((draft.signed_on for draft in self.named if draft.signed_on), None)
        if signed_on is None:
            signed_on = self._day_before(number)
        return [
            Draft(
                (), match.start(), match.end(), number, open_=True, level="mixed", count=total - told,
                subject="其余签约项目" if told else "签约项目", signed_on=None if expected else signed_on,
                status="planned" if expected else "signed", confidence=0.65,
            )
        ]  # fmt: skip

    def _is_event_total(self, number: int, sentence: Sentence, words: str) -> bool:
        """Whether a total is of this event: not of months or years, not of amounts."""
        if re.search(r"累计|以来|先后", self.text[sentence.start : sentence.end]):
            return False
        if _NOT_AGREEMENT.search(words) or "意向" in words or re.search(r"个月|去年|今年以来|累计", words):
            return False
        dates = self.reading.dates_in(sentence.start, sentence.end)
        return not any(
            found.kind in {"period", "year", "range", "month"} and not in_a_name(self.text, found.end)
            for found in dates
        )

    def _day_before(self, number: int) -> str | None:
        for earlier in range(number, max(-1, number - FAR_BACK), -1):
            sentence = self.reading.sentences[earlier]
            for found in reversed(self.reading.dates_in(sentence.start, sentence.end)):
                if found.kind == "vague":
                    return None
                if found.kind == "day" and not (found.text in {"今天", "今日"} and earlier == number):
                    return found.value
        return None

    def _founding(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        """Organisations that are about to found an alliance or a centre together: planned."""
        window_end = self.reading.sentences[min(number + 1, len(self.reading.sentences) - 1)].end
        if not _FOUNDERS.search(self.text, sentence.start, sentence.end):
            return
        match = _FOUNDING.search(self.text, sentence.start, window_end)
        if match is None:
            return
        tokens = tokenise(self.reading, sentence)
        parties = [
            token for token in unit_tokens(tokens) if token.type == "U" and token.end <= match.start("what")
        ]
        if len(parties) < 2 or number in self._told:
            return
        yield Draft(
            tuple(parties), sentence.start, match.end(), number, status="planned", subject=match["what"],
            open_=re.search(r"等", self.text[parties[0].end : sentence.end]) is not None, confidence=0.65,
        )  # fmt: skip

    def _layers(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        """最上面一层是主管部门,往下是协会和联盟: levels told without names."""
        words = self.text[sentence.start : sentence.end]
        if not _LAYERED.search(words) or self._told & {number - 1, number, number + 1}:
            return
        position = sentence.start
        for clause in re.split(r"(?<=[,;:、])", words):
            level = next(((name, line) for name, line, pattern in _LAYERS if pattern.search(clause)), None)
            parts = re.split(r"也有|还有|以及", clause)
            for part in parts:
                level = next(((name, line) for name, line, pattern in _LAYERS if pattern.search(part)), None)
                if level is not None and not re.search(r"企业(?:代表|家)", part):
                    start = position + clause.find(part)
                    yield Draft(
                        (), start, start + len(part.rstrip(",;:、")), number, open_=True, level=level[0],
                        subject=part.strip(",;:、"), signed_on=self._day_before(number), confidence=0.6,
                    )  # fmt: skip
            position += len(clause)
