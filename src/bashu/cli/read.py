"""`bashu read`: a page becomes an article and its facts."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_document

if TYPE_CHECKING:
    from bashu.intake import Article
    from bashu.intake.model import Figure


def read(
    file: Annotated[
        Path,
        typer.Argument(
            help=say("网页或保存的文本；- 为标准输入", "HTML page or saved text; - is standard input")
        ),
    ],
    url: Annotated[str | None, typer.Option(help=say("页面地址", "address of the page"))] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print what a page says: its article, who signed what, figures and people."""
    from bashu.errors import UnreadableFile
    from bashu.intake import read_page
    from bashu.workspace import Workspace

    opened_workspace = Workspace.open(workspace)
    try:
        article = read_page(_bytes(file), url=url, workspace=opened_workspace)
    except UnreadableFile as error:
        raise UnreadableFile([replace(finding, file=str(file)) for finding in error.findings]) from error
    if as_json or output is not None:
        show_document(article.to_dict(), output=output)
    else:
        _print_article(article)


def _bytes(file: Path) -> bytes:
    from bashu.intake.page import LARGEST_PAGE
    from bashu.workspace.files import opened

    if str(file) == "-":
        # one byte more than is read is enough to be refused
        return sys.stdin.buffer.read(LARGEST_PAGE + 1)
    with opened(file) as content:
        return content.read(LARGEST_PAGE + 1)


#: words that stand behind a number: 20 多家, 2134 余户
_BEHIND = ("多", "余", "以上")


def amount(figure: Figure) -> str:
    """A figure with its comparison where Chinese puts it: 突破 10000 亿元, 20 多家."""
    word = figure.comparison or ""
    if word in _BEHIND:
        return f"{figure.value}{word}{figure.unit}"
    return f"{word} {figure.value} {figure.unit}".strip()


def _print_article(article: Article) -> None:
    print(article.title)
    print(
        " · ".join(
            part for part in (article.published_at, article.source, " > ".join(article.channel)) if part
        )
    )
    for agreement in article.agreements:
        parties = " — ".join(party.name for party in agreement.parties) or say("（未具名）", "(not named)")
        more = say(" 等", " and others") if agreement.parties_at_least and agreement.parties else ""
        print(
            f"  [{agreement.level} · {agreement.status}] {parties}{more} {agreement.agreement_name or agreement.subject}"
        )
    for figure in article.figures:
        print(f"  {figure.period or '-'} {figure.subject} {figure.measure} {amount(figure)}")
    for person in article.people:
        print(f"  {person.name} {person.organisation or ''} {person.role}")
