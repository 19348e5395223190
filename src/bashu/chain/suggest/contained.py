"""What the product's own name says: names inside it, and varieties of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.votes import Votes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.chain.suggest.inside import Inside
    from bashu.chain.suggest.known import KnownLinks
    from bashu.chain.suggest.sources import Questions

#: where a contained name stands
_AT_START, _AT_END, _WITHIN = 1.0, 2.0, 3.0
#: what is said of a contained name
_SAID = ("name_share", "name_position", "inside_another", "usually_input", "input_after", "input_before")


def contained(questions: Questions, links: KnownLinks) -> Mapping[str, Votes]:
    """For each question the names inside its name and how often such are inputs; under ``variety`` their varieties."""
    width = len(links.vocabulary)
    keys: list[int] = []
    rows: list[tuple[float, ...]] = []
    varieties = [np.zeros(0, np.int64)]
    for row, form in enumerate(questions.forms):
        found = sorted(links.vocabulary.inside.of(form))
        number = int(questions.numbers[row])
        counted = number >= 0 and bool(links.number_of_made[number] >= 0)
        for one in found:
            keys.append(row * width + one.number)
            rows.append((*_place(one, found, form), *links.named.shares(one, form, counted)))
        varieties.append(row * width + links.named.varieties(found))
    order = np.argsort(np.array(keys, np.int64), kind="stable")
    table = np.array(rows).reshape(-1, len(_SAID))[order]
    pairs = np.array(keys, np.int64)[order]
    longer = np.concatenate(varieties)
    return {
        "variety": Votes(longer, np.ones(len(longer)), width),
        **{name: Votes(pairs, table[:, column], width) for column, name in enumerate(_SAID)},
    }


def _place(one: Inside, found: list[Inside], form: str) -> tuple[float, float, float]:
    """Share of the name, position, and whether in a longer such name."""
    within = any(other.start <= one.start and one.end <= other.end and other is not one for other in found)
    position = _AT_START if one.start == 0 else _AT_END if one.end == len(form) else _WITHIN
    return (one.end - one.start) / len(form), position, 1.0 + within
