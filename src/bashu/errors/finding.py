"""One thing that is wrong with what came in: what was found, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bashu.errors.sentences import FINDINGS
from bashu.errors.sentences.chain import NOUNS

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with what came in, with its place.

    ``row`` counts as a spreadsheet does: the header is row 1, so the first record is row 2.
    A ``note`` is worth knowing and stops nothing.

    >>> finding = Finding("not_a_number", file="needs.csv", row=3, column="quantity", value="many")
    >>> finding.sentence("en")
    'needs.csv, row 3, column quantity, value “many”: a number is expected here; write digits only; the unit has its own column'
    >>> finding.sentence("zh")
    'needs.csv，第 3 行，“quantity”列，值“many”：这里应是数字。请只填数字，单位写在单位列'
    """

    code: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    severity: Literal["error", "note"] = "error"

    def _text(self, language: Language, part: int) -> str:
        values = {"column": self.column or "", "value": self.value or "", **self.details}
        if language == "zh":
            values |= {
                part: NOUNS[str(values[part])] for part in ("what", "target") if values.get(part) in NOUNS
            }
        return FINDINGS[self.code][0 if language == "zh" else 1][part].format(**values)

    def problem(self, language: Language = "en") -> str:
        """What was found."""
        return self._text(language, 0)

    def remedy(self, language: Language = "en") -> str:
        """What to do about it."""
        return self._text(language, 1)

    def place(self, language: Language = "en") -> str:
        """File, sheet, row, column and value, as far as they are known."""
        value = (
            None if self.value is None else (self.value if len(self.value) <= 60 else self.value[:57] + "...")
        )
        if language == "zh":
            parts = [
                self.file,
                self.sheet and f"工作表“{self.sheet}”",
                self.row and f"第 {self.row} 行",
                self.column and f"“{self.column}”列",
                value is not None and f"值“{value}”",
            ]
            return "，".join(part for part in parts if part)
        parts = [
            self.file,
            self.sheet and f"sheet {self.sheet}",
            self.row and f"row {self.row}",
            self.column and f"column {self.column}",
            value is not None and f"value “{value}”",
        ]
        return ", ".join(part for part in parts if part)

    def sentence(self, language: Language = "en") -> str:
        """Place, problem and remedy in one sentence."""
        place = self.place(language)
        if language == "zh":
            return (
                f"{place}：{self.problem('zh')}。{self.remedy('zh')}"
                if place
                else f"{self.problem('zh')}。{self.remedy('zh')}"
            )
        text = f"{self.problem('en')}; {self.remedy('en')}"
        return f"{place}: {text}" if place else text
