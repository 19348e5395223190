"""Quantities as whole numbers of one unit, without losing anything on the way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import Finding, InputError
from bashu.match.ranking.supply import factor_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

#: decimal places of the smallest unit that are kept; what is finer is rounded to the safe side and reported
MOST_DECIMALS = 6
LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class WholeUnit:
    """The unit that one market counts in.

    Attributes
    ----------
    unit
        The smallest unit anybody in the market uses.
    decimals
        How many decimal places of it are needed: counts are of 10 to the power of minus ``decimals``.
    """

    unit: str
    decimals: int

    @property
    def label(self) -> str:
        """What one whole number stands for.

        >>> WholeUnit("吨", 2).label, WholeUnit("片", 0).label
        ('0.01 吨', '片')
        """
        return self.unit if not self.decimals else f"{Decimal(1).scaleb(-self.decimals)} {self.unit}"

    def exact(self, amount: float, unit: str) -> Decimal:
        """An amount in whole units before rounding."""
        factor = factor_between(unit, self.unit)
        if factor is None:
            raise InputError(Finding("unknown_unit", value=unit, details={"expected": self.unit}))
        return (Decimal(repr(amount)) * factor).scaleb(self.decimals)

    def wanted(self, amount: float, unit: str) -> int:
        """A need in whole units, rounded up: never less than was asked for."""
        return _checked(self.exact(amount, unit).to_integral_value(ROUND_CEILING))

    def available(self, amount: float, unit: str) -> int:
        """A capacity in whole units, rounded down: never more than there is.

        >>> WholeUnit("片", 0).available(0.82, "万片"), WholeUnit("片", 0).available(2.5, "片")
        (8200, 2)
        """
        return _checked(self.exact(amount, unit).to_integral_value(ROUND_FLOOR))


def whole_unit(amounts: Sequence[tuple[float, str]]) -> WholeUnit:
    """The unit in which amounts of one kind become whole numbers.

    Parameters
    ----------
    amounts
        Amount and unit; the units convert into each other.

    >>> whole_unit([(1.5, "吨"), (200, "千克")]), whole_unit([(0.25, "吨")])
    (WholeUnit(unit='千克', decimals=0), WholeUnit(unit='吨', decimals=2))
    """
    units = sorted({unit for _, unit in amounts})
    # the smallest is the one of which every other holds at least one; of equals the first by name
    smallest = min(units, key=lambda unit: (factor_between(unit, units[0]) or Decimal("Infinity"), unit))
    plain = WholeUnit(smallest, 0)
    return WholeUnit(
        smallest, min(_decimals(plain.exact(amount, unit) for amount, unit in amounts), MOST_DECIMALS)
    )


def common_units(
    amounts: Sequence[tuple[float, str] | None], one: NDArray[np.int64], other: NDArray[np.int64]
) -> list[WholeUnit | None]:
    """One unit for all amounts that trade with each other, directly or through others.

    Parameters
    ----------
    amounts
        Amount and unit of everybody, None for those without.
    one, other
        Places in ``amounts`` of the two ends of each pair that trades.

    >>> units = common_units([(1.5, "吨"), (200, "千克"), (3, "台"), None], np.array([0]), np.array([1]))
    >>> [unit and unit.label for unit in units]
    ['千克', '千克', '台', None]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(amounts), len(amounts)))
    count, group = connected_components(links, directed=False) if amounts else (0, np.zeros(0, np.int64))
    together: list[list[tuple[float, str]]] = [[] for _ in range(count)]
    for amount, number in zip(amounts, group.tolist(), strict=True):
        if amount is not None:
            together[number].append(amount)
    units = [whole_unit(group) if group else None for group in together]
    return [units[number] for number in group.tolist()]


def _decimals(amounts: Iterable[Decimal]) -> int:
    """Decimal places that the amounts need."""
    exponents = (amount.normalize().as_tuple().exponent for amount in amounts)
    return max(0, *(-exponent for exponent in exponents if isinstance(exponent, int)), 0)


def _checked(amount: Decimal) -> int:
    if amount > LARGEST:
        raise InputError(Finding("too_large_number", value=str(amount)))
    return int(amount)
