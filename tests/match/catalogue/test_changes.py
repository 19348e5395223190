"""A catalogue that changed answers as one that is built anew: the same numbers, not only the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import InputError
from bashu.match import Catalogue

if TYPE_CHECKING:
    from bashu.match.catalogue.forms import Forms

ids = st.sampled_from([f"p{number}" for number in range(8)])
names = st.text("电路板机屏led 1", min_size=1, max_size=6)
product = st.fixed_dictionaries(
    {
        "product": ids,
        "name_zh": names,
        "name_en": st.none() | st.sampled_from(["led", "Board", ""]),
        "aliases": st.none() | st.lists(names, max_size=2),
        "parent": st.none() | ids,
    }
)
SCHEMA = {
    "product": pl.String,
    "name_zh": pl.String,
    "name_en": pl.String,
    "aliases": pl.List(pl.String),
    "parent": pl.String,
}
QUESTIONS = ("电路板", "led", "dianluban", "dlb", "板", "机电", "led屏1", "")


def table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, SCHEMA).unique("product", keep="last", maintain_order=True)


def numbers(forms: Forms) -> list[Any]:
    built = forms.built
    return [forms.forms, *(part.tolist() for part in (*built.postings, *built.breadth))]


def same(one: Catalogue, other: Catalogue) -> None:
    assert one.products.equals(other.products.select(one.products.columns))
    assert numbers(one._forms) == numbers(other._forms)
    assert numbers(one._spoken._forms) == numbers(other._spoken._forms)
    np.testing.assert_array_equal(one._forms.built.held, other._forms.built.held)
    np.testing.assert_array_equal(one._owners.rows, other._owners.rows)
    for text in QUESTIONS:
        assert [(hit.product, hit.score, dict(hit.reasons)) for hit in one.search(text)] == [
            (hit.product, hit.score, dict(hit.reasons)) for hit in other.search(text)
        ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(product, max_size=8),
    st.lists(st.tuples(st.lists(product, max_size=3), st.lists(ids, max_size=3)), min_size=1, max_size=3),
)
def test_a_changed_catalogue_is_the_one_built_anew(
    first: list[dict[str, Any]], changes: list[tuple[list[dict[str, Any]], list[str]]]
) -> None:
    catalogue, rows = Catalogue(table(first)), {row["product"]: row for row in first}
    _ = catalogue._spoken
    for put, remove in changes:
        catalogue = catalogue.changed(table(put), remove)
        for gone in remove:
            rows.pop(gone, None)
        rows |= {row["product"]: row for row in put}
        same(catalogue, Catalogue(table(list(rows.values()))))


def test_many_new_names_at_once_are_counted_like_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Catalogue(pl.DataFrame({"product": ["a", "b"], "name_zh": ["电路板", "板"]}))
    more = pl.DataFrame({"product": ["c", "d"], "name_zh": ["印制电路板", "电路"]})
    few = before.changed(more)
    monkeypatch.setattr("bashu.match.catalogue.breadth.FEW", 0)
    same(few, before.changed(more))


def test_the_catalogue_before_stays_as_it_is() -> None:
    before = Catalogue(pl.DataFrame({"product": ["a"], "name_zh": ["电机"]}))
    after = before.changed(remove=["a", "never-there"])
    assert (len(before), len(after)) == (1, 0)
    assert before.search("电机")[0].product == "a"
    assert after.search("电机") == []


def test_columns_that_come_later_are_taken_in() -> None:
    before = Catalogue(pl.DataFrame({"product": ["a"], "name_zh": ["电机"]}))
    more = pl.DataFrame({"product": ["b"], "name_zh": ["屏"], "aliases": [["显示屏"]], "parent": ["a"]})
    after = before.changed(more)
    assert after.search("显示屏")[0].product == "b"
    with pytest.raises(InputError, match="name_zh"):
        before.changed(pl.DataFrame({"product": ["c"]}))
