"""Names resolved to the organisations of a register, prepared once and asked often."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from bashu.errors import Finding, InputError, TableError
from bashu.intake.names.comparison import evidence_of
from bashu.intake.names.decision import EXCLUDED, Candidate, accept_from, decide, objection
from bashu.intake.names.entries import Entries, entries_of
from bashu.intake.names.grammar import (
    LegalName,
    former_names,
    index_text,
    parse_plain,
    plain,
    register_text,
    without_marks_of_exchange,
)
from bashu.intake.names.retrieval import PairIndex
from bashu.intake.names.texts import Texts
from bashu.intake.names.weights import ABSENT, PRIOR, WEIGHTS
from bashu.intake.names.whole_list import resolve_together
from bashu.tables.frames import Frame, as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

#: how many names of the register are compared with one name, and with a name of a list shared out one to one
COMPARED, COMPARED_IN_LIST = 14, 40
#: names looked up in one go
_BATCH = 2_000
#: log-odds of a name that stands in the register exactly as written
CERTAIN = 50.0
#: log-odds from which on a second candidate counts as a rival
RIVAL = 0.0
_CODE = re.compile(r"[0-9a-hj-npqrtuwxy]{18}")


class NameRegister:
    """The organisations of a register by all their names.

    Parameters
    ----------
    organisations
        organisation (id), name (as registered); if there: short_name, name_en, former_names and brands
        (several parted by ; or 、), place (free text such as 四川省成都市), credit_code.

    on_record
        Share of the names asked about whose firm is expected to be on record, above 0 and below 1. The fewer,
        the more a name must say before it is taken for a firm without asking, so that 99.5 % of what is decided
        holds.

    Raises
    ------
    InputError
        When ``on_record`` is not between 0 and 1.
    TableError
        When a column is missing, an id comes twice or a name is empty; the row is named.

    >>> import polars as pl
    >>> register = NameRegister(pl.DataFrame({
    ...     "organisation": ["hw", "tm"], "name": ["成都华微电子科技股份有限公司", "天马微电子股份有限公司"],
    ...     "place": ["四川省成都市", "广东省深圳市"]}))
    >>> found = register.resolve("成都华微")[0]
    >>> found.organisation, found.decision
    ('hw', 'same')
    >>> register.resolve("成都华微电子科技股份有限公司重庆分公司")[0].decision
    'branch'
    >>> register.resolve("绵阳华微电子科技有限公司")[0].decision
    'new'
    """

    def __init__(self, organisations: Frame, *, on_record: float = 1 / (1 + ABSENT)) -> None:
        if not 0 < on_record < 1:
            raise InputError(
                Finding(
                    "out_of_range",
                    column="on_record",
                    value=str(on_record),
                    details={"minimum": 0, "maximum": 1},
                )
            )
        # the weights were fitted with so many firms not on record; others shift the odds of “not on record”
        self._missing = 1 - on_record
        self._absent = self._missing / on_record / ABSENT
        self._accept = accept_from(self._missing)
        frame = as_text(as_frame(organisations, "organisations", ["organisation", "name"]), "organisation")
        _check(frame)
        self._entries: Entries = entries_of(frame.sort("organisation"))
        self._index = PairIndex(Texts(register_text(part) for part in self._entries.parts))

    def __len__(self) -> int:
        return len(self._entries.organisations)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The ids on record, in order."""
        return tuple(self._entries.organisations)

    def resolve(self, name: str, limit: int = 5) -> list[Candidate]:
        """The organisations a name may stand for, likeliest first.

        Parameters
        ----------
        name
            A legal name, a short name, a brand, a former name or a credit code, as somebody wrote it.
        limit
            How many candidates at most.

        Returns
        -------
        list of Candidate
            The decision about the name is that of the first; an empty list means new.
        """
        return self.resolve_many([name], limit)[0]

    def resolve_many(self, names: Sequence[str], limit: int = 5) -> list[list[Candidate]]:
        """One list of candidates per name, the same as ``resolve`` gives for each."""
        return self._in_batches(names, limit, COMPARED)

    def resolve_all(self, names: Iterable[str]) -> pl.DataFrame:
        """A whole list at once, no organisation given twice.

        The probability of each name is that in the light of all the others: a rival whose own name is in the list
        is none, and how many firms are missing from the register is estimated from the list, beginning with
        ``on_record``.

        Returns
        -------
        DataFrame
            query, organisation (null = none), name, score, decision, reason, parent (the firm that a branch
            belongs to); one row per name in the order given.
        """
        queries = list(names)
        found = self._in_batches(queries, COMPARED_IN_LIST, COMPARED_IN_LIST)
        return resolve_together(queries, found, self._missing)

    def _in_batches(self, names: Sequence[str], limit: int, compared: int) -> list[list[Candidate]]:
        found: list[list[Candidate]] = []
        for start in range(0, len(names), _BATCH):
            found.extend(self._resolve(names[start : start + _BATCH], limit, compared))
        return found

    def _resolve(self, names: Sequence[str], limit: int, compared: int) -> list[list[Candidate]]:
        found = [self._known(name)[:limit] for name in names]
        asked = [at for at, known in enumerate(found) if not known]
        readings = [_readings(names[at]) for at in asked]
        texts = [index_text(reading.name) for those in readings for reading in those if not reading.doubtful]
        near = iter(self._index.nearest(texts, compared))
        for at, those in zip(asked, readings, strict=True):
            places = next(near)
            # the doubtful reading has the same characters as the one before it, and so the same candidates
            pairs = [(those[0], places)]
            pairs += [(one, places if one.doubtful else next(near)) for one in those[1:]]
            found[at] = self._judge(pairs, limit)
        return found

    def _known(self, name: str) -> list[Candidate]:
        """What the register holds under exactly this name or code."""
        key = plain(name)
        code = key.replace("(", "").replace(")", "")
        holder = self._entries.holder_of_code(code) if _CODE.fullmatch(code) else None
        if holder is not None:
            return [self._certain(holder, "credit_code")]
        holders = self._entries.holders(key) or self._entries.holders(without_marks_of_exchange(key))
        if not holders:
            return []
        if len(holders) > 1:
            return [
                Candidate(
                    self._entries.organisations[number],
                    self._entries.names[number],
                    1 / len(holders),
                    "review",
                    "namesakes",
                    CERTAIN,
                )
                for number in holders
            ]
        number = holders[0]
        legal = plain(self._entries.names[number]) == key
        return [self._certain(number, "same_name" if legal else "known_name")]

    def _certain(self, number: int, reason: str) -> Candidate:
        return Candidate(
            self._entries.organisations[number], self._entries.names[number], 1.0, "same", reason, CERTAIN
        )

    def _judge(self, readings: Sequence[tuple[Reading, NDArray[np.int64]]], limit: int) -> list[Candidate]:
        """The likeliest candidates with their probability and decision."""
        best: dict[int, _Judged] = {}
        for reading, places in readings:
            for place in places.tolist():
                number = self._entries.owners[place]
                held = self._entries.parts[place]
                if reading.doubtful and not held.rest.startswith(reading.doubtful):
                    continue
                evidence = evidence_of(reading.name, held, self._entries.seats[number])
                odds = PRIOR + sum([WEIGHTS[name] * value for name, value in evidence.items()])
                judged = _Judged(odds, evidence, objection(reading.name, held, evidence))
                if number not in best or judged.rank > best[number].rank:
                    best[number] = judged
        found = _weighed(best, self._absent)
        rivals = sum(1 for judged in best.values() if judged.against is None and judged.odds > RIVAL)
        ranked = sorted(found.items(), key=lambda item: (-item[1], -best[item[0]].odds, item[0]))
        return [
            self._candidate(number, best[number], probability, rival=rivals > 1)
            for number, probability in ranked[:limit]
        ]

    def _candidate(self, number: int, judged: _Judged, probability: float, *, rival: bool) -> Candidate:
        decision, reason = decide(probability, judged.against, rival=rival, accept=self._accept)
        return Candidate(
            self._entries.organisations[number],
            self._entries.names[number],
            probability,
            decision,
            reason,
            judged.odds,
            _told(judged.evidence),
        )


