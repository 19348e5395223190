"""`bashu read`: a page, or a folder of pages, becomes articles and their facts."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import BAD_INPUT, FOUND, AsJson, InWorkspace, ToFile, show_document, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake import Article
    from bashu.intake.batch import PageRead
    from bashu.intake.model import Figure


def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE|DIR|-",
            help=say(
                "网页或保存的文本，可多个；文件夹则读其中所有页面；- 为标准输入",
                "HTML pages or saved text; a folder stands for all pages in it; - is standard input",
            ),
        ),
    ],
    url: Annotated[str | None, typer.Option(help=say("页面地址", "address of the page"))] = None,
    join: Annotated[
        bool,
        typer.Option(
            "--join",
            help=say(
                "几个文件是同一篇的几页，或框架与内页",
                "the files are parts of one article, or a frame and its page",
            ),
        ),
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(min=1, max=64, help=say("用几个进程；默认每核一个", "how many processes; one a core")),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print what pages say: articles, who signed what, figures and people."""
    if join or (len(files) == 1 and not files[0].is_dir()):
        _read_one(files, url, workspace, as_json=as_json, output=output)
    else:
        _read_many(files, workspace, processes, as_json=as_json, output=output)


def _read_one(
    files: Sequence[Path], url: str | None, workspace: Path | None, *, as_json: bool, output: Path | None
) -> None:
    from bashu.errors import UnreadableFile
    from bashu.intake import read_page
    from bashu.workspace import Workspace

    parts = [_bytes(file) for file in files]
    try:
        article = read_page(
            parts if len(parts) > 1 else parts[0], url=url, workspace=Workspace.open(workspace)
        )
    except UnreadableFile as error:
        raise UnreadableFile(
            [replace(finding, file=", ".join(map(str, files))) for finding in error.findings]
        ) from error
    if as_json or output is not None:
        show_document(article.to_dict(), output=output)
    else:
        _print_article(article)


def _read_many(
    given: Sequence[Path],
    workspace: Path | None,
    processes: int | None,
    *,
    as_json: bool,
    output: Path | None,
) -> None:
    """Every page of files and folders; exit code 1 when one could not be read, 2 when none could."""
    from bashu.errors import Finding, UnreadableFile
    from bashu.intake.batch import page_files, read_files

    files = [file for path in given for file in (page_files(path) if path.is_dir() else [path])]
    if not files:
        raise UnreadableFile(Finding("no_pages", file=", ".join(map(str, given))))
    pages = list(_watched(read_files(files, workspace, processes), len(files)))
    document = _document(pages)
    if output is not None and output.suffix.lower() == ".jsonl":
        lines = (json.dumps(page, ensure_ascii=False, default=str) for page in document["pages"])
        write_text(output, "".join(f"{line}\n" for line in lines))
        print(say(f"已写入 {output}", f"wrote {output}"), file=sys.stderr)
    elif as_json or output is not None:
        show_document(document, output=output)
    else:
        _print_pages(pages, document)
    _print_failures(pages)
    if all(page.failure is not None for page in pages):
        raise typer.Exit(BAD_INPUT)
    if any(page.failure is not None for page in pages):
        raise typer.Exit(FOUND)


def _watched(pages: Iterator[PageRead], total: int) -> Iterator[PageRead]:
    """The pages as they come, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for page in pages:
            yield page
            progress.advance(task)


def _document(pages: Sequence[PageRead]) -> dict[str, Any]:
    """Articles by file, the agreements of all pages each once, and what could not be read."""
    from bashu.intake import merge_agreements

    language = reader_language()
    articles = [page.article for page in pages if page.article is not None]
    return {
        "pages": [
            {"file": page.file, **page.article.to_dict()} for page in pages if page.article is not None
        ],
        "agreements": [record.to_dict() for record in merge_agreements(articles)],
        "failures": [
            {"file": page.file, "code": page.failure.code, "problem": page.failure.problem(language)}
            for page in pages
            if page.failure is not None
        ],
    }


def _print_pages(pages: Sequence[PageRead], document: dict[str, Any]) -> None:
    for page in pages:
        if page.article is not None:
            article = page.article
            agreed = len(article.agreements)
            print(
                f"{page.file}  {article.published_at or '-'}  {article.title}  "
                + say(
                    f"[协议 {agreed} · 待核 {len(article.review)}]",
                    f"[agreements {agreed} · to review {len(article.review)}]",
                )
            )
    told, merged = (
        sum(len(page.article.agreements) for page in pages if page.article),
        len(document["agreements"]),
    )
    print(
        say(
            f"{len(document['pages'])} 页，{told} 处提到协议，合并为 {merged} 项。",
            f"{len(document['pages'])} pages tell {told} agreements, {merged} after merging.",
        )
    )


def _print_failures(pages: Sequence[PageRead]) -> None:
    """How many pages could not be read, by cause, with the first of each."""
    from bashu.intake.batch import failures_by_cause

    for findings in failures_by_cause(pages).values():
        first = findings[0].sentence(reader_language())
        print(
            say(f"{len(findings)} 页读不了：{first}", f"{len(findings)} not read: {first}"), file=sys.stderr
        )


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
    doubted = article.review
    print(article.title)
    print(
        " · ".join(
            part for part in (article.published_at, article.source, " > ".join(article.channel)) if part
        )
    )
    for agreement in article.agreements:
        parties = " — ".join(party.name for party in agreement.parties) or say("（未具名）", "(not named)")
        more = say(" 等", " and others") if agreement.parties_at_least and agreement.parties else ""
        doubt = say(" ？待核", " ? to review") if agreement in doubted else ""
        print(
            f"  [{agreement.level} · {agreement.status}] {parties}{more} {agreement.agreement_name or agreement.subject}{doubt}"
        )
    for figure in article.figures:
        print(f"  {figure.period or '-'} {figure.subject} {figure.measure} {amount(figure)}")
    for person in article.people:
        print(f"  {person.name} {person.organisation or ''} {person.role}")
