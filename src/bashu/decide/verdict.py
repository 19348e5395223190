"""The answer to the question whether to build a product at a place, with everything it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.decide.light import LIGHTS, Condition, Light, Numbers, WeighSettings, decide

if TYPE_CHECKING:
    from bashu.errors import Language
    from bashu.workspace import Basis

EVIDENCE = ("kind", "id", "name", "product", "place", "standing", "counted", "date", "source")


@dataclass(frozen=True)
class Verdict:
    """What already exists, what is on its way, who wants it and what lies within reach.

    Frames: ``makers`` (organisation, name, product, region, place, minutes, standing, text, updated, source),
    ``projects`` (never counted as makers), ``needs`` (``counted`` is false for examples), ``inputs`` (one row
    an input, with its makers within reach and the nearest), ``customers`` (one row a maker of what the
    product goes into, with road minutes from the place).
    """

    product: str
    name_zh: str
    name_en: str
    place: str
    place_zh: str
    place_en: str
    numbers: Numbers
    by_region: dict[str, int]
    region_names: dict[str, tuple[str, str]]
    conditions: tuple[Condition, ...]
    settings: WeighSettings
    makers: pl.DataFrame
    projects: pl.DataFrame
    needs: pl.DataFrame
    inputs: pl.DataFrame
    customers: pl.DataFrame
    basis: Basis

    @property
    def light(self) -> Light:
        """red, amber or green."""
        return decide(self.conditions)

    @property
    def reasons(self) -> tuple[Condition, ...]:
        """The conditions that decided the light."""
        return tuple(found for found in self.conditions if found.holds and found.light == self.light)

    def rule(self, language: Language = "zh") -> str:
        """The whole rule, with its thresholds, the numbers of this case, and which conditions hold."""
        zh = language == "zh"
        titles = {
            "red": "红灯（满足任一条）" if zh else "red, if any of these holds",
            "amber": "黄灯（未到红灯，且满足任一条）" if zh else "amber, if not red and any of these holds",
        }
        lines = []
        for light, title in titles.items():
            lines.append(title + ("：" if zh else ":"))
            lines += [
                f"  [{'x' if found.holds else ' '}] {found.text(language)}"
                for found in self.conditions
                if found.light == light
            ]
        lines.append("绿灯：以上都不满足。" if zh else "green: none of the above.")
        return "\n".join(lines)

    def sentence(self, language: Language = "zh") -> str:
        """The verdict in one paragraph: the light, the numbers, the reasons."""
        return self._sentence_zh() if language == "zh" else self._sentence_en()

    def _sentence_zh(self) -> str:
        n, minutes = self.numbers, self.settings.minutes
        regions = "、".join(
            f"{self.region_names[region][0]} {count}" for region, count in self.by_region.items()
        )
        parts = [
            f"在{self.place_zh}做{self.name_zh}：{LIGHTS[self.light][0]}。"
            f"据公开报道与申报，区内已有 {n.makers} 家生产者" + (f"（{regions}）" if regions else ""),
            f"已宣布、签约或在建的项目 {n.projects} 个（不计为已有）",
            f"公布的需求 {n.needs} 条",
            f"{minutes:g} 分钟公路内有下游企业 {n.customers_near} 家（全区 {n.customers} 家）"
            if n.uses
            else "它是终端产品，下游在市场",
            f"{n.inputs} 种必需投入中 {n.inputs_near} 种在 {minutes:g} 分钟内有生产者"
            if n.inputs
            else "产品图中没有它的必需投入",
        ]
        why = "；".join(found.text_zh for found in self.reasons) or "不拥挤，区内有需求，投入与下游不远"
        return "；".join(parts) + f"。理由：{why}。公路时间为估算；企业名录不全，数目是下限。"

    def _sentence_en(self) -> str:
        n, minutes = self.numbers, self.settings.minutes
        regions = ", ".join(
            f"{self.region_names[region][1]} {count}" for region, count in self.by_region.items()
        )
        parts = [
            f"{self.name_en} in {self.place_en}: {LIGHTS[self.light][1]}. "
            f"By public reports and claims {n.makers} makers in the corridor"
            + (f" ({regions})" if regions else ""),
            f"{n.projects} projects announced or being built, not counted as makers",
            f"{n.needs} published needs",
            f"{n.customers_near} customers within {minutes:g} minutes by road ({n.customers} in the corridor)"
            if n.uses
            else "an end product: its customers are the market",
            f"{n.inputs_near} of {n.inputs} essential inputs have a maker within {minutes:g} minutes"
            if n.inputs
            else "the graph has no essential input of it",
        ]
        why = (
            "; ".join(found.text_en for found in self.reasons)
            or "not crowded, wanted in the corridor, inputs and customers not far"
        )
        return (
            "; ".join(parts)
            + f". Because: {why}. Road minutes are estimates; the list of firms is not complete, so counts are lower bounds."
        )

    @property
    def evidence(self) -> pl.DataFrame:
        """Every record the numbers were counted from.

        Returns
        -------
        frame
            kind (maker, project, need, customer), id, name, product, place, standing, counted, date, source.
        """
        parts = [
            self.makers.with_columns(kind=pl.lit("maker"), id="organisation", counted=True, date="updated"),
            self.projects.with_columns(
                kind=pl.lit("project"), id="project", counted="under_way", date="as_of", standing="status"
            ),
            self.needs.with_columns(kind=pl.lit("need"), id="need", date="updated"),
            self.customers.with_columns(kind=pl.lit("customer"), id="organisation", counted=True, date="updated"),
        ]  # fmt: skip
        return pl.concat([part.select(EVIDENCE) for part in parts], how="vertical_relaxed")

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        return {
            "product": self.product,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "place": self.place,
            "place_zh": self.place_zh,
            "place_en": self.place_en,
            "light": self.light,
            "sentence": {"zh": self.sentence("zh"), "en": self.sentence("en")},
            "rule": {"zh": self.rule("zh"), "en": self.rule("en")},
            "numbers": asdict(self.numbers),
            "makers_by_region": self.by_region,
            "conditions": [asdict(found) for found in self.conditions],
            "settings": asdict(self.settings),
            "makers": self.makers.to_dicts(),
            "projects": self.projects.to_dicts(),
            "needs": self.needs.to_dicts(),
            "inputs": self.inputs.to_dicts(),
            "customers": self.customers.to_dicts(),
            "basis": {
                "version": self.basis.version,
                "viewpoint": self.basis.viewpoint.kind,
                "illustrative": self.basis.illustrative,
            },
        }
