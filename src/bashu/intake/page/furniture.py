"""Lines that stand around an article and are not part of it.

Every pattern is anchored or bounded, so that no line can make it slow.
"""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
#: brackets and ornaments around a heading of the frame
_ORNAMENT = "\\s【】\\[\\]（）()<>《》“”\"'·•—\\-_=~*▼▲■●◆|｜:：>»+＋"

#: a heading after which the article does not go on
_AFTER_ARTICLE = re.compile(
    rf"^[{_ORNAMENT}]*(?:"
    r"(?:推荐|相关|延伸|热门|热点|精彩|更多|编辑|为[您你]|猜[您你]|[您你]可能|大家都在|随机|最新|今日|一周|本周|本月|点击|阅读|新闻|图片|"
    r"热文|热评|延展)[·・\s]{0,3}"
    r"(?:推荐|阅读|新闻|链接|文章|报道|点击|排行|排行榜|资讯|喜欢|感兴趣|也喜欢|会喜欢|专题|内容|稿件|话题|搜索|主题|在看|热点|热门|热榜|要闻|"
    r"事件|评论|图片|视频)(?:推荐|阅读|排行榜?|榜|新闻)?"
    r"|延伸[·・\s]{0,3}推荐|猜你喜欢|往期(?:回顾|精选|推荐|文章)|精选(?:文章|推荐)|热评|热榜|排行榜|评论区|网友评论|精彩评论|最新评论|我要评论|发表评论|写留言|相关主题"
    r"|(?:版权|郑重|免责|法律|特别|本网|本站|网站|站方|风险)(?:声明|提示|简介|说明|所有|地图)|关于我们|联系我们|本站简介|网站简介|网站地图"
    rf"|分享到|分享至|扫一扫|扫码阅读|正文已结束|上一篇|下一篇|上一页|下一页|返回顶部|返回首页|打印本页|关闭窗口"
    rf")[{_ORNAMENT}]*(?:$|[:：]|\d|到|微|QQ|[\s])",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"版权所有|ICP[备证]|公网安备|互联网新闻信息服务|网络视听许可|增值电信业务|违法和不良信息举报|^copyright\b|all rights reserved|"
    r"^(?:主办|承办|技术支持|主管)(?:单位)?[:：]|^(?:关于|联系)我们\s*[-|·]|建议使用.{0,12}分辨率",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"^[\s\-—–_=·*<>【\[（(]*(?:END|THE END|正文完|全文完|完)[\s\-—–_=·*<>】\])）]*$", re.IGNORECASE
)

_CREDIT = re.compile(
    r"^[\s（(【\[]*(?:本文)?(?:责任编辑|责任编缉|责编|编辑|本期编辑|值班编辑|网络编辑|实习编辑|执行编辑|编审|审核|审校|校对|校审|监制|总监制|主编|值班主编|"
    r"终审|复审|初审|一审|二审|三审|签发|发布日期|发布时间|发布者|发布人|发稿|制作|排版|美编|统筹|策划|文案|摄影|采写|撰文|撰稿|作者|记者|通讯员|来源于?|信息来源|文章来源|稿件来源|"
    r"资料来源|图片来源|本文来源|稿源|转载自|转自|综合自|供图|供稿)"
    r"\s*[:：|/丨\s]\s*\S.{0,80}$"
)
_EDITED = re.compile(r"责任编辑|责编\s*[:：]")
_ORIGIN = re.compile(r"^信息来源|^图[/／|:：]|来源于?网络$|^以上.{0,10}来源")
_SENTENCE_END = ("。", "！", "？", "…", "!", "?", "；")

