"""Practice: known links are hidden, looked for again, and the hidden ones are what should have been found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from bashu.chain.suggest.evidence import gather
from bashu.chain.suggest.growing import PRIOR, Practice
from bashu.chain.suggest.known import KnownLinks
from bashu.chain.suggest.sources import Questions
from bashu.chain.suggest.votes import places_within

if TYPE_CHECKING:
    from bashu.chain.suggest.vocabulary import Vocabulary
    from bashu.chain.suggest.votes import Numbers, Values

#: products that lose all their links, and links of the others that are hidden
_HIDDEN = 0.15
#: questions at most: more teach little and take longer
_MOST_QUESTIONS = 6000
#: fewer hidden inputs found than this teach nothing
_LEAST_FOUND = 30
#: the candidates that look best are all kept, of the others one in so many
_KEPT_BEST, _ONE_IN = 30, 6
#: questions whose evidence is gathered together
_TOGETHER = 100


def draws(words: list[str], seed: int) -> Values:
    """A number from 0 to 1 for each text: the same wherever it stands and whatever stands beside it.

    >>> bool(draws(["电机"], 1)[0] == draws(["泵", "电机"], 1)[1])
    True
    """
    return np.array([crc32(f"{seed}|{word}".encode("utf-8", "surrogatepass")) for word in words]) / 2**32


def practise(vocabulary: Vocabulary, inputs: Numbers, products: Numbers, seed: int) -> Practice | None:
    """Hide some links, gather evidence from the others, and mark what was hidden.

    Some products lose all their links, as a product that nobody has described yet, others only one or
    two. A link and its reverse are hidden together, so that neither gives the other away.

    Returns
    -------
    practice
        None when there are too few links to learn from.
    """
    forms = vocabulary.forms
    made, asked = np.unique(products, return_inverse=True)
    bare = draws([forms[number] for number in made.tolist()], seed)[asked] < _HIDDEN
    pairs = [
        "|".join(sorted((forms[one], forms[other])))
        for one, other in zip(inputs.tolist(), products.tolist(), strict=True)
    ]
    hidden = bare | (draws(pairs, seed + 1) < _HIDDEN)
    if not hidden.any() or hidden.all():
        return None
    links = KnownLinks(vocabulary, inputs[~hidden], products[~hidden])
    numbers = np.unique(products[hidden])
    if len(numbers) > _MOST_QUESTIONS:
        order = np.argsort(draws([forms[number] for number in numbers.tolist()], seed + 2), kind="stable")
        numbers = np.sort(numbers[order[:_MOST_QUESTIONS]])
    answers = products[hidden] * len(vocabulary) + inputs[hidden]
    parts = [
        _searched(numbers[start : start + _TOGETHER], links, answers)
        for start in range(0, len(numbers), _TOGETHER)
    ]
    offsets = range(0, len(numbers), _TOGETHER)
    practice = Practice(
        np.concatenate([part.question + offset for part, offset in zip(parts, offsets, strict=True)]),
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.stands_for for part in parts]),
    )
    return practice if practice.right.sum() >= _LEAST_FOUND else None


def _searched(numbers: Numbers, links: KnownLinks, answers: Numbers) -> Practice:
    """Candidates for some products; only products with something right.

    Of the candidates that look bad one in several is kept and stands for all.
    """
    evidence = gather(Questions.about(numbers, links), links)
    question = evidence.question
    right = np.isin(numbers[question] * len(links.vocabulary) + evidence.candidate, answers)
    order = np.lexsort((-(evidence.features @ PRIOR), question))
    place = np.empty(len(question), np.int64)
    place[order] = places_within(question[order])
    sure = right | (place < _KEPT_BEST)
    kept = sure | (place % _ONE_IN == 0)
    kept &= np.bincount(question, weights=right, minlength=len(numbers))[question] > 0
    stands_for = np.where(sure, 1.0, float(_ONE_IN))
    return Practice(question[kept], evidence.features[kept].astype(np.float32), right[kept], stands_for[kept])
