"""A sentence as the grammar of agreements sees it: parties, joining words, signing words and the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.bare_words import counted, resolved, roles_alone
from bashu.intake.facts.bodies import formal_name
from bashu.intake.facts.kinds import has_ending, kind_of
from bashu.intake.facts.token import Token
from bashu.intake.facts.venues import drop_attributes, drop_venues

if TYPE_CHECKING:
    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.people import Named
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence


_NUMERAL = r"(?:\d+|[一二两三四五六七八九十百]+)"
_PIECES = re.compile(
    r"(?P<n>(?:尚未|仍未|还未|并未|未曾|未能|没有|没能|无须|不再|暂未|未)(?=[^,。]{0,8}(?:签|达成|形成))|不是签约)"
    r"|(?P<v>(?:在|于|到)[^,。;:、在]{0,24}?(?:见证下|指导下|支持下|推动下|仪式上|会议上|大会上|峰会上|论坛上|活动上|展会上|期间|现场|会上|会后|之际|当天|框架下|基础上))"
    r"|(?P<t>签约(?:仪式|活动|大会|专场|现场|环节|暨|会议?|项目|落地项目|金额|总额|企业|对象|桌|代表|嘉宾|当天|当日|清单|名单|方|台|席|率|后|前)|签字仪式|签署仪式|授牌仪式|揭牌仪式|合同签订仪式)"
    r"|(?P<T>(?:签署|签订|签立|签下|签好|签成|签妥|签定|签字确认|签字|签约|签了字|签了约|续签|互签|草签|换签|代签|共签|同签|缔结|订立|落了?笔|落款|交换了?(?:[^,。与和]{0,6})?文本|互换了?(?:[^,。与和]{0,6})?文本|达成(?!率)|交换了?(?!了?(?:意见|看法|名片|礼物|信息|数据))|互换了?(?!了?(?:意见|看法|名片|礼物))|落下?了?款|签就|签单(?!量|额|数)|签章|续约(?!率)|续签|完成签约|落印|用印|签名(?!墙|售|活动)|签成|落笔|盖章|盖了章|盖下(?:公章|印章)|加盖(?:公章|印章)|落定|敲定|谈成|谈妥|拿下|"
    r"握手(?!言)|握了?手|牵手成功|牵了手|结为|结成|签了|签过|签的|签[一二两三四五六七八九十\d]+[份项个]|各签|联姻|正式携手|展开战略合作|建立(?:起)?(?:了)?(?:长期|战略|全面|深度|友好|校企)*合作关系|签(?![得不])|合资建|合资组建|共同出资))"
    r"|(?P<E>分别|各自|逐一|依次|逐个|一一|先后与)"
    r"|(?P<e>等(?=[^,。;:、签与和同]{0,10}?(?:[多余]?(?:家|所|个))?[^,。;:、签与和同]{0,6}(?:[,、。;:签与和同]|共同|达成|建立|结成|结为|分别|联合|以及|还|就|在))[^,。;:、签与和同共达分联以还就在牵建结]{0,10}(?:(?<=等)|(?<=[\u4e00-\u9fff])))"
    r"|(?P<N>(?:[两双三四五六七八九十]|\d+(?=方))(?:方|家(?!企业|公司|单位|机构|电|庭)|市(?!场)|地(?!方)|省市|省|区(?!域)|校|院|园|企|县|者|所高校)(?:政府|主管部门|代表|单位)?|各方|彼此|校企|校地|政企|[两三四五六]个[^,。;、的\d]{0,4}?(?:园区|经开区|高新区|新区|城市|区县|商会|协会|单位|学校|行业组织|产业园|工商联)|双方(?:代表)?)"
    rf"|(?P<k>{_NUMERAL}[余多]?(?:份|项|个|笔|单|纸))"
    r"|(?P<a>就|还|也|又|再次|再度|再|已经|已|曾经|曾|均|都|并|则|便|将会|将要|将|拟|计划|准备|打算|预计|有望|即将|先后|陆续|相继|宣布|正式|成功|共同|一起|一同|一道|首次|当场|同时|率先|随后|最终|日前|双双|集中|一并|顺利|采购人|招标人|业主单位|业主方|正在|正(?=[与和同跟])|终于|届时|尽快|早日|争取|如期|也|昨|另外|另|代表|刚刚|刚|此前|早前|之前|过去|接着|接连|一连|一口气|先是|最后|最先|其后|线上|云端|上午|中午|下午|傍晚|晚上|早上|清晨|当晚|昨晚|午后|在会上|会上|现场|仪式上|活动中)"
    r"|(?P<s>以及|、|及其|暨(?!.{{0,26}}(?:峰会|大会|仪式|活动|论坛))|[及])"
    r"|(?P<c>联合$|携手|牵手|联手|会同|与|和|同|跟|结缘|(?<=[^\w])握手|(?<=[\u4e00-\u9fff])握手(?=[\u4e00-\u9fff]{2}))"
    r"|(?P<p>,)|(?P<o>:|——|—)"
    r"|(?P<x>意向|[。;!?“”\"'《》()\s|]+|是|由|的|了|为|在|对|向|从|把|被|以|让|给|请|到|于|有|这|那|其|该|来自|举行|举办|召开|进行|围绕|通过|根据|按照|针对|关于|开展|推动|推进|共建|建设|合作|战略|框架|协议|项目|仪式|负责人|一份|一项|最|可以|能够|希望|愿意|约定|明确|表示|介绍|称|说)"
)
_PROTECTED = re.compile(
    r"同方|大同|协同|共同|合同|同时|同步|同比|同期|同行|同类|同一|同样|不同|同意|同台|同学|同志|和谐|和平|总和|与会|参与|给予|赋予|普及|涉及|提及|联合会|联合体|联合实验室|联合创新|联合国|联合办学|联合培养|联合体|签发|签证|标签|签名墙|同城|签到|温和|饱和|如同|连同|美的|等级|高等|平等|等于|和约|标签|签收|陪同|认同|会同|及时|来不及|和而不同|同频|与众|终于|等了|等待|等到|等来|等不|总和|和解|平和|温和|缓和"
)
_DESCRIBED = re.compile(
    r"(?P<what>[^,。;:]{0,12}(?:龙头|[强优]|领军|骨干|链主|知名|重点|制造|上市)(?:企业|公司))[\u4e00-\u9fffA-Za-z]{2,10}$"
)
_COMMITTEE = re.compile(r"(?:中共)?([\u4e00-\u9fff]{2,12}[省市区县州])委$")
_BRAND = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·\-&()]{2,14}$")
_NOT_BRAND = re.compile(
    r"某|公示|评审|验收|审批|审核|备案|公告期|抓紧|落实|加快|尽快|顺利|届时|长期|准确|完整|加入|公告|点击|关注|据悉|概况|决定|缘分|样机|消息|您好|你好|感谢|进展|率队|赴|洽谈|磋商|协商|座谈|补充|供货|投资|新增|每年|每天|每月|首批|首个|具体|如下|统计|发布|宣读|揭晓|负责|牵头|组建|联手|当面|面对面|邻居|总量|占比|规划|鼓励|支持|[^\W\d]*(?:下来|起来|开幕|闭幕|走近|走进|来到|意味|如何|怎么|为何|已经|一直|正在|不断|继续|进一步)|秘书处|建议|呼吁|要求|提议|学校|医院|老师|母亲|父亲|家长|警方|合同|协议|之后|之前|以后|以来|期间|企业|公司|单位|项目|协议|部门|政府|两地|双方|双城|经济|产业|客户|厂商|供应商|伙伴|高校|院所|机构|园区|领域|方面|代表|嘉宾|人员|专家|技术|市场|国内外|国际|行业|平台|院校|职业|院士|学生|老师|领导|干部|有关|相关|"
    r"对方|彼此|自己|大家|他们|我们|它们|记者|内容|文件|合作|签|仪式|活动|会议|论坛|峰会|大会|目前|今后|未来|需求|供给|资源|优势|服务|标准|人才|资本|资金|金融|商会|协会|家底|话题|发展|建设|机制|工作|会上|现场|其中|一家|两家|多家|几家|首批|集中|"
    r"(?:第?[一二三四五六七八九十两]+[家个份项批])|\d+[家个份项]|本次|此次|这次|方案|清单|名单|需要|车间|设备|能源|材料|配套|上游|下游|国家|社会|政策|环境|研发|生产|制造|销售"
)


def tokenise(reading: Reading, sentence: Sentence) -> list[Token]:
    """The pieces of a sentence in reading order."""
    fixed = _fixed(reading, sentence.start, sentence.end)
    tokens: list[Token] = []
    position = sentence.start
    for token in fixed:
        if token.start < position:
            continue
        tokens.extend(_gap(reading.text, position, token.start))
        tokens.append(token)
        position = token.end
    tokens.extend(_gap(reading.text, position, sentence.end))
    tokens = _drop_asides(reading.text, tokens)
    tokens = [
        token
        if index and tokens[index - 1].type in "Nk"
        else resolved(
            reading,
            token,
            tokens[index - 1] if index else None,
            tokens[index + 1] if index + 1 < len(tokens) else None,
        )
        for index, token in enumerate(tokens)
    ]
    tokens = roles_alone(reading.text, [counted(reading.text, token) for token in tokens])
    tokens = drop_venues(reading.text, _join_brands(reading, tokens))
    return drop_attributes(reading.text, tokens)


def _drop_asides(text: str, tokens: list[Token]) -> list[Token]:
    """Without what stands in brackets behind a party: its short name, its stock code."""
    result: list[Token] = []
    closing = -1
    for token in tokens:
        if token.start < closing:
            continue
        follows = result and result[-1].type in "UPb" and result[-1].end == token.start
        if follows and text[token.start] == "(":
            end = text.find(")", token.start, token.start + 60)
            if end > 0:
                closing = end + 1
                continue
        if token.end > closing:
            result.append(token)
    return result


def _join_brands(reading: Reading, tokens: list[Token]) -> list[Token]:
    """A place written together with a brand is one name: 重庆 | 联通."""
    text = reading.text
    result: list[Token] = []
    for token in tokens:
        before = result[-1] if result else None
        if before is not None and before.type == "P" and _is_house(text, before, token):
            result[-1] = _house(reading, before, token)
            continue
        if before is not None and token.type == "b" and before.type == "P" and before.end == token.start:
            name = text[before.start : token.end]
            if len(token.name) <= 9 and not text[before.start : before.end].endswith(
                ("省", "市", "区", "县")
            ):
                result[-1] = Token("b", before.start, token.end, name, kind_of(name))
                continue
        if before is not None and token.type == "b" and before.type == "U" and before.end == token.start:
            name = text[before.start : token.end]
            if len(name) <= 8 and before.kind == "enterprise" and not has_ending(before.name):
                result[-1] = Token("b", before.start, token.end, name, kind_of(name))
                continue
        result.append(token)
    return result


def _is_house(text: str, place: Token, token: Token) -> bool:
    """Whether a known firm stands right behind the short name of a place: 重庆 | 京东方, 四川 | 长虹."""
    return (
        token.type == "U"
        and token.kind == "enterprise"
        and place.end == token.start
        and not has_ending(text[token.start : token.end])
        and text[place.end - 1] not in "省市区县州"
    )


def _house(reading: Reading, place: Token, token: Token) -> Token:
    """The firm by its name with the place; it is the known firm only where that is at home there."""
    knowledge = reading.knowledge
    name = reading.text[place.start : token.end]
    home = knowledge.gazetteer.by_id(knowledge.organisation_place(token.organisation) or "")
    at_home = home is not None and home.region.startswith(reading.text[place.start : place.end])
    organisation = token.organisation if at_home else knowledge.organisation_id(name)
    return Token("U", place.start, token.end, name, token.kind, organisation)


def _fixed(reading: Reading, start: int, end: int) -> list[Token]:
    """Tokens whose span is known before the words between them are read."""
    tokens = [Token("Q", quote.start, quote.end) for quote in reading.quotes_in(start, end)]
    quoted = [(token.start, token.end) for token in tokens]

    def free(left: int, right: int) -> bool:
        return not any(q_left < right and left < q_right for q_left, q_right in quoted)

    for mention in reading.mentions_in(start, end):
        if free(mention.start, mention.end):
            tokens.append(
                _committee(mention)
                or Token("U", mention.start, mention.end, mention.name, mention.kind, mention.organisation)
            )
    tokens.extend(
        Token("D", found.start, found.end, found.value or "", found.kind)
        for found in reading.dates_in(start, end)
        if free(found.start, found.end)
    )
    tokens.extend(_person(named) for named in reading.people_in(start, end) if free(named.start, named.end))
    for hit in reading.places_in(start, end):
        if free(hit.start, hit.end):
            kind = "park" if hit.place.level in {"zone", "park"} else "government"
            tokens.append(Token("P", hit.start, hit.end, formal_name(hit), kind, formal=hit.formal))
    rank = "QUPRD"
    tokens.sort(key=lambda token: (token.start, rank.index(token.type)))
    kept: list[Token] = []
    for token in tokens:
        if kept and token.start < kept[-1].end:
            if token.type == "R" and kept[-1].type in {"U", "P"}:
                kept.append(Token("R", kept[-1].end, token.end, token.name))
            continue
        kept.append(token)
    return [token for token in kept if token.start < token.end]


def _committee(mention: Mention) -> Token | None:
    """某区委 speaks for its district, which is who signs."""
    match = _COMMITTEE.match(mention.name)
    return None if match is None else Token("P", mention.start, mention.end, match[1], "government")


def _person(named: Named) -> Token:
    # an academician's academy is an honour, not whom he speaks for
    honour = named.role.endswith("院士") and named.organisation.endswith(("工程院", "科学院"))
    return Token("R", named.start, named.end, "" if honour else named.organisation)


def _gap(text: str, start: int, end: int) -> list[Token]:
    """The words between known spans."""
    tokens: list[Token] = []
    shields = [
        match.span() for match in _PROTECTED.finditer(text, max(0, start - 2), min(len(text), end + 4))
    ]
    position = plain = start
    while position < end:
        match = _PIECES.match(text, position, end)
        shield = next((right for left, right in shields if left <= position < right), None)
        if (
            shield is not None
            and (match is None or match.lastgroup in {"c", "s", "e", "T", "E"})
            and not _ends_shield(match, shield)
        ):
            position = min(shield, end)
            continue
        if match is None or match.end() == match.start():
            position += 1
            continue
        tokens.extend(_words(text, plain, position))
        tokens.append(Token(match.lastgroup or "x", match.start(), match.end()))
        position = plain = match.end()
    tokens.extend(_words(text, plain, end))
    return tokens


def _ends_shield(match: re.Match[str] | None, shield: int) -> bool:
    """Whether a longer token than the protected word begins here (同时 against 同)."""
    return match is not None and match.end() >= shield


def _words(text: str, start: int, end: int) -> list[Token]:
    """Words without a grammar of their own: perhaps a brand, else other words."""
    words = text[start:end]
    if not words.strip():
        return []
    described = _DESCRIBED.match(words)
    if described is not None:  # 光伏龙头企业 | 某能: what a brand is stands right before it
        cut = start + described.end("what")
        return [Token("x", start, cut), *_words(text, cut, end)]
    is_brand = (
        _BRAND.fullmatch(words) is not None
        and 2 <= len(words) <= 12
        and not _NOT_BRAND.search(words)
        and words.count("(") == words.count(")")
    )
    if is_brand:
        return [Token("b", start, end, words, kind_of(words))]
    return [Token("x", start, end)]
