"""Whether a name is worded like an input: 面粉 and 鸡蛋适量 are, 加工技术 is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.votes import rows_of

if TYPE_CHECKING:
    from bashu.chain.suggest.votes import Flags, Sparse, Values

#: names that a run of characters is taken to stand in besides those that are seen
_MORE = 3.0


def worded_like_inputs(spelled: Sparse, is_input: Flags) -> Values:
    """For each name how much its runs of characters speak for an input, judged by the other names.

    A run that stands in n other names, k of which are inputs, says ln((k + 3π) / (n − k + 3(1 − π))) less
    ln(π / (1 − π)), π being the share of inputs among all names; a name's runs are averaged by the squares of
    their weights (naive Bayes, each name left out of its own evidence).

    Parameters
    ----------
    spelled
        Name × run of characters, rows of length 1.
    is_input
        Which names are known inputs.

    Examples
    --------
    >>> from bashu.chain.suggest.spelling import Spelling
    >>> names = ["铜粉", "铝粉", "铜管", "铝管", "银粉", "银管"]
    >>> flags = np.array([True, True, False, False, False, False])
    >>> worth = worded_like_inputs(Spelling(names, longest=2).weighted, flags)
    >>> bool(worth[4] > worth[5])
    True
    """
    owners = rows_of(spelled)
    share = float(np.clip(is_input.mean() if len(is_input) else 0.5, 1e-6, 1 - 1e-6))
    own = is_input[owners].astype(np.float64)
    holders = np.bincount(spelled.indices, minlength=spelled.shape[1])[spelled.indices] - 1
    inputs = np.bincount(spelled.indices, weights=own, minlength=spelled.shape[1])[spelled.indices] - own
    odds = np.log((inputs + _MORE * share) / (holders - inputs + _MORE * (1 - share)))
    weights = (odds - np.log(share / (1 - share))) * spelled.data.astype(np.float64) ** 2
    worth: Values = np.bincount(owners, weights=weights, minlength=spelled.shape[0]).astype(np.float64)
    return worth
