"""Second opinions on the body, asked only where the own reading is unsure: they cost ten times as much."""

from __future__ import annotations

import logging

from bashu.intake.page.article import chinese_characters
from bashu.intake.page.lines import squeeze

#: characters of markup beyond which nobody else is asked: it would take longer than a page may
_LONGEST = 400_000


def _trafilatura(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, fast=True, include_comments=False, include_tables=True) or ""


def _readability(html: str) -> str:
    from lxml import html as lxml_html
    from readability import Document

    summary = Document(html).summary(html_partial=True)
    if not summary:
        return ""
    tree = lxml_html.fromstring(summary)
    blocks = list(tree.iter("p", "li", "tr")) or [tree]
    return "\n".join(squeeze("".join(str(text) for text in block.itertext())) for block in blocks)


def other_bodies(html: str) -> list[str]:
    """What trafilatura and readability take for the body; fewer where they fail.

    Parameters
    ----------
    html : str
        Markup without scripts.
    """
    if len(html) > _LONGEST:
        return []
    for name in ("trafilatura", "readability", "readability.readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    bodies: list[str] = []
    for ask in (_trafilatura, _readability):
        try:
            body = ask(html)
        except Exception:  # noqa: S112 - a second opinion may fail in any way; the first one stands
            continue
        text = "\n".join(line for raw in body.split("\n") if (line := squeeze(raw)))
        if chinese_characters(text) >= 20:
            bodies.append(text)
    return bodies
