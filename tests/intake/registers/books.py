"""Register files for the tests, as people make them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from bashu.intake.registers.credit_code import CHARACTERS, check_character
from bashu.workspace import Workspace

#: read once for all tests; a review never changes it
CORRIDOR = Workspace.open()


def book(
    path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), sheet: str = "Sheet1"
) -> Path:
    """An .xlsx of one sheet."""
    workbook = openpyxl.Workbook()
    target = workbook.active
    assert target is not None
    target.title = sheet
    for row in rows:
        target.append(list(row))
    for cells in merged:
        target.merge_cells(cells)
    workbook.save(path)
    return path


def code(number: int) -> str:
    """A valid credit code of nobody."""
    draw = random.Random(number)
    first = "91510100MA6" + "".join(draw.choice(CHARACTERS) for _ in range(6))
    return first + check_character(first)


def firms(*names: str) -> list[list[Any]]:
    """A plain firm register with valid codes."""
    rows: list[list[Any]] = [["企业名称", "统一社会信用代码", "所在地"]]
    return rows + [[name, code(number), "成都市"] for number, name in enumerate(names)]
