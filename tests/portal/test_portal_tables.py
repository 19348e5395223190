"""The vocabulary in the database: column by column, and the same rows out as in."""

from __future__ import annotations

import polars as pl
import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from polars.testing import assert_frame_equal

from bashu.portal.data.models import MODELS
from bashu.portal.data.snapshots import open_snapshot
from bashu.portal.data.source import DatabaseSource
from bashu.tables import TABLES
from bashu.workspace import Viewpoint, Workspace

KINDS = {
    "text": models.TextField,
    "date": models.TextField,
    "period": models.TextField,
    "list": models.TextField,
    "number": models.FloatField,
    "whole": models.BigIntegerField,
    "flag": models.BooleanField,
}


def test_every_table_has_its_model() -> None:
    assert list(MODELS) == list(TABLES)


@pytest.mark.parametrize("name", list(TABLES))
def test_a_model_has_the_columns_of_its_table(name: str) -> None:
    table, fields = TABLES[name], MODELS[name]._meta.get_fields()
    assert [field.name for field in fields] == ["id", *(column.name for column in table)]
    for column, field in zip(table, fields[1:], strict=True):
        assert type(field) is KINDS[column.kind], column.name
        assert field.null is (not column.required), column.name
        assert field.column == column.name
        assert field.unique is (table.key == (column.name,)), column.name
        assert (field.db_index or field.unique) is (column.references is not None or field.unique), (
            column.name
        )


@pytest.mark.django_db
@pytest.mark.parametrize("source", [DatabaseSource, open_snapshot])
def test_the_same_rows_come_out_as_went_in(source: type[DatabaseSource]) -> None:
    stored, bundled = Workspace(source()), Workspace.open()
    assert stored.names() == bundled.names()
    for name in bundled.names():
        assert_frame_equal(stored.table(name), bundled.table(name))


@pytest.mark.django_db
def test_the_public_sees_what_the_public_of_the_folder_sees() -> None:
    public = Viewpoint.public()
    stored, bundled = Workspace(DatabaseSource(), public), Workspace.open(viewpoint=public)
    for name in bundled.names():
        assert_frame_equal(stored.table(name), bundled.table(name))


FILTERS = [
    (pl.col("product") == "cm_pcb", '"product" = '),
    (pl.col("product").is_in(["cm_pcb", "ic_cpu"]), '"product" IN '),
    (pl.col("capacity").is_not_null() & (pl.col("standing") == "illustrative"), '"capacity" IS NOT NULL'),
    (pl.col("capacity") >= 1000, '"capacity" >= '),
    (pl.col("capacity") > 100, '"capacity" > '),
    ((pl.col("product") == "cm_pcb") | (pl.col("lead_days") < 10), " OR "),
    (pl.col("text").str.contains("板"), ""),
    ((pl.col("product") == "cm_pcb") & pl.col("text").str.contains("板"), '"product" = '),
    ((pl.col("product") == "cm_pcb") | pl.col("text").str.contains("板"), ""),
    (~(pl.col("product") == "cm_pcb"), ""),
    (pl.col("certificates").list.len() > 0, ""),
    (pl.col("product") > "cm", ""),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("where", "pushed"), FILTERS, ids=[str(number) for number in range(len(FILTERS))])
def test_columns_and_filters_are_pushed_down(where: pl.Expr, pushed: str) -> None:
    expected = Workspace.open().table("capabilities").filter(where).select("capability", "product")
    with CaptureQueriesContext(connection) as queries:
        found = Workspace(DatabaseSource()).scan("capabilities", ["capability", "product"], where).collect()
    assert_frame_equal(found, expected)
    query = next(query["sql"] for query in queries if '"capability"' in query["sql"])
    assert '"source"' not in query.split(" FROM ")[0]
    assert pushed in query
    assert bool(pushed) is (" WHERE " in query)
    assert 0 < expected.height < 288
