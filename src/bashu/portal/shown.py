"""What every page is made of: words in both languages, things that can be opened, figures with their scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bashu.portal.core.language import reads_english

if TYPE_CHECKING:
    from bashu.errors import Finding


@dataclass(frozen=True)
class Words:
    """The same words in Chinese and in English; a page shows the reader's.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     print(Words("空白", "blank"))
    blank
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if reads_english() else self.zh


#: no words
NONE = Words("", "")


def told(finding: Finding) -> Words:
    """What was wrong with a question and what to do, in both languages.

    >>> from bashu.errors import Finding
    >>> told(Finding("not_a_line", value="0")).en
    'A line has at least two stops whose minutes from the first one grow; these were 0. List the stops in order, each with its minutes from the first.'
    """
    parts = (finding.problem("en"), finding.remedy("en"))
    return Words(
        f"{finding.problem('zh')}。{finding.remedy('zh')}。",
        " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts),
    )


@dataclass(frozen=True)
class Thing:
    """Something with a page of its own: a product, a firm, a place, an agreement.

    ``path`` is the address without the language, such as ``/products/cm_pcb/``; the template filter ``local``
    puts the reader's language before it. It is empty where the thing has no page.
    """

    id: str
    name: Words
    path: str = ""


@dataclass(frozen=True)
class Figure:
    """One number with its unit, scope and period, the page with its rows, and the method that made it."""

    key: str
    label: Words
    value: float | int | None
    unit: Words = NONE
    scope: Words = NONE
    period: str = ""
    path: str = ""
    method: str = ""
    illustrative: bool = False


@dataclass(frozen=True)
class Source:
    """Where a record was read: a web address or a note such as ``general knowledge``."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One visible reason of a score: what it is, its value, the values of an empty and a full bar, a sentence.

    ``assumed`` says that nobody stated the fact and the value stands in for it.
    """

    key: str
    label: Words
    value: float | None
    sentence: Words = NONE
    empty: float = 0.0
    full: float = 1.0
    assumed: bool = False


@dataclass(frozen=True)
class Choice:
    """One value of a filter, how many rows have it, whether it is chosen, and the group it stands in."""

    value: str
    label: Words
    count: int | None = None
    chosen: bool = False
    group: Words = NONE


@dataclass(frozen=True)
class Filter:
    """A filter of a list: the name of its query parameter and its choices."""

    name: str
    label: Words
    choices: tuple[Choice, ...]
    #: what choosing nothing means
    blank: Words = Words("全部", "All")


@dataclass(frozen=True)
class Sheet:
    """Which part of a long list is shown: page ``number`` of ``pages``, ``size`` rows each, ``total`` rows."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.size


@dataclass(frozen=True)
class Foundation:
    """What a page rests on: the version of the data, whether example firms are in it, the methods behind it."""

    version: str
    viewpoint: str
    illustrative: bool
    methods: tuple[str, ...] = ()
    downloads: tuple[str, ...] = field(default=())
