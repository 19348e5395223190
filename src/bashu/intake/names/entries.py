"""The names of a register, taken apart once: legal names, short names, former names, brands, codes."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.names.grammar import LegalName, former_names, parse_plain, plain
from bashu.intake.names.regions import Region, region_of
from bashu.intake.names.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

#: columns that hold further names of an organisation
OTHER_NAMES = ("short_name", "name_en", "former_names", "brands")
_SEPARATORS = re.compile(r"[;；、|]")
#: rows of a register that are taken apart in one go
_ROWS = 20_000


class Parts:
    """Names taken apart, kept as text and a few numbers each.

    Brand and trade are slices of one text; what many names share (region, place, form) is kept once.

    >>> parts = Parts([parse_plain("成都华微电子科技股份有限公司")])
    >>> parts[0].brand, parts[0].trade, parts[0] == parse_plain("成都华微电子科技股份有限公司")
    ('华微', '电子科技', True)
    """

    def __init__(self, names: Iterable[LegalName]) -> None:
        self._kinds: list[tuple[Region, str, str, str, bool, tuple[str, ...]]] = []
        self._kind, self._brand = array("I"), array("H")
        self._rests = Texts(self._taken(names))

    def _taken(self, names: Iterable[LegalName]) -> Iterator[str]:
        """The brand and trade of each name, with the rest put down on the way."""
        known: dict[tuple[Region, str, str, str, bool, tuple[str, ...]], int] = {}
        for name in names:
            kind = (name.region, name.form, name.unit, name.place, name.group, name.numbers)
            number = known.setdefault(kind, len(known))
            if number == len(self._kinds):
                self._kinds.append(kind)
            self._kind.append(number)
            self._brand.append(min(len(name.brand), 0xFFFF))
            yield name.rest

    def __len__(self) -> int:
        return len(self._rests)

    def __iter__(self) -> Iterator[LegalName]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> LegalName:
        rest, brand = self._rests[number], self._brand[number]
        region, form, unit, place, group, numbers = self._kinds[self._kind[number]]
        return LegalName(region, rest[:brand], rest[brand:], form, unit, rest, place, group, numbers)


@dataclass(frozen=True)
class Entries:
    """A register taken apart; organisations are numbered in the order of their ids, entries in the order of names.

    ``owners`` is the organisation of each entry, ``spellings`` its name in plain spelling, ``parts`` that name
    taken apart; ``codes`` are the credit codes, ``code_owners`` the organisation of each.
    """

    organisations: Texts
    names: Texts
    seats: list[Region]
    owners: array[int]
    spellings: Texts
    parts: Parts
    codes: Texts
    code_owners: array[int]

    def holders(self, spelling: str) -> list[int]:
        """The organisations that have exactly this name."""
        return [self.owners[entry] for entry in self.spellings.find(spelling)]

    def holder_of_code(self, code: str) -> int | None:
        """The organisation with this credit code; where two have it, the last."""
        found = self.codes.find(code)
        return self.code_owners[found[-1]] if found else None


def entries_of(frame: pl.DataFrame) -> Entries:
    """Take every name of a register apart; the frame is sorted by organisation."""
    owners, code_owners = array("I"), array("I")
    places = frame["place"] if "place" in frame.columns else None
    regions = {} if places is None else {place: region_of(place) for place in places.unique().to_list()}
    spellings = Texts(_spelt(frame, owners), findable=True)
    return Entries(
        Texts(_cells(frame, "organisation")),
        Texts(_cells(frame, "name")),
        [()] * frame.height if places is None else [regions[place] for place in places],
        owners,
        spellings,
        Parts(parse_plain(spellings[entry]) for entry in range(len(spellings))),
        Texts(_codes(frame, code_owners), findable=True),
        code_owners,
    )


def _cells(frame: pl.DataFrame, column: str) -> Iterator[str]:
    for part in frame.select(column).iter_slices(_ROWS):
        yield from part[column].to_list()


def _spelt(frame: pl.DataFrame, owners: array[int]) -> Iterator[str]:
    """All names in plain spelling, the organisation of each put down on the way."""
    columns = ["name", *(column for column in OTHER_NAMES if column in frame.columns)]
    number = 0
    for part in frame.select(columns).iter_slices(_ROWS):
        for name, *others in part.rows():
            for spelling in _spellings(name, others):
                owners.append(number)
                yield spelling
            number += 1


def _codes(frame: pl.DataFrame, owners: array[int]) -> Iterator[str]:
    """All credit codes, the organisation of each put down on the way."""
    if "credit_code" in frame.columns:
        for number, code in enumerate(_cells(frame, "credit_code")):
            if code:
                owners.append(number)
                yield plain(code)


def _spellings(name: str, others: list[str | None]) -> list[str]:
    """All names of one organisation in plain spelling, the legal name first."""
    present, former = former_names(plain(name))
    found = [present, *former]
    for written in others:
        if written:
            found.extend(plain(part) for part in _SEPARATORS.split(written))
    return [spelling for spelling in dict.fromkeys(found) if len(spelling) > 1 or spelling == present]
