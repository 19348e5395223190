"""The names of a register, taken apart once: legal names, short names, former names, brands, codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING

from bashu.intake.names.grammar import LegalName, former_names, parse_plain, plain
from bashu.intake.names.regions import Region, region_of

if TYPE_CHECKING:
    import polars as pl

#: columns that hold further names of an organisation
OTHER_NAMES = ("short_name", "name_en", "former_names", "brands")
_SEPARATORS = re.compile(r"[;；、|]")


@dataclass(frozen=True)
class Entries:
    """A register taken apart; organisations are numbered in the order of their ids, entries in the order of names.

    ``owners`` is the organisation of each entry, ``parts`` its name taken apart, ``known`` the holders of
    every exact name, ``codes`` the holder of every credit code.
    """

    organisations: list[str]
    names: list[str]
    seats: list[Region]
    numbers: dict[str, int]
    owners: list[int]
    parts: list[LegalName]
    known: dict[str, list[int]]
    codes: dict[str, int]


def entries_of(frame: pl.DataFrame) -> Entries:
    """Take every name of a register apart; the frame is sorted by organisation."""
    organisations: list[str] = frame["organisation"].to_list()
    names: list[str] = frame["name"].to_list()
    count = len(organisations)
    places = frame["place"].to_list() if "place" in frame.columns else [None] * count
    codes = frame["credit_code"].to_list() if "credit_code" in frame.columns else [None] * count
    others = [frame[column].to_list() for column in OTHER_NAMES if column in frame.columns]
    regions = {place: region_of(place) for place in set(places)}
    seats = [regions[place] for place in places]
    known: dict[str, list[int]] = {}
    owners: list[int] = []
    parts: list[LegalName] = []
    for number, name in enumerate(names):
        for spelling in _spellings(name, [column[number] for column in others]):
            holders = known.setdefault(spelling, [])
            if number not in holders:
                holders.append(number)
                owners.append(number)
                part = parse_plain(spelling)
                # places, trades and forms repeat: each is kept once
                parts.append(
                    part._replace(trade=intern(part.trade), form=intern(part.form), place=intern(part.place))
                )
    return Entries(
        organisations,
        names,
        seats,
        {organisation: number for number, organisation in enumerate(organisations)},
        owners,
        parts,
        known,
        {plain(code): number for number, code in enumerate(codes) if code},
    )


def _spellings(name: str, others: list[str | None]) -> list[str]:
    """All names of one organisation in plain spelling, the legal name first."""
    present, former = former_names(plain(name))
    found = [present, *former]
    for written in others:
        if written:
            found.extend(plain(part) for part in _SEPARATORS.split(written))
    return [spelling for spelling in dict.fromkeys(found) if len(spelling) > 1 or spelling == present]
