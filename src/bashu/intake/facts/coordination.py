"""Who signs with whom: the grammar of lists, pairs and each-with-each before and after a signing verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.token import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNIT = r"(?:[UPb]R*)"
_LIST = rf"{_UNIT}(?:(?:s|ps|ep?s?|es)[aE]*{_UNIT})*"
#: A与B, A、B和C, A分别与B、C等企业, A与B、C与D; adverbs and dates may stand before the with-word
_JOINED = re.compile(rf"{_UNIT}(?:(?:e?[aDvEN]*p?c[aEvk]*|p?s[aE]*|e[ps]{{1,2}}|e(?=[UPb]))+{_UNIT})+e?")
#: 与B、C: the other side stands earlier
_WITH = re.compile(rf"c[aEvk]*(?P<list>{_LIST}e?)")
#: 甲、乙、丙分别与丁、戊、己: three and three are pairs; two and two may each sign with each
_CROSSED = 1
_AFTER = re.compile(rf"(?P<list>{_UNIT}(?:(?:s|ps|ep?s?|es|c)[aE]*{_UNIT})*e?)")


@dataclass(frozen=True)
class Deal:
    """The parties of one agreement as tokens; `open_` when the page leaves some unnamed."""

    parties: tuple[Token, ...]
    open_: bool = False
    sure: float = 1.0


def unit_tokens(tokens: Sequence[Token]) -> list[Token]:
    """The parties among tokens, persons left out."""
    return [token for token in tokens if token.type in "UPb"]


def types_of(tokens: Sequence[Token]) -> str:
    """The types of tokens as one text for the grammar."""
    return "".join(token.type for token in tokens)


def last_joined(types: str) -> re.Match[str] | None:
    """The last group of at least two parties joined together."""
    found = None
    for match in _JOINED.finditer(types):
        found = match
    return found


def joined_groups(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Every group of at least two parties joined together, in reading order."""
    return [tokens[match.start() : match.end()] for match in _JOINED.finditer(types_of(tokens))]


def deals_of(tokens: Sequence[Token], span: tuple[int, int], each: bool, wanted: int | None) -> list[Deal]:
    """The agreements that one joined group stands for.

    Parameters
    ----------
    tokens
        The tokens of the sentence.
    span
        The group, as positions in `tokens`.
    each
        Whether a word such as 分别 or 各 stands between the group and the verb.
    wanted
        How many agreements the sentence counts, if it does.
    """
    group = list(tokens[span[0] : span[1]])
    types = types_of(group)
    open_ = "e" in types
    each_inside = "E" in types
    segments = _segments(group)
    if len(segments) > 1 and all(
        _with_words(segment) == 1 and len(unit_tokens(segment)) == 2 for segment in segments
    ):
        return [Deal(tuple(unit_tokens(segment)), False) for segment in segments]
    everyone = tuple(unit_tokens(group))
    if open_:
        return [Deal(everyone, True)]
    first_with = types.find("c")
    if first_with >= 0:
        left, right = unit_tokens(group[:first_with]), unit_tokens(group[first_with:])
        apart = (
            each or each_inside or (wanted is not None and wanted > 1 and wanted == len(left) * len(right))
        )
        if each_inside and len(left) == len(right) > _CROSSED:
            return [Deal(pair) for pair in zip(left, right, strict=True)]
        if apart and len(left) * len(right) > 1:
            return [Deal((one, other)) for one in left for other in right]
    return [Deal(everyone)]


def _segments(group: Sequence[Token]) -> list[list[Token]]:
    """The group cut at list marks."""
    segments: list[list[Token]] = [[]]
    for token in group:
        if token.type == "s":
            segments.append([])
        else:
            segments[-1].append(token)
    return segments


def _with_words(segment: Sequence[Token]) -> int:
    return sum(token.type == "c" for token in segment)


def partners(tokens: Sequence[Token]) -> tuple[list[Token], bool, bool, int] | None:
    """The list after a with-word whose other side is not beside it: parties, open, each, position.

    ``tokens`` end before the verb. None when the last with-word has a party on its left.
    """
    types = types_of(tokens)
    found = None
    for match in _WITH.finditer(types):
        before = types[: match.start()].rstrip("aDvExNk")
        if not before or before[-1] in "poTQtn" or _stands_apart(tokens, match.start(), before):
            found = match
    if found is None:
        return None
    start, end = found.span("list")
    each = "E" in types[max(0, found.start() - 2) : end] or "E" in types[end:]
    return unit_tokens(tokens[start:end]), "e" in types[start:end], each, found.start()


def _stands_apart(tokens: Sequence[Token], position: int, before: str) -> bool:
    """Whether other words stand between a with-word and the party before it: 甲凭借…与乙."""
    return before[-1] in "xb" and position > 0 and tokens[position - 1].type in "xaDvEN"


def list_behind(tokens: Sequence[Token]) -> tuple[list[Token], bool, int] | None:
    """The first list of parties in tokens behind a verb: parties, open, position."""
    match = next((found for found in _AFTER.finditer(types_of(tokens)) if "U" in found[0]), None)
    if match is None:
        return None
    start, end = match.span("list")
    return unit_tokens(tokens[start:end]), "e" in match[0], start


def pairs_behind(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Pairs told one after the other: 甲与乙,丙与丁,戊与己."""
    match = re.search(rf"{_UNIT}c{_UNIT}(?:[ps]+{_UNIT}c{_UNIT})+", types_of(tokens))
    if match is None:
        return []
    units = unit_tokens(tokens[match.start() : match.end()])
    return [(units[index], units[index + 1]) for index in range(0, len(units) - 1, 2)]


def subject_of(tokens: Sequence[Token]) -> Token | None:
    """The party that a sentence begins with, or that a person at its beginning speaks for."""
    clause_start = True
    for index, token in enumerate(tokens):
        if token.type in "po":
            clause_start = True
            continue
        if token.type == "U" and clause_start:
            return token
        if token.type == "P" and clause_start and token.formal:
            return token
        if token.type == "R" and token.name:
            return Token("U", token.start, token.end, token.name, "")
        if token.type == "b" and clause_start and len(token.name) <= 6:
            if index + 1 < len(tokens) and tokens[index + 1].type == "p":
                continue  # 经过三轮谈判, : words of manner, not a name
            return token
        if token.type not in "aDvx":
            clause_start = False
    return None


def together(tokens: Sequence[Token], subject: Token | None) -> tuple[Token, ...]:
    """The subject with those listed behind it: 甲、乙牵头,…并与丙签…."""
    if subject is None:
        return ()
    place = next((index for index, token in enumerate(tokens) if token.start == subject.start), None)
    group = [subject]
    while place is not None and place + 2 < len(tokens) and tokens[place + 1].type == "s":
        if tokens[place + 2].type not in "UP":
            break
        group.append(tokens[place + 2])
        place += 2
    return tuple(group)


def open_group(tokens: Sequence[Token], group: Sequence[Token]) -> bool:
    """Whether 等 stands behind the group: it is only a part of those who sign."""
    return bool(group) and any(token.type == "e" and token.start == group[-1].end for token in tokens)
