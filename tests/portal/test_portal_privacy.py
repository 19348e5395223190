"""What firms confirmed or claimed about themselves shows nowhere in public: not one secret number, anywhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.portal.conftest import API, PAGES, RESULTS

from bashu.portal.core.sources import SUFFIXES
from bashu.portal.data.actions import import_workspace
from bashu.portal.data.engines import engines, forget_engines
from bashu.tables import TABLES
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

#: numbers that occur nowhere else: whoever sees one of them has seen a secret
SECRETS = {"capacity": 918273.5, "lot": 646464.25, "quantity": 372819.75, "value": 551928.125}
SECRET_BUYER = "secret-buyer-of-nothing"
#: pages that the walk opens: every kind of page many times over
MOST = 400


@pytest.fixture
def confidential(db: None) -> Iterator[None]:
    """The corridor with confirmed and claimed records of real firms in it."""
    bundled = Workspace.open()
    frames = {name: bundled.table(name) for name in bundled.names()}
    rows = [
        {"capability": f"secret-cap-{standing}", "organisation": "boe-chengdu", "product": "cm_pcb",
         "text": "板", "capacity": SECRETS["capacity"], "minimum_lot": SECRETS["lot"], "unit": "m2",
         "role": "maker", "standing": standing, "updated": "2026-01-01", "source": "the firm itself"}
        for standing in ("confirmed", "claimed")
    ]  # fmt: skip
    frames["capabilities"] = grown(frames["capabilities"], "capabilities", rows)
    needs = [
        {"need": f"secret-need-{standing}", "organisation": "boe-chengdu", "product": "cm_pcb",
         "quantity": SECRETS["quantity"], "unit": "m2", "standing": standing, "source": "the firm itself"}
        for standing in ("confirmed", "claimed")
    ]  # fmt: skip
    frames["needs"] = grown(frames["needs"], "needs", needs)
    buyer = {"organisation": SECRET_BUYER, "name": SECRET_BUYER, "kind": "enterprise", "place": "chengdu",
             "standing": "registered", "source": "a register"}  # fmt: skip
    frames["organisations"] = grown(frames["organisations"], "organisations", [buyer])
    supplies = [
        {"supplier": "boe-chengdu", "buyer": SECRET_BUYER, "product": "dp_lcd", "value": SECRETS["value"],
         "unit": "万元", "period": "2025", "standing": "confirmed", "source": "both firms"}
    ]  # fmt: skip
    frames["supplies"] = grown(frames["supplies"], "supplies", supplies)
    import_workspace(Workspace.from_frames(frames), operator=True)
    assert engines().workspace.viewpoint.kind == "public"
    yield
    forget_engines()


def grown(frame: pl.DataFrame, name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.concat([frame, pl.DataFrame(rows).pipe(filled, name)])


def filled(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    schema = TABLES[name].schema
    absent = [
        pl.lit(None, kind).alias(column) for column, kind in schema.items() if column not in frame.columns
    ]
    return frame.with_columns(absent).select(pl.col(column).cast(kind) for column, kind in schema.items())


def written_forms(number: float) -> set[str]:
    """How a number may be written: with separators, cut off or rounded, in 万."""
    return {
        f"{number:,.0f}", f"{number:.0f}", f"{int(number):,}", f"{int(number)}", f"{number}", f"{number:,}",
        f"{number / 1e4:.2f}", f"{number / 1e4:.3f}", f"{2 * number:.0f}", f"{2 * number:,.0f}",
    }  # fmt: skip


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/") and not href.startswith(("//", "/static/")):
            self.found.append(href.split("#")[0])


def text_of(address: str, body: bytes) -> str:
    path = address.partition("?")[0]
    if path.endswith(".parquet"):
        return str(pl.read_parquet(io.BytesIO(body)).write_json())
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return body.decode()


def kind_of(path: str) -> str:
    """Pages that differ in an id or a filter are of one kind."""
    return "/".join(path.split("?", maxsplit=1)[0].removeprefix("/en").split("/")[:2]) + "?" * ("?" in path)


def walk(reader: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """Every address that can be reached from the given ones, each kind of page up to a share of the walk."""
    waiting, seen, kinds = deque(start), set(start), dict[str, int]()
    while waiting and len(kinds) < MOST:
        path = waiting.popleft()
        response = reader.get(path)
        found = response.getvalue()
        assert response.status_code in {200, 404}, path
        if response.status_code == 404:
            continue
        body = text_of(path, found)
        yield path, body
        if response.headers["Content-Type"].startswith("text/html"):
            links = Links()
            links.feed(body)
            for link in links.found:
                kinds[kind_of(link)] = kinds.get(kind_of(link), 0) + 1
                if link not in seen and kinds[kind_of(link)] <= 40:
                    seen.add(link)
                    waiting.append(link)


def test_no_secret_shows_at_any_address(confidential: None, reader: Client) -> None:
    files = [f"/data/{table}.{suffix}" for table in (*TABLES, *RESULTS) for suffix in SUFFIXES]
    tables = [f"/api/tables/{table}?page={page}&size=200" for table in TABLES for page in (1, 2)]
    asked = [
        "/firms/boe-chengdu/",
        "/api/firms/boe-chengdu",
        "/products/dp_lcd/",
        "/suppliers/?product=cm_pcb",
        "/api/suppliers?product=cm_pcb&limit=50",
        "/weigh/?product=cm_pcb&place=chengdu",
    ]
    start = [*PAGES, *(f"/en{path}" for path in PAGES), *API, *tables, *files, *asked]
    forms = "|".join(re.escape(form) for number in SECRETS.values() for form in sorted(written_forms(number)))
    secret = re.compile(rf"(?<![\d.])(?:{forms})(?!\d)")
    opened = 0
    for path, body in walk(reader, start):
        opened += 1
        assert not (found := secret.search(body)), f"{path} shows {found.group() if found else ''}"
        if SECRET_BUYER in body:
            # who it is is public, whom it buys from is not
            assert "boe-chengdu" not in body or "firms" in path or "organisations" in path, path
    assert opened > len(start)


def test_the_firm_itself_is_shown_without_its_numbers(confidential: None, reader: Client) -> None:
    firm = reader.get("/api/firms/boe-chengdu").json()
    own = {offer["capability"]: offer for offer in firm["offers"]}
    assert own["secret-cap-confirmed"]["capacity"] is None
    assert own["secret-cap-claimed"]["capacity"] is None
    assert own["secret-cap-confirmed"]["standing"]["en"] == "confirmed"
    assert all(supply["other"]["id"] != SECRET_BUYER for supply in firm["supplies"])


def test_confirmed_supply_counts_apart(confidential: None, reader: Client) -> None:
    """Coverage says that something is confirmed: by whom and how much stays with the parties."""
    figures = {
        figure["key"]: figure["value"]
        for figure in reader.get(f"/api/products/{engines().graph.users('cm_pcb')['product'][0]}").json()[
            "coverage"
        ]["figures"]
    }
    assert figures["coverage.covered_confirmed"] >= 1
    assert figures["coverage.covered_confirmed"] <= figures["coverage.covered"]


def test_the_plan_leaves_out_what_is_not_public(confidential: None, reader: Client) -> None:
    plan = reader.get("/api/plan?size=200").json()
    assert not any(row["capability"].startswith("secret") for row in plan["assignments"])
    left_out = engines().market()
    assert left_out is not None
    assert "secret-cap-confirmed" in left_out.left_out["id"].to_list()
