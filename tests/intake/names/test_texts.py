"""Names kept in little memory: the same texts and parts come out as went in."""

from __future__ import annotations

import pickle
import tracemalloc

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bashu.intake import NameRegister
from bashu.intake.names import parse
from bashu.intake.names.entries import Parts
from bashu.intake.names.grammar import parse_plain, plain
from bashu.intake.names.retrieval import PairIndex
from bashu.intake.names.texts import Texts

NAMES = st.text(
    st.sampled_from("成都重庆华微电子科技研究所分公司集团股份有限(一第三0 \U00020bb7\ud800a"), max_size=16
)


@given(st.lists(NAMES, max_size=20))
def test_texts_come_out_as_they_went_in(names: list[str]) -> None:
    texts = Texts(names, findable=True)
    assert list(texts) == names
    assert all(texts.find(name) == [at for at, other in enumerate(names) if other == name] for name in names)


def test_texts_that_share_a_checksum_are_told_apart() -> None:
    # a known pair of words with one CRC-32
    texts = Texts(["plumless", "buckeroo"], findable=True)
    assert (texts.find("plumless"), texts.find("buckeroo")) == ([0], [1])


@given(st.lists(NAMES.map(plain).filter(bool), max_size=20))
def test_parts_come_out_as_they_went_in(names: list[str]) -> None:
    parts = [parse_plain(name) for name in names]
    assert list(Parts(parts)) == parts


def test_an_index_of_many_batches_finds_what_one_batch_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(3)
    characters = np.array(list("华微电子科技成都重庆天马光芯屏器核"))
    names = ["".join(draw.choice(characters, draw.integers(2, 9))) for _ in range(300)]
    asked = [name[:3] for name in names[:40]]
    whole = PairIndex(names).nearest(asked, 8)
    monkeypatch.setattr("bashu.intake.names.retrieval._TOGETHER", 23)
    parted = PairIndex(names).nearest(asked, 8)
    assert [found.tolist() for found in parted] == [found.tolist() for found in whole]
    assert [PairIndex(names).nearest([one], 8)[0].tolist() for one in asked] == [
        found.tolist() for found in whole
    ]


def test_a_register_takes_little_memory_and_travels_between_processes() -> None:
    places, trades = ("成都", "重庆", "绵阳", "宜宾"), ("电子科技", "光电", "半导体", "精密制造", "新材料")
    brands = [one + other for one in "华微天马光芯屏器核锐" for other in "翃睢岚曦隽晟昱灏玥瑾"]
    names = [f"{place}{brand}{trade}有限公司" for place in places for brand in brands for trade in trades]
    frame = pl.DataFrame({"organisation": [f"o{at}" for at in range(len(names))], "name": names})
    NameRegister(frame.head(5))
    tracemalloc.start()
    register = NameRegister(frame)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held / len(names) < 1_000
    again = pickle.loads(pickle.dumps(register))
    assert again.resolve(names[7]) == register.resolve(names[7])
    assert again.resolve("成都华翃电子")[0].organisation == "o0"


def test_brand_and_trade_are_one_text() -> None:
    for name in (
        "成都华微电子科技股份有限公司",
        "大途电子(深圳)有限公司",
        "江苏江阴农村商业银行股份有限公司",
    ):
        part = parse(name)
        assert part.brand + part.trade == part.rest
