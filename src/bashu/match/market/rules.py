"""Rules that no flow can hold: minimum lots, all or nothing, and the most that one firm may earn."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.market.instance import UNLIMITED
from bashu.match.market.whole_numbers import whole_numbers
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.instance import Market, Numbers
    from bashu.tables import Frame

#: money of one firm stays below this, so that its sums fit 64 bits
MOST_MONEY = 2**61


@dataclass(frozen=True, eq=False)
class Rules:
    """What a plan must keep beside quantities and capacities.

    Parameters
    ----------
    lot
        Per capability: the least it delivers to one need; 0 and 1 mean any amount.
    whole
        Per need: whether it is of no use in part (all or nothing).
    firms
        The firms with a limit, sorted.
    firm
        Per capability: the place of its firm among them, -1 for none.
    value
        Per capability: money for one unit.
    money
        Per firm: the most money it may earn.
    """

    lot: Numbers
    whole: NDArray[np.bool_]
    firms: pl.Series
    firm: Numbers
    value: Numbers
    money: Numbers

    @property
    def any(self) -> bool:
        """Whether there is anything to keep."""
        return bool((self.lot > 1).any() or self.whole.any() or len(self.firms))

    def least_value(self) -> Numbers:
        """Per firm: money for one unit of the cheapest thing it sells for money, 0 when it sells none."""
        least = np.full(len(self.firms), np.iinfo(np.int64).max)
        paid = np.flatnonzero((self.firm >= 0) & (self.value > 0))
        np.minimum.at(least, self.firm[paid], self.value[paid])
        return np.where(least == np.iinfo(np.int64).max, 0, least)

    def spendable(self) -> Numbers:
        """Per firm: its limit, rounded down to what its prices can add up to."""
        step = np.zeros(len(self.firms), np.int64)
        for capability in np.flatnonzero((self.firm >= 0) & (self.value > 0)).tolist():
            firm = self.firm[capability]
            step[firm] = gcd(int(step[firm]), int(self.value[capability]))
        return self.money - self.money % np.maximum(step, 1)


def read_rules(needs: pl.DataFrame, capabilities: pl.DataFrame, firms: Frame | None) -> Rules:
    """Read the rules from the optional columns of two tables in the order of their ids, and from the limits.

    Parameters
    ----------
    needs
        May have all_or_nothing (true or false).
    capabilities
        May have minimum_lot; has organisation and value where firms are limited.
    firms
        Columns organisation, limit (money, of the unit of ``value``).

    Raises
    ------
    TableError
        Naming the row of what is absent, repeated, negative, fractional or too large.
    """
    findings: list[Finding] = []
    lot, wrong = _optional(capabilities, "capabilities", "minimum_lot")
    findings += wrong
    limited, money, wrong = _firm_limits(firms)
    findings += wrong
    firm, value = np.full(capabilities.height, -1, np.int64), np.zeros(capabilities.height, np.int64)
    if len(limited):
        able = as_frame(capabilities, "capabilities", ["organisation", "value"])
        value, wrong = _optional(able, "capabilities", "value")
        findings += wrong
        place = pl.DataFrame({"organisation": limited}).with_row_index("place")
        owner = able.select(pl.col("organisation").cast(pl.String)).join(
            place, on="organisation", how="left", maintain_order="left"
        )["place"]
        firm = owner.cast(pl.Int64).fill_null(-1).to_numpy().copy()
    if findings:
        raise TableError(findings)
    return Rules(lot, _whole_needs(needs), limited, firm, value, money)


def _optional(frame: pl.DataFrame, table: str, column: str) -> tuple[Numbers, list[Finding]]:
    """Whole numbers of a column that may be absent or empty: 0 there."""
    if column not in frame.columns or frame[column].dtype == pl.Null:
        return np.zeros(frame.height, np.int64), []
    stated = frame[column].fill_null(0)
    numbers, findings = whole_numbers(stated.fill_nan(0) if stated.dtype.is_float() else stated, table)
    return numbers.fill_null(0).to_numpy().astype(np.int64), findings


def _whole_needs(needs: pl.DataFrame) -> NDArray[np.bool_]:
    if "all_or_nothing" not in needs.columns or needs["all_or_nothing"].dtype == pl.Null:
        return np.zeros(needs.height, np.bool_)
    stated = needs["all_or_nothing"]
    if stated.dtype != pl.Boolean:
        raise TableError(
            Finding(
                "not_a_flag",
                file="needs",
                column="all_or_nothing",
                value=str(stated.drop_nulls().head(1).to_list()),
            )
        )
    return stated.fill_null(value=False).to_numpy().copy()


def _firm_limits(firms: Frame | None) -> tuple[pl.Series, Numbers, list[Finding]]:
    if firms is None:
        return pl.Series("organisation", [], dtype=pl.String), np.zeros(0, np.int64), []
    table = as_text(as_frame(firms, "firms", ["organisation", "limit"]), "organisation")
    money, findings = whole_numbers(table["limit"], "firms")
    seen: dict[str, int] = {}
    for row, name in enumerate(table["organisation"].to_list()):
        if name is None:
            findings.append(Finding("missing_value", file="firms", row=row + 2, column="organisation"))
        elif name in seen:
            details = {"key": name, "first_row": seen[name] + 2}
            findings.append(
                Finding(
                    "repeated_key",
                    file="firms",
                    row=row + 2,
                    column="organisation",
                    value=name,
                    details=details,
                )
            )
        seen.setdefault(name, row)
    if not findings:
        sorted_ = table.with_columns(money).sort("organisation")
        return sorted_["organisation"], np.minimum(sorted_["limit"].to_numpy(), MOST_MONEY), []
    return table["organisation"], np.zeros(table.height, np.int64), findings


def possible(market: Market, rules: Rules) -> NDArray[np.bool_]:
    """Whether each offer can be used at all: its lot fits the need, the capacity and the limit of a supplier."""
    need, capability = market.offer_need, market.offer_capability
    most = np.minimum(np.minimum(market.quantity, market.limit)[need], market.capacity[capability])
    fits: NDArray[np.bool_] = rules.lot[capability] <= np.maximum(most, 1)
    return fits


def money_of(market: Market, rules: Rules, offers: Numbers, delivered: Numbers) -> Numbers:
    """What each limited firm earns from some deliveries.

    Raises
    ------
    TableError
        When the money of all deliveries does not fit 64 bits.
    """
    capability = market.offer_capability[offers]
    value = np.where(rules.firm[capability] >= 0, rules.value[capability], 0)
    if float(value.astype(np.float64) @ delivered.astype(np.float64)) > MOST_MONEY:
        raise TableError(
            Finding("too_large_number", file="capabilities", column="value", value=str(int(value.max())))
        )
    mine = rules.firm[capability] >= 0
    earned = np.zeros(len(rules.firms), np.int64)
    np.add.at(earned, rules.firm[capability[mine]], (value * delivered)[mine])
    return earned


def broken(market: Market, rules: Rules, offers: Numbers, delivered: Numbers, unmet: Numbers) -> str | None:
    """The first rule that deliveries break, in words; ``None`` when all are kept."""
    capability = market.offer_capability[offers]
    small = delivered < rules.lot[capability]
    if small.any():
        place = int(small.argmax())
        return f"{market.capabilities[int(capability[place])]} delivers less than its lot to {market.needs[int(market.offer_need[offers[place]])]}"
    part = rules.whole & (unmet > 0) & (unmet < market.quantity)
    if part.any():
        return f"{market.needs[int(part.argmax())]} is met in part, though it is all or nothing"
    over = money_of(market, rules, offers, delivered) > rules.money
    if over.any():
        return f"{rules.firms[int(over.argmax())]} earns more than its limit"
    return None


def units_of(rules: Rules) -> Numbers:
    """Per firm: the most units under its limit, if all were of the cheapest thing it sells.

    Where all it sells has one value, this is the limit itself; else it is a weaker one that a flow can hold.
    """
    least = rules.least_value()
    return np.where(least > 0, rules.spendable() // np.maximum(least, 1), UNLIMITED)
