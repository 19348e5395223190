"""`bashu read` on folders: every page, what could not be read by cause, the same with any number of processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bashu.errors import InputError
from bashu.intake.batch import failures_by_cause, page_files, read_files
from bashu.intake.processes import Ended, Workers, answers

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<html><head><title>两家企业签约_{site}</title></head><body><h1>两家企业签约</h1><p>2024-05-11 来源:{site}</p>
<div><p>5月10日,示例甲电子有限公司与示例乙光电有限公司在四川遂宁签署配套合作协议,约定首批供货十二万片。</p>
<p>签约之后,双方的技术人员看了生产线,商定下个月再次碰面,把供货的时间排出来。{site}记者在场。</p></div></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name, site in (("a.html", "甲报"), ("sub/b.htm", "乙报")):
        (tmp_path / name).write_bytes(PAGE.format(site=site).encode("gb18030"))
    (tmp_path / "c.html").write_bytes(b"%PDF-1.4")
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / "e.docx").write_bytes(b"PK")
    (tmp_path / ".hidden.html").write_bytes(b"x")
    return tmp_path


def bashu(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bashu", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "BASHU_LANG": "en"},
    )  # fmt: skip


def test_a_folder_is_read_page_by_page(folder: Path) -> None:
    pages = list(read_files(page_files(folder), processes=1))
    assert [page.file.rsplit("/", 1)[1] for page in pages] == ["a.html", "c.html", "d.txt", "b.htm"]
    assert [page.article is not None for page in pages] == [True, False, False, True]
    assert {code: len(found) for code, found in failures_by_cause(pages).items()} == {
        "empty_page": 1,
        "wrong_kind": 1,
    }


def test_several_processes_read_the_same(folder: Path) -> None:
    files = page_files(folder)
    assert list(read_files(files, processes=2)) == list(read_files(files, processes=1))


def test_the_command_writes_articles_merged_agreements_and_failures(folder: Path) -> None:
    output = folder / "out" / "all.json"
    done = bashu("read", str(folder), "-o", str(output), "--processes", "1")
    assert done.returncode == 1
    assert "1 not read" in done.stderr
    assert "PDF" in done.stderr
    document = json.loads(output.read_text(encoding="utf-8"))
    assert len(document["pages"]) == 2
    assert {failure["code"] for failure in document["failures"]} == {"wrong_kind", "empty_page"}
    (agreement,) = document["agreements"]
    assert {telling["source"]["source"] for telling in agreement["tellings"]} == {"甲报", "乙报"}


def test_one_article_a_line(folder: Path) -> None:
    output = folder / "all.jsonl"
    done = bashu("read", str(folder / "a.html"), str(folder / "sub"), "-o", str(output))
    assert done.returncode == 0
    lines = output.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["两家企业签约"] * 2


def test_nothing_that_can_be_read_is_bad_input(folder: Path) -> None:
    assert bashu("read", str(folder / "c.html"), str(folder / "d.txt")).returncode == 2
    (folder / "none").mkdir()
    done = bashu("read", str(folder / "none"))
    assert done.returncode == 2
    assert "no pages" in done.stderr


def test_files_of_one_article_are_joined(folder: Path) -> None:
    done = bashu("read", "--join", str(folder / "a.html"), str(folder / "sub" / "b.htm"), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["body"].count("5月10日") == 2


def test_a_workspace_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(InputError):
        list(read_files([folder / "a.html"], workspace=folder / "absent"))


def test_a_process_that_ends_takes_only_its_own_item_with_it() -> None:
    items = [*map(str, range(5)), "__import__('os')._exit(9)", *map(str, range(6, 9))]
    found = list(answers(eval, items, Workers(2, at_a_time=2)))
    assert found == [0, 1, 2, 3, 4, Ended(items[5]), 6, 7, 8]


def test_a_page_whose_process_ended_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_ends(_ask: object, files: list[Path], _workers: object) -> list[object]:
        return [*read_files(files[:1], processes=1), Ended(files[1])]

    monkeypatch.setattr("bashu.intake.batch.answers", one_ends)
    read, ended = read_files([folder / "a.html", folder / "sub" / "b.htm"], processes=2)
    assert read.article is not None
    assert list(failures_by_cause([read, ended])) == ["process_ended"]
    assert ended.failure is not None
    assert ended.failure.file == str(folder / "sub" / "b.htm")
