"""The tables of a plan over periods with limited stock: read into a network, and its flow read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.market.reading import read_market
from bashu.match.market.stock import Rooms, TimeNetwork
from bashu.match.market.whole_numbers import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.match.market.flow import Flow
    from bashu.match.market.instance import Numbers

#: the column that limits stock
MOST_STOCK = "most_stock"
#: rules of a plan that a plan with limited stock cannot keep
UNKNOWN_RULES = {"needs": "all_or_nothing", "capabilities": "minimum_lot"}


@dataclass(frozen=True, eq=False)
class Stocked:
    """A solved plan over periods with limited stock: assignments, unmet and stocks of a :class:`PeriodPlan`."""

    network: TimeNetwork
    flow: Flow
    assignments: pl.DataFrame
    unmet: pl.DataFrame
    worth: pl.DataFrame

    @classmethod
    def of(
        cls,
        needs: pl.DataFrame,
        capabilities: pl.DataFrame,
        offers: pl.DataFrame,
        order: Sequence[str],
        *,
        holding: int,
        late: int | None,
    ) -> Stocked:
        """Read the tables, whose periods are all in ``order``, and solve.

        Raises
        ------
        TableError
            Naming the row of what is absent, repeated, unknown, negative, fractional or too large.
        """
        kept, stored = _limits(needs, "needs"), _limits(capabilities, "capabilities")
        able = capabilities.select("capability").unique().with_columns(capacity=pl.lit(0))
        market = read_market(needs.drop("period", MOST_STOCK, strict=False), able, offers)
        number = {period: place for place, period in enumerate(order)}
        due = needs.with_columns(kept.alias(MOST_STOCK)).sort("need")
        total = int(market.quantity.sum())
        place = market.capabilities.search_sorted(capabilities["capability"]).to_numpy()
        period = capabilities["period"].replace_strict(number, return_dtype=pl.Int64).to_numpy()
        shape = (len(market.capabilities), len(order))
        capacity, room = np.zeros(shape, np.int64), np.full(shape, total)
        # nothing larger than all that is wanted ever binds
        capacity[place, period] = np.minimum(_capacities(capabilities), total)
        room[place, period] = _or_all(stored, total)
        rooms = Rooms(
            due["period"].replace_strict(number, return_dtype=pl.Int64).to_numpy(),
            capacity,
            room,
            _or_all(due[MOST_STOCK], total),
            holding,
            late,
        )
        network = TimeNetwork(market, rooms)
        flow = network.solve()
        names = pl.Series("period", order, dtype=pl.String)
        return cls(
            network,
            flow,
            _assignments(network, flow, names),
            _unmet(network, flow),
            _worth(network, flow, names),
        )

    def certify(self) -> None:
        """Prove that no plan is cheaper, as :meth:`TimeNetwork.certify` does."""
        self.network.certify(self.flow)


def _limits(table: pl.DataFrame, name: str) -> pl.Series:
    """The limits of stock of a table: null sets none; without a column nothing waits there."""
    rule = UNKNOWN_RULES[name]
    asked = (
        table[rule].cast(pl.Int64, strict=False).fill_null(0) > (name == "capabilities")
        if rule in table
        else None
    )
    if asked is not None and asked.any():
        row = int(asked.arg_true()[0])
        raise TableError(Finding("not_with_limited_stock", file=name, row=row + 2, column=rule))
    if MOST_STOCK not in table:
        return pl.Series(MOST_STOCK, [0] * table.height, dtype=pl.Int64)
    stated = table[MOST_STOCK]
    if stated.dtype == pl.Null:
        return stated.cast(pl.Int64)
    numbers, findings = whole_numbers(stated.fill_null(0), name)
    if findings:
        raise TableError(findings)
    return numbers.set(stated.is_null(), None)


def _capacities(capabilities: pl.DataFrame) -> Numbers:
    """The capacities, none twice in a period."""
    numbers, findings = whole_numbers(capabilities["capacity"], "capabilities")
    key = ["capability", "period"]
    again = ~capabilities.select(pl.struct(key).is_first_distinct().alias("first"))["first"]
    for row in again.arg_true().to_list():
        same = (pl.col("capability") == capabilities["capability"][row]) & (
            pl.col("period") == capabilities["period"][row]
        )
        first = int(capabilities.select(same.alias("same"))["same"].arg_true()[0])
        shown = " @ ".join(capabilities.row(row, named=True)[column] for column in key)
        findings.append(
            Finding(
                "repeated_key",
                file="capabilities",
                row=row + 2,
                column="capability",
                value=shown,
                details={"key": shown, "first_row": first + 2},
            )
        )
    if findings:
        raise TableError(findings)
    return numbers.to_numpy().astype(np.int64)


def _or_all(limits: pl.Series, total: int) -> Numbers:
    room: Numbers = np.minimum(limits.fill_null(total).to_numpy().astype(np.int64), total)
    return room


def _assignments(network: TimeNetwork, flow: Flow, names: pl.Series) -> pl.DataFrame:
    market, rooms = network.market, network.rooms
    ways = np.array(list(network.ways(flow)), np.int64).reshape(-1, 5)
    need, delivered, capability, made, quantity = ways.T
    due = rooms.due[need]
    width = max(len(market.capabilities), 1)
    offer = np.searchsorted(market.key, need * width + capability)
    waits = np.maximum(delivered - made, 0) + np.maximum(due - delivered, 0)
    cost = market.cost[offer] + rooms.holding * waits + (rooms.late or 0) * np.maximum(delivered - due, 0)
    return pl.DataFrame(
        {
            "need": market.needs.gather(need),
            "capability": market.capabilities.gather(capability),
            "made": names.gather(made),
            "delivered": names.gather(delivered),
            "due": names.gather(due),
            "quantity": quantity,
            "cost": cost,
        }
    ).sort("need", "made", "capability", "delivered")


def _unmet(network: TimeNetwork, flow: Flow) -> pl.DataFrame:
    market, units = network.market, network.unmet(flow)
    short = np.flatnonzero(units)
    return pl.DataFrame(
        {
            "need": market.needs.gather(short),
            "quantity": units[short],
            "penalty": market.penalty[short],
        }
    )


def _worth(network: TimeNetwork, flow: Flow, names: pl.Series) -> pl.DataFrame:
    """What room for one more unit of stock would save: capability, period, worth, where it saves anything."""
    worth = network.worth_of_room(flow)
    capability, period = np.nonzero(worth)
    return pl.DataFrame(
        {
            "capability": network.market.capabilities.gather(capability),
            "period": names.gather(period),
            "worth": worth[capability, period],
        }
    )
