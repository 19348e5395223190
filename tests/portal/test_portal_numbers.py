"""The same number on a page, in the API, on the command line and in the exported file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

if TYPE_CHECKING:
    from django.test import Client

#: a figure on a page: data-figure="coverage.total" data-value="42"
SHOWN = re.compile(r"<\w+\b[^>]*\bdata-figure=[^>]*>")


def on_page(reader: Client, path: str) -> dict[str, float]:
    """Every figure of a page by its key."""
    figures = {}
    for tag in SHOWN.findall(reader.get(path).content.decode()):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes["data-value"]:
            figures[attributes["data-figure"]] = float(attributes["data-value"])
    return figures


def in_api(figures: list[dict[str, Any]]) -> dict[str, float]:
    return {figure["key"]: float(figure["value"]) for figure in figures}


def on_command_line(*arguments: str) -> Any:
    command = [sys.executable, "-m", "bashu", *arguments, "--json"]
    environment = {**os.environ, "BASHU_LANG": "zh", "PYTHONUTF8": "1"}
    return json.loads(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)


def in_file(reader: Client, name: str) -> pl.DataFrame:
    response = reader.get(f"/data/{name}.parquet")
    content = response.getvalue()
    return pl.read_parquet(io.BytesIO(content))


def test_home(reader: Client) -> None:
    shown = {key: value for key, value in on_page(reader, "/").items() if key.startswith("headline.")}
    assert shown == {k: v for k, v in on_page(reader, "/en/").items() if k.startswith("headline.")}
    assert len(shown) == 9
    assert shown == in_api(reader.get("/api/home").json()["figures"])
    printed = on_command_line("summary")["rows"]
    assert shown == {f"headline.{row['figure']}": row["value"] for row in printed}
    exported = in_file(reader, "headlines")
    assert shown == {
        f"headline.{figure}": value for figure, value in exported.select("figure", "value").iter_rows()
    }


@pytest.mark.parametrize(
    ("product", "region"), [("fg_laptop", None), ("fg_laptop", "chongqing"), ("fg_phone", None)]
)
def test_coverage(reader: Client, product: str, region: str | None) -> None:
    query = f"?region={region}" if region else ""
    shown = {
        k: v for k, v in on_page(reader, f"/products/{product}/{query}").items() if k.startswith("coverage.")
    }
    assert len(shown) == 5
    assert shown == in_api(reader.get(f"/api/products/{product}{query}").json()["coverage"]["figures"])
    assert shown == in_api(reader.get(f"/api/products/{product}/coverage{query}").json()["figures"])
    printed = on_command_line("chain", "coverage", product, *(["--region", region] if region else []))
    assert shown == {
        f"coverage.{name.removeprefix('coverage.')}": printed[name.removeprefix("coverage.")]
        for name in shown
    }
    if region is None:
        row = in_file(reader, "coverage").row(by_predicate=pl.col("product") == product, named=True)
        assert shown["coverage.total"] == row["parts"]
        assert shown["coverage.covered"] == row["covered"]
        assert shown["coverage.covered_confirmed"] == row["covered_confirmed"]
        assert shown["coverage.essential_total"] == row["essential"]
        assert shown["coverage.essential_covered"] == row["essential_covered"]


def test_plan(reader: Client) -> None:
    shown = {key: value for key, value in on_page(reader, "/plan/").items() if key.startswith("plan.")}
    plan = reader.get("/api/plan").json()
    figures = plan["figures"] + [figure for gain in plan["gains"] for figure in gain["figures"]]
    assert shown == in_api(figures)
    printed = on_command_line("plan")
    assert shown["plan.total_cost"] == int(printed["total_cost"])
    assert shown["plan.assignments"] == len(printed["assignments"])
    assert shown["plan.unmet"] == len(printed["unmet"])
    for gain in printed["gains"]:
        for name in (
            "needs",
            "served_in_full",
            "orders_at_home",
            "orders_bought_elsewhere",
            "orders_sold_elsewhere",
            "suppliers",
        ):
            assert shown[f"plan.{gain['region']}.{name}"] == gain[name]
    exported, unmet = in_file(reader, "plan"), in_file(reader, "plan-unmet")
    assert shown["plan.assignments"] == exported.height
    assert shown["plan.suppliers"] == exported["supplier"].n_unique()
    assert shown["plan.unmet"] == unmet["need"].n_unique()
    cost = int((exported["cost"] * exported["quantity"]).sum() + (unmet["penalty"] * unmet["quantity"]).sum())
    assert shown["plan.total_cost"] == cost


def test_gaps(reader: Client) -> None:
    page = reader.get("/api/gaps?size=200").json()
    printed = on_command_line("gaps")["rows"]
    exported = in_file(reader, "gaps")
    ranked = [(row["rank"], row["product"]["id"], row["priority"]) for row in page["rows"]]
    assert ranked == [(row["rank"], row["product"], row["priority"]) for row in printed]
    assert ranked == list(exported.select("rank", "product", "priority").iter_rows())
