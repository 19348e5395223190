"""How much of a file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class RegisterLimits:
    """Bounds that together hold an import below 500 MB of memory.

    ``workbook``, ``text`` and ``unpacked`` are bytes; ``rows`` and ``columns`` count the cells of one sheet, as many rows
    as a spreadsheet can hold; ``memory`` (bytes) and ``seconds`` (processor time) bound the process that reads a
    workbook; one that unpacks to more than ``at_once`` is cut into pieces and may take ``seconds_long``. A register of more than ``whole`` rows is read and compared in parts of ``part`` rows.
    """

    workbook: int = 256 * MEBIBYTE
    text: int = 1_024 * MEBIBYTE
    unpacked: int = 1_536 * MEBIBYTE
    at_once: int = 96 * MEBIBYTE
    parts: int = 2_000
    rows: int = 1_048_576
    columns: int = 300
    whole: int = 100_000
    part: int = 50_000
    memory: int = 320 * MEBIBYTE
    seconds: int = 60
    seconds_long: int = 300


def megabytes(size: int) -> str:
    """A size in a sentence.

    >>> megabytes(3 * MEBIBYTE)
    '3 MB'
    """
    return f"{size / MEBIBYTE:.0f} MB"
