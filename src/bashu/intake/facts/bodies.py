"""The organisations of a body: known ones, those that its grammar shows, and those that share one ending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.kinds import has_ending, kind_of
from bashu.intake.facts.names import Mention, find_mentions
from bashu.intake.facts.ordered import Ordered
from bashu.intake.facts.short_names import find_aliases, find_cores
from bashu.text import Lexicon, parse_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bashu.intake.facts.knowledge import Knowledge
    from bashu.text import DateMention, PlaceHit

#: 新区管委会 behind 川渝高竹新区: the committee of the zone named before
_BARE_COMMITTEE = re.compile(r"(?P<zone>新区|高新区|经开区|开发区|园区|科学城)管(?:理委员|委)会")
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
#: 武平、上杭、蕉岭三县林业局: as many places as are counted, whether the gazetteer knows them or not
_LISTED = re.compile(
    r"(?:(?<=[,。;:\n由是()])|^)(?P<places>[\u4e00-\u9fff]{2,4}(?:[、和与及][\u4e00-\u9fff]{2,4}){1,11})"
    r"(?P<count>[两二三四五六七八九十]|十[一二]|\d{1,2})(?P<level>市|区|县|旗|州)(?P<body>(?:人民)?政府|[\u4e00-\u9fff]{2,10}?(?:局|委|协会|商会|联盟|工会)(?![员长面]))",
    re.MULTILINE,
)
_SHARED = re.compile(
    r"(?P<count>(?:[两二三四五六七八九十]|\d)?)(?P<level>省市|市区县|区市县|市州|区县|省|市|区|县|地|州)?(?:的)?"
    r"(?P<body>(?:人民)?政府|(?:市|省|区|县)?[\u4e00-\u9fff]{0,12}?(?:[局厅委](?![员长面])|委员会|协会|商会|联盟|高新区|经开区|管委会|海关|工会|大学|(?:人民)?法院|(?:人民)?检察院))"
)


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


class BodyFinder:
    """Finds the organisations of one folded text, whose places and dates are already found."""

    def __init__(
        self,
        text: str,
        knowledge: Knowledge,
        places: Ordered[PlaceHit],
        dates: Ordered[DateMention],
    ) -> None:
        self._text = text
        self._knowledge = knowledge
        self._places = places
        self._dates = dates

    def find(self, aliases: dict[str, Mention]) -> list[Mention]:
        """Organisations in reading order; the short names that the text defines are added to `aliases`."""
        known = [
            self._extended(start, end, kind, organisation or None)
            for start, end, (_, kind, organisation) in self._knowledge.organisations.find(self._text)
        ]
        known += self._announcers()
        mentions = find_mentions(self._text, self._places, known, self._dates)
        aliases |= find_aliases(self._text, mentions)
        if aliases:
            lexicon: Lexicon[Mention] = Lexicon(aliases.items())
            again = [
                Mention(start, end, full.name, full.kind, full.organisation)
                for start, end, full in lexicon.find(self._text)
            ]
            mentions = _merge([*again, *(item for item in mentions if not _covered(item, again))])
        cores = find_cores(self._text, mentions, self._places)
        if cores:
            short = [
                Mention(start, end, self._text[start:end], full.kind, full.organisation)
                for start, end, full in Lexicon(cores.items()).find(self._text)
            ]
            taken = Ordered(mentions)
            mentions = _merge([*(item for item in short if not _overlaps(item, taken)), *mentions])
        mentions = _merge([*self._shared_bodies(), *self._counted_bodies(), *mentions])
        return [self._with_id(mention) for mention in mentions]

    def _announcers(self) -> Iterator[tuple[int, int, str, str, str | None]]:
        """A firm by its stock's short name, which announces something: 某技术发布公告称,公司….."""
        for match in _ANNOUNCES.finditer(self._text):
            name = match["name"]
            if not has_ending(name) and not _NO_EXTENSION.search(name):
                yield (
                    match.start("name"), match.end("name"), name, "enterprise", self._knowledge.organisation_id(name)
                )  # fmt: skip

    def _extended(
        self, start: int, end: int, kind: str, organisation: str | None
    ) -> tuple[int, int, str, str, str | None]:
        """A known brand with the word that makes it another firm's name: 长虹 | 能源, 华为 | 云."""
        match = _EXTENSION.match(self._text, end)
        if (
            match is None
            or _NO_EXTENSION.search(match[0])
            or kind != "enterprise"
            or has_ending(self._text[start:end])
        ):
            return start, end, self._text[start:end], kind, organisation
        name = self._text[start : match.end()]
        return start, match.end(), name, kind, self._knowledge.organisation_id(name)

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
                return Mention(
                    mention.start, mention.end, name, "park", self._knowledge.organisation_id(name)
                )
        branch = (
            _BRANCH.match(self._text, mention.end)
            if mention.name.endswith(("银行", "保险", "公司"))
            else None
        )
        if branch is not None:
            name = self._text[mention.start : branch.end()]
            return Mention(
                mention.start, branch.end(), name, mention.kind, self._knowledge.organisation_id(name)
            )
        organisation = mention.organisation or self._knowledge.organisation_id(mention.name)
        return Mention(mention.start, mention.end, mention.name, mention.kind, organisation)

    def _shared_bodies(self) -> list[Mention]:
        """Organisations whose common ending is written once behind a list of places."""
        found: list[Mention] = []
        run: list[PlaceHit] = []
        for hit in self._places.within(0, len(self._text)):
            if run and self._text[run[-1].end : hit.start] not in {"、", "和", "与", "及", "以及"}:
                run = []
            run.append(hit)
            match = _SHARED.match(self._text, hit.end) if len(run) > 1 else None
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

    def _counted_bodies(self) -> Iterator[Mention]:
        """The same body of several places that are counted behind their list: 甲、乙、丙三县林业局."""
        for match in _LISTED.finditer(self._text):
            names = re.split(r"[、和与及]", match["places"])
            count = (
                int(match["count"]) if match["count"].isdigit() else int(parse_chinese(match["count"]) or 0)
            )
            if count != len(names):
                continue
            position = match.start()
            for number, place in enumerate(names):
                end = position + len(place) if number + 1 < len(names) else match.end()
                owner = place if place.endswith(match["level"]) else f"{place}{match['level']}"
                name = f"{owner}{match['body']}"
                yield Mention(position, end, name, kind_of(name))
                position += len(place) + 1


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
