"""The command line as a stranger uses it: answers, files, exit codes, both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest


def bashu(
    *arguments: str, language: str = "en", stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BASHU_LANG": language, "COLUMNS": "160"}
    done = subprocess.run(
        [sys.executable, "-m", "bashu", *arguments],
        input=stdin,
        capture_output=True,
        env=environment,
        cwd=cwd,
        check=False,
    )
    out, error = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in error, error
    return subprocess.CompletedProcess(done.args, done.returncode, out, error)


def test_coverage_says_the_sentence_in_both_languages() -> None:
    zh = bashu("chain", "coverage", "笔记本电脑", language="zh")
    assert zh.returncode == 0
    assert "20 类零部件" in zh.stdout
    assert "目前没有一条确认的供应记录" in zh.stdout.replace("\n", "")
    document = json.loads(bashu("chain", "coverage", "fg_laptop", "--region", "四川", "--json").stdout)
    assert document["region"] == "sichuan"
    assert document["total"] == 20
    assert document["covered_confirmed"] == 0


def test_what_changed_since_a_date_is_listed_with_who_changed_it(tmp_path: Path) -> None:
    document = json.loads(bashu("chain", "coverage", "fg_laptop", "--since", "2020", "--json").stdout)
    assert document["covered_before"] < document["covered_after"]
    better = [part for part in document["parts"] if part["change"] == "better"]
    assert better
    assert all(part["gained"] for part in better)
    refused = bashu("chain", "coverage", "fg_laptop", "--since", "soon")
    assert refused.returncode == 2
    assert "2020-10" in refused.stderr


def test_gaps_are_put_in_order_by_one_factor() -> None:
    rows = json.loads(bashu("gaps", "--sort", "feasibility", "--json").stdout)["rows"]
    values = [row["feasibility"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert bashu("gaps", "--sort", "beauty").returncode == 2


def test_gaps_stand_beside_the_coverage_too() -> None:
    assert bashu("chain", "gaps", "--json").stdout == bashu("gaps", "--json").stdout != ""


def test_a_table_goes_to_any_file(tmp_path: Path) -> None:
    for suffix in ("csv", "parquet", "xlsx", "json"):
        path = tmp_path / f"gaps.{suffix}"
        done = bashu("gaps", "-o", str(path))
        assert done.returncode == 0, done.stderr
        assert path.is_file()
    frame = pl.read_parquet(tmp_path / "gaps.parquet")
    assert pl.read_csv(tmp_path / "gaps.csv").height == frame.height
    sheet = openpyxl.load_workbook(tmp_path / "gaps.xlsx").worksheets[0]
    assert sheet.max_row == frame.height + 5  # a title, two notes, a blank line, the headers


def test_weigh_finds_names_and_writes_its_rule() -> None:
    done = bashu("weigh", "印制电路板", "--place", "遂宁", language="zh")
    assert done.returncode == 0
    assert "黄灯" in done.stdout
    assert "红灯（满足任一条）" in done.stdout
    document = json.loads(bashu("weigh", "cm_pcb", "--place", "suining", "--json").stdout)
    assert document["light"] == "amber"


def test_the_plan_is_marked_illustrative_wherever_it_goes(tmp_path: Path) -> None:
    assert "Illustrative" in bashu("plan").stdout
    assert json.loads(bashu("plan", "--json").stdout)["illustrative"] is True
    path = tmp_path / "plan.xlsx"
    assert bashu("plan", "-o", str(path), language="zh").returncode == 0
    book = openpyxl.load_workbook(path)
    for name in ("供货方案", "未满足", "产能价值", "价格证明", "不成交原因"):
        notes = [cell.value for row in book[name].iter_rows(max_row=6, max_col=1) for cell in row]
        assert any("示意数据" in str(note) for note in notes), name


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("weigh", "印制电路", "--place", "遂宁"), "印制电路板"),
        (("weigh", "cm_pcb", "--place", "遂林"), "check the spelling"),
        (("chain", "coverage", "nothing-like-it"), "no product"),
        (("travel", "changes", "1999", "2021"), "1999"),
        (("travel", "line", "成都=0", "重庆"), "重庆"),
        (("travel", "effects", "--line", "成都=10,重庆=0"), "10, 0"),
        (("match", "rank", "no-such-need"), "no-such-need"),
        (("read", "absent.html"), "absent.html"),
        (("gaps", "-w", "absent-folder"), "absent-folder"),
        (("gaps", "-o", "gaps.pdf"), "“.pdf” is nothing this can be written as"),
    ],
)
def test_bad_input_ends_with_2_and_one_clear_sentence(
    arguments: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    done = bashu(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert expected in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_planned_line_is_told_by_its_gains_its_matches_and_its_ways_to_work(tmp_path: Path) -> None:
    line = "成都=0,遂宁=30,重庆=50"
    gains = json.loads(bashu("travel", "line", *line.split(","), "--json").stdout)
    first = next(
        row for row in gains["rows"] if (row["origin"], row["destination"]) == ("chengdu", "chongqing")
    )
    assert (first["before"], first["after"]) == (62, 50)
    path = tmp_path / "effects.xlsx"
    assert bashu("travel", "effects", "--line", line, "-o", str(path), language="zh").returncode == 0
    assert "往返一次共省（小时）" in {
        cell.value for row in openpyxl.load_workbook(path).active for cell in row
    }
    commutes = bashu("travel", "commutes", "--line", line, language="zh").stdout
    assert "这里数的是组织" in commutes
    holes = bashu("travel", "holes", language="zh").stdout
    assert "各来源均无客运列车" in holes


def test_minutes_of_ones_own_hold_on_the_command_line(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("origin,destination,mode,minutes\n成都,重庆,road,33\n", encoding="utf-8")
    told = json.loads(bashu("travel", "minutes", "成都", "重庆", "--own", str(own), "--json").stdout)
    assert [(row["minutes"], row["standing"]) for row in told["rows"]] == [(33.0, "own"), (33.0, "own")]
    reached = json.loads(bashu("travel", "reach", "成都", "33", "--own", str(own), "--json").stdout)
    assert "chongqing" in [row["place"] for row in reached["rows"]]
    own.write_text("origin,destination,mode,minutes\n成都,重庆,road,soon\n", encoding="utf-8")
    refused = bashu("travel", "minutes", "成都", "重庆", "--own", str(own))
    assert refused.returncode == 2
    assert "row 2, column minutes, value “soon”" in refused.stderr


def test_two_timetables_are_planned_side_by_side() -> None:
    document = json.loads(bashu("plan", "--timetables", "2014", "2021", "--json").stdout)
    assert [row["scenario"] for row in document["rows"]] == ["plan", "2014"]
    assert "Illustrative" in bashu("plan", "--timetables", "2014", "2021").stdout
    assert bashu("plan", "--timetables", "1999", "2021").returncode == 2


def test_rank_wants_a_need_or_a_product() -> None:
    assert bashu("match", "rank").returncode == 2
    assert bashu("match", "rank", "need-example-01", "--product", "cm_pcb").returncode == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("needs.csv", b"need,standing\nn1,reported\n", "missing_column"),
        ("needs.csv", b"need,standing,source,quantity\nn1,reported,x,many\n", "not_a_number"),
        ("needs.csv", b"", "empty_file"),
        ("needs.csv", b"%PDF-1.4 \x00", "wrong_kind"),
        ("needs.csv", "need,standing,source\n需求,reported,来源\n".encode("gb18030"), "wrong_encoding"),
    ],
)
def test_check_prints_each_finding_with_its_place_and_ends_with_1(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = bashu("check", str(tmp_path), "--json")
    assert done.returncode == 1
    findings = json.loads(done.stdout)["findings"]
    assert code in {finding["code"] for finding in findings}
    assert all(name in finding["file"] for finding in findings)
    text = bashu("check", str(tmp_path), language="zh")
    assert text.returncode == 1
    assert "错误" in text.stdout
    assert (tmp_path / name).read_bytes() == content


def test_the_bundled_data_passes_its_own_check() -> None:
    done = bashu("check", language="zh")
    assert done.returncode == 0
    assert "0 处错误" in done.stdout


def test_read_takes_standard_input_and_gives_json() -> None:
    page = Path(__file__).resolve().parents[2] / "src/bashu/corridor/pages/yibin-2020.html"
    done = bashu("read", "-", "--json", stdin=page.read_bytes())
    assert done.returncode == 0
    article = json.loads(done.stdout)
    assert article["published_at"].startswith("2020-10-30T")
    levels = {agreement["level"] for agreement in article["agreements"]}
    assert {"government", "association", "enterprise"} <= levels
    for agreement in article["agreements"]:
        for span in agreement["evidence"]:
            assert 0 <= span["start"] < span["end"] <= len(article["body"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_demo_writes_everything_and_sums_up(tmp_path: Path, language: str) -> None:
    done = bashu("demo", "--no-serve", "-o", str(tmp_path / "out"), language=language)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"article.json", "coverage.xlsx", "gaps.xlsx", "plan.xlsx", "weigh.json"} <= names
    assert ("示意" if language == "zh" else "Illustrative") in done.stdout
    assert len(done.stdout.splitlines()) <= 60


def test_the_demo_reads_another_page_and_refuses_what_is_none(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.4 not a page")
    done = bashu("demo", "--no-serve", "--page", str(page), "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["gaps.csv", "gaps.xlsx", "gaps.json"])
def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path, name: str) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    for arguments in (
        ("gaps", "-o", str(blocked / name)),
        ("weigh", "cm_pcb", "--place", "suining", "-o", str(blocked / "weigh.json")),
        ("demo", "--no-serve", "-o", str(blocked)),
    ):
        done = bashu(*arguments)
        assert done.returncode == 2, done.stderr
        assert "cannot be written" in done.stderr
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_a_folder_is_no_output_file(tmp_path: Path) -> None:
    done = bashu("gaps", "-o", str(tmp_path))
    assert done.returncode == 2
    assert "regular file" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_finding() -> None:
    command = f"set -o pipefail; {sys.executable} -m bashu gaps --json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"%PDF-1.4 x", "PDF"), (b"", "empty"), (b"<html><body></body></html>", "no article")],
)
def test_what_is_no_page_is_named_with_its_file(tmp_path: Path, content: bytes, expected: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(content)
    done = bashu("read", str(page))
    assert done.returncode == 2
    assert str(page) in done.stderr
    assert expected in done.stderr
    assert bashu("read", str(tmp_path)).returncode == 2


def test_suggested_inputs_come_with_reasons_and_are_not_called_facts() -> None:
    known = bashu("chain", "suggest", "笔记本电脑", "--limit", "3", "--json")
    assert known.returncode == 0
    rows = json.loads(known.stdout)["rows"]
    assert len(rows) == 3
    assert all(row["reasons"] for row in rows)
    unseen = bashu("chain", "suggest", "--name", "车载显示模组", language="zh")
    assert "不是事实" in unseen.stdout
    assert bashu("chain", "suggest").returncode == 2
    assert bashu("chain", "suggest", "不存在的东西").returncode == 2


def test_an_accepted_suggestion_is_written_beside_what_is_known(tmp_path: Path) -> None:
    first = json.loads(bashu("chain", "suggest", "笔记本电脑", "--limit", "1", "--json").stdout)["rows"][0]
    file = tmp_path / "inputs.csv"
    told = ("--by", "示例企业 01", "--source", "清单", "--on", "2026-11-26")
    done = bashu("chain", "accept", "笔记本电脑", first["name_zh"], *told, "-o", str(file))
    assert done.returncode == 0, done.stderr
    rows = pl.read_csv(file)
    added = rows.filter(pl.col("standing") == "claimed")
    assert rows.height > added.height == 1
    assert added.select("input", "product").row(0) == (first["product"], "fg_laptop")
    assert added["source"][0].startswith("claimed by 示例企业 01 on 2026-11-26; 清单; suggested from ")
    refused = bashu("chain", "accept", "笔记本电脑", "没有这样的建议", "--by", "示例企业 01")
    assert refused.returncode == 2
    assert "没有这样的建议" in refused.stderr
