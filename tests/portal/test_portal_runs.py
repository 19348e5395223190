"""Long work: asked for once, done in the line, watched, taken back; plans under other circumstances."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bashu.match import by_timetables, offers, plan
from bashu.portal.core.lane import Busy
from bashu.portal.data.engines import engines
from bashu.portal.data.market import Market
from bashu.portal.market.scenario import Scenario, answer
from bashu.portal.runs import actions
from bashu.portal.runs.models import CANCELLED, DONE, FAILED, RUNNING, WAITING, Run
from bashu.portal.shown import Words
from bashu.workspace import Viewpoint, Workspace

if TYPE_CHECKING:
    from bashu.portal.runs.kinds import Brought

pytestmark = pytest.mark.django_db
QUESTION = Scenario(apart=True).question()


@pytest.fixture(scope="module")
def apart() -> Brought:
    """The plan of two regions that plan alone."""
    public = Workspace.open(viewpoint=Viewpoint.public())
    return answer(public, QUESTION, lambda _share, _step: None)


def version() -> str:
    return engines().version


def asked(token: str = "a", **question: object) -> Run:
    return actions.ask("plan", {**QUESTION, **question}, version(), token)


def waiting_slips() -> int:
    return DBTaskResult.objects.ready().count()


def test_the_same_question_stands_in_the_line_once() -> None:
    first, second = asked("a"), asked("b")
    assert first.key == second.key
    assert waiting_slips() == 1
    assert asked("a", prefer="same").key != first.key
    assert waiting_slips() == 2


def test_a_question_is_stopped_only_when_nobody_waits_for_it() -> None:
    run = asked("a")
    asked("b")
    with pytest.raises(PermissionDenied):
        actions.take_back(run.key, "somebody else")
    with pytest.raises(PermissionDenied):
        actions.take_back(run.key, "")
    assert actions.take_back(run.key, "a").state == WAITING
    assert actions.take_back(run.key, "b").state == CANCELLED
    assert actions.begin(run.key) is None
    # asked again it waits again
    assert asked("a").state == WAITING


def test_a_run_is_told_to_stop_while_it_runs() -> None:
    run = asked("a")
    assert actions.begin(run.key) is not None
    assert actions.begin(run.key) is None
    assert actions.move_on(run.key, 0.4, Words("求解", "solving"))
    actions.take_back(run.key, "a")
    assert not actions.move_on(run.key)
    actions.stop(run.key)
    assert Run.objects.get(key=run.key).state == CANCELLED


def test_runs_of_a_dead_process_go_back_in_the_line() -> None:
    run = asked("a")
    actions.begin(run.key)
    assert actions.rescue() == 0
    Run.objects.filter(key=run.key).update(touched=timezone.now() - timedelta(seconds=actions.SILENCE + 1))
    assert actions.rescue() == 1
    assert Run.objects.get(key=run.key).state == WAITING
    assert waiting_slips() == 2


def test_the_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_WAITING", 2)
    asked(without="x")
    asked(without="y")
    with pytest.raises(Busy):
        asked(without="z")
    # who asks for what waits already is let in
    asked("b", without="x")


def test_the_oldest_ended_runs_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "KEPT", 1)
    for number in range(3):
        run = asked(without=str(number))
        actions.begin(run.key)
        actions.fail(run.key, Words("不行", "no"))
    asked(without="next")
    assert Run.objects.filter(state=FAILED).count() == 1


def test_a_scenario_is_the_plan_that_the_library_makes(apart: Brought) -> None:
    market = Market.from_parts(apart.summary, apart.parts)
    now = engines().market()
    assert now is not None
    assert market.total_cost == now.cost_apart
    crossing = pl.col("origin_region") != pl.col("destination_region")
    assert market.assignments.filter(crossing).is_empty()
    assert apart.summary["illustrative"] is True
    book = openpyxl.load_workbook(io.BytesIO(apart.parts["plan-zh.xlsx"]))
    assert "供货方案" in book.sheetnames


def planned(scenario: Scenario) -> Market:
    public = Workspace.open(viewpoint=Viewpoint.public())
    brought = answer(public, scenario.question(), lambda _share, _step: None)
    return Market.from_parts(brought.summary, brought.parts)


def test_a_need_is_shared_out_where_enough_firms_offer() -> None:
    """Nobody supplies a half or more of a need that at least three serve: the cap is floor((d - 1) / (k - 1))."""
    market = planned(Scenario(suppliers=3))
    now = engines().market()
    assert now is not None
    firms = now.why.group_by("need").agg(pl.col("supplier").n_unique())
    shared = firms.filter(pl.col("supplier") >= 3)["need"].implode()
    orders = market.assignments.filter(pl.col("need").is_in(shared))
    assert orders.height > 50
    asked = offers(Workspace.open(viewpoint=Viewpoint.public())).needs.select(
        "need", pl.col("quantity").alias("asked")
    )
    with_asked = orders.join(asked, on="need")
    assert (with_asked["quantity"] <= (with_asked["asked"] - 1) // 2).all()
    assert market.total_cost >= now.total_cost


def test_without_minimum_lots_a_plan_is_no_dearer_and_proved_cheapest() -> None:
    now, market = engines().market(), planned(Scenario(lots=False))
    assert now is not None
    assert market.bound == market.total_cost <= now.total_cost


def test_no_firm_supplies_more_of_a_product_than_its_share() -> None:
    """Counted on the orders, by what is wanted from the capabilities of a product in one unit."""
    now, market = engines().market(), planned(Scenario(most_share=30))
    assert now is not None
    needs, capabilities, pairs = offers(Workspace.open(viewpoint=Viewpoint.public()))
    made = capabilities.select("capability", "product", "unit")
    wanted = (
        pairs.join(made, on="capability")
        .unique(["need", "product", "unit"])
        .join(needs.select("need", "quantity"), on="need")
        .group_by("product", "unit")
        .agg(pl.col("quantity").sum().alias("wanted"))
    )

    def largest(plan_of: Market) -> float:
        orders = plan_of.assignments.select("capability", "supplier", "quantity").join(made, on="capability")
        supplied = orders.group_by("supplier", "product", "unit").agg(pl.col("quantity").sum())
        shares = supplied.join(wanted, on=["product", "unit"])
        return float((shares["quantity"] / shares["wanted"]).to_numpy().max())

    assert largest(market) <= 0.3 < largest(now)
    assert market.total_cost > now.total_cost


def test_two_timetables_are_the_plans_that_the_library_makes() -> None:
    public = Workspace.open(viewpoint=Viewpoint.public())
    beside = by_timetables(public, 2014, 2021)
    assert planned(Scenario(timetable=2021)).total_cost == beside.summary["total_cost"][0]


def test_what_an_older_question_does_not_say_is_as_it_is() -> None:
    assert Scenario.read({"without": "", "apart": True, "prefer": "corridor"}) == Scenario(apart=True)


def test_a_question_is_named_by_all_that_is_different(reader: Client) -> None:
    reader.post(
        "/plan/scenarios/", {"timetable": "2014", "suppliers": "2", "most_share": "40", "any_lot": "on"}
    )
    assert Scenario.read(Run.objects.get().question) == Scenario(
        timetable=2014, suppliers=2, lots=False, most_share=40
    )
    listed = reader.get("/en/plan/scenarios/").content.decode()
    assert (
        "by the minutes of people, timetable 2014, at least 2 suppliers a need, "
        "no firm above 40 % of a product, without minimum lots" in listed
    )


def test_without_a_firm_nobody_is_supplied_by_it() -> None:
    public = Workspace.open(viewpoint=Viewpoint.public())
    firm = offers(public).capabilities["organisation"][0]
    brought = answer(public, Scenario(without=firm).question(), lambda _share, _step: None)
    market = Market.from_parts(brought.summary, brought.parts)
    assert firm not in market.assignments["supplier"].to_list()
    needs, capabilities, pairs = offers(public)
    left = capabilities.filter(pl.col("organisation") != firm)
    alone = plan(needs, left, pairs.filter(pl.col("capability").is_in(left["capability"].to_list())))
    assert market.total_cost == alone.total_cost >= plan(needs, capabilities, pairs).total_cost


def test_a_plan_is_asked_for_watched_and_read_on_its_page(reader: Client, apart: Brought) -> None:
    sent = reader.post("/plan/scenarios/", {"apart": "on"})
    assert sent.status_code == 302
    cookie = reader.cookies["bashu-asker"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    page = reader.get(sent.url)
    assert page["Cache-Control"] == "no-store"
    html = page.content.decode()
    assert "排队中" in html
    assert "取消计算" in html
    # who did not ask sees no button and may not press it
    other = Client()
    assert "取消计算" not in other.get(sent.url).content.decode()
    assert other.post(f"{sent.url}cancel/").status_code == 403
    run = Run.objects.get()
    actions.begin(run.key)
    actions.move_on(run.key, 0.4, Words("求解", "solving"))
    status = reader.get(f"{sent.url}status/")
    assert "求解" in status.content.decode()
    assert 'value="40"' in status.content.decode()
    assert "HX-Refresh" not in status
    actions.finish(run.key, *apart)
    assert reader.get(f"{sent.url}status/")["HX-Refresh"] == "true"
    done = reader.get(sent.url).content.decode()
    now = engines().market()
    assert now is not None
    assert f"{now.cost_apart:,}" in done
    assert "哪些需求因此不同" in done
    listed = reader.get("/en/plan/scenarios/").content.decode()
    assert "each region alone" in listed
    file = reader.get(f"/en{sent.url}plan.xlsx")
    assert "Plan" in openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames
    data = reader.get(f"/api/plan/scenarios/{run.key}").json()
    assert data["progress"]["state"] == DONE
    assert data["plan"]["certified"] is True
    assert reader.get(f"/api/runs/{run.key}").json()["share"] == 1.0


def test_who_asked_may_cancel(reader: Client) -> None:
    sent = reader.post("/plan/scenarios/", {"prefer": "same"})
    actions.begin(Run.objects.get().key)
    assert reader.post(f"{sent.url}cancel/").status_code == 302
    assert Run.objects.get().cancel
    assert Run.objects.get().state == RUNNING


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"}, 302),
        ({"HTTP_ORIGIN": "http://testserver"}, 302),
        ({}, 302),
    ],
)
def test_other_sites_may_not_ask(reader: Client, headers: dict[str, str], status: int) -> None:
    assert reader.post("/plan/scenarios/", {"apart": "on"}, **headers).status_code == status


def test_what_cannot_be_asked_is_said(reader: Client) -> None:
    wrong = reader.post("/plan/scenarios/", {"without": "没有这家"})
    assert wrong.status_code == 404
    assert "没有这家" in wrong.content.decode()
    assert reader.post("/plan/scenarios/", {"prefer": "everybody"}).status_code == 400
    assert reader.post("/plan/scenarios/", {"suppliers": "99"}).status_code == 400
    assert reader.post("/plan/scenarios/", {"timetable": "1999"}).status_code == 404
    assert reader.get("/plan/scenarios/absent/").status_code == 404
    assert reader.get("/plan/scenarios/absent/cancel/").status_code == 405
    assert reader.get("/api/runs/absent").status_code == 404


def test_why_a_need_is_served_so(reader: Client) -> None:
    market = engines().market()
    assert market is not None
    unmet = market.unmet.filter(pl.col("reason") == "capacity_taken").row(0, named=True)
    page = reader.get(f"/api/plan/why?need={unmet['need']}").json()
    assert page["short"] == unmet["quantity"]
    assert page["served_from"] > page["penalty"]
    assert {row["gap"] for row in page["offers"] if row["quantity"]} <= {0}
    html = reader.get(f"/plan/why/?need={unmet['need']}").content.decode()
    assert "缺一单位的代价高于" in html
    inner = reader.get(f"/plan/why/?need={unmet['need']}", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in inner
    assert reader.get("/plan/why/?need=absent").status_code == 404
    assert reader.get("/plan/why/?need=x&run=absent").status_code == 404
