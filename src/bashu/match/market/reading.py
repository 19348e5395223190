"""Three frames become one checked market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.market.ids import id_findings, places_among, unknown_findings
from bashu.match.market.instance import Market
from bashu.match.market.rules import read_rules
from bashu.match.market.whole_numbers import whole_numbers
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.tables import Frame

#: sums of prices along any chain of firms stay below this, so that no 64-bit number overflows
LARGEST_SUM = 2**61


def read_market(needs: Frame, capabilities: Frame, offers: Frame, firms: Frame | None = None) -> Market:
    """Check the three tables of a market and number its needs, capabilities and offers.

    Parameters
    ----------
    needs
        Columns need, quantity, penalty (cost of one unit unmet) and, if some needs must not hang on one
        supplier, min_suppliers (null and 0 mean no such wish).
    capabilities
        Columns capability, capacity.
    offers
        Columns need, capability, cost (of one unit). Of two offers between the same two the cheaper counts.

    firms
        Columns organisation, limit, as :func:`read_rules <bashu.match.market.rules.read_rules>` reads them.

    Raises
    ------
    TableError
        Naming the row of every absent, fractional, negative or too large number, of every id that appears
        twice, and of every offer for an id that is not there.
    """
    wanted = as_text(as_frame(needs, "needs", ["need", "quantity", "penalty"]), "need")
    able = as_text(as_frame(capabilities, "capabilities", ["capability", "capacity"]), "capability")
    offered = as_text(as_frame(offers, "offers", ["need", "capability", "cost"]), "need", "capability")
    findings = [*id_findings(wanted, "needs", "need"), *id_findings(able, "capabilities", "capability")]
    wanted, wrong = _with_whole_numbers(wanted, "needs", "quantity", "penalty")
    findings += wrong
    wanted, wrong = _with_suppliers(wanted)
    findings += wrong
    able, wrong = _with_whole_numbers(able, "capabilities", "capacity")
    findings += wrong
    offered, wrong = _with_whole_numbers(offered, "offers", "cost")
    findings += wrong
    if findings:
        raise TableError(findings)

    rules = read_rules(wanted, able, firms)
    wanted, able = wanted.sort("need"), able.sort("capability")
    if rules.any:
        rules = read_rules(wanted, able, firms)
    offer_need, offer_capability, cost = _place_offers(offered, wanted["need"], able["capability"])
    market = Market(
        needs=wanted["need"],
        capabilities=able["capability"],
        quantity=_array(wanted["quantity"]),
        penalty=_array(wanted["penalty"]),
        suppliers=_array(wanted["min_suppliers"]),
        capacity=_array(able["capacity"]),
        offer_need=offer_need,
        offer_capability=offer_capability,
        cost=cost,
        rules=rules if rules.any else None,
    )
    check_sizes(market)
    return market


def with_offers(market: Market, offers: Frame) -> Market:
    """The same needs, capabilities and rules with other offers.

    Raises
    ------
    TableError
        Naming the row of an unknown id and of a cost that is not whole and 0 or more.
    """
    offered = as_text(as_frame(offers, "offers", ["need", "capability", "cost"]), "need", "capability")
    offered, findings = _with_whole_numbers(offered, "offers", "cost")
    if findings:
        raise TableError(findings)
    offer_need, offer_capability, cost = _place_offers(offered, market.needs, market.capabilities)
    changed = replace(market, offer_need=offer_need, offer_capability=offer_capability, cost=cost)
    check_sizes(changed)
    return changed


def read_changes(
    changes: Frame, table: str, key: str, amount: str, ids: pl.Series
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Read new amounts of some needs or capabilities: their places among ``ids`` and the amounts."""
    frame = as_text(as_frame(changes, table, [key, amount]), key)
    findings = id_findings(frame, table, key)
    frame, wrong = _with_whole_numbers(frame, table, amount)
    findings += wrong
    place = places_among(ids, frame[key])
    target = "needs" if key == "need" else "capabilities"
    findings += unknown_findings(frame[key], place, table, target)
    if findings:
        raise TableError(findings)
    return _array(place.cast(pl.Int64)), _array(frame[amount])


