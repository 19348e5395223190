"""Every page of the portal as a reader meets it, under a short name; without the language."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPOSITORY = Path(__file__).resolve().parents[3]
AXE = REPOSITORY / "assets" / "node_modules" / "axe-core" / "axe.min.js"
#: the pages as they looked, for people to look at
SCREENSHOTS = Path(os.environ.get("BASHU_SCREENSHOTS", REPOSITORY / "test-artefacts" / "portal"))

#: most bytes over the wire of a page to somebody who has none yet, and to somebody who has seen another
FIRST_VIEW = 400 * 1024
AFTER = 60 * 1024

PAGES = {
    "home": "/",
    "search": f"/search/?q={quote('电路板')}",
    "search-nothing": f"/search/?q={quote('龘龘')}",
    "chain": "/chain/",
    "chain-selected": "/chain/?product=fg_laptop",
    "chain-list": "/chain/?view=list",
    "chain-dates": f"/chain/?since=2019&product=cm_pcb&mark=ic_cpu&q={quote('电池')}",
    "chain-all-links": "/chain/?links=all&view=map",
    "product": "/products/fg_laptop/",
    "product-part": "/products/cm_pcb/",
    "coverage-list": "/coverage/?since=2019",
    "coverage": "/coverage/fg_laptop/?since=2019&depth=2",
    "openness": "/openness/",
    "gaps": "/gaps/",
    "firms": "/firms/",
    "firms-empty": "/firms/?q=zzzz",
    "firm": "/firms/boe-chengdu/",
    "suppliers": "/suppliers/",
    "suppliers-ranked": f"/suppliers/?q={quote('印制电路板')}&place=yibin",
    "needs": "/needs/",
    "need": "/needs/need-example-01/",
    "firm-wanted": "/firms/example-39/needs/",
    "plan": "/plan/",
    "plan-why": "/plan/why/?need=need-example-09",
    "plan-scenarios": "/plan/scenarios/",
    "weigh": "/weigh/",
    "weigh-verdict": "/weigh/?product=cm_pcb&place=suining",
    "travel": "/travel/",
    "travel-goods": "/travel/?place=suining&carries=goods",
    "travel-effects": "/travel/effects/",
    "travel-line": f"/travel/effects/?stop={quote('成都')}&stop={quote('重庆')}&at=0&at=40",
    "agreements": "/agreements/",
    "agreement": "/agreements/ag-2020-10-29-government/",
    "statistics": "/statistics/",
    "registers": "/registers/",
    "methods": "/methods/",
    "about": "/about/",
    "sources": "/sources/",
}


def received(page: Page) -> list[float]:
    """Count the bytes that come over the wire."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes
