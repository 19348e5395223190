"""One page, from bytes to article fields."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bashu.errors import Finding, UnreadableFile
from bashu.intake.page.article import (
    Article,
    Parts,
    body_text,
    chinese_characters,
    find_article,
    is_sentence,
)
from bashu.intake.page.channel import find_channel
from bashu.intake.page.credits import Credits, read_credits
from bashu.intake.page.decode import decode
from bashu.intake.page.fields import PageFields
from bashu.intake.page.frames import frame_address, has_next_part
from bashu.intake.page.kinds import refuse_other_kinds
from bashu.intake.page.lines import Page, text_lines
from bashu.intake.page.markup import LONGEST_MARKUP, Markup, flat_text, is_markup, parse, take_apart
from bashu.intake.page.metadata import Metadata, read_metadata, state_times
from bashu.intake.page.moments import Moment, day_of, from_epoch
from bashu.intake.page.opinions import other_bodies
from bashu.intake.page.state import StateArticle, article_in_state
from bashu.intake.page.times import Sighting, is_relative, published, sightings
from bashu.intake.page.title import Title, find_saved_title, find_title
from bashu.intake.page.tree import tree_lines

#: a page with fewer Chinese characters in its body than this has no article
_FEWEST_CHARACTERS = 20
#: below this the own reading of the body is doubted
_DOUBT_BELOW = 0.5
#: a page of more lines than this is no article that others would read better, only slower
_MOST_LINES_FOR_OTHERS = 2_000
#: confidence of a body whose page says that more of it follows on another page
_ONLY_A_PART = 0.5


@dataclass(frozen=True)
class _Reading:
    """Everything found on one page before it becomes its fields."""

    page: Page
    title: Title
    moment: Moment | None
    moment_confidence: float
    credits: Credits
    channel: tuple[str, ...]
    channel_confidence: float
    body: str
    body_confidence: float


def _body_confidence(page: Page, article: Article, body: str) -> float:
    characters = chinese_characters(body)
    if not characters:
        return 0.0
    sentences = sum(
        len(page.lines[number].text) for number in article.body if is_sentence(page.lines[number])
    )
    share = sentences / max(1, sum(len(page.lines[number].text) for number in article.body))
    size = min(1.0, characters / 120)
    return round(min(0.98, 0.15 + 0.5 * share + 0.35 * size), 3)


def _time_line(seen: list[Sighting], title: Title, moment: Moment | None) -> int:
    """The line of the visible time near the title, -1 if there is none."""
    for sighting in seen:
        near = title.line < 0 or -3 <= sighting.line - title.line <= 14
        if sighting.score > 0 and near and (moment is None or sighting.moment.day == moment.day):
            return sighting.line
    return -1


def _read_page(page: Page, declared: Metadata, markup: Markup | None, url: str | None) -> _Reading:
    if page.saved:
        channel, crumb_line, channel_confidence = find_channel(page, -1, "")
        early = [sighting for sighting in sightings(page, -1) if sighting.line <= 60]
        first = early[0].line if early and early[0].score > 0 else -1
        title = find_saved_title(page, first, crumb_line)
    else:
        title = find_title(page, declared)
        channel, crumb_line, channel_confidence = find_channel(page, title.line, title.text)
    seen = sightings(page, title.line)
    times = list(declared.times)
    if declared.epoch and (epoch := from_epoch(declared.epoch)):
        times.append(epoch.text())
    addresses = [address for address in (url, *declared.addresses) if address]
    moment, sure = published(seen, times, ())
    if (moment is None or sure < 0.6) and markup is not None and (stated := state_times(markup, title.text)):
        moment, sure = published(seen, [*times, *stated], ())
        if moment is not None and is_relative(page, title.line):
            moment = day_of(moment)
    if moment is None or sure < 0.6:
        moment, sure = published(seen, times, addresses)
    time_line = _time_line(seen, title, moment)

    parts = Parts(page)
    heads = (title.line, time_line, crumb_line if page.saved else -1)
    article = find_article(page, parts, title.text, heads)
    body = body_text(page, article)
    if moment is not None and time_line < 0 and article.body:
        time_line = next((s.line for s in seen if 0 <= s.line < article.body[0] and s.score > 0), -1)
    names = read_credits(
        page,
        title_line=title.line,
        time_line=time_line,
        body=article.body,
        declared_sources=declared.sources,
        account=declared.account,
        writers=declared.writers,
    )
    confidence = _body_confidence(page, article, body)
    return _Reading(page, title, moment, sure, names, channel, channel_confidence, body, confidence)


def _better_body(reading: _Reading, html: str) -> tuple[str, float]:
    """The body that most opinions share, where the own reading is in doubt."""
    page = reading.page
    if len(page.lines) > _MOST_LINES_FOR_OTHERS or chinese_characters(page.text()) < _FEWEST_CHARACTERS:
        return reading.body, reading.body_confidence
    bodies = other_bodies(html)
    own = chinese_characters(reading.body)
    for body in sorted(bodies, key=chinese_characters, reverse=True):
        if chinese_characters(body) > 2 * own + 40:
            return body, 0.5
    agreed = any(reading.body and reading.body[:40] in body for body in bodies)
    return reading.body, max(reading.body_confidence, 0.6) if agreed else reading.body_confidence


def _from_state(
    found: StateArticle, reading: _Reading, declared: Metadata, url: str | None
) -> _Reading | None:
    """The article that only the scripts carry, read as a page of its own."""
    markup = take_apart(found.body)
    root = parse(f"<html><body><article>{markup.html}</article></body></html>")
    page = tree_lines(root) if root is not None and "<" in found.body else text_lines(found.body)
    if found.time:
        declared.times.insert(0, found.time)
    if found.source:
        declared.sources.insert(0, found.source)
    inner = _read_page(page, declared, None, url)
    if chinese_characters(inner.body) < 2 * chinese_characters(reading.body) + 40:
        return None
    title = reading.title if reading.title.text else Title(found.title, -1, 0.8)
    names = reading.credits if reading.credits.source else inner.credits
    moment = (reading.moment, reading.moment_confidence) if reading.moment else (inner.moment, 0.8)
    return _Reading(
        reading.page, title, *moment, names, reading.channel, reading.channel_confidence, inner.body, 0.8
    )


def _read_markup(text: str, url: str | None) -> _Reading:
    markup = take_apart(text)
    root = parse(markup.html)
    declared = read_metadata(root, markup)
    if root is None:
        return _read_page(text_lines(flat_text(markup.html)), declared, markup, url)
    reading = _read_page(tree_lines(root), declared, markup, url)
    if reading.body_confidence >= _DOUBT_BELOW:
        return reading
    if (state := article_in_state(markup)) and (found := _from_state(state, reading, declared, url)):
        return found
    if "display" in markup.html and chinese_characters(reading.body) < 4 * _FEWEST_CHARACTERS:
        shown = _read_page(tree_lines(root, hidden=True), declared, markup, url)
        if chinese_characters(shown.body) > 2 * chinese_characters(reading.body) + 40:
            reading = shown
    body, confidence = _better_body(reading, markup.html)
    return _Reading(
        reading.page,
        reading.title,
        reading.moment,
        reading.moment_confidence,
        reading.credits,
        reading.channel,
        reading.channel_confidence,
        body,
        confidence,
    )


def read_fields(data: bytes | str, url: str | None = None) -> PageFields:
    """Read the article of a page: HTML in any Chinese encoding, or a page saved as plain text.

    Parameters
    ----------
    data : bytes or str
        The page as it was fetched or saved; bytes are decoded by what they are, not by what they declare.
    url : str, optional
        Its address; many sites put the day into it.

    Returns
    -------
    PageFields

    Raises
    ------
    UnreadableFile
        `empty_page`, `too_large` (over 20 MB), `wrong_kind` (a PDF, an archive, a picture …), `framed_page`
        with the address to read instead where the page only frames another, or `unreadable_page` where no article stands on the page.

    Examples
    --------
    >>> page = read_fields('''<title>两地签约_示例网</title><h1>两地签约</h1>
    ... <p>2020-10-30 11:18 来源：示例网</p>
    ... <div><p>10月29日，两地的企业在宜宾签下合作协议，约定共建产业园，明年投产。</p></div>''')
    >>> page.title, page.published_at, page.source
    ('两地签约', '2020-10-30T11:18+08:00', '示例网')
    """
    refuse_other_kinds(data)
    text = decode(data)
    reading = _reading_of(text, url)
    if chinese_characters(reading.body) < _FEWEST_CHARACTERS:
        inner = frame_address(text[:LONGEST_MARKUP], url)
        if inner is not None:
            raise UnreadableFile(Finding("framed_page", details={"address": inner}))
        raise UnreadableFile(Finding("unreadable_page"))
    fields = _fields(reading, text)
    if fields.confidence["body"] > _ONLY_A_PART and has_next_part(text[:LONGEST_MARKUP]):
        return replace(fields, confidence={**fields.confidence, "body": _ONLY_A_PART})
    return fields


def outer_fields(data: bytes | str, url: str | None = None) -> PageFields:
    """What a page without an article of its own still says: the title, time and channel of a frame.

    Raises
    ------
    UnreadableFile
        `empty_page`, `too_large` or `wrong_kind`.

    >>> outer_fields('<title>示例日报</title><frameset><frame src="1.htm"></frameset>').body
    ''
    """
    refuse_other_kinds(data)
    text = decode(data)
    return replace(_fields(_reading_of(text, url), text), body="")


def _reading_of(text: str, url: str | None) -> _Reading:
    if is_markup(text):
        return _read_markup(text, url)
    return _read_page(text_lines(text), Metadata(), None, url)


def _fields(reading: _Reading, text: str) -> PageFields:
    names = reading.credits
    published_at = reading.moment.text() if reading.moment else ""
    title = reading.title
    return PageFields(
        title=title.text,
        published_at=published_at,
        source=names.source,
        authors=names.authors,
        editor=names.editor,
        channel=reading.channel,
        body=reading.body,
        page_text=reading.page.text() if not reading.page.saved else text,
        confidence={
            "title": title.confidence if title.text else 0.0,
            "published_at": round(reading.moment_confidence, 3) if published_at else 0.0,
            "source": round(names.source_confidence, 3) if names.source else 0.0,
            "authors": 0.8 if names.authors else 0.0,
            "editor": 0.9 if names.editor else 0.0,
            "channel": round(reading.channel_confidence, 3) if reading.channel else 0.0,
            "body": reading.body_confidence,
        },
    )
