"""The script rebuilds the bundled files, byte for byte."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import bashu

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = REPOSITORY / "scripts" / "corridor" / "build.py"
CORRIDOR = Path(bashu.__file__).parent / "corridor"


@pytest.mark.shared
def test_the_script_rebuilds_the_files_byte_for_byte(shared: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(SCRIPT), "--output", str(tmp_path)],
        check=True,
        capture_output=True,
        env={"BASHU_SHARED": str(shared), "PYTHONHASHSEED": "7"},
    )
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    bundled = {path.name: path.read_bytes() for path in CORRIDOR.glob("*.csv")}
    assert sorted(built) == sorted(bundled)
    assert [name for name in built if built[name] != bundled[name]] == []


def test_the_bundled_files_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in CORRIDOR.glob("*.csv")}
    assert sizes["travel.csv"] < 700_000
    assert sum(sizes.values()) < 1_500_000


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("http://tyjgjz.com/cn/202310/t20231010_7497736.html", "2023-10-10"),
        ("http://tp.hkcd.com/content_p/2019-04/26/content_73379.html", "2019-04-26"),
        ("http://sc.people.com.cn/n2/2020/0604/c345167-34062159.html", "2020-06-04"),
        ("https://yybnet.net/chengdu/shuangliu/201809/8064883.html", "2018-09"),
        ("http://digitaltimes.com.cn/semi-chips/0925642020.html", ""),
        ("https://www.aiodt.com/article/9912.html", ""),
    ],
)
def test_the_date_of_a_source_is_read_only_where_its_address_shows_one(
    monkeypatch: pytest.MonkeyPatch, address: str, day: str
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    from evidence import source_date  # type: ignore[import-not-found, unused-ignore]

    assert source_date(address) == day


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_about_the_data_counts_its_rows(language: str) -> None:
    page = (REPOSITORY / "docs" / f"corridor.{language}.md").read_text(encoding="utf-8")
    told = {name: int(rows) for name, rows in re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)}
    held = {path.stem: pl.read_csv(path, infer_schema=False).height for path in CORRIDOR.glob("*.csv")}
    assert told == held


def test_every_line_of_the_mapping_reaches_a_table() -> None:
    lines = pl.read_csv(SCRIPT.parent / "tables" / "evidence.csv", infer_schema=False)
    capabilities = pl.read_csv(CORRIDOR / "capabilities.csv", infer_schema=False)
    projects = pl.read_csv(CORRIDOR / "projects.csv", infer_schema=False)
    exists = lines.filter(pl.col("status") == "exists")
    reported = capabilities.filter(pl.col("standing") == "reported")
    assert exists.select("organisation", "text").rows() == reported.select("organisation", "text").rows()
    city_level = projects.filter(pl.col("organisation").is_null()).height
    assert projects.height == lines.height - exists.height + city_level
