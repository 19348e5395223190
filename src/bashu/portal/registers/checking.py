"""An upload held against the public data: read once inside narrow bounds, then thrown away."""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from bashu.errors import Finding, UnreadableFile
from bashu.intake.registers import RegisterLimits, review_register, write_marked
from bashu.intake.registers.limits import MEBIBYTE, megabytes
from bashu.portal.core.lane import lane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

    from bashu.errors import Language
    from bashu.intake.registers import Review
    from bashu.portal.data.engines import Engines

#: bytes of a form around its file
ENVELOPE = 64 * 1024
#: characters of a file's name that are kept
_NAME = 60


def most_bytes() -> int:
    """How large an upload may be."""
    return int(settings.BASHU_LIMITS["upload"])


def most_rows() -> int:
    """How many rows an upload may have."""
    return int(settings.BASHU_LIMITS["upload_rows"])


def upload_limits() -> RegisterLimits:
    """Bounds of a stranger's file: a fraction of what a person may read on a machine of their own."""
    return replace(
        RegisterLimits(),
        workbook=most_bytes(),
        text=most_bytes(),
        unpacked=48 * MEBIBYTE,
        parts=500,
        rows=most_rows(),
        columns=100,
        memory=256 * MEBIBYTE,
        seconds=10,
    )


@contextmanager
def reviewed(engines: Engines, upload: UploadedFile[Any], kind: str) -> Iterator[Review]:
    """What importing a file would do; the file is there until the block ends and nowhere afterwards.

    Raises
    ------
    UnreadableFile, TableError
        When the file is too large, hostile, damaged, or holds no table.
    Busy
        When too many ask at once.
    """
    name = _plain_name(upload.name or "")
    if (upload.size or 0) > most_bytes():
        raise too_large(name, upload.size or 0)
    with tempfile.TemporaryDirectory(prefix="bashu-check-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            for part in upload.chunks():
                file.write(part)
        with lane().turn():
            yield review_register(path, engines.workspace, kind or None, upload_limits())


def marked(review: Review, language: Language) -> bytes:
    """The file again with its bad cells marked; while :func:`reviewed` holds it."""
    target = review.path.with_name("marked.xlsx")
    if target == review.path:
        target = review.path.with_name("marked-again.xlsx")
    write_marked(review, target, language, upload_limits())
    return target.read_bytes()


def too_large(name: str, size: int) -> UnreadableFile:
    """What is said about a file beyond the bound."""
    details = {"size": megabytes(size), "limit": megabytes(most_bytes())}
    return UnreadableFile(Finding("register_too_large", file=name, details=details))


def _plain_name(name: str) -> str:
    r"""The name of a file as it may stand in a folder and in a sentence.

    >>> _plain_name("../../企业\x00名录.xlsx"), _plain_name("..")
    ('企业 名录.xlsx', 'register')
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign if sign.isprintable() else " " for sign in last).strip(" .")
    return plain[-_NAME:] or "register"
