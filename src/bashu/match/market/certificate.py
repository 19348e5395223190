"""The proof that a plan is the cheapest there is, checked without the solver that made it.

Prices pi of needs and mu of capabilities, whatever they are, bound the cost of every plan from below
(weak duality of linear programming; Ahuja, Magnanti and Orlin, *Network Flows*, 1993, section 9.4)::

    bound = sum q pi + sum min(q, limit) min(0, cost - pi + mu) + sum q min(0, penalty - pi)
            - sum capacity max(0, mu)

A firm with a limit has a price psi of a unit under it; then mu stands for both, and the last term becomes
``- sum capacity max(0, mu - psi) - sum units psi``. A plan that keeps every quantity, capacity and limit and costs exactly the bound is therefore optimal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.errors import NotOptimal
from bashu.match.market.rules import broken, possible, units_of
from bashu.match.market.whole_numbers import exact_sum_of_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.allocation import Numbers
    from bashu.match.market.instance import Market

#: prices beyond this are not used as a proof: their sums could overflow
LARGEST_PRICE = 2**61


def lower_bound(
    market: Market, need_price: Numbers, capability_price: Numbers, firm_price: Numbers | None = None
) -> int:
    """The bound that prices prove: no plan of this market costs less.

    >>> import polars as pl
    >>> from bashu.match.market.reading import read_market
    >>> market = read_market(
    ...     pl.DataFrame({"need": ["n"], "quantity": [4], "penalty": [50]}),
    ...     pl.DataFrame({"capability": ["c"], "capacity": [3]}),
    ...     pl.DataFrame({"need": ["n"], "capability": ["c"], "cost": [10]}),
    ... )
    >>> lower_bound(market, np.array([50]), np.array([40]))
    80
    """
    need, capability = market.offer_need, market.offer_capability
    reduced = market.cost - need_price[need] + capability_price[capability]
    below = np.flatnonzero(reduced < 0)
    most = np.minimum(market.quantity, market.limit)[need[below]]
    rules, own, held = market.rules, capability_price, 0
    if rules is not None:
        most = np.where(possible(market, rules)[below], most, 0)
        firm_price = np.zeros(len(rules.firms), np.int64) if firm_price is None else np.maximum(firm_price, 0)
        limited = (rules.firm >= 0) & (rules.value > 0)
        own = capability_price.copy()
        own[limited] -= firm_price[rules.firm[limited]]
        held = exact_sum_of_products(units_of(rules), firm_price)
    return (
        exact_sum_of_products(market.quantity, need_price)
        + exact_sum_of_products(most, reduced[below])
        + exact_sum_of_products(market.quantity, np.minimum(market.penalty - need_price, 0))
        - exact_sum_of_products(market.capacity, np.maximum(own, 0))
        - held
    )


def certify(
    market: Market,
    assignments: pl.DataFrame,
    unmet: pl.DataFrame,
    prices: pl.DataFrame,
    total_cost: int,
    *,
    bound: int | None = None,
) -> None:
    """Prove from its frames alone that a plan keeps every rule and that none is cheaper than the bound.

    Without a bound the plan itself must be the cheapest.

    Raises
    ------
    NotOptimal
        Saying which rule is broken, or by how much the cost exceeds the bound.
    """
    offers = _offers_of(market, assignments)
    delivered = _positive(assignments["quantity"], "assignments")
    left = _positive(unmet["quantity"], "unmet")
    unmet_need = _places_of(unmet["need"], market.needs, "need")
    if _repeated(offers) or _repeated(unmet_need):
        raise NotOptimal("a row of the plan appears twice")
    need, capability = market.offer_need[offers], market.offer_capability[offers]
    received = _sums(need, delivered, len(market.needs)) + _sums(unmet_need, left, len(market.needs))
    _compare(received != market.quantity, market.needs, "delivered and unmet do not add up to the need")
    used = _sums(capability, delivered, len(market.capabilities))
    _compare(used > market.capacity, market.capabilities, "more is delivered than the capacity of")
    over = delivered > market.limit[need]
    if over.any():
        place = int(need[over.argmax()])
        raise NotOptimal(f"one supplier delivers more than its limit to {market.needs[place]}")
    cost = exact_sum_of_products(market.cost[offers], delivered) + exact_sum_of_products(
        market.penalty[unmet_need], left
    )
    if cost != total_cost:
        raise NotOptimal(f"the plan costs {cost}, not {total_cost}")
    need_price = _prices_of(prices, "need", market.needs)
    capability_price = _prices_of(prices, "capability", market.capabilities)
    firm_price = None
    if market.rules is not None:
        unmet_units = np.zeros(len(market.needs), np.int64)
        unmet_units[unmet_need] = left
        fault = broken(market, market.rules, offers, delivered, unmet_units)
        if fault is not None:
            raise NotOptimal(fault)
        firm_price = _prices_of(prices, "firm", market.rules.firms)
    proved = lower_bound(market, need_price, capability_price, firm_price)
    claimed = total_cost if bound is None else bound
    if proved < claimed:
        raise NotOptimal(f"the plan costs {total_cost}, its prices prove only {proved}, not {claimed}")


def _places_of(ids: pl.Series, known: pl.Series, what: str) -> Numbers:
    """The places of some ids among the sorted known ones."""
    numbered = pl.DataFrame({"id": known}).with_row_index("place")
    places = pl.DataFrame({"id": ids.cast(pl.String)}).join(
        numbered, on="id", how="left", maintain_order="left"
    )
    if places["place"].null_count():
        stranger = ids.filter(places["place"].is_null())[0]
        raise NotOptimal(f"the market has no {what} {stranger}")
    return places["place"].to_numpy().astype(np.int64)


def _offers_of(market: Market, assignments: pl.DataFrame) -> Numbers:
    need = _places_of(assignments["need"], market.needs, "need")
    capability = _places_of(assignments["capability"], market.capabilities, "capability")
    wanted = need * max(len(market.capabilities), 1) + capability
    offers = np.searchsorted(market.key, wanted)
    known = offers < len(market.key)
    known[known] = market.key[offers[known]] == wanted[known]
    if not known.all():
        row = assignments.row(int((~known).argmax()), named=True)
        raise NotOptimal(f"{row['capability']} never offered to supply {row['need']}")
    return offers


def _positive(quantity: pl.Series, table: str) -> Numbers:
    if quantity.null_count() or not quantity.dtype.is_integer() or (len(quantity) and (quantity <= 0).any()):
        raise NotOptimal(f"a quantity in {table} is not a whole number above 0")
    return quantity.cast(pl.Int64).to_numpy()


def _sums(places: NDArray[np.integer[Any]], amounts: Numbers, length: int) -> Numbers:
    """Sums per place; amounts beyond what any market may hold are refused before they overflow."""
    if len(amounts) and float(amounts.astype(np.float64).sum()) >= 2.0**62:
        raise NotOptimal("the plan moves more than any market may hold")
    sums = np.zeros(length, np.int64)
    np.add.at(sums, places, amounts)
    return sums


def _repeated(places: Numbers) -> bool:
    return len(places) > 0 and bool(np.bincount(places).max() > 1)


def _compare(broken: NDArray[np.bool_], ids: pl.Series, rule: str) -> None:
    if broken.any():
        raise NotOptimal(f"{rule} {ids[int(broken.argmax())]}")


def _prices_of(prices: pl.DataFrame, side: str, ids: pl.Series) -> Numbers:
    rows = prices.filter(pl.col("side") == side)
    places = _places_of(rows["id"], ids, side)
    if _repeated(places):
        raise NotOptimal(f"a {side} has two prices")
    price = rows["price"].cast(pl.Int64).to_numpy()
    if rows["price"].null_count() or (len(price) and np.abs(price.astype(np.float64)).max() > LARGEST_PRICE):
        raise NotOptimal("a price is missing or too large to prove anything")
    if side == "need" and len(places) != len(ids):
        raise NotOptimal("a need has no price")
    full = np.zeros(len(ids), np.int64)
    full[places] = price
    return full
