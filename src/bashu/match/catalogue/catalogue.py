"""The catalogue: product names prepared once, found by any text that means them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from bashu.match.catalogue.forms import Forms
from bashu.match.catalogue.spoken import SpokenNames
from bashu.match.catalogue.symbols import LONGEST, normal_form
from bashu.match.catalogue.weights import REASONS, SearchWeights
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bashu.match.catalogue.forms import Scored
    from bashu.tables import Frame

_REASONS = tuple(REASONS)
#: queries answered together
_BATCH = 512


class Reasons(Mapping[str, float]):
    """What speaks for a hit, weighted, without the reasons that say nothing; made out when looked at."""

    __slots__ = ("_place", "_table")

    def __init__(self, table: NDArray[np.float64], place: int) -> None:
        self._table, self._place = table, place

    def _said(self) -> dict[str, float]:
        parts = self._table[self._place].tolist()
        return {reason: part for reason, part in zip(_REASONS, parts, strict=True) if part}

    def __getitem__(self, reason: str) -> float:
        return self._said()[reason]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said())

    def __len__(self) -> int:
        return len(self._said())

    def __repr__(self) -> str:
        return repr(self._said())


class Hit(NamedTuple):
    """A product that a text may mean.

    Attributes
    ----------
    product, name
        Id and Chinese name.
    score
        The sum of the reasons.
    reasons
        What speaks for it, weighted; ``REASONS`` says what each is called.
    """

    product: str
    name: str
    score: float
    reasons: Mapping[str, float]


class Catalogue:
    """Product names, prepared once and searched often.

    Candidates come from an inverted index over pairs of characters and from the names that stand
    inside the query; one ranking then weighs visible reasons whose sum is the score.

    Parameters
    ----------
    products
        Columns product and name_zh; name_en, aliases (a list of texts) and parent are used when there.
    weights
        What each reason counts.

    Raises
    ------
    TableError
        When product or name_zh is not a column.

    Examples
    --------
    >>> catalogue = Catalogue(pl.DataFrame({
    ...     "product": ["pcb", "fpc", "motor"], "name_zh": ["印制电路板", "柔性电路板", "电机"]}))
    >>> [hit.product for hit in catalogue.search("印刷电路板")][:2]
    ['pcb', 'fpc']
    >>> catalogue.search("dianji")[0].name
    '电机'
    """

    def __init__(self, products: Frame, weights: SearchWeights | None = None) -> None:
        self.weights = weights or SearchWeights()
        frame = as_text(as_frame(products, "products", ("product", "name_zh")), "product", "name_zh")
        named = frame.filter(pl.col("product").is_not_null() & pl.col("name_zh").is_not_null())
        # the order of rows in the caller's table must not decide between equal scores
        named = named.sort("name_zh", "product").unique("product", keep="first", maintain_order=True)
        self._products: list[str] = named["product"].to_list()
        self._names: list[str] = named["name_zh"].to_list()
        owners = _owners(named)
        self._spellings = sorted(owners)
        # tuples of numbers, which the garbage collector need not visit again and again
        self._owners = [tuple(owners[form]) for form in self._spellings]
        # a product with several written names may take as many places among the forms found
        self._spellings_each = max(Counter(row for rows in self._owners for row in rows).values(), default=1)
        self._forms = Forms(self._spellings, self._parents(named), self.weights)

    def __len__(self) -> int:
        return len(self._products)

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """The products a text may mean, the best first.

        Parameters
        ----------
        text
            A name, a part of one, a free description, pinyin, initials or English; also with slips of
            typing. The first 128 characters count.
        limit
            At most so many hits.
        """
        return self._answer([text], limit)[0]

    def search_many(self, texts: Iterable[str], limit: int = 10) -> list[list[Hit]]:
        """What ``search`` finds for each of many texts, in their order.

        >>> catalogue = Catalogue(pl.DataFrame({"product": ["a"], "name_zh": ["电机"]}))
        >>> [len(hits) for hits in catalogue.search_many(["电机", ""])]
        [1, 0]
        """
        asked = list(texts)
        batches = (asked[start : start + _BATCH] for start in range(0, len(asked), _BATCH))
        return [hits for batch in batches for hits in self._answer(batch, limit)]

    def _answer(self, texts: Sequence[str], limit: int) -> list[list[Hit]]:
        queries = [normal_form(text)[:LONGEST] for text in texts]
        keep = max(limit, 0) * self._spellings_each
        return [
            self._hits(text, self._with_spoken(query, scored, keep), limit)
            for text, query, scored in zip(texts, queries, self._forms.score(queries, keep), strict=True)
        ]

    def _with_spoken(self, query: str, written: Scored, keep: int) -> Scored:
        """What was found as written and, for Latin letters, as spoken; the better of both for each form."""
        if not (query.isascii() and query):
            return written
        return written.or_better(self._spoken.find(query, keep))

    def _hits(self, text: str, found: Scored, limit: int) -> list[Hit]:
        """Products of the forms found, each product once, by its best form."""
        products, names, table = self._products, self._names, found.contributions
        hits: dict[int, Hit] = {}
        for place, (form, score) in enumerate(zip(found.forms.tolist(), found.scores.tolist(), strict=True)):
            if len(hits) >= limit:
                break
            owners: Sequence[int] = self._owners[form]
            if len(owners) > 1:
                # names that differ in marks only: this very writing first, then the cleanest
                owners = nsmallest(limit, owners, key=lambda row: (names[row] != text, len(names[row]), row))
            for row in owners:
                if row not in hits:
                    hits[row] = Hit(products[row], names[row], score, Reasons(table, place))
        return list(hits.values())[:limit] if len(hits) > limit else list(hits.values())

    @cached_property
    def _spoken(self) -> SpokenNames:
        # most catalogues are asked in Chinese only, so pronunciation waits for the first Latin query
        return SpokenNames(self._spellings, self.weights)

    def _parents(self, frame: pl.DataFrame) -> list[str] | None:
        """For each form the names of the parents of its products, as context."""
        if "parent" not in frame.columns:
            return None
        names = dict(zip(self._products, self._names, strict=True))
        parents = [names.get(parent, "") for parent in frame["parent"].cast(pl.String).to_list()]
        return [normal_form("".join(sorted({parents[row] for row in rows}))) for rows in self._owners]


def _owners(frame: pl.DataFrame) -> dict[str, list[int]]:
    """Normal form -> rows of the products that are written so, in name_zh, name_en or aliases."""
    owners: dict[str, list[int]] = {}
    for column in ("name_zh", "name_en", "aliases"):
        if column not in frame.columns:
            continue
        for row, cell in enumerate(frame[column].to_list()):
            for name in cell if isinstance(cell, list) else (cell,):
                form = normal_form(name) if name else ""
                rows = owners.setdefault(form, [])
                if not rows or rows[-1] != row:
                    rows.append(row)
    owners.pop("", None)
    return owners
