"""A need as it is asked: a row of the needs table, or the same facts given by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any

from bashu.errors import Finding, InputError, UnknownName
from bashu.match.ranking.dates import last_day
from bashu.workspace import nearest_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody wants to buy; whatever is not stated stays None.

    Attributes
    ----------
    need
        Its id, where it is a row of the table.
    organisation
        Who asks; never offered to itself.
    place
        Where it is wanted: id or name. Without it the site, then the organisation says so.
    product, text
        A product of the graph by id or name, a description, or both.
    quantity, unit
        How much.
    certificates
        What a supplier must hold.
    max_minutes
        The longest way by road that is acceptable.
    by
        The date it is wanted (2027, 2027-03 or 2027-03-15).
    blocked
        Organisations that must not appear.
    """

    need: str | None = None
    organisation: str | None = None
    site: str | None = None
    place: str | None = None
    product: str | None = None
    text: str | None = None
    quantity: float | None = None
    unit: str | None = None
    by: str | None = None
    min_suppliers: int | None = None
    certificates: tuple[str, ...] = ()
    max_minutes: float | None = None
    standing: str | None = None
    updated: str | None = None
    blocked: tuple[str, ...] = ()


_FIELDS = tuple(field.name for field in fields(Need))


class NeedBook:
    """The needs of a workspace by id, and whatever else may be asked as a need."""

    def __init__(self, needs: pl.DataFrame) -> None:
        columns = [column for column in needs.columns if column in _FIELDS]
        self._needs = {row["need"]: _from_row(row) for row in needs.select(columns).iter_rows(named=True)}

    def __iter__(self) -> Iterator[Need]:
        return iter(self._needs.values())

    def find(self, need: str | Need | Mapping[str, Any]) -> Need:
        """The need that is meant.

        Raises
        ------
        UnknownName
            When an id is not in the table of needs.
        InputError
            When it is none of the three, when a mapping has a key that is no fact of a need, when neither product nor text is named, or
            when an amount is no number of 0 or more or the date no date.
        """
        if isinstance(need, str):
            if need not in self._needs:
                nearest = nearest_spelling(need, list(self._needs))
                raise UnknownName(
                    Finding("unknown_name", value=need, details={"what": "need", "nearest": nearest})
                )
            return self._needs[need]
        if isinstance(need, Mapping):
            unknown = [key for key in need if key not in _FIELDS]
            if unknown:
                accepted = ", ".join(_FIELDS)
                raise InputError(
                    [
                        Finding("unknown_column", column=str(key), details={"accepted": accepted})
                        for key in unknown
                    ]
                )
            need = _from_row(need)
        given: object = need
        if not isinstance(given, Need):
            raise InputError(Finding("not_a_need", details={"kind": type(given).__qualname__}))
        if not (need.product or (need.text and need.text.strip())):
            raise InputError(Finding("missing_value", column="product"))
        if findings := [*_wrong_amounts(need), *_wrong_date(need)]:
            raise InputError(findings)
        return need


def _wrong_amounts(need: Need) -> Iterator[Finding]:
    for column in ("quantity", "max_minutes"):
        amount: object = getattr(need, column)
        if amount is None:
            continue
        if isinstance(amount, bool) or not isinstance(amount, Real) or not isfinite(amount):
            yield Finding("not_a_number", column=column, value=str(amount))
        elif amount < 0:
            yield Finding("below_zero", column=column, value=str(amount))


def _wrong_date(need: Need) -> Iterator[Finding]:
    try:
        last_day(need.by)
    except ValueError:
        yield Finding("not_a_date", column="by", value=need.by)


def _from_row(row: Mapping[str, Any]) -> Need:
    facts = {key: value for key, value in row.items() if value is not None}
    for several in ("certificates", "blocked"):
        stated = facts.get(several, ())
        facts[several] = (stated,) if isinstance(stated, str) else tuple(stated)
    return Need(**facts)
