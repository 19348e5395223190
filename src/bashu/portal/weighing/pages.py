"""What weighing an intention to build shows: the question, then the verdict with all it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bashu.decide.light import LIGHTS
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.places import place_choices
from bashu.portal.records import MakerRow, NeedRow, ProjectRow, maker_row, need_row, project_row
from bashu.portal.shown import NONE, Choice, Figure, Foundation, Source, Thing, Words

if TYPE_CHECKING:
    from bashu.decide import Verdict
    from bashu.portal.data.engines import Engines

#: rows of one kind on the page
ROWS = 50

NUMBERS = {
    "makers": Words("区内生产者", "makers in the corridor"),
    "projects": Words("签约或在建项目", "projects under way"),
    "needs": Words("公布的需求", "published needs"),
    "customers": Words("区内下游企业", "customers in the corridor"),
    "customers_near": Words("可达范围内的下游企业", "customers within reach"),
    "inputs": Words("必需投入", "essential inputs"),
    "inputs_near": Words("可达范围内有生产者的投入", "inputs with a maker within reach"),
}


@dataclass(frozen=True)
class ConditionRow:
    """One condition of the written rule, the light it asks for, and whether it holds."""

    light: str
    holds: bool
    text: Words


@dataclass(frozen=True)
class NearInput:
    """An input, how many makers it has within reach, and the nearest."""

    product: Thing
    essential: bool
    makers: int
    makers_near: int
    nearest: Thing | None
    nearest_place: Thing | None
    minutes: float | None


@dataclass(frozen=True)
class Customer:
    """A maker of what the product goes into."""

    organisation: Thing
    product: Thing
    place: Thing | None
    minutes: float | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class VerdictBlock:
    """The light, the rule that set it, and the evidence."""

    product: Thing
    place: Thing
    light: str
    light_name: Words
    sentence: Words
    reasons: tuple[Words, ...]
    conditions: tuple[ConditionRow, ...]
    figures: tuple[Figure, ...]
    by_region: tuple[tuple[Words, int], ...]
    minutes: float
    makers: tuple[MakerRow, ...]
    projects: tuple[ProjectRow, ...]
    needs: tuple[NeedRow, ...]
    inputs: tuple[NearInput, ...]
    customers: tuple[Customer, ...]


@dataclass(frozen=True)
class WeighPage:
    """The question, and the verdict once it is asked."""

    product_text: str
    place_text: str
    products: tuple[Choice, ...]
    places: tuple[Choice, ...]
    message: Words
    verdict: VerdictBlock | None
    foundation: Foundation


def weigh_page(engines: Engines, product: str = "", place: str = "", message: Words = NONE) -> WeighPage:
    """The form and, with a product and a place (ids or names), the verdict.

    Raises
    ------
    UnknownName
        When the product or the place is not there.
    Busy
        When too many ask at once.
    """
    named, places = names(engines), engines.travel.places
    verdict = None
    if product and place and not message.zh:
        verdict = engines.weigh(engines.graph.find(product), places.find(place))
    return WeighPage(
        product_text=product,
        place_text=place,
        products=tuple(
            Choice(each, named.product(each).name)
            for each in engines.graph.ids
            if not each.startswith("grp_")
        ),
        places=place_choices(engines),
        message=message,
        verdict=None if verdict is None else _block(verdict, engines),
        foundation=foundation(
            engines,
            method=("weigh", "travel"),
            illustrative=verdict is not None and verdict.basis.illustrative,
            downloads=("capabilities", "projects", "needs", "inputs"),
        ),
    )


def _block(found: Verdict, engines: Engines) -> VerdictBlock:
    named = names(engines)
    numbers = asdict(found.numbers)
    return VerdictBlock(
        product=named.product(found.product),
        place=named.place(found.place),
        light=found.light,
        light_name=Words(*LIGHTS[found.light]),
        sentence=Words(found.sentence("zh"), found.sentence("en")),
        reasons=tuple(Words(each.text_zh, each.text_en) for each in found.reasons),
        conditions=tuple(
            ConditionRow(each.light, each.holds, Words(each.text_zh, each.text_en))
            for each in found.conditions
        ),
        figures=tuple(
            Figure(f"weigh.{name}", label, numbers[name], method="weigh") for name, label in NUMBERS.items()
        ),
        by_region=tuple((named.place(region).name, count) for region, count in found.by_region.items()),
        minutes=found.settings.minutes,
        makers=tuple(maker_row(row, engines) for row in found.makers.head(ROWS).iter_rows(named=True)),
        projects=tuple(project_row(row, engines) for row in found.projects.head(ROWS).iter_rows(named=True)),
        needs=tuple(
            need_row(row, engines)
            for row in engines.workspace.table_or_empty("needs")
            .join(found.needs.select("need"), on="need", how="semi")
            .head(ROWS)
            .iter_rows(named=True)
        ),
        inputs=tuple(
            NearInput(
                named.product(row["input"]),
                row["essential"],
                row["makers"],
                row["makers_near"],
                named.maybe_organisation(row["nearest"]),
                named.maybe_place(row["nearest_place"]),
                row["minutes"],
            )
            for row in found.inputs.iter_rows(named=True)
        ),
        customers=tuple(
            Customer(
                named.organisation(row["organisation"]),
                named.product(row["use"]),
                named.maybe_place(row["place"]),
                row["minutes"],
                read_sources(row["source"]),
            )
            for row in found.customers.head(ROWS).iter_rows(named=True)
        ),
    )
