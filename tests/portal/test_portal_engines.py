"""Engines by version: readers of the old version are not kept waiting by the new one."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from bashu.portal.data import engines as room
from bashu.portal.data.engines import ANSWERS_KEPT, EngineRoom, Engines
from bashu.workspace import FramesSource, Workspace

if TYPE_CHECKING:
    from types import SimpleNamespace


def small(version: str) -> Engines:
    products = Workspace.open().table("products")
    found = Engines(FramesSource({"products": products}))
    found.version = version
    return found


def test_a_question_is_computed_once_for_all_who_ask() -> None:
    engines, computed, answers = small("1"), [], []

    def compute() -> int:
        computed.append(1)
        time.sleep(0.05)
        return 42

    threads = [
        threading.Thread(target=lambda: answers.append(engines.kept("key", compute))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [42] * 8
    assert computed == [1]


def test_a_question_that_fails_may_be_asked_again() -> None:
    engines = small("1")
    with pytest.raises(ZeroDivisionError):
        engines.kept("key", lambda: 1 // 0)
    assert engines.kept("key", lambda: 1) == 1


def test_a_slow_question_keeps_nobody_else_waiting() -> None:
    engines, going, may_end = small("1"), threading.Event(), threading.Event()

    def slow() -> int:
        going.set()
        assert may_end.wait(10)
        return 1

    thread = threading.Thread(target=lambda: engines.kept("slow", slow))
    thread.start()
    assert going.wait(10)
    assert engines.kept("quick", lambda: 2) == 2
    may_end.set()
    thread.join()


def test_old_answers_make_room() -> None:
    engines = small("1")
    for number in range(ANSWERS_KEPT + 10):
        engines.kept(number, lambda number=number: number)
    assert len(engines._answers) == ANSWERS_KEPT


@override_settings(BASHU_WAIT_FOR_ENGINES=False)
def test_the_old_engines_answer_while_the_new_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    versions, may_build, built = ["1"], threading.Event(), []
    monkeypatch.setattr(room, "current_version", lambda: versions[-1])
    monkeypatch.setattr(
        room, "open_snapshot", lambda: FramesSource({"products": Workspace.open().table("products")})
    )

    def make(source: SimpleNamespace) -> Engines:
        if versions[-1] != "1":
            assert may_build.wait(60)
        built.append(versions[-1])
        return small(versions[-1])

    monkeypatch.setattr(room, "Engines", make)
    engine_room = EngineRoom()
    assert engine_room.current().version == "1"
    versions.append("2")
    # who waited for the new version here would wait until its making fails
    assert {engine_room.current().version for _ in range(20)} == {"1"}
    may_build.set()
    deadline = time.monotonic() + 60
    while engine_room.current().version != "2" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert engine_room.current().version == "2"
    assert built == ["1", "2"]
