"""People with every role they are named in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.ordered import Ordered
    from bashu.text import PlaceHit

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申耿关兰焦俞左柳甘祝包宁符阮梅霍骆尚涂蒲冉卓蓝裴米池凌边皮欧鲜税母佘敬苟蹇青代游滕仇阳辜况臧舒屈项查麦洪季单管卜解缪晏盛苗冷"
    "赖丛尤芦辛祁靳童甄曲成路位翁隋薄司柏桂解强柴房景喻牟古初毕荣燕党车郁容巫祁席费宫晋纪艾谷简利占柯应褚饶宗明闵区鄢胥"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|涂山"
_ROLE_WORD = (
    r"(?:党委|党组|党工委|党支部|党总支|纪委|管委会|工委|省委|市委|区委|县委|州委|团委|理事会|董事会|监事会|常务|执行|一级|二级|三级|四级|高级|首席|总|副|名誉|代理|代|原|前任|现任|轮值|联席|独立)*"
    r"(?:副?书记|副?省长|副?市长|副?区长|副?县长|副?州长|副?镇长|副?厅长|副?局长|副?处长|副?科长|副?部长|副?司长|副?主任|副?主席|副?会长|副?理事长|副?秘书长|副?董事长|董事|监事长?|"
    r"副?总经理|副?总裁|副?校长|副?院长|副?所长|副?馆长|副?行长|副?台长|副?组长|副?总监|副?厂长|副?站长|委员(?!会)|常委(?!会)|巡视员|调研员|督察|首席[^,。、;:]{1,3}官|首席科学家|总工程师|总经济师|总会计师|总监|部长|"
    r"合伙人|创始人|联合创始人|负责人|发言人|掌门人|院士|教授|研究员|专家|CEO|CTO|COO|总助|总经理助理|党务专员|大使|代表)"
)
_ROLES = re.compile(rf"{_ROLE_WORD}(?:(?:[、兼,和]|兼任)(?:{_ROLE_WORD}))*")
#: words that begin right behind a name and are not its last character
_FOLLOWER = re.compile(
    r"$|[这\d]|建议|倡议|呼吁|颁奖|揭牌|授牌|主持|讲话|签字|签约|签署|[\s,、。;:!?()“”《》\"'与和及等同在说称对为是就向从到将率带一也还主表致出见分先代介参指告透讲作宣谈认问回接强提签受走来去共同又已曾则并随到陪当前应希感呼展现围都均各双随]"
)
_NOT_NAMES_TEXT = (
    "高度 高新 高级 安全 安排 金融 方面 方案 明确 明显 关于 关注 应用 应当 解决 解读 任何 任务 康佳 车辆 文化 文件 管理 管委 白色 "
    "包括 成员 党员 项目 项下 单位 代表 代理 江苏 江西 江北 江津 石油 石化 陆续 向上 向外 于是 何时 何处 万元 万人 万户 时任 和 "
    "强调 计划 经济 章程 温江 武侯 武汉 盛大 庄重 尚未 平台 左右 成都 重庆 田间 雷达 马上 金额 余家 应邀 易地 常务 许多 齐聚 古蔺 宁波 胡同 "
)
_NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_NAME_CHAR = "\u4e00-\u9fff"
_NAME = re.compile(rf"(?:(?:{_COMPOUND})[{_NAME_CHAR}]{{1,2}}|[{_SURNAMES}][{_NAME_CHAR}]{{1,2}})")


@dataclass(frozen=True)
class Named:
    """A person in one role at a place of the text: the span covers role and name."""

    start: int
    end: int
    name: str
    role: str
    organisation: str
    name_start: int
    organisation_start: int


def _name_at(text: str, position: int) -> tuple[int, int] | None:
    """Start and end of a person's name that begins here."""
    match = _NAME.match(text, position)
    if match is None:
        return None
    surname = 2 if re.match(_COMPOUND, text[position:]) and len(match[0]) >= 3 else 1
    short, long = position + surname + 1, position + surname + 2
    short_fits, long_fits = bool(_FOLLOWER.match(text, short)), bool(_FOLLOWER.match(text, long))
    if text[position:short] in _NOT_NAMES:
        return None
    if short_fits and not (long_fits and _stronger(text, short, long)):
        return position, short
    is_name = len(text) >= long and all("\u4e00" <= char <= "\u9fff" for char in text[short:long])
    if is_name:
        return position, long
    return (position, short) if short_fits else None


def _stronger(text: str, short: int, long: int) -> bool:
    """Whether the longer reading ends at a mark while the shorter one ends at a character of given names."""
    mark = r"$|[\s,、。;:!?()“”等]"
    ends_at_mark = re.match(mark, text[long : long + 1]) is not None
    return ends_at_mark and re.match(mark, text[short : short + 1]) is None and text[short] not in "说称"


