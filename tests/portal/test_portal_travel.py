"""The pages of travel: every timetable on one map, what came within reach, and a planned line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bashu.decide import commute_effects, travel_effects
from bashu.portal.travel.forms import MOST_STOPS
from bashu.travel import Travel
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=False)


def stops(*line: tuple[str, str]) -> str:
    return "&".join(f"stop={quote(place)}&at={quote(at)}" for place, at in line)


def test_every_timetable_stands_on_the_page_as_the_library_has_it(client: Client) -> None:
    page = client.get("/api/travel?place=yibin").json()
    travel = Travel(Workspace.open())
    assert [step["key"] for step in page["steps"]] == ["2014", "2016", "2021", "newest"]
    for step in page["steps"]:
        rows = travel.reach("yibin", float("inf"), "people", step["year"])
        assert step["minutes"] == dict(rows.select("place", "minutes").iter_rows())
        assert step["within"] == [int((rows["minutes"] <= limit).sum()) for limit in (60, 120, 240)]
    assert [step["key"] for step in page["steps"] if step["chosen"]] == ["newest"]
    html = client.get("/travel/?place=yibin&year=2014").content.decode()
    assert 'data-year="2014" aria-current="true"' in html
    # goods go by road, which has no year
    assert client.get("/api/travel?place=yibin&carries=goods").json()["steps"] == []


def test_what_is_not_known_stands_on_the_page(client: Client) -> None:
    page = client.get("/api/travel").json()
    assert len(page["holes"]) == Travel(Workspace.open()).holes().height
    html = client.get("/travel/").content.decode()
    assert "有线路，未见公布时间" in html
    assert "各来源均无客运列车" in html


def test_matches_and_ways_to_work_are_those_of_the_library(client: Client) -> None:
    corridor = Workspace.open()
    page = client.get("/api/travel/effects?before=2014&after=2021").json()
    matches = travel_effects(corridor, 2014, 2021).drop_nulls("matches")
    commutes = commute_effects(corridor, 2014, 2021)
    assert page["matches_total"] == matches.height
    assert [row["hours_saved"] for row in page["matches"]] == matches["hours_saved"].to_list()
    assert [row["openings"] for row in page["commutes"]] == commutes["openings"].to_list()
    html = client.get("/travel/effects/").content.decode()
    assert f"可能的供需配对 {matches['matches'].sum()} 个" in html
    assert "不是已有供货" in html


def test_a_planned_line_is_compared_with_the_newest_trains(client: Client) -> None:
    line = (("成都", "0"), ("遂宁", "30"), ("重庆", "50"))
    page = client.get(f"/api/travel/effects?{stops(*line)}").json()
    now = Travel(Workspace.open())
    planned = now.with_line([(place, float(at)) for place, at in line])
    expected = commute_effects(Workspace.open(), None, planned, travel=now)
    assert page["planned"]
    assert [row["openings"] for row in page["commutes"]] == expected["openings"].to_list()
    html = client.get(f"/en/travel/effects/?{stops(*line)}").content.decode()
    assert 'value="成都"' in html
    assert "integrated circuits" in html


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ((("成都", "0"),), 400, "逐站增加"),
        ((("成都", "0"), ("重庆", "soon")), 400, "逐站增加"),
        ((("成都", "0"), ("重庆", "nan")), 400, "逐站增加"),
        ((("成都", "0"), ("重庆", "-5")), 400, "逐站增加"),
        ((("成都", "0"), ("无此地", "5")), 404, "无此地"),
    ],
)
def test_a_line_that_is_none_comes_back_with_what_was_typed(
    client: Client, line: tuple[tuple[str, str], ...], status: int, said: str
) -> None:
    answer = client.get(f"/travel/effects/?{stops(*line)}")
    html = answer.content.decode()
    assert answer.status_code == status
    assert said in html
    assert 'role="alert"' in html
    assert 'value="成都"' in html


def test_a_line_has_a_bounded_number_of_stops(client: Client) -> None:
    line = tuple((f"p{number}", str(number)) for number in range(MOST_STOPS + 1))
    assert client.get(f"/travel/effects/?{stops(*line)}").status_code == 400
    assert client.get(f"/api/travel/effects?{stops(*line)}").status_code in {400, 422}
    assert client.get("/travel/effects/?stop=a&stop=b&at=0").status_code == 400
    assert client.get(f"/travel/effects/?stop={'x' * 200}&at=0").status_code == 400
