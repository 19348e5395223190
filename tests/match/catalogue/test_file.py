"""A catalogue in a file: equal to the one in memory, read by many while one writes, whole after every kill."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bashu.errors import InputError, UnreadableFile
from bashu.match import Catalogue, CatalogueFile
from bashu.match.catalogue import file as file_module

if TYPE_CHECKING:
    from pathlib import Path

ids = st.sampled_from([f"p{number}" for number in range(6)])
products = st.lists(st.tuples(ids, st.text("电路板机屏", min_size=1, max_size=5)), max_size=4)
QUESTIONS = ("电路板", "dianluban", "板", "机屏")
TOGETHER = 20
WRITER = """
import sys, polars as pl
from bashu.match import CatalogueFile
from bashu.match.catalogue import file as module
module.CHANGES, module.SHARE = 30, 0.0
file = CatalogueFile(sys.argv[1])
for turn in range(int(sys.argv[2]), 1000000):
    names = [f"电路板第{turn}版{number}" for number in range(20)]
    file.change(pl.DataFrame({"product": [f"p{number}" for number in range(20)], "name_zh": names}))
    print(turn, flush=True)
"""


def table(rows: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, ["product", "name_zh"], orient="row").unique(
        "product", keep="last", maintain_order=True
    )


def answers(catalogue: Catalogue) -> list[Any]:
    return [
        [(hit.product, hit.name, hit.score, dict(hit.reasons)) for hit in catalogue.search(text)]
        for text in QUESTIONS
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(products, st.lists(ids, max_size=2)), max_size=5), st.integers(0, 3))
def test_a_file_answers_like_a_catalogue_built_anew(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    changes: list[tuple[list[tuple[str, str]], list[str]]],
    built_after: int,
) -> None:
    monkeypatch.setattr(file_module, "CHANGES", built_after)
    monkeypatch.setattr(file_module, "SHARE", 0.0)
    path = tmp_path_factory.mktemp("catalogue") / "names"
    writer, reader = CatalogueFile(path), CatalogueFile(path)
    rows: dict[str, str] = {}
    for number, (put, remove) in enumerate(changes, 1):
        assert writer.change(table(put) if put else None, remove) == number
        rows = {product: name for product, name in rows.items() if product not in set(remove)} | dict(put)
        anew = answers(
            Catalogue(table(list(rows.items())) if rows else pl.DataFrame(schema=file_module.SCHEMA))
        )
        # one that follows, one that is opened now, and the one that wrote
        assert answers(reader.catalogue()) == anew
        assert answers(CatalogueFile(path).catalogue()) == anew
        assert answers(writer.catalogue()) == anew


def test_a_kill_at_any_moment_leaves_the_change_before_or_after(tmp_path: Path) -> None:
    path, draw, last = tmp_path / "names", random.Random(8), -1
    for _ in range(4):
        command = [sys.executable, "-c", WRITER, str(path), str(last + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline()]
            time.sleep(draw.uniform(0.0, 0.25))
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.readlines()
        known = max(int(line) for line in said if line.endswith("\n") and line.strip())
        file = CatalogueFile(path)
        names = file.catalogue().products["name_zh"].to_list()
        turns = {int(name.removeprefix("电路板第").split("版")[0]) for name in names}
        # all products of one change, and none that was acknowledged is lost
        assert len(names) == TOGETHER
        assert len(turns) == 1
        assert turns.pop() in {known, known + 1}
        assert file.version() in {known + 1, known + 2}
        assert answers(file.catalogue()) == answers(Catalogue(file.catalogue().products))
        last = file.version() - 1


def test_readers_see_whole_changes_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "names"
    seen: list[set[str]] = []

    def read() -> None:
        file = CatalogueFile(path)
        until = time.monotonic() + 30
        mine: list[set[str]] = []
        while len({turn for turns in mine for turn in turns}) < 4 and time.monotonic() < until:
            mine.append({name.split("版")[0] for name in file.catalogue().products["name_zh"]})
        seen.extend(mine)

    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), "0"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        writer.kill()
    assert {len(turns) for turns in seen} == {1}
    assert len({turn for turns in seen for turn in turns}) > 1


def test_what_another_version_of_the_package_built_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_module, "CHANGES", 0)
    monkeypatch.setattr(file_module, "SHARE", 0.0)
    path = tmp_path / "names"
    CatalogueFile(path).change(table([("a", "电路板"), ("b", "屏")]))
    CatalogueFile(path).change(remove=["b"])
    before = answers(CatalogueFile(path).catalogue())
    monkeypatch.setattr(file_module, "MADE_BY", "later")
    assert answers(CatalogueFile(path).catalogue()) == before


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    file = CatalogueFile(tmp_path / "names")
    file.change(table([("a", "电路板")]))
    with pytest.raises(InputError, match="name_zh"):
        file.change(pl.DataFrame({"product": ["b"]}))
    assert file.version() == 1
    assert len(file.catalogue()) == 1


def test_something_else_is_no_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("not a database at all, but long enough to look at " * 20, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"letter\.txt"):
        CatalogueFile(path)
    with pytest.raises(UnreadableFile, match="nowhere"):
        CatalogueFile(tmp_path / "nowhere" / "names")


def test_an_index_that_is_missing_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "CHANGES", 0)
    monkeypatch.setattr(file_module, "SHARE", 0.0)
    path = tmp_path / "names"
    CatalogueFile(path).change(table([("a", "电路板"), ("b", "屏")]))
    [index] = tmp_path.glob("names.built-*")
    before = answers(CatalogueFile(path).catalogue())
    index.unlink()
    assert answers(CatalogueFile(path).catalogue()) == before
    CatalogueFile(path).change(table([("c", "电机")]))
    assert len(CatalogueFile(path).catalogue()) == 3
    # one index at a time, and nothing of a writer that was killed
    left = path.with_name("names.built-left")
    left.write_bytes(b"half")
    CatalogueFile(path).change(table([("d", "机屏")]))
    assert len(list(tmp_path.glob("names.built-*"))) == 1
    assert not left.exists()


def test_who_reads_keeps_the_index_that_was_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "CHANGES", 0)
    monkeypatch.setattr(file_module, "SHARE", 0.0)
    path = tmp_path / "names"
    CatalogueFile(path).change(table([("a", "电路板"), ("b", "机屏")]))
    reader = CatalogueFile(path)
    before = reader.catalogue()
    CatalogueFile(path).change(remove=["a"])
    assert [hit.product for hit in before.search("dianluban")] == ["a"]
    assert [hit.product for hit in before.search("电路板")] == ["a"]
    assert reader.catalogue().search("dianluban") == []


def test_pronunciation_follows_changes_that_came_before_anybody_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "names"
    monkeypatch.setattr(file_module, "SHARE", 0.0)
    monkeypatch.setattr(file_module, "CHANGES", 0)
    CatalogueFile(path).change(table([("a", "电路板"), ("b", "机屏")]))
    monkeypatch.setattr(file_module, "CHANGES", 1_000)
    reader = CatalogueFile(path)
    reader.catalogue()
    rows = {"b": "机屏"}
    for product, name in (("c", "电机"), ("d", "屏板"), ("e", "电路板")):
        CatalogueFile(path).change(table([(product, name)]), ["a"])
        rows[product] = name
        reader.catalogue()
    assert answers(reader.catalogue()) == answers(Catalogue(table(list(rows.items()))))
