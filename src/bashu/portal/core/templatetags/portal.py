"""Words, numbers and addresses in templates."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import unescape_string_literal

from bashu.portal.core.context import local_path
from bashu.portal.core.language import reads_english
from bashu.portal.core.methods import METHODS
from bashu.portal.wording import AREA_NAMES, FAMILY_NAMES, FIELD_NAMES, STAGE_NAMES, word
from bashu.tables import NOT_STATED, TABLES

if TYPE_CHECKING:
    from django.template.base import Parser, Token
    from django.template.context import Context


register = template.Library()
_TIMETABLE = re.compile(r"timetable (?P<year>\d{4}) \((?P<set>[^)]+)\): (?P<trains>.+)")
_ESTIMATE = re.compile(
    r"estimate: [\d.]+ \+ (?P<rate>[\d.]+) min a great-circle km; (?P<drives>\d+) published drives, error (?P<error>\d+)%"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
#: shares below this keep a decimal
_SMALL = 0.01
#: from here on a Chinese page counts in ten thousands
_WAN = 100_000
DIGESTS = settings.STATICFILES_DIRS[0] / "dist" / "digests.json"


@register.filter
def local(path: str) -> str:
    """The address of a thing in the reader's language."""
    return local_path(path, english=reads_english())


def say(zh: str, en: str) -> str:
    """The words in the reader's language."""
    return en if reads_english() else zh


class SayNode(template.Node):
    """Fixed words in both languages; a page has hundreds, so they are read when the template is."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def render(self, context: Context) -> SafeString:
        """The words in the reader's language."""
        return self.en if reads_english() else self.zh  # type: ignore[return-value]


class SaidNode(template.Node):
    """The words in the reader's language under a name, for a tag or filter further down."""

    def __init__(self, words: SayNode, name: str) -> None:
        self.words, self.name = words, name

    def render(self, context: Context) -> SafeString:
        """Nothing to show."""
        context[self.name] = self.words.render(context)
        return SafeString("")


@register.tag("say")
def read_say(parser: Parser, token: Token) -> SayNode | SaidNode:
    """``{% say "中文" "English" %}``, with ``as name`` where another tag needs the words."""
    parts = token.split_contents()[1:]
    if len(parts) not in {2, 4} or any(part[0] not in "\"'" or part[0] != part[-1] for part in parts[:2]):
        raise template.TemplateSyntaxError(f"say takes words in Chinese and in English: {token.contents}")
    words = SayNode(*(SafeString(unescape_string_literal(part)) for part in parts[:2]))
    return SaidNode(words, parts[3]) if len(parts) == 4 else words


@register.filter
def spoken(words: object) -> str | SafeString:
    """Words of a table; Chinese ones on an English page say that they are Chinese."""
    text = "" if words is None else str(words)
    if reads_english() and _HAN.search(text):
        return format_html('<span lang="zh-Hans">{}</span>', text)
    return text


@register.filter
def predicate(sentence: object) -> str:
    """A sentence without the name before its colon, for where the name stands above it.

    >>> predicate("存储芯片：区内未见生产者。"), predicate("Memory: no maker is known."), predicate("没有主语")
    ('区内未见生产者。', 'No maker is known.', '没有主语')
    """
    found = re.match(r"[^：:]+(?:：|: )(?P<rest>.+)", str(sentence), re.DOTALL)
    if found is None:
        return str(sentence)
    rest = found["rest"]
    return rest[:1].upper() + rest[1:]


@register.filter
def figure(value: float | None, digits: int = 1) -> str:
    """A number as people write it; what is missing is missing.

    >>> figure(12684.8, 2), figure(39.0), figure(None), figure(0.456, 2), figure(119.7, 0)
    ('12,684.8', '39', '—', '0.46', '120')
    """
    if value is None:
        return "—"
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def brief(value: float | None) -> str:
    """A headline number that stays short: from a hundred thousand on in 万 and 亿, in English in millions.

    >>> from django.utils import translation
    >>> with translation.override("zh-hans"):
    ...     brief(129), brief(168_213_395_175), brief(123_456)
    ('129', '1,682.1 亿', '12.3 万')
    """
    if value is None or abs(value) < _WAN:
        return figure(value)
    if reads_english():
        return f"{figure(value / 1e6)} million" if abs(value) >= 1e6 else figure(value)
    return f"{figure(value / 1e8)} 亿" if abs(value) >= 1e8 else f"{figure(value / 1e4)} 万"


