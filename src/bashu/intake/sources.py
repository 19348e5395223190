"""Where a fact was read: the page behind it, recognised when it comes in again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.model import Fact
from bashu.text import name_key

if TYPE_CHECKING:
    from bashu.intake.model import Article

#: short forms of authorities and what they stand for; the longer key comes first
_SHORT_FORMS: tuple[tuple[str, str], ...] = (
    ("经济和信息化", "经信"), ("经济信息", "经信"), ("工业和信息化", "工信"), ("发展和改革", "发改"), ("发展改革", "发改"),
    ("科学技术", "科技"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"), ("商务委员会", "商务委"),
    ("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("管理委员会", "管委会"),
    ("委员会", "委"), ("人民政府", "政府"), ("有限责任公司", "公司"), ("股份有限公司", "公司"), ("有限公司", "公司"),
)  # fmt: skip
_OWNERS = re.compile(r"^(?:四川省|四川|重庆市|重庆)(?=[\u4e00-\u9fff]{2,}(?:市|区|县|新区|高新区|经开区))")


@dataclass(frozen=True, order=True)
class PageSource(Fact):
    """One page that tells a fact: its medium, title, time and address; `page` is the same for the same text."""

    page: str
    title: str
    source: str = ""
    published_at: str = ""
    url: str = ""


def source_of(article: Article) -> PageSource:
    r"""The source that an article is; reading a page twice gives the same `page`.

    >>> from bashu.intake import Article
    >>> one = Article("签约", "四川与重庆签约。", source="甲报", url="http://a.example/1")
    >>> source_of(one).page == source_of(Article("签约 ", "四川与重庆签约。\n", source="甲报")).page
    True
    """
    day = (article.published_at or "")[:10]
    words = "\n".join((name_key(article.title), article.source, day, "".join(article.body.split())))
    page = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
    return PageSource(
        page, article.title.strip(), article.source, article.published_at or "", article.url or ""
    )


def party_key(name: str, organisation: str | None = None) -> str:
    """One key for the ways in which pages write the same body.

    >>> party_key("重庆市经济和信息化委员会") == party_key("重庆市经信委") == party_key("重庆市经济信息委")
    True
    >>> party_key("四川省绵阳市政府") == party_key("绵阳市人民政府"), party_key("甲集团") == party_key("乙集团")
    (True, False)
    """
    if organisation:
        return f"#{organisation}"
    key = name_key(name)
    for long, short in _SHORT_FORMS:
        key = key.replace(name_key(long), short)
    return _OWNERS.sub("", key)
