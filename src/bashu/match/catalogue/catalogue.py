"""The catalogue: product names prepared once, found by any text that means them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
    from collections.abc import Iterable, Mapping, Sequence

    from bashu.match.catalogue.forms import Scored
    from bashu.tables import Frame

_REASONS = tuple(REASONS)
#: queries answered together, and threads that share a long list of them
_BATCH, _THREADS = 256, 2


class Hit(NamedTuple):
    """A product that a text may mean.

    Attributes
    ----------
    product, name
        Id and Chinese name.
    score
        The sum of the reasons.
    reasons
        What speaks for it, weighted, without those that say nothing; ``REASONS`` has their names.
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
        self._owners = [owners[form] for form in self._spellings]
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
        batches = [asked[start : start + _BATCH] for start in range(0, len(asked), _BATCH)]
        if len(batches) < _THREADS:
            return [hits for batch in batches for hits in self._answer(batch, limit)]
        with ThreadPoolExecutor(_THREADS) as threads:
            return [hits for answer in threads.map(lambda batch: self._answer(batch, limit), batches) for hits in answer]

    def _answer(self, texts: Sequence[str], limit: int) -> list[list[Hit]]:
        queries = [normal_form(text)[:LONGEST] for text in texts]
        return [
            self._hits(text, self._with_spoken(query, self._best(scored, limit), limit), limit)
            for text, query, scored in zip(texts, queries, self._forms.score(queries), strict=True)
        ]

    def _best(self, scored: Scored, limit: int) -> list[tuple[int, list[float]]]:
        return list(zip(scored.forms[:limit].tolist(), scored.contributions[:limit].tolist(), strict=True))

    def _with_spoken(
        self, query: str, written: list[tuple[int, list[float]]], limit: int
    ) -> list[tuple[int, list[float]]]:
        """What was found as written and, for Latin letters, as spoken; the better of both for each form."""
        if not (query.isascii() and query):
            return written
        spoken = [(form, parts.tolist()) for form, parts in self._spoken.find(query, limit)]
        best: dict[int, list[float]] = {}
        for form, parts in (*written, *spoken):
            if form not in best or sum(parts) > sum(best[form]):
                best[form] = parts
        return sorted(best.items(), key=lambda item: (-sum(item[1]), item[0]))

    def _hits(self, text: str, found: Iterable[tuple[int, list[float]]], limit: int) -> list[Hit]:
        """Products of the forms found, each product once, by its best form."""
        hits: dict[int, Hit] = {}
        for form, parts in found:
            if len(hits) >= limit:
                break
            owners = self._owners[form]
            if len(owners) > 1:
                # names that differ in marks only: this very writing first, then the cleanest
                owners = nsmallest(
                    limit, owners, key=lambda row: (self._names[row] != text, len(self._names[row]), row)
                )
            reasons = {reason: part for reason, part in zip(_REASONS, parts, strict=True) if part}
            score = sum(reasons.values())
            for row in owners:
                if row not in hits:
                    hits[row] = Hit(self._products[row], self._names[row], score, reasons)
        return list(hits.values())[: max(limit, 0)]

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
