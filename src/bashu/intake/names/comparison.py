"""How a name as written agrees with a name of the register: the evidence, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bashu.intake.names.rarity import is_shared, says
from bashu.intake.names.regions import NATION, one_place
from bashu.intake.names.vocabulary import ABBREVIATIONS, LONGEST_TRADE, TRADES

if TYPE_CHECKING:
    from bashu.intake.names.grammar import LegalName
    from bashu.intake.names.regions import Region

#: what the weights of :mod:`bashu.intake.names.weights` are for, in their order
EVIDENCE = (
    "whole",  # brand and trade are the same
    "start",  # what is written is the beginning of brand and trade
    "inside",  # what is written stands in brand and trade without a gap
    "brand",  # share of the brand that is written
    "whole_brand",  # all of the brand is written, in one piece
    "first",  # the brand begins as written
    "length",  # characters found again, up to 4
    "longer",  # characters found again beyond 4
    "plain_brand",  # the brand is a word of trade: many firms share it
    "strange",  # characters written that the register's name does not have
    "strange_trade",  # of these, characters of a word of trade
    "gaps",  # breaks in what is found again
    "skipped",  # characters of the brand passed over
    "trade",  # share of the trade that is written
    "region",  # both name the same place
    "region_wider",  # one names the place, the other what it lies in
    "region_place",  # the place written is where the firm sits, not in its name
    "region_unwritten",  # the register's name has a place, what is written has none
    "region_added",  # a place is written that neither the name nor the seat confirms
    "region_letter",  # the place is written as one character (渝, 沪)
    "region_conflict",  # the places exclude each other
    "nation",  # only one of them begins with 中国
    "group",  # only one of two full names is a group
    "form",  # both legal forms are written and differ
    "plain_unwritten",  # plain brand, and the place of the name is not written
    "swapped",  # same characters in another order
    "rarity",  # how much the characters of the brand say that are found again
    "shared_brand",  # firms with nothing to do with each other have this brand
    "only_brand",  # nothing but the brand is written
    "only_shared",  # nothing but such a brand
    "left",  # characters of the brand behind the last one found again
    "strange_trade_brand",  # a strange word of trade behind the whole brand
    "trade_agrees",  # all of what is written behind the whole brand is found in the trade
    "full_differs",  # a full legal name is written, and brand or trade differ
)
_AT = {name: number for number, name in enumerate(EVIDENCE)}


class Alignment(NamedTuple):
    """Characters found again in order: pairs of positions."""

    written: tuple[int, ...]
    held: tuple[int, ...]


def align(written: str, held: str) -> Alignment:
    """The characters of ``written`` that ``held`` has in the same order: as many as possible, in few pieces.

    The longest common subsequence with a premium for neighbours, by dynamic programming over the part that
    differs; a common start and end are taken as they are.

    >>> align("苏交科", "交通科学研究院")
    Alignment(written=(1, 2), held=(0, 2))
    """
    start = 0
    least = min(len(written), len(held))
    while start < least and written[start] == held[start]:
        start += 1
    end = 0
    while end < least - start and written[-1 - end] == held[-1 - end]:
        end += 1
    left, right = written[start : len(written) - end], held[start : len(held) - end]
    middle = _middle(left, right, bool(start)) if left and right else []
    ours = [*range(start), *(start + i for i, _ in middle), *range(len(written) - end, len(written))]
    theirs = [*range(start), *(start + j for _, j in middle), *range(len(held) - end, len(held))]
    return Alignment(tuple(ours), tuple(theirs))


def _middle(left: str, right: str, follows: bool) -> list[tuple[int, int]]:
    """Matched positions of two texts that share neither start nor end."""
    chains: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    best: tuple[float, tuple[int, int] | None] = (0.0, None)
    for i, char in enumerate(left):
        j = right.find(char)
        while j >= 0:
            score, before = (1.3 if follows and i == 0 and j == 0 else 1.0), None
            for (k, m), (value, _) in chains.items():
                if k < i and m < j:
                    joined = value + (1.3 if k == i - 1 and m == j - 1 else 1.0)
                    if joined > score:
                        score, before = joined, (k, m)
            chains[i, j] = (score, before)
            if score > best[0]:
                best = (score, (i, j))
            j = right.find(char, j + 1)
    found: list[tuple[int, int]] = []
    at = best[1]
    while at is not None:
        found.append(at)
        at = chains[at][1]
    return found[::-1]


def compare(written: LegalName, held: LegalName, seat: Region) -> list[float]:
    """The evidence of one pair, in the order of ``EVIDENCE``.

    Parameters
    ----------
    written, held
        The name as written and the name of the register, by their parts.
    seat
        Where the firm of the register sits, () if unknown.
    """
    found = [0.0] * len(EVIDENCE)
    ours, theirs = written.rest, held.rest
    alignment = align(ours, theirs)
    matched = len(alignment.held)
    brand = len(held.brand)
    in_brand = sum(1 for place in alignment.held if place < brand)
    found[_AT["whole"]] = float(ours == theirs)
    found[_AT["start"]] = float(theirs.startswith(ours))
    found[_AT["inside"]] = float(ours in theirs)
    found[_AT["brand"]] = in_brand / brand
    found[_AT["whole_brand"]] = float(held.brand in ours)
    found[_AT["first"]] = float(0 in alignment.held)
    found[_AT["length"]] = float(min(matched, 4))
    found[_AT["longer"]] = float(max(matched - 4, 0))
    plain = held.brand in TRADES
    found[_AT["plain_brand"]] = float(plain)
    found[_AT["gaps"]] = float(
        sum(1 for one, other in zip(alignment.held, alignment.held[1:], strict=False) if other - one > 1)
    )
    if in_brand:
        last = max(place for place in alignment.held if place < brand)
        found[_AT["skipped"]] = float(last + 1 - in_brand)
    if held.trade:
        found[_AT["trade"]] = (matched - in_brand) / len(held.trade)
    strange = [place for place in range(len(ours)) if place not in alignment.written]
    letter = _letter(ours, strange, held.region, seat)
    if letter:
        strange = strange[1:]
        found[_AT["region_letter"]] = 1.0
    words = _in_trade_words(ours, strange)
    found[_AT["strange"]] = float(len(strange) - words)
    found[_AT["strange_trade"]] = float(words)
    found[_AT["swapped"]] = float(bool(strange) and all(ours[place] in theirs for place in strange))
    whole_brand = bool(found[_AT["whole_brand"]])
    shared = is_shared(held.brand)
    found[_AT["rarity"]] = min(sum(says(held.rest[place]) for place in alignment.held if place < brand), 3.0)
    found[_AT["shared_brand"]] = float(shared)
    only = whole_brand and len(ours) == brand
    found[_AT["only_brand"]] = float(only)
    found[_AT["only_shared"]] = float(only and shared)
    found[_AT["left"]] = float(brand - 1 - last) if in_brand else float(brand)
    found[_AT["strange_trade_brand"]] = float(whole_brand and words > 0)
    found[_AT["trade_agrees"]] = float(whole_brand and not strange and len(ours) > brand)
    found[_AT["full_differs"]] = float(written.form.endswith("公司") and ours != theirs)
    _regions(found, written.region, held.region, seat)
    found[_AT["plain_unwritten"]] = float(plain and bool(found[_AT["region_unwritten"]]) and not letter)
    if written.form and held.form:
        full = written.form.endswith("公司") and held.form.endswith("公司")
        found[_AT["group"]] = float(written.group != held.group and (full or written.group))
        found[_AT["form"]] = float(full and written.form != held.form)
    return found


def _letter(ours: str, strange: list[int], region: Region, seat: Region) -> bool:
    """Whether the first character written stands for the place of the firm."""
    if not strange or strange[0] != 0:
        return False
    place = ABBREVIATIONS.get(ours[0])
    if place and any(known[: len(place)] == place for known in (region, seat) if known):
        return True
    return any(ours[0] in name for name in region)


def _in_trade_words(ours: str, strange: list[int]) -> int:
    """How many of the strange characters belong to a word of trade."""
    if not strange:
        return 0
    inside: set[int] = set()
    for start in range(len(ours)):
        for size in range(min(LONGEST_TRADE, len(ours) - start), 1, -1):
            if ours[start : start + size] in TRADES:
                inside.update(range(start, start + size))
                break
    return sum(1 for place in strange if place in inside)


def _regions(found: list[float], written: Region, held: Region, seat: Region) -> None:
    """The evidence of the places."""
    found[_AT["nation"]] = float((written == NATION) != (held == NATION))
    if not written or written == NATION:
        found[_AT["region_unwritten"]] = float(bool(held) and held != written)
        found[_AT["region"]] = float(written == held == NATION)
        return
    in_name = bool(held) and held != NATION
    if in_name and one_place(written, held):
        found[_AT["region" if written == held else "region_wider"]] = 1.0
    elif seat and one_place(written, seat):
        found[_AT["region_place"]] = 1.0
    elif in_name or seat:
        found[_AT["region_conflict"]] = 1.0
    else:
        found[_AT["region_added"]] = 1.0