@register.filter
def period(text: str) -> str:
    """A period as the source states it; that it does not is said in the reader's language."""
    if text == NOT_STATED:
        return say("未说明", "not stated")
    reported = text.removeprefix("reported ")
    return say(f"{reported} 报道", text) if reported != text else text.replace("/", "–")


@register.filter
def source_words(text: str) -> str | SafeString:
    """A source that is no web address in the reader's language: examples, general knowledge, timetables, estimates.

    >>> from django.utils import translation
    >>> with translation.override("zh-hans"):
    ...     source_words("timetable 2014 (trainTripOpt): K191/K194")
    '2014 年列车时刻（trainTripOpt）：K191/K194'
    """
    if text.startswith("illustrative"):
        return say("示例数据", "made up as an example")
    if text.startswith("general knowledge"):
        return say("行业常识", "general knowledge")
    if reads_english():
        return spoken(text)
    if found := _TIMETABLE.match(text):
        return f"{found['year']} 年列车时刻（{found['set']}）：{found['trains']}"
    if found := _ESTIMATE.match(text):
        return f"按直线距离估算：每公里 {found['rate']} 分钟，{found['drives']} 条公开车程校准，误差 {found['error']}%"
    return spoken(text)


@register.filter
def percent(value: float | None) -> str:
    """A share as a percentage without decimals; what would read as nothing keeps one.

    >>> percent(0.474), percent(0.0012), percent(0.0), percent(None)
    ('47%', '0.1%', '0%', '—')
    """
    if value is None:
        return "—"
    return f"{value * 100:.1f}%" if 0 < value < _SMALL else f"{value * 100:.0f}%"


@register.filter
def hours(minutes: float | None) -> str:
    """Minutes as hours and minutes.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     hours(45), hours(95.4), hours(120)
    ('45 min', '1 h 35 min', '2 h')
    """
    if minutes is None:
        return "—"
    full, rest = divmod(round(minutes), 60)
    hour, minute = (" h", " min") if reads_english() else (" 小时", " 分钟")
    parts = [f"{full}{hour}"] * bool(full) + [f"{rest}{minute}"] * bool(rest or not full)
    return " ".join(parts)


@cache
def _digests() -> dict[str, str]:
    return json.loads(DIGESTS.read_text()) if DIGESTS.is_file() else {}


@register.simple_tag
@cache
def asset(name: str) -> str:
    """The address of a file of the bundle with its digest."""
    return f"{static(f'dist/{name}')}?{_digests().get(name, '')}"


@register.simple_tag
@cache
def asset_part(beginning: str) -> str:
    """The address of a part of the bundle that carries its digest in its name, or nothing."""
    name = next((name for name in _digests() if name.startswith(beginning)), None)
    return static(f"dist/{name}") if name else ""


@register.simple_tag
def region_of(words: object) -> str:
    """The key of one of the two regions by its words: its colour and shape hang on it."""
    name = getattr(words, "zh", str(words))
    return "sichuan" if name.startswith("四川") else "chongqing" if name.startswith("重庆") else ""


@register.filter
def starts(text: str, beginning: str) -> bool:
    """Whether an address lies below another."""
    return text.startswith(beginning)


@register.filter
def host(url: str) -> str:
    """The host of a web address, as readers know a source."""
    return url.split("/")[2].removeprefix("www.") if "://" in url else url


@register.filter
def table_name(table: str) -> str:
    """What a table or result is called."""
    if reads_english() or table not in TABLES:
        return {
            "plan": say("方案", "plan"),
            "plan-unmet": say("未满足的需求", "unmet needs"),
            "plan-figures": say("方案数字", "figures of the plan"),
        }.get(table, table)
    return TABLES[table].zh


@register.filter
def method_name(slug: str) -> str:
    """What a method is called on the page of methods."""
    return next((str(method.name) for method in METHODS if method.slug == slug), slug)


@register.filter
def stage_words(stage: str) -> str:
    """A stage of the chain in words."""
    return str(word(STAGE_NAMES, stage))


@register.filter
def field_words(field: str) -> str:
    """A priority field or an area of cooperation in words."""
    return str(word(FIELD_NAMES, field) if field in FIELD_NAMES else word(AREA_NAMES, field))


@register.filter
def makers_of(count: int) -> str:
    """How many makers, in words.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     makers_of(1), makers_of(0)
    ('1 maker', '0 makers')
    """
    return say(f"{figure(count)} 家", f"{figure(count)} maker{'' if count == 1 else 's'}")


@register.filter
def family_words(family: str) -> str:
    """A family of products in words."""
    return str(word(FAMILY_NAMES, family))
