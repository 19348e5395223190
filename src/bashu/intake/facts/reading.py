"""A body prepared for reading: folded text, sentences, dates, places, organisations and people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bashu.intake.facts.kinds import has_ending, kind_of
from bashu.intake.facts.names import Mention, find_aliases, find_cores, find_mentions
from bashu.intake.facts.ordered import Ordered
from bashu.intake.facts.people import find_people
from bashu.text import DateMention, Lexicon, find_dates, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bashu.intake.facts.knowledge import Knowledge
    from bashu.intake.facts.people import Named
    from bashu.text import PlaceHit

_LONGEST_SENTENCE = 400
_SENTENCE_END = re.compile(r"[。!?;\n]+[”’\"』」)]*")
_QUOTE = re.compile(
    r"《([^《》\n]{2,80})》|[“\"「]([^“”\"「」\n]{2,60}?(?:协议书?|合同|备忘录|意向书|框架|宣言|倡议书?|责任书|公约))[”\"」]"
)
#: 新区管委会 behind 川渝高竹新区: the committee of the zone named before
_BARE_COMMITTEE = re.compile(r"(?P<zone>新区|高新区|经开区|开发区|园区|科学城)管(?:理委员|委)会")
_HELD = re.compile(r"举行|召开|举办|开幕|集中签约|现场签约|签约项目|签约仪式")
#: a line of its own below a list: 2024年8月29日于重庆
_DATELINE = 18
_ROW = re.compile(r"\s*\|\s*|\t")
_EXTENSION = re.compile(r"[\u4e00-\u9fff]{1,4}(?=[与和同跟、])")
#: 某银行 | 四川省分行: a branch is a party of its own
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:省|市)?(?:分行|支行|分公司|分局|代表处)")
_ANNOUNCES = re.compile(
    r"(?:^|[\n,。;:])(?:近日|日前)?,?(?P<name>[\u4e00-\u9fffA-Za-z]{3,12}?)(?:\([^()]{4,16}\))?(?:近日|日前|今日|昨日|当日|晚间|\d{1,2}月\d{1,2}日)*"
    r"(?:发布公告|公告(?:称|显示)|发布消息|披露(?:公告)?)",
    re.MULTILINE,
)
_NO_EXTENSION = re.compile(
    r"[将已还也又再曾就都均的了在对向从把等及并则是为于由]|今|昨|日|年|月|首次|正式|双方|负责|代表|计划|宣布|继续|随后|先后|分别|共同|企业|方面"
)
#: several places share what stands behind the last: 成都、德阳、眉山、资阳四市经信局
_SHARED = re.compile(
    r"(?P<count>(?:[两二三四五六七八九十]|\d)?)(?P<level>省市|市区县|区市县|市州|区县|省|市|区|县|地|州)?(?:的)?"
    r"(?P<body>(?:人民)?政府|(?:市|省|区|县)?[\u4e00-\u9fff]{0,12}?(?:[局厅委](?![员长面])|委员会|协会|商会|联盟|高新区|经开区|管委会|海关|工会|大学|(?:人民)?法院|(?:人民)?检察院))"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, the paragraph it stands in, and whether it is a row of a table."""

    start: int
    end: int
    paragraph: int
    table: bool = False


@dataclass(frozen=True)
class Quote:
    """The title of an agreement in quotation marks, the marks included."""

    start: int
    end: int


