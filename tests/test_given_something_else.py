"""What a newcomer gives by mistake: every engine answers with one sentence that says what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

import bashu
from bashu.errors import InputError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

PRODUCTS = pl.DataFrame({"product": ["a", "b"], "name_zh": ["印制电路板", "笔记本电脑"]})
FIRMS = pl.DataFrame({"organisation": ["a"], "name": ["成都示例光电科技有限公司"]})


@pytest.fixture(scope="module")
def corridor() -> bashu.Workspace:
    return bashu.Workspace.open()


@pytest.mark.parametrize(
    "build",
    [
        bashu.chain.ProductGraph,
        bashu.travel.Travel,
        bashu.match.Ranker,
        bashu.match.offers,
        bashu.decide.gaps,
        lambda given: bashu.decide.weigh(given, "cm_pcb", "suining"),
        lambda given: bashu.decide.travel_effects(given, 2014, 2021),
    ],
)
@pytest.mark.parametrize("given", ["my-data/", None, PRODUCTS])
def test_a_path_is_not_yet_a_workspace(build: Callable[[Any], object], given: object) -> None:
    with pytest.raises(InputError, match=r"Workspace\.open"):
        build(given)


@pytest.mark.parametrize("given", [None, 3, float("nan")])
def test_a_name_is_a_text(corridor: bashu.Workspace, given: Any) -> None:
    graph, travel = bashu.chain.ProductGraph(corridor), bashu.travel.Travel(corridor)
    catalogue, register = bashu.match.Catalogue(PRODUCTS), bashu.intake.NameRegister(FIRMS)
    for ask in (
        lambda: graph.coverage(given),
        lambda: travel.reach(given, 60),
        lambda: catalogue.search(given),
        lambda: catalogue.search_many(["电路板", given]),
        lambda: register.resolve(given),
        lambda: register.resolve_all(["示例光电", given]),
        lambda: bashu.decide.weigh(corridor, given, "suining"),
        lambda: bashu.decide.weigh(corridor, "cm_pcb", given),
    ):
        with pytest.raises(InputError, match="give a string"):
            ask()


@pytest.mark.parametrize("given", [None, 3, [3], {"a": 1}])
def test_a_page_is_bytes_or_text(given: Any) -> None:
    with pytest.raises(InputError, match="is no page"):
        bashu.intake.read_page(given)


def test_an_empty_page_is_not_told_about_headers() -> None:
    with pytest.raises(InputError, match="the page is empty"):
        bashu.intake.read_page(b" \n")


@pytest.mark.parametrize("given", [None, 3, ["n1"]])
def test_a_need_is_an_id_or_its_facts(corridor: bashu.Workspace, given: Any) -> None:
    with pytest.raises(InputError, match="is no need"):
        bashu.match.Ranker(corridor).rank(given)


@pytest.mark.parametrize("given", [3, b"data"])
def test_a_workspace_is_opened_by_its_path(given: Any) -> None:
    with pytest.raises(InputError, match="give a string"):
        bashu.Workspace.open(given)


@pytest.mark.parametrize("carries", ["goods", "people"])
def test_a_year_without_a_timetable_is_refused_for_goods_too(corridor: bashu.Workspace, carries: Any) -> None:
    with pytest.raises(UnknownName, match="2014, 2016, 2021"):
        bashu.travel.Travel(corridor).reach("chengdu", 60, carries, 1900)


def test_roads_timed_in_a_year_answer_for_goods_of_that_year() -> None:
    places = pl.DataFrame({"place": ["a", "b"], "name_zh": ["甲市", "乙市"], "level": ["city", "city"]})
    rows = pl.DataFrame(
        {"origin": ["a"], "destination": ["b"], "mode": ["road"], "minutes": [70], "year": [2025],
         "standing": ["timetable"], "source": ["s"]}
    )  # fmt: skip
    travel = bashu.travel.Travel(bashu.Workspace.from_frames({"places": places, "travel": rows}))
    assert travel.minutes("a", "b", "goods", 2025).minutes == 70
    with pytest.raises(UnknownName):
        travel.minutes("a", "b", "people", 2025)


def test_an_absent_column_is_told_beside_those_that_are_there() -> None:
    with pytest.raises(InputError) as refused:
        bashu.match.Catalogue(PRODUCTS.rename({"name_zh": "title"}))
    assert (
        str(refused.value)
        == "products, column name_zh: the column “name_zh” is missing; add it; the columns that are there: product, title"
    )
