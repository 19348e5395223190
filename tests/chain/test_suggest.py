"""Suggested inputs: what must hold whatever was learned, and small examples a reader can follow."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest

from bashu.chain import InputSuggester, ProductGraph
from bashu.chain.suggest import REASONS, accepted_links
from bashu.errors import InputError, TableError
from bashu.workspace import Workspace

METALS = ["铜", "钢", "铝", "锌", "钛", "银", "镍", "锡", "金", "铅"]
SHAPES = ["管", "棒", "板", "带", "线", "箔", "环", "块"]


def market() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Metal goods: each is made of its metal; wires also of enamel, foils of backing paper."""
    goods = [metal + shape for metal in METALS for shape in SHAPES]
    names = [*goods, *METALS, "绝缘漆", "衬纸", "纸箱", "木托盘"]
    rows = [(name[0], name) for name in goods if name != "钛管"]
    rows += [("绝缘漆", name) for name in goods if name[1] == "线" and name != "银线"]
    rows += [("衬纸", name) for name in goods if name[1] == "箔"]
    links = pl.DataFrame(rows, schema=["input", "product"], orient="row")
    return pl.DataFrame({"product": names, "name_zh": names}), links


@pytest.fixture(scope="module")
def suggester() -> InputSuggester:
    return InputSuggester(*market())


def test_a_bare_product_gets_what_its_name_and_its_neighbours_say(suggester: InputSuggester) -> None:
    first = suggester.suggest("钛管", limit=1)[0]
    assert first.product == "钛"
    assert first.score == pytest.approx(sum(first.reasons.values()))
    assert set(first.reasons) <= set(REASONS)
    assert any(neighbour.name.startswith("钛") for neighbour in first.neighbours)
    assert any(word.text == "钛" and word.using == 7 and word.products == 7 for word in first.words)


def test_a_product_with_known_inputs_gets_what_goes_together_with_them(suggester: InputSuggester) -> None:
    names = [found.product for found in suggester.suggest("银线")]
    assert names[0] == "绝缘漆"
    assert "银" not in names


def test_a_name_never_seen_is_answered(suggester: InputSuggester) -> None:
    assert {"铜", "衬纸"} <= {found.product for found in suggester.suggest("超薄铜箔", limit=3)}


def test_nothing_known_nothing_twice_and_never_the_product_itself(suggester: InputSuggester) -> None:
    products, inputs = market()
    known = set(inputs.rows())
    for product in products["product"]:
        found = [one.product for one in suggester.suggest(product, limit=50)]
        assert len(found) == len(set(found))
        assert product not in found
        assert not any((one, product) in known for one in found)
        # what is made from a product does not go into it
        assert not any((product, one) in known for one in found)


@pytest.mark.parametrize("text", ["", " ", "。", "x" * 5000, "\n", "龘龘龘", "管" * 200, "\ud800"])
def test_odd_texts_are_answered_or_come_back_empty(suggester: InputSuggester, text: str) -> None:
    assert len(suggester.suggest(text, limit=3)) <= 3
    assert suggester.suggest(text, limit=0) == []


def test_neither_ids_nor_the_order_of_rows_matter(suggester: InputSuggester) -> None:
    products, inputs = market()
    ids = list(range(len(products)))
    random.Random(5).shuffle(ids)
    renamed = dict(zip(products["product"], (f"p{number:03}" for number in ids), strict=True))
    other = InputSuggester(
        products.with_columns(pl.col("product").replace_strict(renamed)).sample(
            fraction=1, shuffle=True, seed=3
        ),
        inputs.with_columns(pl.all().replace_strict(renamed)).sample(fraction=1, shuffle=True, seed=4),
    )
    for product in ["钛管", "银线", "铜箔", "纸箱"]:
        mine, theirs = suggester.suggest(product), other.suggest(renamed[product])
        assert [renamed[one.product] for one in mine] == [one.product for one in theirs]
        assert [one.score for one in mine] == pytest.approx([one.score for one in theirs])


def test_the_same_twice(suggester: InputSuggester) -> None:
    again = InputSuggester(*market())
    assert suggester.suggest("钛管") == again.suggest("钛管")


def test_links_of_unknown_products_and_to_itself_are_left_out() -> None:
    products = pl.DataFrame({"product": ["a", "b", "grp_c"], "name_zh": ["铜管", "铜", "铜材"]})
    inputs = pl.DataFrame({"input": ["zz", "a", None, "grp_c"], "product": ["a", "a", "a", "a"]})
    assert [one.product for one in InputSuggester(products, inputs).suggest("a")] == ["b"]


def test_tables_without_rows_and_without_columns() -> None:
    nothing = pl.DataFrame(schema={"product": pl.String, "name_zh": pl.String})
    links = pl.DataFrame(schema={"input": pl.String, "product": pl.String})
    assert InputSuggester(nothing, links).suggest("铜管") == []
    with pytest.raises(TableError):
        InputSuggester(nothing, links.drop("input"))


def test_the_corridor_never_repeats_what_it_knows() -> None:
    workspace = Workspace.open()
    products, inputs = workspace.table("products"), workspace.table("inputs")
    suggester = InputSuggester(products, inputs)
    known = set(inputs.select("input", "product").rows())
    for product in products["product"]:
        found = [one.product for one in suggester.suggest(product)]
        assert not any((one, product) in known or one == product or one.startswith("grp_") for one in found)
    assert suggester.suggest("高密度柔性电路板")[0].neighbours


def test_an_accepted_suggestion_becomes_a_claimed_link_that_the_graph_reads() -> None:
    products, inputs = market()
    suggester = InputSuggester(products, inputs)
    found = suggester.suggest("钛管", limit=1)
    rows = accepted_links(
        "钛管", found, by="示例企业 01", on=date(2026, 11, 26), source="https://example.org/ti"
    )
    assert rows.select("input", "product", "essential", "share", "standing").rows() == [
        ("钛", "钛管", None, None, "claimed")
    ]
    assert rows["source"][0].startswith(
        "claimed by 示例企业 01 on 2026-11-26; https://example.org/ti; suggested from words: 钛"
    )
    together = pl.concat([inputs, rows], how="diagonal")
    graph = ProductGraph(Workspace.from_frames({"products": products, "inputs": together}))
    assert graph.inputs("钛管")["input"].to_list() == ["钛"]
    assert "钛" not in [one.product for one in InputSuggester(products, together).suggest("钛管", limit=50)]


def test_nobody_accepts_in_nobodys_name() -> None:
    with pytest.raises(InputError):
        accepted_links("a", [], by=" ", on=date(2026, 11, 26))
