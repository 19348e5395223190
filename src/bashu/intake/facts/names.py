"""Organisations by the grammar of their names: where a name ends, and how far to the left it reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.intake.facts.ordered import Ordered
    from bashu.text import DateMention, PlaceHit

#: heads of names; the longest at a position wins, and what follows must not make another word of it
_HEAD = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|总公司|分公司|公司|集团(?!化|军|企业)|事业部|合伙企业(?:\(有限合伙\))?"
    r"|人民政府(?:办公厅|办公室)?|政府(?!部门|主管|采购|性|间|引导|工作|签约|之间|层面|投资)|办事处|办公厅|办公室|管理委员会|管委会|委员会|指挥部|领导小组"
    r"|(?<![格布全结开当僵时大定破邮书])局(?![长面势部限外])|(?<![大餐客展前])厅(?![长局级])"
    r"|(?:工业和信息化|工信|科学技术|科技|商务|财政|教育|交通运输|农业农村|文化和旅游|生态环境|自然资源|人力资源和社会保障)部(?![门长分署])"
    r"|(?<=[\u4e00-\u9fff]{2})(?<![党工组军常纪团市省区县州])委(?![员托派外任婉屈内])"
    r"|(?<=[省市区县州])委(?![员托派外])|政协(?!委员)|科协|工商联|贸促会|工信办|网信办|外事办|金融办|发展办|招商办"
    r"|(?<!商)协会(?!长)|友协|联盟(?!化)|(?<![外协招])商会|学会|联合会|促进会|总会(?=[与和、,签,。在就])|同业公会|校友会|研究会"
    r"|大学(?![生城])|学院|职业学校|技工学校|职教中心|党校|(?:一|二|三|四|五|六|七|八|九|十)中(?=[与和、,签])"
    r"|研究院|研究所|研究中心|科学院|工程院|设计院|分院|规划院|检测院|检验院|创新院|工研院|研究总院|(?:车检|特检|电科|农科|计量|质检|环科|工研|社科|建科|交科)院|重点实验室|联合实验室|实验室|智库"
    r"|银行|(?:产业|投资|创业|发展|引导)基金(?=[与和、,签。])|医院|证券|保险(?=公司|[与和、])|汽车厂|机床厂|仪表厂|器材厂|制造厂|电子厂|厂(?=[与和、])"
    r"|高新技术产业(?:开发区|园区)|经济技术开发区|工业开发区|开发区|高新[东西南北]?区|经开[东西南北]?区|保税(?:港)?区|综保区|合作区|试验区|示范区|自贸区|新区(?!域)|新城|科学城|科技城|软件园|产业园区|产业园|工业园区|工业园|科技园|创新园|物流园|园区|产业城|微电园|大数据谷"
    r"|(?<=[\u4e00-\u9fff]{2})中心(?![城区工任思环])|海关(?!总|监|特)|总工会|工会(?![主会联])|妇联|检察院|法院|税务局|电视台|火车站)"
    r"(?:\((?:集团|控股|有限合伙|[^()\n,。;:、]{2,8})\)(?=有限|股份|公司|集团|管理委员会|管委会))?"
)  # fmt: skip

#: words that stand before a name and are not part of it
_STOP = re.compile(
    r"签约|签署|签订|签下|签了|达成|我们|他们|咱们|你们|它们|举行|举办|召开|开展|出席|参加|参与|见证|邀请|走访|走进|考察|调研|引进|引入|会同|依托|支持|帮助|代表"
    r"|联合(?!会|大学|国|体|实验|创新|微|投资|重工|汽车|电子|光|科)|牵手|携手|联手|握手|牵头的?|对接(?!中心)|来自|来到|一行(?:\d+人)?[来赴到]?|来访的?|前往|落户|入驻|位于|包括|依次(?:是|为)|分别(?:是|为)?|既有|也有|还有|其中"
    r"|作为|以及|推动|推进|促成|助力|介绍|表示|宣布|透露|获悉|了解到?|通过|围绕|按照|根据|针对|关于|授予|成立|设立|组建|共建|拟|推介|拜访|设有|办起|想办|要建|要求|建起|打造|建成|同意|列为|成为|更多|开办|兴办|携|旗下|下属|所属|子公司|孙公司|(?:参股|控股|关联|全资|合资|园区|入园|龙头|链主|骨干|本土|本地|上市|配套|民营|重点|签约|合作|知名|国有|领军|单项冠军|独角兽|制造|[强优])(?:公司|企业)|缔结|结为|结成|接待|带领|率领|会见|迎来|接见|陪同|采购人|招标人|业主单位|业主方|甲方|乙方|丙方|投资方|合作方|承接方|供应商|加入|选择|联系|服务于|面向|分为"
    r"|近日|日前|当天|当日|同日|昨天|昨日|今天|今日|随后|此前|目前|同时|此外|另外|另一份|一份|现场|会上|仪式上|活动上|会后|期间|首先|最后|接着|先后|先是|早在|随即|早前|去年|今年|前年|上午|下午"
    r"|董事长|总经理|负责人|主任|书记|局长|厅长|市长|区长|会长|秘书长|院长|校长|专家|教授"
    r"|[与和同跟及暨由在对向从被把将是的了就为等到让请给又也已曾则而还并且之于当即仅]"
)
#: words that contain a stop word and do not stop a name
_PROTECTED = re.compile(
    r"(?:经济|工业|科学|文化|人力资源|住房|规划|产业|投资|交通|农业|卫生|应急|市场)和(?:信息化|旅游|社会保障|城乡建设|自然资源|技术|体育|改革)?"
    r"|发展和改革|中和|和信|信和|仁和|永和|和平|和谐|和邦|和硕|和记|和利时|义和|天和|三和|人和|宏和|兴和|祥和|泰和|和创|和泰|联和|亲和"
    r"|同方|大同|协同|合同|同济|同仁|同兴|同创|会同|异同|同威|同盟|同业|同步|同益|同策"
    r"|华为|美的|有为|为民|为先|向阳|方向|向日葵|正向|导向|面向|对外|在线|在田|存在|自由|由利|将军|就业|成就|高等|中等|平等|等离子|普及|及时|企及|已知|为胜"
    r"|推进小组|推进办|推进委|推进会|再生|公共|共同|于都|从化|把手|之江|到家|的卢|了望|之光|之芯|之星|乐乎|而立|当涂|当代|并行|并购|即时|又新|且末|给排水|请客|仅存|之间|是德|诸暨|暨南"
    r"|(?<=[、,:;。\s|])同(?=[^、,。]{2,20}公司)|(?<=[、,:;。\s|])和(?=[^、,。]{1,20}公司)|与会"
)
_HARD = re.compile(r"[^\w()\-·&.+]")
#: up to the last character that no name contains
_LAST_HARD = re.compile(r".*[^\w\-·&.+]", re.DOTALL)
_GENERIC = re.compile(
    r"^(?:[一二三四五六七八九十两几多数\d]+[余多几]?[家个所座批](?:大)?|该|本|这[家个]|此|其|我[省市区县]?|各[地级类]?|某|全[国省市区]|两[地省市家区]|川渝(?:两地|两省市)?|双方|"
    r"上市|兄弟|友好|异地|外地|市外|省外|民营|国有|重点|龙头|骨干|相关|有关|多家|一批|本地|当地|省内|市内|区内|国内|国际|知名|大型|中小|配套|合作|新建|国家级|省级|市级|行业|产业|科技|高科技|有限|股份|责任|子|分|总|母|集团|控股|电子信息|特色|"
    r"参股|控股|关联|全资|合资|园区|入园|链主|本土|签约|地方|主管|上级|人民|基层|学校|高职|高新|技术|经济|工业|开发|公共|大数据|创新|服务|研发|综合|联合|重大|新|老|大|小|一流|专业|对口|智能|数字|现代|未来)*$"
)
_GOVERNMENT_START = re.compile(
    r"^(?:国家|中央|全国|中国|省|市|区|县|州|两江|商务|财政|科技|教育|工业|工信|国务院|四川|重庆|成渝|川渝)"
)
_NATIONAL = re.compile(r"国家|中国|全国|中央")
_FACULTY_HEADS = frozenset({"学院", "研究院", "研究所", "研究中心", "实验室"})
_FIRM_HEADS = frozenset({"有限公司", "有限责任公司", "股份有限公司"})
#: 某大学 | 重庆科创中心: whose it is stands before the place
_OWNER = re.compile(r"(?:大学|学院|研究院|科学院|集团|公司)$")
_NEEDS_PLACE = re.compile(
    r"(?:[局厅委]|政府|办公[室厅]|办事处|委员会|中心|海关|法院|检察院|指挥部|小组|政协)$"
)
#: 临潼区, 伊金霍洛旗: a place by the shape of its name, where the gazetteer does not know it
_PLACE_SHAPED = re.compile(
    r"(?![我全各本该某两三四五六七八九十几多同此])[\u4e00-\u9fff]{1,6}?(?:(?<![超城都门])市|(?<![园景小社地片校灾牧库战市街])区|(?<![各全])县|[旗盟]|自治州|镇|乡|街道)"
)
_COUNTED_NOUN = re.compile(r"(?<=[\u4e00-\u9fff])(?:[两三四五六七八九十]|\d+)[家个所]$")
_MAX = 42


@dataclass(frozen=True)
class Mention:
    """An organisation named in a text; `name` is its full name where the page or the workspace tells it."""

    start: int
    end: int
    name: str
    kind: str
    organisation: str | None = None


def _protected(run: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PROTECTED.finditer(run)]


def _left_run(text: str, head: int) -> int:
    """How far left of a head the characters of a name may reach at the most."""
    floor = max(0, head - _MAX)
    run = text[floor:head]
    if "(" not in run and ")" not in run:
        hard = _LAST_HARD.match(run)
        return floor + hard.end() if hard else floor
    start = head
    depth = 0
    while start > floor:
        char = text[start - 1]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                break
            depth -= 1
        elif (char == "," and depth) or _HARD.match(char) or char.isspace():
            break
        start -= 1
    return start


def _cut(
    run: str, head: str, blocked: Iterable[tuple[int, int]], whole: Iterable[tuple[int, int]] = ()
) -> int:
    """Where the name begins inside its run: behind the last stop word that is not part of a longer word."""
    shields = [*_protected(run), *whole]
    cut = 0
    for match in _STOP.finditer(run):
        if any(start <= match.start() and match.end() <= end for start, end in shields):
            continue
        if match[0] in {"与", "和", "及"} and _joins_inside_name(run, match.start(), match.end(), head):
            continue
        cut = match.end()
    for start, end in blocked:
        if start < len(run):
            cut = max(cut, min(end, len(run)))
    return cut


def _joins_inside_name(run: str, start: int, end: int, head: str) -> bool:
    """Whether 与 joins two words inside one body's name: 四川省航空与燃机产业发展推进小组办公室.

    The left side begins with a place but names no organisation, and the right side names no place.
    """
    left, right = run[:start], run[end:]
    faculty = re.search(r"大学(?P<tail>[\u4e00-\u9fff]{2,8})$", left)
    if head in _FACULTY_HEADS and faculty is not None and not _HEAD.search(faculty["tail"]):
        return not re.match(r"[\u4e00-\u9fff]{2,8}(?:大学|省|市|区|县)", right)
    marked = re.match(r"[\u4e00-\u9fff]{2,3}[省市区县州](?=[\u4e00-\u9fff]{2,6}$)", left)
    if marked is None or left[-1] in "省市区县州盟" or _HEAD.search(left):
        return False
    return not re.match(r"[\u4e00-\u9fff]{2,3}[省市区县州]", right)


def find_mentions(
    text: str,
    places: Ordered[PlaceHit],
    known: Iterable[tuple[int, int, str, str, str | None]],
    dates: Ordered[DateMention],
) -> list[Mention]:
    """Organisations in reading order, the longest name at each place.

    Parameters
    ----------
    text
        Folded text.
    places
        Places found in it.
    known
        Spans of known names: start, end, full name, kind, id.
    dates
        Dates found in it: no name contains one.
    """
    found: list[Mention] = [
        Mention(start, end, name, kind, organisation) for start, end, name, kind, organisation in known
    ]
    position = 0
    while match := _HEAD.search(text, position):
        position = match.start() + 1 if match.end() - match.start() < 2 else match.end()
        if _COUNTED_NOUN.search(text, max(0, match.start() - 6), match.start()):
            continue  # 甲高新区、乙经开区两家园区: a noun that counts them, no name
        run_start = _left_run(text, match.start())
        run = text[run_start : match.start()]
        near = [
            (found.start - run_start, found.end - run_start)
            for found in dates.within(run_start - 40, match.start())
            if found.end > run_start
        ]
        inside = [
            (hit.start - run_start, hit.end - run_start) for hit in places.within(run_start, match.start())
        ]
        start = run_start + _cut(run, match[0], near, inside)
        start = _drop_numeral(text, start, match.start())
        if _NEEDS_PLACE.search(text[start : match.end()]):
            inner = places.within(start, match.start())
            if inner and not _NATIONAL.match(text, start) and not _OWNER.search(text[start : inner[0].start]):
                start = inner[0].start
            elif not inner and not _begins_with_a_place(text[start : match.end()]):
                continue
        name = text[start : match.end()].strip(" -·.")
        start = match.end() - len(name)
        if not _is_proper(name, match.end() - match.start()):
            # A stop word inside the name itself: 重庆云从科技有限公司 reaches back to its place.
            inner = places.within(run_start, start)
            if not inner or match[0] not in _FIRM_HEADS:
                continue
            start = inner[-1].start
            name = text[start : match.end()]
        found.append(Mention(start, match.end(), name, kind_of(name)))
    return _longest(found)


def _begins_with_a_place(name: str) -> bool:
    return bool(_GOVERNMENT_START.match(name) or _PLACE_SHAPED.match(name))


def _drop_numeral(text: str, start: int, end: int) -> int:
    counted = re.match(
        r"(?:\d+|[一二三四五六七八九十两百]+)[余多]?(?:家|个|所|名|位|户|座)|\d{1,2}[.)](?=[\u4e00-\u9fff])",
        text[start:end],
    )
    return start + counted.end() if counted else start


def _is_proper(name: str, head: int) -> bool:
    """Whether something of the name is left when its head and everyday words are taken away."""
    front = name[: len(name) - head]
    if len(name) < 3 or name.count("(") != name.count(")"):
        return False
    return bool(front) and not _GENERIC.match(front)


def _longest(found: list[Mention]) -> list[Mention]:
    """Mentions without overlaps, the longer one kept; a known name keeps its id when it is the same span."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda item: (item.start, -item.end, item.organisation is None)):
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end and mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
