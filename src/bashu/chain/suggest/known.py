"""Known links and what follows from them: who uses what, which words bring which inputs, what goes together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, diags_array

from bashu.chain.suggest.kinship import Kinship
from bashu.chain.suggest.named import NamedInputs
from bashu.chain.suggest.votes import Votes, held, nearest, sparse
from bashu.chain.suggest.wording import worded_like_inputs

if TYPE_CHECKING:
    from bashu.chain.suggest.vocabulary import Vocabulary
    from bashu.chain.suggest.votes import Flags, Numbers, Sparse, Values

#: an input that fewer of the products with a run of characters use is not put down to that run
_LEAST_SHARE = 0.03
#: no run makes an input certain
_MOST_SHARE = 0.98
_ALIKE = 12


class KnownLinks:
    """Links of a product table, prepared for suggestions.

    Parameters
    ----------
    vocabulary
        The names of all products.
    inputs, products
        Numbers of the input and of the product, one entry a link.

    Attributes
    ----------
    made, used
        Numbers of the products that have an input, and of those that are one, rising.
    of
        Product × used: 1 where a link is known.
    rules
        Run of characters × used: how strongly a run brings an input, as the negative logarithm of
        the share of products with the run that do *not* use it (n of m use it: m counts one more).
    together
        used × used: cosine of being used by the same products.
    alike
        used × used: likeness of spelling, the nearest few.
    spelled_used
        used × run of characters: their spelling.
    wording
        For every name how much it is worded like an input.
    named
        How often names inside a product's name are inputs, and their varieties.
    kinship
        Which kind of name goes into which kind.
    """

    def __init__(self, vocabulary: Vocabulary, inputs: Numbers, products: Numbers) -> None:
        size = len(vocabulary)
        self.vocabulary = vocabulary
        self.made, self.used = np.unique(products), np.unique(inputs)
        ones, columns = np.ones(len(inputs), np.float32), np.searchsorted(self.used, inputs)
        links = sparse(ones, products, columns, (size, len(self.used)))
        links.data[:] = 1
        self.of: Sparse = links
        self.of_made: Sparse = links[self.made].tocsr()
        self.users = np.asarray(links.sum(axis=0), np.float64).ravel()
        self.parts = np.asarray(links.sum(axis=1), np.float64).ravel()
        self.number_of_used = np.full(size, -1)
        self.number_of_used[self.used] = np.arange(len(self.used))
        near = vocabulary.near.weighted
        self.number_of_made = np.full(size, -1)
        self.number_of_made[self.made] = np.arange(len(self.made))
        self.pairs = Votes.of(links, None, max(len(self.used), 1))
        self.runs_of_used: Sparse = held(near[self.used].tocsr())
        self.rules, self.rule_products = self._rules()
        self.together = self._together()
        self.spelled_used: Sparse = near[self.used].tocsr()
        self.alike = nearest(self.spelled_used, self.spelled_used.T.tocsr(), _ALIKE)
        self.wording = worded_like_inputs(near, self.number_of_used >= 0)
        self.named = NamedInputs(vocabulary, self.linked, self.number_of_made >= 0, self.wording)
        self.kinship = Kinship(vocabulary.plane, self.made, self.used, self.of_made)

    def linked(self, products: Numbers, inputs: Numbers) -> Flags:
        """Whether each of some products is known to use the input beside it; -1 is no product."""
        used = self.number_of_used[inputs]
        asked = (products >= 0) & (inputs >= 0) & (used >= 0)
        known: Flags = self.pairs.at(products * self.pairs.width + used) > 0
        return asked & known

    def _rules(self) -> tuple[Sparse, Numbers]:
        words = self.vocabulary.words.weighted[self.made].tocsr()
        holders: Values = np.asarray(words.sum(axis=0), np.float64).ravel()
        both = (words.T.tocsr() @ self.of_made).tocoo()
        share = both.data / (holders[both.row] + 1)
        kept = share >= _LEAST_SHARE
        strength = -np.log1p(-np.minimum(share[kept], _MOST_SHARE)).astype(np.float32)
        shape = (words.shape[1], len(self.used))
        rules = sparse(strength, both.row[kept], both.col[kept], shape)
        return rules, holders.astype(np.int64)

    def _together(self) -> Sparse:
        even = diags_array((1 / np.sqrt(np.maximum(self.users, 1))).astype(np.float32))
        cosine = csr_array(even @ (self.of_made.T @ self.of_made) @ even)
        cosine.setdiag(0)
        cosine.eliminate_zeros()
        return cosine
