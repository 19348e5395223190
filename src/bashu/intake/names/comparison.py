"""How a name as written agrees with a name of the register: the evidence, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bashu.intake.names.rarity import is_shared, says
from bashu.intake.names.regions import NATION, one_place
from bashu.intake.names.vocabulary import ABBREVIATIONS, LONGEST_TRADE, TRADES

if TYPE_CHECKING:
    from bashu.intake.names.grammar import LegalName
    from bashu.intake.names.regions import Region

#: every kind of evidence that :mod:`bashu.intake.names.weights` has a weight for
EVIDENCE = (
    "whole",  # brand and trade are the same
    "inside",  # what is written stands in brand and trade without a gap
    "brand",  # share of the brand that is written
    "whole_brand",  # all of the brand is written, in one piece
    "first",  # the first character of the brand is written
    "lead2",  # brand and trade begin with the same two characters
    "lead3",  # with the same three
    "length",  # characters found again, up to 4
    "rarity",  # how much the characters of the brand say that are found again
    "plain_brand",  # the brand is a word of trade: many firms share it
    "shared_brand",  # firms with nothing to do with each other have this brand
    "only_shared",  # nothing but such a brand is written
    "trade_agrees",  # all of what is written behind the whole brand is found in the trade
    "clean",  # nothing written is strange
    "abbreviated",  # only part of the brand is written, and nothing strange
    "strange",  # characters written that the register's name does not have
    "strange_trade",  # of these, characters of a word of trade
    "swapped",  # the strange characters stand elsewhere in the register's name
    "region",  # both name the same place
    "region_wider",  # one names the place, the other what it lies in
    "region_place",  # the place written is where the firm sits, not in its name
    "region_unwritten",  # the register's name has a place, what is written has none
    "plain_unwritten",  # the same, and the brand is plain
    "region_added",  # a place is written that neither the name nor the seat confirms
    "region_letter",  # the place is written as one character (渝, 沪)
    "region_conflict",  # the places exclude each other
    "nation",  # only one of them begins with 中国
    "group",  # only one of two full names is a group
    "listed",  # 股份 is written, and the firm is no 股份有限公司
    "full_slip",  # a full legal name that is one character away
    "full_differs",  # a full legal name that is further away
)


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


def evidence_of(written: LegalName, held: LegalName, seat: Region) -> dict[str, float]:
    """The evidence of one pair as far as a decision needs it: another place is another firm, whatever else agrees."""
    elsewhere = written.region and held.region and not one_place(written.region, held.region)
    if elsewhere and not (seat and one_place(written.region, seat)):
        return {"region_conflict": 1.0, "whole_brand": float(held.brand in written.rest)}
    return compare(written, held, seat)


def compare(written: LegalName, held: LegalName, seat: Region) -> dict[str, float]:
    """The evidence of one pair: what is not there is 0.

    Parameters
    ----------
    written, held
        The name as written and the name of the register, by their parts.
    seat
        Where the firm of the register sits, () if unknown.
    """
    ours, theirs = written.rest, held.rest
    found = _same_rest(held) if ours == theirs else _other_rest(written, held, seat)
    found.update(_places(written.region, held.region, seat))
    plain = held.brand in TRADES
    if plain:
        found["plain_brand"] = 1.0
        if "region_unwritten" in found and "region_letter" not in found:
            found["plain_unwritten"] = 1.0
    if is_shared(held.brand):
        found["shared_brand"] = 1.0
        if "whole_brand" in found and len(ours) == len(held.brand):
            found["only_shared"] = 1.0
    if written.form and held.form:
        full = written.form.endswith("公司") and held.form.endswith("公司")
        if written.group != held.group and (full or written.group):
            found["group"] = 1.0
        if "股份" in written.form and "股份" not in held.form:
            found["listed"] = 1.0
    return found


def _same_rest(held: LegalName) -> dict[str, float]:
    """The evidence of brand and trade where they are the same."""
    size = len(held.rest)
    found = dict.fromkeys(("whole", "inside", "brand", "whole_brand", "first", "clean"), 1.0)
    found["length"] = float(min(size, 4))
    found["lead2"], found["lead3"] = float(size >= 2), float(size >= 3)
    found["trade_agrees"] = float(bool(held.trade))
    found["rarity"] = min(sum(map(says, held.brand)), 3.0)
    return found


def _other_rest(written: LegalName, held: LegalName, seat: Region) -> dict[str, float]:
    """The evidence of brand and trade where they differ."""
    ours, theirs, brand = written.rest, held.rest, len(held.brand)
    alignment = align(ours, theirs)
    in_brand = [place for place in alignment.held if place < brand]
    again = set(alignment.written)
    strange = [place for place in range(len(ours)) if place not in again]
    full = written.form.endswith("公司") and held.form.endswith("公司")
    found = {
        "brand": len(in_brand) / brand,
        "length": float(min(len(again), 4)),
        "rarity": min(sum(says(theirs[place]) for place in in_brand), 3.0),
    }
    if full:
        away = max(len(strange), len(theirs) - len(again))
        found["full_slip" if away == 1 and len(theirs) > 3 else "full_differs"] = 1.0
    if _letter(ours, strange, held.region, seat):
        strange = strange[1:]
        found["region_letter"] = 1.0
    if strange:
        words = _in_trade_words(ours, strange)
        found["strange"], found["strange_trade"] = float(len(strange) - words), float(words)
        found["swapped"] = float(all(ours[place] in theirs for place in strange))
    lead = _common_start(ours, theirs)
    whole_brand = held.brand in ours
    flags = {
        "inside": ours in theirs,
        "whole_brand": whole_brand,
        "first": bool(in_brand) and in_brand[0] == 0,
        "lead2": lead >= 2,
        "lead3": lead >= 3,
        "clean": not strange,
        "abbreviated": not strange and not whole_brand,
        "trade_agrees": whole_brand and not strange and len(ours) > brand,
    }
    found.update((name, 1.0) for name, holds in flags.items() if holds)
    return found


def _common_start(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


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
    for start in range(max(strange[0] - LONGEST_TRADE + 1, 0), strange[-1] + 1):
        for size in range(min(LONGEST_TRADE, len(ours) - start), 1, -1):
            if ours[start : start + size] in TRADES:
                inside.update(range(start, start + size))
                break
    return sum(1 for place in strange if place in inside)


def _places(written: Region, held: Region, seat: Region) -> dict[str, float]:
    """The evidence of the places."""
    found = {"nation": 1.0} if (written == NATION) != (held == NATION) else {}
    in_name = bool(held) and held != NATION
    if not written or written == NATION:
        if in_name:
            found["region_unwritten"] = 1.0
        elif written and written == held:
            found["region"] = 1.0
        return found
    if in_name and one_place(written, held):
        found["region" if written == held else "region_wider"] = 1.0
    elif seat and one_place(written, seat):
        found["region_place"] = 1.0
    else:
        found["region_conflict" if in_name or seat else "region_added"] = 1.0
    return found