class Reading:
    """Everything found in a body that facts are made of; offsets are those of the body.

    `aliases` are the short names that an earlier piece of the same body has defined.
    """

    def __init__(
        self,
        body: str,
        title: str,
        published: str | None,
        knowledge: Knowledge,
        aliases: Mapping[str, Mention] | None = None,
    ) -> None:
        self.body = body
        self.title = fold(title)
        self.published = published
        self.knowledge = knowledge
        self.text = fold(body)
        self.sentences = _sentences(self.text)
        self._dates = Ordered(find_dates(self.text, published))
        self._quotes = Ordered(Quote(*match.span()) for match in _QUOTE.finditer(self.text))
        self.places = knowledge.gazetteer.find(self.text)
        self._places = Ordered(self.places)
        self.aliases = dict(aliases or {})
        self.mentions = self._find_organisations()
        self._mentions = Ordered(self.mentions)
        self.people = find_people(self.text, self._mentions, self._places)
        self._people = Ordered(self.people)

    def _find_organisations(self) -> list[Mention]:
        known = [
            self._extended(start, end, kind, organisation or None)
            for start, end, (_, kind, organisation) in self.knowledge.organisations.find(self.text)
        ]
        known += self._announcers()
        mentions = find_mentions(self.text, self._places, known, self._dates)
        self.aliases |= find_aliases(self.text, mentions)
        if self.aliases:
            lexicon: Lexicon[Mention] = Lexicon(self.aliases.items())
            again = [
                Mention(start, end, full.name, full.kind, full.organisation)
                for start, end, full in lexicon.find(self.text)
            ]
            mentions = _merge([*again, *(item for item in mentions if not _covered(item, again))])
        cores = find_cores(self.text, mentions, self._places)
        if cores:
            short = [
                Mention(start, end, self.text[start:end], full.kind, full.organisation)
                for start, end, full in Lexicon(cores.items()).find(self.text)
            ]
            taken = Ordered(mentions)
            mentions = _merge([*(item for item in short if not _overlaps(item, taken)), *mentions])
        mentions = _merge([*self._shared_bodies(), *mentions])
        return [self._with_id(mention) for mention in mentions]

    def _announcers(self) -> Iterator[tuple[int, int, str, str, str | None]]:
        """A firm by its stock's short name, which announces something: 某技术发布公告称,公司….."""
        for match in _ANNOUNCES.finditer(self.text):
            name = match["name"]
            if not has_ending(name) and not _NO_EXTENSION.search(name):
                yield (
                    match.start("name"), match.end("name"), name, "enterprise", self.knowledge.organisation_id(name)
                )  # fmt: skip

    def _extended(
        self, start: int, end: int, kind: str, organisation: str | None
    ) -> tuple[int, int, str, str, str | None]:
        """A known brand with the word that makes it another firm's name: 长虹 | 能源, 华为 | 云."""
        match = _EXTENSION.match(self.text, end)
        if (
            match is None
            or _NO_EXTENSION.search(match[0])
            or kind != "enterprise"
            or has_ending(self.text[start:end])
        ):
            return start, end, self.text[start:end], kind, organisation
        name = self.text[start : match.end()]
        return start, match.end(), name, kind, self.knowledge.organisation_id(name)

    def _with_id(self, mention: Mention) -> Mention:
        bare = _BARE_COMMITTEE.fullmatch(mention.name)
        if bare is not None:
            zone = next(
                (
                    hit
                    for hit in reversed(self._places.within(0, mention.start))
                    if hit.name.endswith(bare["zone"]) and len(hit.name) > len(bare["zone"])
                ),
                None,
            )
            if zone is not None:
                name = f"{zone.name}管委会"
                return Mention(mention.start, mention.end, name, "park", self.knowledge.organisation_id(name))
        branch = (
            _BRANCH.match(self.text, mention.end) if mention.name.endswith(("银行", "保险", "公司")) else None
        )
        if branch is not None:
            name = self.text[mention.start : branch.end()]
            return Mention(
                mention.start, branch.end(), name, mention.kind, self.knowledge.organisation_id(name)
            )
        organisation = mention.organisation or self.knowledge.organisation_id(mention.name)
        return Mention(mention.start, mention.end, mention.name, mention.kind, organisation)

    def _shared_bodies(self) -> list[Mention]:
        """Organisations whose common ending is written once behind a list of places."""
        found: list[Mention] = []
        run: list[PlaceHit] = []
        for hit in self.places:
            if run and self.text[run[-1].end : hit.start] not in {"、", "和", "与", "及", "以及"}:
                run = []
            run.append(hit)
            match = _SHARED.match(self.text, hit.end) if len(run) > 1 else None
            if match is None or not (match["count"] or match["body"].endswith("政府")):
                continue
            body = match["body"].lstrip("市省区县") if match["level"] is None else match["body"]
            if re.search(r"[与和、,。]|部门", body):
                continue
            for place in run:
                end = match.end() if place is hit else place.end
                owner = place.name if body in {"海关", "大学"} else formal_name(place)
                name = f"{owner}{body}"
                found.append(Mention(place.start, end, name, kind_of(name)))
            run = []
        return found

    @cached_property
    def event_day(self) -> tuple[int, str | None] | None:
        """The first sentence that dates an event, or is a dateline, with its day; None for a vague day."""
        for number, sentence in enumerate(self.sentences):
            dateline = sentence.end - sentence.start <= _DATELINE
            if sentence.table or not (dateline or _HELD.search(self.text, sentence.start, sentence.end)):
                continue
            for found in self.dates_in(sentence.start, sentence.end):
                if found.kind in {"day", "vague"}:
                    return number, found.value if found.kind == "day" else None
        return None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Organisations that begin inside a span."""
        return self._mentions.within(start, end)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The organisation of exactly this span."""
        return self._mentions.at(start, end)

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Dates that begin inside a span."""
        return self._dates.within(start, end)

    def places_in(self, start: int, end: int) -> list[PlaceHit]:
        """Places that begin inside a span."""
        return self._places.within(start, end)

    def place_at(self, start: int, end: int) -> PlaceHit | None:
        """The place of exactly this span."""
        return self._places.at(start, end)

    def people_in(self, start: int, end: int) -> list[Named]:
        """People whose role begins inside a span."""
        return self._people.within(start, end)

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """Titles in quotation marks that begin inside a span."""
        return self._quotes.within(start, end)

    def cells(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The spans of the cells of a row, without the space around them."""
        return split_cells(self.text, sentence.start, sentence.end)