def check_sizes(market: Market) -> None:
    """Refuse numbers so large that 64-bit arithmetic along a chain of firms could overflow.

    Raises
    ------
    TableError
        Naming the row of the largest number.
    """
    nodes = len(market.needs) + len(market.capabilities) + 2
    costs = (
        ("offers", "cost", market.cost),
        ("needs", "penalty", market.penalty),
    )
    for table, column, values in costs:
        if len(values) and int(values.max()) > LARGEST_SUM // nodes:
            raise TableError(_largest(market, table, column, values))
    if float(market.quantity.astype(np.float64).sum()) > LARGEST_SUM:
        raise TableError(_largest(market, "needs", "quantity", market.quantity))


def _largest(market: Market, table: str, column: str, values: NDArray[np.int64]) -> Finding:
    place = int(values.argmax())
    where = (
        f"{market.needs[int(market.offer_need[place])]} – "
        f"{market.capabilities[int(market.offer_capability[place])]}"
        if table == "offers"
        else str(market.needs[place])
    )
    return Finding("too_large_number", file=table, column=column, value=f"{where}: {values[place]}")


def _array(column: pl.Series) -> NDArray[np.int64]:
    return column.to_numpy().astype(np.int64, copy=False)


def _with_whole_numbers(frame: pl.DataFrame, table: str, *columns: str) -> tuple[pl.DataFrame, list[Finding]]:
    findings: list[Finding] = []
    for column in columns:
        numbers, wrong = whole_numbers(frame[column], table)
        frame = frame.with_columns(numbers)
        findings += wrong
    return frame, findings


def _with_suppliers(needs: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Fill the least number of suppliers: 1 where nothing else is asked for."""
    if "min_suppliers" not in needs.columns:
        return needs.with_columns(min_suppliers=pl.lit(1, pl.Int64)), []
    stated = needs["min_suppliers"].fill_null(1) if needs["min_suppliers"].dtype != pl.Null else None
    if stated is None:
        return needs.with_columns(min_suppliers=pl.lit(1, pl.Int64)), []
    if stated.dtype.is_float():
        stated = stated.fill_nan(1)
    numbers, wrong = whole_numbers(stated, "needs")
    return needs.with_columns(numbers.clip(lower_bound=1)), wrong


def _places(ids: pl.Series, key: str, place: str) -> pl.DataFrame:
    return pl.DataFrame({key: ids, place: pl.arange(len(ids), dtype=pl.Int32, eager=True)})


def _place_offers(
    offers: pl.DataFrame, needs: pl.Series, capabilities: pl.Series
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Number both ends of every offer, order by them, and keep the cheapest of the same two."""
    # Each id column is joined by itself: text that travels along doubles the time.
    need_place, capability_place = (
        offers.select(key).join(_places(ids, key, "place"), on=key, how="left", maintain_order="left")[
            "place"
        ]
        for key, ids in (("need", needs), ("capability", capabilities))
    )
    if need_place.null_count() or capability_place.null_count():
        raise TableError(
            [
                *unknown_findings(offers["need"], need_place, "offers", "needs"),
                *unknown_findings(offers["capability"], capability_place, "offers", "capabilities"),
            ]
        )
    cost = offers["cost"]
    # One number per pair, since one column sorts three times as fast as two.
    pair = need_place.cast(pl.Int64) * len(capabilities) + capability_place
    if not pair.is_sorted():
        order = pair.arg_sort()
        pair, cost = pair.gather(order), cost.gather(order)
    keys, costs = _array(pair), _array(cost)
    if len(keys) and (keys[1:] == keys[:-1]).any():
        cheapest_first = np.lexsort((costs, keys))
        keys, costs = keys[cheapest_first], costs[cheapest_first]
        first = np.concatenate([[True], keys[1:] != keys[:-1]])
        keys, costs = keys[first], costs[first]
    need = keys // max(len(capabilities), 1)
    return need.astype(np.int32), (keys - need * len(capabilities)).astype(np.int32), costs
