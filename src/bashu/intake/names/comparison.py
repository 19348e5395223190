"""How a name as written agrees with a name of the register: the evidence, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.intake.names.alignment import align, common_start
from bashu.intake.names.rarity import is_shared, says
from bashu.intake.names.regions import NATION, one_place
from bashu.intake.names.vocabulary import ABBREVIATIONS, LONGEST_TRADE, TRADES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.names.grammar import LegalName
    from bashu.intake.names.regions import Region

#: characters of the commonest brands and words of trade
_SHORT = 2

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
    "cover",  # share of brand and trade that is found again
    "late",  # the first character found again is not the first of the brand
    "long_brand",  # nothing but the whole brand is written, and it has three characters or more
    "no_trade",  # both names are brand and 股份, and say no trade
    "trade_left_out",  # brand and 股份 are written; place and trade of the register's name are not
    "rarity",  # how much the characters of the brand say that are found again
    "plain_brand",  # the brand is a word of trade: many firms share it
    "shared_brand",  # firms with nothing to do with each other have this brand
    "only_shared",  # nothing but such a brand is written
    "trade_agrees",  # all of what is written behind the whole brand is found in the trade
    "clean",  # nothing written is strange
    "abbreviated",  # only part of the brand is written, and nothing strange
    "strange",  # characters written that the register's name does not have
    "strange_trade",  # of these, characters of a word of trade
    "other_trade",  # of these there are some, and the trade of the register's name is one short word
    "swapped",  # the strange characters stand elsewhere in the register's name
    "region",  # both name the same place
    "region_wider",  # one names the place, the other what it lies in
    "plain_wider",  # the same, and what is written is a word of trade: nothing but the place tells who it is
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
    only_brand = "whole_brand" in found and len(ours) == len(held.brand)
    if "region_wider" in found and ours in TRADES:
        found["plain_wider"] = 1.0
    if held.brand in TRADES:
        found["plain_brand"] = 1.0
        if "region_unwritten" in found and "region_letter" not in found:
            found["plain_unwritten"] = 1.0
    if is_shared(held.brand):
        found["shared_brand"] = 1.0
        if only_brand:
            found["only_shared"] = 1.0
    if only_brand:
        found.update(_only_brand(written, held, found))
    if written.form and held.form:
        full = written.form.endswith("公司") and held.form.endswith("公司")
        if written.group != held.group and (full or written.group):
            found["group"] = 1.0
        if "股份" in written.form and "股份" not in held.form:
            found["listed"] = 1.0
    return found


def _only_brand(written: LegalName, held: LegalName, found: Mapping[str, float]) -> dict[str, float]:
    """The evidence of a name that is the brand and perhaps 股份."""
    flags = {
        "long_brand": not written.form and len(held.brand) > _SHORT,
        "no_trade": written.form == "股份" and not held.trade,
        "trade_left_out": written.form == "股份" and "region_unwritten" in found,
    }
    return {name: 1.0 for name, holds in flags.items() if holds}


def _same_rest(held: LegalName) -> dict[str, float]:
    """The evidence of brand and trade where they are the same."""
    size = len(held.rest)
    found = dict.fromkeys(("whole", "inside", "brand", "whole_brand", "first", "clean"), 1.0)
    found["length"], found["cover"] = float(min(size, 4)), 1.0
    found["lead2"], found["lead3"] = float(size >= 2), float(size >= 3)
    found["trade_agrees"] = float(bool(held.trade))
    found["rarity"] = min(sum(map(says, held.brand)), 3.0)
    return found


def _other_rest(written: LegalName, held: LegalName, seat: Region) -> dict[str, float]:
    """The evidence of brand and trade where they differ."""
    ours, theirs, brand = written.rest, held.rest, len(held.brand)
    alignment = align(ours, theirs)
    again = alignment.written
    in_brand = [place for place in alignment.held if place < brand]
    strange = [] if len(again) == len(ours) else [at for at in range(len(ours)) if at not in again]
    found = {
        "brand": len(in_brand) / brand,
        "length": float(min(len(again), 4)),
        "cover": len(again) / len(theirs),
        "rarity": min(sum([says(theirs[place]) for place in in_brand]), 3.0),
    }
    if written.form.endswith("公司") and held.form.endswith("公司"):
        away = max(len(strange), len(theirs) - len(again))
        found["full_slip" if away == 1 and len(theirs) > 3 else "full_differs"] = 1.0
    if strange and strange[0] == 0 and _letter(ours[0], held.region, seat):
        strange = strange[1:]
        found["region_letter"] = 1.0
    whole_brand = held.brand in ours
    if whole_brand:
        found["whole_brand"] = 1.0
    if strange:
        words = _in_trade_words(ours, strange)
        found["strange"], found["strange_trade"] = float(len(strange) - words), float(words)
        found["swapped"] = float(all(ours[place] in theirs for place in strange))
        found["other_trade"] = float(words > 0 and len(held.trade) == _SHORT)
    else:
        found["clean"] = 1.0
        if not whole_brand:
            found["abbreviated"] = 1.0
        elif len(ours) > brand:
            found["trade_agrees"] = 1.0
    _position(found, ours, theirs, alignment.held)
    return found


def _position(found: dict[str, float], ours: str, theirs: str, held: tuple[int, ...]) -> None:
    """Add where in the register's name that is which is found again."""
    if held:
        found["late" if held[0] else "first"] = 1.0
    if ours in theirs:
        found["inside"] = 1.0
    lead = common_start(ours, theirs)
    if lead >= _SHORT:
        found["lead2"] = 1.0
        if lead > _SHORT:
            found["lead3"] = 1.0


def _letter(char: str, region: Region, seat: Region) -> bool:
    """Whether the first character written stands for the place of the firm."""
    for place in ABBREVIATIONS.get(char, ()):
        if any(known[: len(place)] == place for known in (region, seat) if known):
            return True
    return any(char in name for name in region)


def _in_trade_words(ours: str, strange: list[int]) -> int:
    """How many of the strange characters belong to a word of trade."""
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
