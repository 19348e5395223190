"""Every public table as a file: the same rows in every format, and nothing that runs."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.portal.conftest import RESULTS

from bashu.portal.data.engines import engines
from bashu.portal.wording import MEANINGS
from bashu.report.files import flat_text

if TYPE_CHECKING:
    from django.test import Client

TABLES = ("places", "travel", "organisations", "sites", "products", "inputs", "substitutes", "capabilities",
          "needs", "supplies", "projects", "agreements", "parties", "statistics", "coefficients")  # fmt: skip


def download(reader: Client, address: str) -> bytes:
    response = reader.get(address)
    # read to the end the answer closes itself; closing it again would take the database away from the test
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    return content


@pytest.mark.parametrize("table", TABLES)
def test_every_format_has_the_rows_the_public_sees(reader: Client, table: str) -> None:
    public = engines().workspace.table(table)
    assert engines().workspace.viewpoint.kind == "public"
    assert_frame_equal(pl.read_parquet(io.BytesIO(download(reader, f"/data/{table}.parquet"))), public)
    rows = json.loads(download(reader, f"/data/{table}.json"))
    assert rows == public.to_dicts()
    flat = flat_text(public)
    text = pl.read_csv(io.BytesIO(download(reader, f"/data/{table}.csv")), infer_schema=False)
    assert text.columns == public.columns
    assert text.height == public.height
    assert text[:, 0].to_list() == flat[:, 0].cast(pl.String).to_list()


def test_every_public_table_is_among_them(reader: Client) -> None:
    offered = {table["table"] for table in reader.get("/api/tables").json()}
    assert offered == set(TABLES)
    page = reader.get("/sources/").content.decode()
    assert offered <= set(MEANINGS)
    for table in offered:
        assert all(f"/data/{table}.{suffix}" in page for suffix in ("csv", "parquet", "json", "xlsx"))
        assert reader.get(f"/api/tables/{table}?size=1").json()["total"] > 0


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("suffix", ["csv", "parquet", "json", "xlsx"])
def test_results_are_files_too(reader: Client, result: str, suffix: str) -> None:
    assert len(download(reader, f"/data/{result}.{suffix}")) > 100


@pytest.mark.parametrize(
    "address",
    ["/data/secrets.csv", "/data/products.exe", "/data/bashu_version.csv", "/data/regional.csv"],
)
def test_what_is_no_public_table_is_not_there(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_old_files_and_snapshots_leave_the_engines_whole(reader: Client) -> None:
    """Engines that are in use need no file of their snapshot any more."""
    import shutil

    from bashu.portal.data.snapshots import snapshot_folder

    reader.get("/")
    shutil.rmtree(snapshot_folder())
    assert reader.get("/firms/boe-chengdu/").status_code == 200
    assert reader.get("/needs/").status_code == 200
