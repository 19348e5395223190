"""The same number on a page, in the API, on the command line and in the exported file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
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
    """Every figure of the home page: headlines, stages, end products, lines of work, tiles."""
    shown = on_page(reader, "/")
    assert shown == on_page(reader, "/en/")
    kinds = {"headline", "stage", "parts", "line", "tile"}
    assert {key.split(".")[0] for key in shown} == kinds
    answer = reader.get("/api/home").json()
    assert len(answer["figures"]) == 9
    assert shown == home_in_api(answer)
    printed = home_on_command_line(answer)
    # the command line knows no tiles: they are counted anew from the file
    assert {key: value for key, value in shown.items() if not key.startswith("tile.")} == printed
    assert shown == home_in_files(reader, answer)


def home_in_api(answer: dict[str, Any]) -> dict[str, float]:
    figures = in_api(answer["figures"])
    for strip in answer["stages"]:
        figures[f"stage.{strip['stage']}.made"] = strip["made"]
        figures[f"stage.{strip['stage']}.products"] = len(strip["cells"])
    for strip in answer["parts"]:
        figures[f"parts.{strip['product']['id']}.covered"] = strip["covered"]
        figures[f"parts.{strip['product']['id']}.total"] = len(strip["cells"])
    figures |= {f"line.{line['line']}.agreements": line["agreements"] for line in answer["lines"]}
    tiles = {tile["place"]["id"]: tile["organisations"] for tile in answer["tiles"]}
    return figures | {f"tile.{place}.organisations": count for place, count in tiles.items() if count}


MADE = ("strong", "covered", "single_source")


def home_on_command_line(answer: dict[str, Any]) -> dict[str, float]:
    figures = {f"headline.{row['figure']}": row["value"] for row in on_command_line("summary")["rows"]}
    for row in on_command_line("chain", "by", "stage")["rows"]:
        figures[f"stage.{row['word']}.made"] = sum(row[status] for status in MADE)
        figures[f"stage.{row['word']}.products"] = row["products"]
    coverage = {row["product"]: row for row in on_command_line("chain", "list")["rows"]}
    for product in (strip["product"]["id"] for strip in answer["parts"]):
        figures[f"parts.{product}.covered"] = coverage[product]["covered"]
        figures[f"parts.{product}.total"] = coverage[product]["parts"]
    lines = on_command_line("summary", "--lines")["rows"]
    return figures | {f"line.{row['line']}.agreements": row["agreements"] for row in lines}


def home_in_files(reader: Client, answer: dict[str, Any]) -> dict[str, float]:
    headlines = in_file(reader, "headlines").select("figure", "value")
    figures = {f"headline.{figure}": value for figure, value in headlines.iter_rows()}
    coverage = in_file(reader, "coverage")
    staged = coverage.join(in_file(reader, "products").select("product", "stage"), on="product")
    for (stage,), rows in staged.group_by("stage"):
        figures[f"stage.{stage}.made"] = rows["reported"].is_in(MADE).sum()
        figures[f"stage.{stage}.products"] = rows.height
    for product in (strip["product"]["id"] for strip in answer["parts"]):
        row = coverage.row(by_predicate=pl.col("product") == product, named=True)
        figures[f"parts.{product}.covered"] = row["covered"]
        figures[f"parts.{product}.total"] = row["parts"]
    lines = in_file(reader, "agreements")["lines"].explode().drop_nulls()
    for line in answer["lines"]:
        figures[f"line.{line['line']}.agreements"] = (lines == line["line"]).sum()
    return figures | organisations_by_tile(reader, {tile["place"]["id"] for tile in answer["tiles"]})


def organisations_by_tile(reader: Client, tiles: set[str]) -> dict[str, float]:
    above = dict(in_file(reader, "places").select("place", "parent").iter_rows())
    seats = in_file(reader, "organisations").filter(pl.col("standing") != "illustrative")["place"]
    counts: Counter[str] = Counter()
    for seat in seats.drop_nulls():
        place: str | None = seat
        while place is not None and place not in tiles:
            place = above.get(place)
        if place is not None:
            counts[f"tile.{place}.organisations"] += 1
    return dict(counts)


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


GAINS = (
    "needs",
    "served_in_full",
    "orders_at_home",
    "orders_bought_elsewhere",
    "orders_sold_elsewhere",
    "suppliers",
)


def test_plan(reader: Client) -> None:
    shown = {key: value for key, value in on_page(reader, "/plan/").items() if key.startswith("plan.")}
    plan = reader.get("/api/plan").json()
    assert shown == in_api(plan["figures"] + [figure for gain in plan["gains"] for figure in gain["figures"]])
    assert shown == plan_on_command_line()
    assert shown == dict(in_file(reader, "plan-figures").iter_rows())
    assert {
        key: value for key, value in shown.items() if key in (exported := plan_in_files(reader))
    } == exported


def plan_on_command_line() -> dict[str, float]:
    printed = on_command_line("plan")
    gains, matches = printed["gains"], printed["assignments"]
    apart = next(way for way in printed["ways"] if way["way"] == "each region alone")
    figures = {
        "plan.needs": sum(gain["needs"] for gain in gains),
        "plan.served": sum(gain["served_in_full"] for gain in gains),
        "plan.unmet": len(printed["unmet"]),
        "plan.assignments": len(matches),
        "plan.crossing": sum(gain["orders_bought_elsewhere"] for gain in gains),
        "plan.suppliers": len({match["supplier"] for match in matches}),
        "plan.total_cost": int(printed["total_cost"]),
        "plan.cost_apart": int(apart["total_cost"]),
        "plan.saving": int(apart["dearer_than_plan"]),
    }
    return figures | {f"plan.{gain['region']}.{name}": gain[name] for gain in gains for name in GAINS}


def plan_in_files(reader: Client) -> dict[str, float]:
    """Every figure that the files of the plan can be counted for; what is not chosen leaves no row."""
    matches, unmet = in_file(reader, "plan"), in_file(reader, "plan-unmet")
    crossing = matches.filter(pl.col("origin_region") != pl.col("destination_region"))
    cost = (matches["cost"] * matches["quantity"]).sum() + (unmet["penalty"] * unmet["quantity"]).sum()
    needs = set(matches["need"]) | set(unmet["need"])
    figures = {
        "plan.needs": len(needs),
        "plan.served": len(needs - set(unmet["need"])),
        "plan.unmet": unmet["need"].n_unique(),
        "plan.assignments": matches.height,
        "plan.crossing": crossing.height,
        "plan.suppliers": matches["supplier"].n_unique(),
        "plan.total_cost": int(cost),
    }
    for region in ("sichuan", "chongqing"):
        home, goal = pl.col("origin_region") == region, pl.col("destination_region") == region
        figures[f"plan.{region}.orders_at_home"] = matches.filter(home, goal).height
        figures[f"plan.{region}.orders_bought_elsewhere"] = matches.filter(~home, goal).height
        figures[f"plan.{region}.orders_sold_elsewhere"] = matches.filter(home, ~goal).height
    return figures


def test_gaps(reader: Client) -> None:
    page = reader.get("/api/gaps?size=200").json()
    printed = on_command_line("gaps")["rows"]
    exported = in_file(reader, "gaps")
    ranked = [(row["rank"], row["product"]["id"], row["priority"]) for row in page["rows"]]
    assert ranked == [(row["rank"], row["product"], row["priority"]) for row in printed]
    assert ranked == list(exported.select("rank", "product", "priority").iter_rows())
