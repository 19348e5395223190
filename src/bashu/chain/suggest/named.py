"""Names inside a product's name: how often such a name is an input, and its varieties (大豆 for 豆)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from bashu.chain.suggest.inside import Inside
    from bashu.chain.suggest.vocabulary import Vocabulary
    from bashu.chain.suggest.votes import Flags, Numbers, Values

#: products that a share is taken to rest on besides those that are seen
_MORE = 2.0
#: characters behind a contained name that are looked at
_BEFORE = 2
#: a variety has at least these characters of the contained name, and at most so many more
_SHORTEST, _LONGER = 2, 3
_VARIETIES = 60


class Shares(NamedTuple):
    """How often a contained name is an input: this name; after the same beginning; before the same two characters."""

    name: float
    after: float
    before: float


class NamedInputs:
    """What is known about names that stand inside names of products that have inputs.

    Parameters
    ----------
    linked
        For products and inputs side by side whether the link is known.
    has_inputs
        Which products have inputs.
    wording
        How much each name is worded like an input.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        linked: Callable[[Numbers, Numbers], Flags],
        has_inputs: Flags,
        wording: Values,
    ) -> None:
        self._wording = wording
        inner = vocabulary.inner
        seen = has_inputs[inner.outer]
        inside, around = inner.number[seen], inner.outer[seen]
        right = linked(around, inside).astype(np.float64)
        self._usual = float(right.mean()) if len(right) else 0.5
        self._name = _Counted(len(vocabulary), inside, right)
        self._forms_after: dict[str, int] = {}
        self._forms_before: dict[str, int] = {}
        starts, ends = inner.start[seen].tolist(), inner.end[seen].tolist()
        forms = [vocabulary.forms[outer] for outer in around.tolist()]
        after = [
            self._forms_after.setdefault(form[:start], len(self._forms_after))
            for form, start in zip(forms, starts, strict=True)
        ]
        before = [
            self._forms_before.setdefault(form[end : end + _BEFORE], len(self._forms_before))
            for form, end in zip(forms, ends, strict=True)
        ]
        self._after = _Counted(len(self._forms_after), np.array(after, np.int64), right)
        self._before = _Counted(len(self._forms_before), np.array(before, np.int64), right)
        longer = vocabulary.lengths[inner.outer] - vocabulary.lengths[inner.number]
        near = (longer <= _LONGER) & (vocabulary.lengths[inner.number] >= _SHORTEST)
        order = np.argsort(inner.number[near], kind="stable")
        self._varieties: Numbers = inner.outer[near][order]
        self._bounds = np.searchsorted(inner.number[near][order], np.arange(len(vocabulary) + 1))

    def shares(self, found: Inside, form: str, counted: bool) -> Shares:
        """Shares for one contained name.

        Parameters
        ----------
        counted
            Whether the product asked about is among those that were counted; it is left out.
        """
        after = self._forms_after.get(form[: found.start], -1)
        before = self._forms_before.get(form[found.end : found.end + _BEFORE], -1)
        return Shares(
            self._share(self._name, found.number, counted),
            self._share(self._after, after, counted),
            self._share(self._before, before, counted),
        )

    def _share(self, counts: _Counted, place: int, counted: bool) -> float:
        right, seen = (float(counts.right[place]), float(counts.seen[place])) if place >= 0 else (0.0, 0.0)
        return (right + _MORE * self._usual) / (max(seen - counted, 0.0) + _MORE)

    def varieties(self, found: list[Inside]) -> Numbers:
        """Names a little longer than a contained one, those first that are worded like inputs; each once."""
        pools, worth = [], []
        for one in found:
            pool = self._varieties[self._bounds[one.number] : self._bounds[one.number + 1]]
            pools.append(pool)
            # a longer contained name says more; so does one that usually is an input
            said = np.log(self._share(self._name, one.number, counted=False)) + 0.3 * (one.end - one.start)
            worth.append(self._wording[pool] + said)
        if not pools:
            return np.zeros(0, np.int64)
        together = np.concatenate(pools)
        order = np.lexsort((together, -np.concatenate(worth)))[:_VARIETIES]
        return np.unique(together[order])


class _Counted:
    """How many contained names there are of each kind, and how many of them are inputs."""

    def __init__(self, kinds: int, kind: Numbers, right: Values) -> None:
        self.seen = np.bincount(kind, minlength=kinds).astype(np.float32)
        self.right = np.bincount(kind, weights=right, minlength=kinds).astype(np.float32)
