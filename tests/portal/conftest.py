"""A portal with the bundled corridor, and every address it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: every page of the portal, without its language; one example where a page has an id in its address
#: pages that say how far long work is: nobody may keep them
PASSING = ("/plan/scenarios/",)
PAGES = (
    "/",
    "/search/?q=电路板",
    "/chain/",
    "/chain/?product=cm_pcb&status=covered",
    "/chain/?product=cm_pcb&since=2019&until=2024&q=电池&mark=ic_cpu&region=sichuan",
    "/products/cm_pcb/",
    "/products/fg_laptop/?region=sichuan",
    "/coverage/",
    "/coverage/?region=chongqing&since=2019",
    "/coverage/fg_laptop/",
    "/coverage/fg_laptop/?region=sichuan&depth=all&since=2019",
    "/openness/",
    "/gaps/",
    "/gaps/?wanted=yes&sort=-feasibility",
    "/firms/",
    "/firms/?q=京东方&kind=enterprise",
    "/firms/boe-chengdu/",
    "/firms/example-39/needs/",
    "/suppliers/",
    "/suppliers/?q=印制电路板&place=遂宁",
    "/needs/",
    "/needs/need-chengdu-target/",
    "/needs/need-example-01/?firm=京东方",
    "/plan/",
    "/plan/why/?need=need-example-09",
    *PASSING,
    "/weigh/",
    "/weigh/?product=印制电路板&place=遂宁",
    "/travel/",
    "/travel/?place=suining&carries=people",
    "/travel/?place=suining&carries=goods",
    "/travel/effects/",
    "/travel/effects/?stop=成都&at=0&stop=遂宁&at=30&stop=重庆&at=50",
    "/agreements/",
    "/agreements/ag-2020-10-29-government/",
    "/statistics/",
    "/registers/",
    "/methods/",
    "/about/",
    "/sources/",
)
API = (
    "/api/home",
    "/api/search?q=pcb",
    "/api/chain",
    "/api/products/cm_pcb",
    "/api/products/fg_laptop/coverage",
    "/api/gaps",
    "/api/needs/need-example-01?firm=example-39",
    "/api/firms",
    "/api/firms/boe-chengdu",
    "/api/firms/example-39/needs",
    "/api/suppliers?product=cm_pcb&place=suining",
    "/api/needs",
    "/api/plan",
    "/api/plan/why?need=need-example-09",
    "/api/weigh?product=cm_pcb&place=suining",
    "/api/travel?place=suining",
    "/api/travel/effects?before=2014&after=2021",
    "/api/agreements",
    "/api/agreements/ag-2020-10-29-government",
    "/api/statistics",
    "/api/methods",
    "/api/sources",
    "/api/tables",
    "/api/tables/products",
)
RESULTS = ("headlines", "gaps", "coverage", "plan", "plan-unmet", "plan-figures")
UNBOUNDED = 1_000_000


@pytest.fixture(scope="session")
def portal_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def _portal_settings(portal_home: Path) -> Iterator[None]:
    """A home of its own, engines that are there when a test asks, and room for many requests."""
    from django.conf import settings

    # a busy machine is not what these tests are about: whoever computes gets the turn
    limits = {
        **settings.BASHU_LIMITS,
        "read": UNBOUNDED,
        "compute": UNBOUNDED,
        "check": UNBOUNDED,
        "patience": 60.0,
    }
    with override_settings(BASHU_HOME=portal_home, BASHU_WAIT_FOR_ENGINES=True, BASHU_LIMITS=limits):
        yield


@pytest.fixture(scope="session")
def django_db_setup(_portal_settings: None, django_db_setup: None, django_db_blocker: object) -> None:
    """The bundled corridor in the test database, once for all tests."""
    from bashu.portal.data.actions import import_workspace
    from bashu.workspace import Workspace

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        import_workspace(Workspace.open(), operator=True)


@pytest.fixture(autouse=True)
def _fresh_answers() -> None:
    """No answer of another test is on the shelf."""
    from bashu.portal.core.freshness import shelf

    shelf.clear()


@pytest.fixture
def reader(db: None) -> Client:
    """A browser that has visited nothing yet."""
    return Client()


@pytest.fixture(params=["zh", "en"])
def language_prefix(request: pytest.FixtureRequest) -> str:
    return "" if request.param == "zh" else "/en"