def _weighed(best: Mapping[int, _Judged], absent: float) -> dict[int, float]:
    """The probability of every candidate, given its rivals and the chance that the firm is not on record.

    The firm that a name may be a part of is no rival of the part itself.
    """
    powers = {number: math.exp(min(judged.odds, CERTAIN)) for number, judged in best.items()}
    parents = {number for number, judged in best.items() if judged.against == "part_of"}
    possible = {number for number, judged in best.items() if judged.against not in EXCLUDED}
    alone = absent + sum(powers[number] for number in sorted(possible - parents))
    together = alone + sum(powers[number] for number in sorted(parents))
    return {
        number: (power / (together if number in parents else alone) if number in possible else 0.0)
        for number, power in powers.items()
    }


class Reading(NamedTuple):
    """One way to read a name; ``doubtful`` is the place that this reading takes for the beginning of a brand."""

    name: LegalName
    doubtful: str


class _Judged(NamedTuple):
    """One candidate weighed: its log-odds, the evidence, and what speaks against it for good."""

    odds: float
    evidence: dict[str, float]
    against: str | None

    @property
    def rank(self) -> tuple[float, float]:
        """Who is not excluded goes first, then the log-odds."""
        return (0.0 if self.against in EXCLUDED else 1.0, self.odds)


def _size(part: tuple[str, float]) -> float:
    return abs(part[1])


def _told(evidence: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """What each part adds to the log-odds, largest first."""
    parts = [(name, WEIGHTS[name] * value) for name, value in evidence.items() if value]
    return tuple(sorted(parts, key=_size, reverse=True))


def _readings(name: str) -> list[Reading]:
    """What a name as written may mean, the plainest reading first."""
    present, former = former_names(plain(name))
    bare = without_marks_of_exchange(present)
    first = parse_plain(bare)
    found = [Reading(first, "")]
    if first.place and not first.form.endswith("公司"):
        # 东方 or 南通 may be the beginning of a brand, in names that have it as one
        found.append(Reading(parse_plain(bare, strip_region=False), first.place))
    found.extend(Reading(parse_plain(before), "") for before in former)
    return found


def _check(frame: pl.DataFrame) -> None:
    """Raise when an id is missing or comes twice, or a name is empty."""
    findings = []
    seen: dict[str, int] = {}
    for row, (organisation, name) in enumerate(frame.select("organisation", "name").iter_rows(), start=2):
        if not organisation or not name or not plain(str(name)):
            column = "name" if organisation else "organisation"
            findings.append(Finding("missing_value", file="organisations", row=row, column=column))
        elif organisation in seen:
            details: dict[str, str | int] = {"first_row": seen[organisation], "key": organisation}
            findings.append(
                Finding("repeated_key", file="organisations", row=row, column="organisation", details=details)
            )
        else:
            seen[organisation] = row
    if findings:
        raise TableError(findings)
