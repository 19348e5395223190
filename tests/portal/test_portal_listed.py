"""The rows of a filtered list as a file, and the order of a list by each of its columns."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from bashu.portal import listed

if TYPE_CHECKING:
    from django.test import Client

#: a list, a filter, and what every chosen row then has
LISTS = (
    ("/firms/", "kind=enterprise&region=chongqing", "region", "chongqing"),
    ("/needs/", "standing=reported", "standing", "reported"),
    ("/gaps/", "status=missing", "status", "missing"),
    ("/agreements/", "level=enterprise", "level", "enterprise"),
    ("/statistics/", "region=sichuan&sort=-value", "region", "sichuan"),
)
PATHS = tuple(path for path, *_ in LISTS)


@pytest.mark.parametrize(("path", "query", "column", "value"), LISTS)
def test_the_file_has_the_rows_of_the_filtered_list(
    reader: Client, path: str, query: str, column: str, value: str
) -> None:
    total = reader.get(f"/api{path.rstrip('/')}?{query}").json()["sheet"]["total"]
    answer = reader.get(f"{path}rows.csv?{query}")
    rows = pl.read_csv(answer.content, infer_schema=False)
    assert rows.height == total > 0
    assert set(rows[column]) == {value}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{path}rows.xlsx?{query}").content), read_only=True)
    written = [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]
    assert len(written) > total
    assert any(query in str(cell) for row in written for cell in row)


def test_the_file_has_the_order_of_the_list(reader: Client) -> None:
    rows = pl.read_csv(reader.get("/statistics/rows.csv?sort=-value").content)
    assert rows["value"].to_list() == sorted(rows["value"], reverse=True)


@pytest.mark.parametrize("path", PATHS)
def test_every_head_that_sorts_does(reader: Client, path: str) -> None:
    heads = re.findall(r'class="sort" href="\?sort=(\w+)"', reader.get(path).content.decode())
    assert len(heads) >= 3
    for head in heads:
        ways = [reader.get(f"{path}?sort={sign}{head}").content.decode() for sign in ("", "-")]
        assert 'aria-sort="ascending"' in ways[0]
        assert 'aria-sort="descending"' in ways[1]
        table = [re.findall(r"<tbody>.*?</tbody>", way, re.DOTALL)[-1] for way in ways]
        columns = pl.read_csv(reader.get(f"{path}rows.csv").content, infer_schema=False)
        if columns[head].n_unique() > 1:
            assert table[0] != table[1], head


def test_the_list_offers_the_file_of_its_filter(reader: Client) -> None:
    page = reader.get("/en/firms/?kind=enterprise&page=2&size=50").content.decode()
    assert "/en/firms/rows.csv?kind=enterprise" in page
    assert "page=2" not in re.findall(r'"(/en/firms/rows\.xlsx[^"]*)"', page)[0]


def test_too_many_rows_are_refused_with_the_way_out(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "MOST_LISTED", {"csv": 10, "xlsx": 10})
    answer = reader.get("/firms/rows.csv")
    assert answer.status_code == 400
    assert "/data/organisations.csv" in answer.content.decode()
    assert reader.get("/firms/rows.pdf").status_code == 404
