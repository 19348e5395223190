"""The catalogue: product names prepared once, found by any text that means them."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from bashu.match.catalogue.forms import Forms
from bashu.match.catalogue.hit import Hit, Reasons
from bashu.match.catalogue.owners import Owners, named_products, owners_after, owners_of, written
from bashu.match.catalogue.sounds import Sounds
from bashu.match.catalogue.spoken import SpokenNames
from bashu.match.catalogue.symbols import LONGEST, normal_form
from bashu.match.catalogue.weights import SearchWeights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bashu.match.catalogue.forms import Built, Scored
    from bashu.match.catalogue.spoken import BuiltSpoken
    from bashu.tables import Frame

#: queries answered together
_BATCH = 512


class Prepared(NamedTuple):
    """The parts of a catalogue that take time to build: who is written how, and the indexes of forms and sounds."""

    owners: Owners
    forms: Built
    spoken: BuiltSpoken


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
        named = named_products(products)
        owners = owners_of(named)
        forms = Forms(owners.forms, _parents(named, owners), self.weights)
        self._take(named, owners, forms, Sounds(owners.forms, self.weights))

    def _take(self, named: pl.DataFrame, owners: Owners, forms: Forms, spoken: Sounds) -> None:
        self.products = named
        self._products, self._names = named["product"], named["name_zh"]
        self._owners, self._forms, self._sounds = owners, forms, spoken
        # a product with several written names may take as many places among the forms found
        self._spellings_each = owners.most_forms

    @classmethod
    def of(
        cls, products: pl.DataFrame, prepared: Prepared, weights: SearchWeights | None = None
    ) -> Catalogue:
        """The catalogue over products that were prepared before.

        Parameters
        ----------
        products, prepared
            ``products`` and ``prepared`` of the catalogue that was built.
        """
        made = cls.__new__(cls)
        made.weights = weights or SearchWeights()
        forms = prepared.owners.forms
        spoken = SpokenNames.of(prepared.spoken, made.weights)
        made._take(
            products,
            prepared.owners,
            Forms.of(forms, prepared.forms, made.weights),
            Sounds(forms, made.weights, (spoken, None)),
        )
        return made

    @property
    def prepared(self) -> Prepared:
        """What took time to build."""
        return Prepared(self._owners, self._forms.built, self._spoken.built)

    def changed(self, put: Frame | None = None, remove: Iterable[str] = ()) -> Catalogue:
        """The catalogue after products came, changed or left; this one stays as it is.

        It answers as a catalogue that is built anew from all products would, but takes a small part of the
        time: what is known of the other products is carried over.

        Parameters
        ----------
        put
            Products to add, or to take the place of those with the same id; columns as for the class.
        remove
            Ids to take out; an unknown id changes nothing.

        Raises
        ------
        TableError
            When product or name_zh is not a column of ``put``.

        Examples
        --------
        >>> before = Catalogue(pl.DataFrame({"product": ["pcb", "motor"], "name_zh": ["印制电路板", "电机"]}))
        >>> after = before.changed(pl.DataFrame({"product": ["fpc"], "name_zh": ["柔性电路板"]}), ["motor"])
        >>> [hit.product for hit in after.search("柔性电路板")], before.search("电机")[0].product
        (['fpc', 'pcb'], 'motor')
        """
        coming = named_products(put) if put is not None else self.products.head(0)
        leaving = {*coming["product"], *remove}
        named = pl.concat(
            [
                self.products.with_row_index("old").filter(~pl.col("product").is_in(leaving)),
                coming.with_columns(pl.lit(None, pl.UInt32).alias("old")),
            ],
            how="diagonal_relaxed",
        ).sort("name_zh", "product")
        rows_now = np.full(self.products.height, -1, np.int64)
        stayed = named["old"].is_not_null().to_numpy()
        rows_now[named["old"].drop_nulls().to_numpy()] = np.flatnonzero(stayed)
        arrived = np.flatnonzero(~stayed)
        texts, rows = written(named.filter(pl.col("old").is_null()))
        named = named.drop("old")
        owners, numbers, gone = owners_after(
            self._owners, rows_now, named.height, texts, arrived[rows].tolist()
        )
        made = Catalogue.__new__(Catalogue)
        made.weights = self.weights
        forms = self._forms.changed(gone, numbers, _parents(named, owners))
        made._take(named, owners, forms, self._sounds.changed(numbers))
        return made

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
        of_form = self._owners.of_form
        hits: dict[int, Hit] = {}
        for place, (form, score) in enumerate(zip(found.forms.tolist(), found.scores.tolist(), strict=True)):
            if len(hits) >= limit:
                break
            owners: Sequence[int] = of_form(form)
            if len(owners) > 1:
                # names that differ in marks only: this very writing first, then the cleanest
                owners = nsmallest(limit, owners, key=lambda row: (names[row] != text, len(names[row]), row))
            for row in owners:
                if row not in hits:
                    hits[row] = Hit(products[row], names[row], score, Reasons(table, place))
        return list(hits.values())[:limit] if len(hits) > limit else list(hits.values())

    @property
    def _spoken(self) -> SpokenNames:
        return self._sounds.names()


def _parents(frame: pl.DataFrame, owners: Owners) -> list[str] | None:
    """For each form the names of the parents of its products, as context."""
    if "parent" not in frame.columns or frame["parent"].null_count() == frame.height:
        return None
    names = dict(frame.select("product", "name_zh").iter_rows())
    parents = [names.get(parent, "") for parent in frame["parent"].cast(pl.String).to_list()]
    return [
        normal_form("".join(sorted({parents[row] for row in owners.of_form(form)})))
        for form in range(len(owners.forms))
    ]