def formal_name(hit: PlaceHit) -> str:
    """A place by the name its authorities use: 成都市, 四川省, 渝北区."""
    if hit.formal or hit.place.level in {"zone", "park"}:
        return hit.name
    if len(hit.place.path) > 2 and hit.place.path[-1] == hit.place.path[-2]:
        return f"{hit.name}市"  # 广安: the city, not the district of its name
    if hit.place.level == "province":
        full = hit.place.name
        return (
            full
            if full != hit.place.path[-1]
            else f"{full}{'市' if full in {'北京', '天津', '上海', '重庆'} else '省'}"
        )
    return hit.place.name


def split_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the cells of one line, without the space around them.

    >>> split_cells("企业 | 金额", 0, 7)
    [(0, 2), (5, 7)]
    """
    spans: list[tuple[int, int]] = []
    position = start
    for match in _ROW.finditer(text, start, end):
        spans.append((position, match.start()))
        position = match.end()
    spans.append((position, end))
    trimmed = []
    for left, right in spans:
        cell = text[left:right]
        trimmed.append((left + len(cell) - len(cell.lstrip()), right - (len(cell) - len(cell.rstrip()))))
    return trimmed


def _sentences(text: str) -> list[Sentence]:
    found: list[Sentence] = []
    offset = 0
    for paragraph, line in enumerate(text.split("\n")):
        end = offset + len(line)
        if line.strip():
            if _is_row(line.strip()):
                found.append(Sentence(offset, end, paragraph, table=True))
            else:
                position = offset
                for match in _SENTENCE_END.finditer(text, offset, end):
                    found.extend(_pieces(text, position, match.end(), paragraph))
                    position = match.end()
                if text[position:end].strip():
                    found.extend(_pieces(text, position, end, paragraph))
        offset = end + 1
    return found


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table; 短讯|某区签约… with whole sentences behind one mark is none."""
    marks = len(_ROW.findall(line))
    return marks > 1 or (marks == 1 and not re.search(r"[。!?]", line))


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """A sentence, cut at a comma where it is longer than any sentence is: reading stays linear in the page."""
    while end - start > _LONGEST_SENTENCE:
        comma = text.rfind(",", start, start + _LONGEST_SENTENCE)
        cut = comma + 1 if comma > start else start + _LONGEST_SENTENCE
        yield Sentence(start, cut, paragraph)
        start = cut
    yield Sentence(start, end, paragraph)


def _covered(item: Mention, others: Iterable[Mention]) -> bool:
    return any(other.start <= item.start and item.end <= other.end for other in others)


def _overlaps(item: Mention, others: Ordered[Mention]) -> bool:
    before = others.last_before(item.end)
    return before is not None and item.start < before.end


def _merge(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions in reading order; an earlier one in the list wins over what overlaps it, unless it is longer."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.start, item.start - item.end)):
        if kept and mention.start < kept[-1].end:
            continue
        kept.append(mention)
    return kept
