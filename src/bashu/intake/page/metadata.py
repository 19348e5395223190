"""What a page says about itself to machines: meta elements, JSON-LD, and the variables of known systems."""

from __future__ import annotations

import html as entities
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bashu.intake.page.lines import squeeze

if TYPE_CHECKING:
    from lxml import etree

    from bashu.intake.page.markup import Markup

#: names of meta elements, without spaces and in small letters, in the order they are trusted
_TITLES = ("og:title", "articletitle", "twitter:title", "dc.title", "headline", "title")
_TIMES = (
    "article:published_time",
    "datepublished",
    "og:time",
    "weibo:article:create_at",
    "og:release_date",
    "publishdate",
    "pubdate",
    "pub_date",
    "publish_time",
    "publishtime",
    "firstpublishedtime",
    "apub:time",
    "bytedance:published_time",
    "dateupdate",
    "dc.date",
    "date",
)
_SOURCES = ("mediaid", "contentsource", "source", "og:article:source", "dc.source")
_AUTHORS = ("og:article:author", "article:author", "author")
_CHANNELS = ("columnname", "og:category", "article:section", "catalog_name")

#: strings of the scripts of the WeChat platform
_VARIABLE = re.compile(
    r"""\b(?:var\s+)?(msg_title|nickname|ct|createTime|create_time|publish_time|ori_create_time)\s*[=:]\s*"""
    r"""(?:window\.)?(?:htmlDecode\()?["']([^"'\n]{1,200})["']"""
)
#: the line that fills the date of a WeChat page holds the day as text
_WECHAT_DAY = re.compile(
    r"""["'](\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)["'][^\n]{0,80}\n?[^\n]{0,80}publish_time"""
)
#: properties that the Founder system writes into comments of electronic papers
_FOUNDER = re.compile(
    r"<(title|date|author|source|sourcename|nodename|editor|introtitle|subtitle)>([^<]{1,300})</"
)
#: notes of older systems around a field: <!-- 文章来源 begin -->…
_DATES_IN_STATE = re.compile(
    r"""["']?(?:datePublished|publishDate|publish_time|publishTime|pubTime|pub_time|ptime|newsTime|time|releaseDate|publishedAt)["']?"""
    r"""\s*[:=]\s*["']([0-9T:.Z+\- ]{8,32})["']"""
)


@dataclass
class Metadata:
    """What the page declares: text by field; the best candidate first."""

    titles: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    #: names that a platform states as those of writers, where `authors` may also hold the site
    writers: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    element_title: str = ""
    account: str = ""
    #: seconds since 1970 of a platform, used where nothing else states the day
    epoch: int | None = None
    addresses: list[str] = field(default_factory=list)
    body: str = ""


def _meta(root: etree._Element, found: Metadata) -> None:
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content")
        if name and content and len(content) < 2000:
            named.setdefault("".join(name.lower().split()), squeeze(content))
    for names, values in (
        (_TITLES, found.titles),
        (_TIMES, found.times),
        (_SOURCES, found.sources),
        (_AUTHORS, found.authors),
        (_CHANNELS, found.channels),
    ):
        values.extend(named[name] for name in names if named.get(name))
    if named.get("og:site_name") == "微信公众平台" and (writer := named.get("author")):
        found.writers.append(writer)
    if address := named.get("og:url"):
        found.addresses.append(address)
    _elements(root, found)


def _elements(root: etree._Element, found: Metadata) -> None:
    """What elements other than meta declare: the address, a time, the title."""
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and link.get("href"):
            found.addresses.append(link.get("href", ""))
            break
    for element in root.iter("time"):
        if stated := element.get("datetime"):
            found.times.append(stated)
            break
    for element in root.iter("title"):
        found.element_title = squeeze("".join(str(text) for text in element.itertext()))
        break


def _names(value: Any) -> list[str]:
    """Names in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [squeeze(value)]
    if isinstance(value, dict):
        return _names(value.get("name") or "")
    if isinstance(value, list):
        return [name for item in value[:10] for name in _names(item)]
    return []


def _linked_data(scripts: tuple[str, ...], found: Metadata) -> None:
    for script in scripts:
        if '"headline"' not in script and '"datePublished"' not in script and '"pubDate"' not in script:
            continue
        try:
            data = json.loads(script[:400_000])
        except (ValueError, RecursionError):
            continue
        queue = [data]
        while queue and len(queue) < 200:
            item = queue.pop(0)
            if isinstance(item, list):
                queue.extend(item[:50])
                continue
            if not isinstance(item, dict):
                continue
            if isinstance(item.get("@graph"), list):
                queue.extend(item["@graph"][:50])
            for key, values in (
                ("headline", found.titles),
                ("title", found.titles),
                ("datePublished", found.times),
                ("pubDate", found.times),
                ("author", found.authors),
            ):
                values.extend(name for name in _names(item.get(key)) if name)
            if isinstance(item.get("articleBody"), str):
                found.body = max(found.body, item["articleBody"], key=len)


def _platforms(markup: Markup, found: Metadata) -> None:
    for script in markup.scripts:
        if (
            "nickname" in script
            or "publish_time" in script
            or "msg_title" in script
            or "createTime" in script
        ):
            _wechat(script, found)
    for note in markup.notes:
        if "<date>" in note or "<title>" in note:
            for name, value in _FOUNDER.findall(note):
                target = {
                    "title": found.titles,
                    "date": found.times,
                    "author": found.writers,
                    "source": found.sources,
                    "sourcename": found.sources,
                    "nodename": found.channels,
                    "editor": found.editors,
                }.get(name)
                if target is not None and (text := squeeze(entities.unescape(value))):
                    target.insert(0, text)


def _wechat(script: str, found: Metadata) -> None:
    for name, value in _VARIABLE.findall(script):
        text = squeeze(entities.unescape(value))
        if not text:
            continue
        if name == "nickname":
            found.account = found.account or text
        elif name == "msg_title":
            found.titles.append(text)
        elif name in ("ct", "ori_create_time") and text.isdigit():
            found.epoch = found.epoch or int(text)
        elif not text.isdigit():
            found.times.append(text)
    if day := _WECHAT_DAY.search(script):
        found.times.append(day[1])


def state_times(markup: Markup, title: str) -> list[str]:
    """Times in the data that scripts carry, the one nearest to the title first."""
    times: list[tuple[int, str]] = []
    wanted = "".join(title.split())
    for script in markup.scripts:
        if not _DATES_IN_STATE.search(script):
            continue
        packed = re.sub(r"\s+(?![^\"'\n]{0,20}\d)", "", script[:400_000])
        places = [match.start() for match in re.finditer(re.escape(wanted), packed)][:50] if wanted else []
        for match in list(_DATES_IN_STATE.finditer(packed))[:200]:
            near = min((abs(match.start() - place) for place in places), default=1_000_000)
            times.append((near, match[1]))
    return [text for _, text in sorted(times, key=lambda entry: entry[0])]


def read_metadata(root: etree._Element | None, markup: Markup) -> Metadata:
    """Everything a page declares about its article."""
    found = Metadata()
    if root is not None:
        _meta(root, found)
    _linked_data(markup.scripts, found)
    _platforms(markup, found)
    return found