_HEADS = r"(?:学院|大学|学校|公司|集团|协会|联盟|商会|研究院|研究所|中心|银行|园区|高新区|经开区|新区|管委会)"
_GENERIC_OWNER = re.compile(rf"(?:该|本)?({_HEADS})$")
_BOUNDARY = re.compile(r"[,。;:!?、“”\"《》()\s|]|[与和同及在由对向是的]")
#: how many characters back the organisation of a bare role may stand
_LOOK_BACK = 2_000
_LEVEL = re.compile(r"^副?([省市区县州])")


def parent_name(name: str) -> str | None:
    """The body a school, institute or branch belongs to, if its name begins with it.

    >>> parent_name("电子科技大学集成电路学院"), parent_name("四川职业技术学院")
    ('电子科技大学', None)
    """
    match = re.match(
        r"(.{2,}?(?:大学|学院|集团|公司|研究院))(.+(?:学院|研究院|研究所|公司|事业部|中心|分院|所|厂|园区))$",
        name,
    )
    return match[1] if match else None


class _Owners:
    """Whom a role belongs to: the organisation, place or brand that stands right before it."""

    def __init__(self, text: str, mentions: Ordered[Mention], places: Ordered[PlaceHit]) -> None:
        self._text = text
        self._mentions = mentions
        self._places = places
        self._ends: dict[int, tuple[int, str]] = {}
        for hit in places.within(0, len(text)):
            self._ends[hit.end] = hit.start, text[hit.start : hit.end]
        for mention in mentions.within(0, len(text)):
            self._ends[mention.end] = mention.start, mention.name

    def find(self, start: int, role: str) -> tuple[int, str, int] | None:
        """Where the owner starts, its name, and where the role starts; None if nothing stands there."""
        if start in self._ends:
            return (*self._ends[start], start)
        hit = self._places.last_before(start)
        if hit is not None and start < hit.end:  # 北碚区 | 委书记: the level belongs to both
            return hit.start, self._text[hit.start : hit.end], start
        return self._within_words(start) or self._generic(start) or self._brand(start, role)

    def _within_words(self, start: int) -> tuple[int, str, int] | None:
        """An organisation a few words before the role: 某某集团 | 市场部 | 总经理."""
        for back in range(1, 9):
            end = start - back
            if end in self._ends:
                between = self._text[end:start]
                is_unit = re.fullmatch(r"[\u4e00-\u9fffA-Za-z]+", between) and not _BOUNDARY.search(between)
                return (*self._ends[end], end) if is_unit else None
        return None

    def _generic(self, start: int) -> tuple[int, str, int] | None:
        """学院 | 副校长: the school that was named last."""
        match = _GENERIC_OWNER.search(self._text[max(0, start - 6) : start])
        if match is None:
            return None
        for mention in reversed(self._mentions.within(max(0, start - _LOOK_BACK), start)):
            if mention.end <= start and mention.name.endswith(match[1]):
                return start - len(match[1]), parent_name(mention.name) or mention.name, start
        return None

    def _brand(self, start: int, role: str) -> tuple[int, str, int] | None:
        """A brand before the role (某某汽车 | 董事长), or the place a 副区长 must belong to."""
        floor = max(0, start - 12)
        cuts = [match.end() for match in _BOUNDARY.finditer(self._text, floor, start)]
        begin = cuts[-1] if cuts else floor if floor == 0 else start
        if 2 <= start - begin <= 10 and _LEVEL.match(role) is None:
            return begin, self._text[begin:start], start
        level = _LEVEL.match(role)
        if level and begin == start:
            for hit in reversed(self._places.within(max(0, start - _LOOK_BACK), start)):
                if hit.end <= start and hit.place.level != "zone" and hit.name.endswith(level[1]):
                    return start, hit.name, start
        return None


def find_people(text: str, mentions: Ordered[Mention], places: Ordered[PlaceHit]) -> list[Named]:
    """Every person with a stated role, once per role and organisation.

    A chain of organisations and roles before one name gives one entry each: 甲协会会长、乙公司总经理某某.
    """
    owners = _Owners(text, mentions, places)
    found: list[Named] = []
    pending: list[tuple[int, str, str, int]] = []
    last_end = -1
    for match in _ROLES.finditer(text):
        owner = owners.find(match.start(), match[0])
        begin = owner[0] if owner else match.start()
        if pending and text[last_end:begin].strip("、,和兼"):
            pending = []
        role = text[owner[2] : match.end()] if owner else match[0]
        organisation = owner[1] if owner else (pending[-1][2] if pending else "")
        pending.append((begin, role, organisation, begin))
        last_end = match.end()
        name = _name_at(text, match.end())
        if name is None:
            continue
        for item_start, item_role, item_organisation, item_where in pending:
            found.append(
                Named(
                    item_start,
                    name[1],
                    text[name[0] : name[1]],
                    item_role,
                    item_organisation,
                    name[0],
                    item_where,
                )
            )
        pending = []
        last_end = name[1]
    return found
