"""What a verdict on a plan to build shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.chain.pages import MakerRow, NeedRow, ProjectRow
    from bashu.portal.shown import Choice, Figure, Foundation, Thing, Words


@dataclass(frozen=True)
class Neighbour:
    """An input or a customer within reach."""

    organisation: Thing
    product: Thing
    place: Thing
    minutes: float
    estimate: bool


@dataclass(frozen=True)
class Verdict:
    """The light, the rule that set it, and the evidence."""

    product: Thing
    place: Thing
    light: str
    light_name: Words
    rule: Words
    sentences: tuple[Words, ...]
    figures: tuple[Figure, ...]
    makers: tuple[MakerRow, ...]
    announced: tuple[ProjectRow, ...]
    needs: tuple[NeedRow, ...]
    inputs: tuple[Neighbour, ...]
    customers: tuple[Neighbour, ...]


@dataclass(frozen=True)
class WeighPage:
    """The question, and the verdict once it is asked."""

    product_text: str
    place_text: str
    products: tuple[Choice, ...]
    places: tuple[Choice, ...]
    message: Words
    verdict: Verdict | None
    foundation: Foundation
