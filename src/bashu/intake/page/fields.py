"""The article fields of a page, before any fact is read from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class PageFields:
    """What a page says about its article.

    Parameters
    ----------
    title : str
        As the page shows it, without the name of the site.
    published_at : str
        ISO 8601, as precise as the page: a day, or minutes or seconds with the zone +08:00; empty if not stated.
    source : str
        The medium the page names (来源, or the account's name); empty if not stated.
    authors : tuple of str
        Reporters and writers.
    editor : str
        责任编辑; never an author.
    channel : tuple of str
        The path of the page inside its site, from the first page on.
    body : str
        Paragraphs joined by line breaks; a row of a table is one line, its cells joined by `` | ``.
    page_text : str
        The whole visible text, frame included.
    confidence : mapping of str to float
        0 to 1 per field; 0 where the field is empty.
    """

    title: str = ""
    published_at: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    editor: str = ""
    channel: tuple[str, ...] = ()
    body: str = ""
    page_text: str = ""
    confidence: Mapping[str, float] = field(default_factory=dict)
