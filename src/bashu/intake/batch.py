"""Many pages: read by several processes, in the order they are given, no failure stopping the rest."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bashu.errors import Finding, InputError
from bashu.intake.facts import Knowledge, knowledge_of
from bashu.intake.processes import Ended, Workers, answers
from bashu.intake.read import read_page
from bashu.workspace import Workspace
from bashu.workspace.files import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bashu.intake.model import Article

#: endings of files that hold a page
PAGE_ENDINGS = frozenset({".html", ".htm", ".shtml", ".xhtml", ".txt"})
#: fewer pages than this are read faster than a second process starts
_FEWEST_FOR_PROCESSES = 40


@dataclass(frozen=True)
class PageRead:
    """A file with the article it holds, or the finding that says why it holds none."""

    file: str
    article: Article | None = None
    failure: Finding | None = None


def page_files(folder: Path) -> list[Path]:
    """The pages of a folder and the folders in it, by name; hidden files are left out."""
    found = (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in PAGE_ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return sorted(found)


def read_file(file: Path, knowledge: Knowledge) -> PageRead:
    """One file; what is wrong with it comes back as a finding and is not raised."""
    from bashu.intake.page import LARGEST_PAGE

    try:
        with opened(file) as content:
            data = content.read(LARGEST_PAGE + 1)
        return PageRead(str(file), article=read_page(data, workspace=knowledge))
    except InputError as error:
        return PageRead(str(file), failure=replace(error.findings[0], file=str(file)))


def read_files(
    files: Sequence[Path], workspace: Path | None = None, processes: int | None = None
) -> Iterator[PageRead]:
    """Read many pages, each as `read_page` reads it; a page that ends its process is a failure like any other.

    Parameters
    ----------
    files
        The files, in the order in which the results come.
    workspace
        The folder or workbook whose ids names are linked to; the bundled corridor if None.
    processes
        How many processes read; None takes one for each core, and one alone for a few dozen pages.

    >>> list(read_files([]))
    []
    """
    wanted = processes or min(os.cpu_count() or 1, 1 + len(files) // _FEWEST_FOR_PROCESSES)
    if wanted <= 1 or len(files) <= 1:
        knowledge = knowledge_of(Workspace.open(workspace))
        for file in files:
            yield read_file(file, knowledge)
        return
    Workspace.open(workspace)  # one that cannot be read is refused here, not in every process
    for page in answers(_read_prepared, files, Workers(wanted, _prepare, (workspace,))):
        if isinstance(page, Ended):
            ended = str(page.item)
            yield PageRead(ended, failure=Finding("process_ended", file=ended))
        else:
            yield page


#: what a process of the pool has prepared once for all its pages
_prepared: list[Knowledge] = []


def _prepare(workspace: Path | None) -> None:
    _prepared[:] = [knowledge_of(Workspace.open(workspace))]


def _read_prepared(file: Path) -> PageRead:
    return read_file(file, _prepared[0])


def failures_by_cause(pages: Iterable[PageRead]) -> dict[str, list[Finding]]:
    """The findings of the pages that could not be read, by cause, the most frequent first."""
    causes: dict[str, list[Finding]] = {}
    for page in pages:
        if page.failure is not None:
            causes.setdefault(page.failure.code, []).append(page.failure)
    return dict(sorted(causes.items(), key=lambda item: (-len(item[1]), item[0])))
