"""What is decided about a name: the same firm, a part of it, something a person looks at, or a new firm."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.names.grammar import LegalName

Decision = Literal["same", "review", "branch", "new"]

#: share of names whose firm is not on record -> probability from which on a name is taken for the firm without
#: asking, so that 995 of 1,000 are right (`benchmarks/names_fit.py --folds`); between them straight lines
ACCEPT = {0.091: 0.86, 0.1: 0.91, 0.2: 0.935, 0.3: 0.94, 0.5: 0.95, 1.0: 0.97}
#: the same where the name was weighed together with the rest of a list
ACCEPT_IN_LIST = 0.91
#: below this probability the firm is new
REVIEW = 0.04

#: reason of a decision -> its sentence in Chinese and English
REASONS: Mapping[str, tuple[str, str]] = {
    "credit_code": ("统一社会信用代码相同", "the unified social credit code is the same"),
    "same_name": ("全称相同", "the registered name is the same"),
    "known_name": ("是登记过的简称、曾用名或品牌", "a short name, former name or brand on record"),
    "likely": ("各部分吻合，且没有相近的另一家", "the parts agree and no other firm is near"),
    "slip_in_brand": (
        "字号差一个字，或是笔误",
        "one character of the brand differs, perhaps a slip of the pen",
    ),
    "other_trade": ("所写全称的字号或行业不同", "a full name is written whose brand or trade differs"),
    "rival": ("另有一家同样吻合", "another firm agrees as well"),
    "unsure": ("部分吻合，证据不足", "some parts agree; the evidence does not suffice"),
    "namesakes": ("登记中有多家同名", "several organisations on record have this name"),
    "former_name": ("以括注的曾用名认出", "recognised by the former name given with it"),
    "part_of": ("是这家的分支机构", "a part of this firm"),
    "part_on_record": ("登记的是分支机构，所写的不是", "the one on record is a part; what is written is not"),
    "other_numbers": ("编号不同", "the numbers in the names differ"),
    "other_place": ("字号相同，但在另一地", "the same brand in another place"),
    "group_or_member": ("一个是集团，一个是成员企业", "one is the group, the other a member of it"),
    "unlike": ("没有足够相近的", "nothing on record is near enough"),
}


#: reasons for which what is written is not this firm
EXCLUDED = frozenset(("part_on_record", "other_numbers", "other_place"))
#: what never gets the firm in a list either: those, and parts of it
ANOTHER_FIRM = EXCLUDED | {"part_of"}


@dataclass(frozen=True)
class Candidate:
    """An organisation that a name may stand for.

    ``score`` is the probability that it is the one, given every rival and the chance that the firm is not on
    record; ``decision`` is same, review, branch (a part of this organisation) or new (not this one);
    ``reason`` is a key of ``REASONS``; ``log_odds`` weigh it against a firm not on record, rivals apart; ``evidence`` is what each part adds to the log-odds, largest first.
    """

    organisation: str
    name: str
    score: float
    decision: Decision
    reason: str = "unlike"
    log_odds: float = 0.0
    evidence: tuple[tuple[str, float], ...] = field(default=(), compare=False)

    def sentence(self, language: Literal["zh", "en"] = "en") -> str:
        """The reason in words."""
        return REASONS[self.reason][0 if language == "zh" else 1]


_DIGITS = frozenset("一二三四五六七八九十")
#: evidence that speaks against one firm however likely the rest is -> the reason, the gravest first
_AGAINST = {"region_conflict": "other_place", "group": "group_or_member", "full_differs": "other_trade"}


def objection(written: LegalName, held: LegalName, evidence: Mapping[str, float]) -> str | None:
    """Why the two can never be one firm without a person saying so, however alike they look; None if nothing does."""
    if held.unit != written.unit:
        if held.unit and written.unit and held.numbers != written.numbers:
            return "other_numbers"
        return "part_on_record" if held.unit else "part_of"
    if set(written.numbers) != set(held.numbers):
        unsaid = not written.numbers and ("whole" in evidence or _short_number(written.rest, held.rest))
        if not unsaid:
            return "other_numbers"
    found = next((reason for sign, reason in _AGAINST.items() if sign in evidence), None)
    if found is None and "full_slip" in evidence and "whole_brand" not in evidence:
        return "slip_in_brand"
    return found


def _short_number(written: str, held: str) -> bool:
    """Whether a number is written as its digit alone: 一拖 for 第一拖拉机."""
    return any(char in held for char in written if char in _DIGITS)


def accept_from(missing: float) -> float:
    """The probability from which on a name is taken for a firm without asking, given the share of firms missing.

    >>> accept_from(0.05), round(accept_from(0.25), 4)
    (0.86, 0.9375)
    """
    return float(np.interp(missing, list(ACCEPT), list(ACCEPT.values())))


def decide(
    probability: float, against: str | None, *, rival: bool, accept: float = ACCEPT[0.091]
) -> tuple[Decision, str]:
    """The decision about one candidate and its reason; ``accept`` is that of :func:`accept_from`.

    >>> decide(0.99, None, rival=False), decide(0.99, "part_of", rival=False), decide(0.5, None, rival=True)
    (('same', 'likely'), ('branch', 'part_of'), ('review', 'rival'))
    """
    if against == "part_of":
        return ("branch" if probability >= 0.5 else "review", against)
    if against in EXCLUDED:
        return "new", against
    if probability < REVIEW:
        return "new", "unlike"
    if against is not None:
        return "review", against
    if probability >= accept:
        return "same", "likely"
    return "review", "rival" if rival else "unsure"


#: reasons that weighing the rest of a list changes nothing about
_KNOWN = frozenset(("credit_code", "same_name", "known_name"))
_BY_PROBABILITY = frozenset(("likely", "rival", "unsure", "unlike"))


def decide_in_list(candidate: Candidate, probability: float) -> tuple[Decision, str]:
    """The decision about the firm that a name of a list is given, and its reason.

    What spoke against the firm, or for it beyond doubt, does so still; the rest goes by the probability in the list.

    >>> decide_in_list(Candidate("hw", "华微电子", 0.5, "review", "rival"), 0.97)
    ('same', 'likely')
    """
    if candidate.reason in _KNOWN or candidate.reason not in _BY_PROBABILITY:
        return candidate.decision if candidate.decision != "new" else "review", candidate.reason
    if probability >= ACCEPT_IN_LIST:
        return "same", "likely"
    return "review", candidate.reason if candidate.reason in {"rival", "unsure"} else "unsure"
