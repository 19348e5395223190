"""Who has delivered before: to this buyer, or the same product to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bashu.match.ranking.need import Need
    from bashu.match.ranking.settings import RankSettings
    from bashu.match.ranking.supply import Supply
    from bashu.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Delivery:
    buyer: str
    product: str
    weight: float


class Deliveries:
    """The supply records of each supplier, read once.

    Parameters
    ----------
    workspace
        Its table supplies, as far as the viewpoint shows it: what is protected stays with its parties.
    supply
        The capabilities.
    settings
        What each kind of delivery is worth, and how much a standing counts.
    """

    def __init__(self, workspace: Workspace, supply: Supply, settings: RankSettings) -> None:
        self._settings = settings
        self._count = supply.count
        standings = dict(settings.standings)
        found: dict[str, list[_Delivery]] = {}
        rows = workspace.table_or_empty("supplies").select("supplier", "buyer", "product", "standing")
        for supplier, buyer, product, standing in rows.iter_rows():
            weight = standings.get(standing, 0.0)
            found.setdefault(supplier, []).append(_Delivery(buyer, product, weight))
        self._made = supply.frame["product"].to_list()
        self._known = [
            (place, found[organisation])
            for place, organisation in enumerate(supply.frame["organisation"])
            if organisation in found
        ]

    def of(self, need: Need, product: str | None) -> NDArray[np.float64]:
        """Value of the best delivery of each capability's organisation, NaN where no record is known.

        A record lifts the value from ``unknown`` towards what its kind is worth, the further the better
        founded it is: ``unknown + (kind - unknown) x standing``. No record is no reproach.

        Parameters
        ----------
        product
            The product that is wanted; None where only a description is known, and then the product of the
            capability counts.
        """
        values = np.full(self._count, np.nan)
        for place, deliveries in self._known:
            wanted = {product, self._made[place]} - {None}
            values[place] = max(self._values(need.organisation, wanted, deliveries))
        return values

    def _values(
        self, buyer: str | None, wanted: set[str | None], deliveries: list[_Delivery]
    ) -> Iterator[float]:
        settings = self._settings
        for delivery in deliveries:
            same_product = delivery.product in wanted
            if buyer is not None and delivery.buyer == buyer:
                kind = settings.delivered_here if same_product else settings.delivered_other_product
            elif same_product:
                kind = settings.delivered_elsewhere
            else:
                kind = settings.unknown
            yield settings.unknown + (kind - settings.unknown) * delivery.weight
