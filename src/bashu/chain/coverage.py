"""The coverage of one end product: N part categories, M covered, the blanks by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.chain.status import SINGLE, STATUSES

if TYPE_CHECKING:
    from bashu.errors import Language
    from bashu.workspace import Basis

#: a part with one of these is made in the region in question
MADE = STATUSES[SINGLE:]


@dataclass(frozen=True)
class Coverage:
    """How far the inputs of a product are made in a region, or in the whole corridor (``region`` None).

    ``parts`` has one row a part category: part, name_zh, name_en, depth, under, path, essential,
    confirmed, reported (two columns of status: by confirmed supply, and by claims and public reports
    besides), makers, makers_here, makers_other, makers_outside, announced (projects, never counted),
    latest (date of the newest evidence), confirmed_on (date of the newest confirmation), undated (records
    without a date), organisations, sources. With illustrative=True there is a third
    column of status, ``illustrative``.
    """

    product: str
    name_zh: str
    name_en: str | None
    region: str | None
    region_zh: str
    region_en: str
    depth: int | None
    parts: pl.DataFrame
    basis: Basis

    @property
    def total(self) -> int:
        """How many part categories there are (N)."""
        return self.parts.height

    @property
    def covered(self) -> int:
        """How many of them have a maker here by claims and public reports (M)."""
        return self._made("reported").height

    @property
    def covered_confirmed(self) -> int:
        """How many of them have a maker here by confirmed supply."""
        return self._made("confirmed").height

    @property
    def essential_total(self) -> int:
        """How many part categories the product cannot be made without."""
        return int(self.parts["essential"].sum())

    @property
    def essential_covered(self) -> int:
        """How many of these have a maker here by claims and public reports."""
        return int(self._made("reported")["essential"].sum())

    @property
    def blanks(self) -> tuple[str, ...]:
        """The part categories that nobody is known to make here, essential ones first."""
        blank = self.parts.filter(~pl.col("reported").is_in(MADE))
        return tuple(blank.sort("essential", descending=True, maintain_order=True)["part"])

    def _made(self, view: str) -> pl.DataFrame:
        return self.parts.filter(pl.col(view).is_in(MADE))

    def _names(self, parts: pl.DataFrame, language: Language) -> str:
        column = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
        names = parts.sort("essential", descending=True, maintain_order=True).select(column).to_series()
        return ("、" if language == "zh" else ", ").join(names)

    def sentence(self, language: Language = "zh") -> str:
        """The sentence officials quote, and what is confirmed of it.

        A part that only the other region makes is named apart from one that nobody makes.
        """
        blank = self.parts.filter(pl.col("reported").is_in(["missing", "outside_only"]))
        other = self.parts.filter(pl.col("reported") == "other_region_only")
        planned = blank.filter(pl.col("announced") > 0)
        parts = [self._headline(blank, language)]
        if language == "zh":
            if not other.is_empty():
                parts.append(f"另有 {other.height} 类只由对方地区生产：{self._names(other, language)}")
            if not planned.is_empty():
                parts.append(f"空白中已有宣布、签约或在建的项目（不计入）：{self._names(planned, language)}")
            sure = self.covered_confirmed
            parts.append(
                f"其中经确认的供应 {sure} 类" if sure else "以上均未经确认：目前没有一条确认的供应记录"
            )
            return "；".join(parts) + "。"
        if not other.is_empty():
            parts.append(
                f"{other.height} more are made only in the other region: {self._names(other, language)}"
            )
        if not planned.is_empty():
            parts.append(
                f"announced or being built among the blanks, not counted: {self._names(planned, language)}"
            )
        sure = self.covered_confirmed
        parts.append(f"{sure} of them by confirmed supply" if sure else "nothing is confirmed yet")
        return "; ".join(parts) + "."

    def _headline(self, blank: pl.DataFrame, language: Language) -> str:
        names = self._names(blank, language)
        if language == "zh":
            where = f"（{self.region_zh}）" if self.region else ""
            if not self.total:
                return f"{self.name_zh}{where}：产品图中没有它的投入"
            gap = f"空白（未见生产者）{blank.height} 类：{names}" if blank.height else "没有空白"
            return (
                f"{self.name_zh}{where}：{self.total} 类零部件中 {self.covered} 类有公开报道的生产者，{gap}"
            )
        name = self.name_en or self.name_zh
        where = f" in {self.region_en}" if self.region else ""
        if not self.total:
            return f"{name}{where}: the graph has no inputs of it"
        gap = f"blanks ({blank.height}): {names}" if blank.height else "no blanks"
        return f"{name}{where}: {self.covered} of {self.total} part categories have makers by public reports; {gap}"

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        return {
            "product": self.product,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "region": self.region,
            "depth": self.depth,
            "total": self.total,
            "covered": self.covered,
            "covered_confirmed": self.covered_confirmed,
            "essential_total": self.essential_total,
            "essential_covered": self.essential_covered,
            "blanks": list(self.blanks),
            "sentence": {"zh": self.sentence("zh"), "en": self.sentence("en")},
            "parts": self.parts.to_dicts(),
            "basis": {
                "version": self.basis.version,
                "viewpoint": self.basis.viewpoint.kind,
                "illustrative": self.basis.illustrative,
            },
        }