_DISCLAIMER = re.compile(
    r"未经.{0,8}(?:授权|允许|许可|同意|书面).{0,12}(?:转载|复制|使用|摘编|翻版)|(?:转载|转发)(?:请|须|需|时请|务必).{0,10}(?:注明|联系|标明)|"
    r"(?:仅代表|不代表|纯属)(?:作者|本站|本网|本人|个人|本报|平台|新浪|该作者)|版权归.{0,12}所有|如有侵权|侵权.{0,6}(?:删除|联系)|投资有风险|不构成.{0,10}建议|"
    r"^[【\[（(]?(?:免责|版权|特别|郑重)?声明[】\]）)]?[:：]|^[（(]?本文(?:来自|首发于|转载自|原载|选自|摘自)"
)
_INVITATION = re.compile(
    r"^(?:点击|长按|扫描|扫码|扫一扫|识别|关注|欢迎关注|请关注|更多|安装|下载|打开|戳).{0,24}"
    r"(?:蓝字|二维码|公众号|客户端|APP|app|关注我们|阅读全文|官方微信)|"
    r"^相关.{0,6}(?:请|敬请)(?:关注|点击)|点击进入专题|报料.{0,6}\d{3}|^(?:关键[词字]|标签|分类|栏目)\s*[:：>＞]|我要(?:反馈|纠错|举报)|"
    r"请(?:下载|打开|安装).{0,14}(?:客户端|APP)|^返回.{1,8}查看更多|"
    r"^(?:相关|延伸|推荐|更多|往期|前期|此前)(?:阅读|报道|新闻|链接|推荐|回顾)\s*[:：]"
)
#: shorter calls of the same kind, told from sentences only by their shortness
_CALL = re.compile(r"^(?:点击|点|戳|进入|更多|打开).{0,16}(?:专题|精彩|资讯|查看|更多|订阅|猛料|微信)")
_COUNTER = re.compile(r"^(?:点击|浏览|阅读|访问|人气|字体|字号|分享|打印)\S{0,4}\s*[:：]")
_ORIGINAL = re.compile(r"^[\s（(【\[]*原(?:标题|题|文标题)(?:为|是)?\s*[:：《\s“]")
_SUMMARY = re.compile(
    r"^[【\[]?(?:编前语|编者按|编者的话|核心提示|内容提要|内容摘要|摘要|导读|导语|提要|阅读提示|新闻提示)[】\]:：\s]"
)
_SUMMARY_HEADING = re.compile(
    r"^[【\[]?(?:划重点|核心提示|内容提要|内容摘要|摘要|导读|提要|要点|本文要点|阅读提示|看点)[】\]]?\s*[:：]?$"
)
_PICTURE = re.compile(
    r"视觉中国|东方IC|资料图|图源|图片来源|供图|图[/／|]|制图|^图[:：]|截图|[（(]资料|图片由|网络图|[摄攝][）)]?$|来源[:：].{0,8}视频|^[▲△▼▽]|^视频[-:：—]|"
    r"暂时无法播放|点击播放|^图为|新华社发|中新社发"
)
_BYLINE_WORD = re.compile(
    r"记者|作者|撰文|采写|编译|通讯员|^[【（(\[]?文\s*[/／|丨:：]|^原创|整理$|编排$|评论员"
)
_WHOLE_BRACKET = re.compile(r"^[（(【\[].*[）)】\]]$")
_BRACKET_WORD = re.compile(
    r"实习|记者|编辑|来源|原题|原标题|本文|作者|校对|资料|摄影|图|完$|责编|通讯员|供稿"
)
_TOOLS = re.compile(
    r"^(?:分享(?:到|至)?|收藏|举报|打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|本页|字号|字体|评论|跟贴|参与|转发|微博|微信|QQ空间|QQ好友|朋友圈|点赞|在看|阅读|写留言|返回|顶部|登录|注册|"
    r"大|中|小|T|A|\+|-|[|｜\s\d:：,，.、】\[【\]（）()])+$"
)
_BACK_LINK = re.compile(r"返回[^\s。，]{1,8}(?:首页|频道|，查看更多)\s*[>＞»]{0,3}$")


def is_after_article(text: str) -> bool:
    """Whether this line opens what follows an article: recommended reading, the footer.

    >>> is_after_article("推荐阅读"), is_after_article("热门点击"), is_after_article("双方签约。")
    (True, True, False)
    """
    if len(text) <= 40 and not text.endswith("。") and _AFTER_ARTICLE.match(text):
        return True
    return len(text) <= 120 and not text.endswith("。") and _FOOTER.search(text) is not None


def is_tool(text: str) -> bool:
    """Whether a line is only buttons: share, print, text size."""
    return len(text) <= 60 and _TOOLS.match(text) is not None


def is_before_body(text: str, title: str) -> bool:
    """Whether a line at the head of the article is still not its body.

    >>> is_before_body("原标题：两地签约", ""), is_before_body("记者 张三", ""), is_before_body("双方今天签约。", "")
    (True, True, False)
    """
    bare = _SPACE.sub("", text)
    if len(bare) < 2 or bare.isdigit() or is_tool(text) or (len(bare) >= 4 and bare in _SPACE.sub("", title)):
        return True
    if any(pattern.match(text) for pattern in (_ORIGINAL, _SUMMARY_HEADING, _SUMMARY)):
        return True
    if _is_call(text):
        return True
    if len(text) > 60:
        return False
    credit = _CREDIT.match(text) and not text.endswith("。")
    bracket = len(text) <= 45 and _WHOLE_BRACKET.match(text)
    picture = _PICTURE.search(text) and not text.endswith(("。", "”"))
    return bool(credit or bracket or picture) or _is_byline(text)


def _is_call(text: str) -> bool:
    """Whether a line asks the reader to do something with the page: follow, scan, download."""
    if len(text) <= 120 and _INVITATION.search(text):
        return True
    return len(text) <= 40 and not text.endswith("。") and bool(_CALL.match(text) or _COUNTER.match(text))


def _is_byline(text: str) -> bool:
    """Whether a short line only names a writer."""
    sentence = text.endswith(_SENTENCE_END) or "，" in text
    return len(text) <= 30 and not sentence and _BYLINE_WORD.search(text) is not None


def is_after_body(text: str) -> bool:
    """Whether a line at the end of the article is no longer its body.

    >>> is_after_body("（责任编辑：张三）"), is_after_body("编辑 李四 校对 王五"), is_after_body("项目明年投产。")
    (True, True, False)
    """
    if is_tool(text) or _END_MARK.match(text) or is_after_article(text):
        return True
    if len(text) <= 90 and not text.endswith("。") and (_CREDIT.match(text) or _EDITED.search(text)):
        return True
    if len(text) <= 60 and (
        _ORIGINAL.match(text) or (_WHOLE_BRACKET.match(text) and _BRACKET_WORD.search(text))
    ):
        return True
    if _is_call(text) or (len(text) <= 260 and _DISCLAIMER.search(text)):
        return True
    return _is_byline(text) or (len(text) <= 30 and _ORIGIN.search(text) is not None)


def without_back_link(text: str) -> str:
    """A paragraph without the link to the front page that some sites glue to its end.

    >>> without_back_link("双方今天签约。返回某某网首页>>")
    '双方今天签约。'
    """
    return _BACK_LINK.sub("", text).rstrip()
