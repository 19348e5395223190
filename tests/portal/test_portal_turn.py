"""One page at a time, and nobody waits for anybody who waits."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from bashu.portal.core.lane import Busy, Lane
from bashu.portal.core.language import one_language, reads_english
from bashu.portal.core.turn import has_turn, page_turn, stepping_aside
from bashu.portal.data.engines import Engines
from bashu.workspace import FramesSource

LONG = 20.0


def test_pages_are_made_one_after_the_other() -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def page(_: int) -> None:
        nonlocal inside, most
        with page_turn():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.005)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(page, range(24)))
    assert most == 1
    assert not has_turn()


def test_a_page_that_computes_lets_others_by() -> None:
    lane, computing, go_on = Lane(1, 4, LONG), threading.Event(), threading.Event()

    def compute() -> bool:
        with page_turn():
            with lane.turn():
                computing.set()
                assert go_on.wait(LONG)
                assert not has_turn()
            return has_turn()

    def read() -> float:
        started = time.perf_counter()
        with page_turn():
            return time.perf_counter() - started

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(compute)
        assert computing.wait(LONG)
        assert threads.submit(read).result(LONG) < LONG / 2
        go_on.set()
        assert slow.result(LONG)


def test_readers_of_one_answer_wait_without_the_turn() -> None:
    """Twelve pages ask for the same three computed answers at once: all of them come, each computed once."""
    engines = Engines(FramesSource({}))
    lane, computed = Lane(1, 12, LONG), []

    def answer(number: int) -> int:
        def compute() -> int:
            with lane.turn():
                time.sleep(0.01)
                computed.append(number)
                return number

        return engines.kept(("answer", number), compute)

    def page(number: int) -> int:
        with page_turn():
            return answer(number % 3) + answer((number + 1) % 3)

    with ThreadPoolExecutor(12) as threads:
        pages = [threads.submit(page, number) for number in range(12)]
        finished, waiting = wait(pages, LONG)
    assert not waiting
    assert sorted(computed) == [0, 1, 2]
    assert {page.result() for page in finished} == {1, 3, 2}


def test_a_full_lane_gives_the_turn_back() -> None:
    lane = Lane(1, 0, 0)
    with lane.turn(), page_turn():
        with pytest.raises(Busy), lane.turn():
            pass
        assert has_turn()
        with stepping_aside():
            assert not has_turn()
    assert not has_turn()


def test_the_language_of_a_page_does_not_outlive_it() -> None:
    from django.utils import translation

    with translation.override("en"):
        with one_language(), translation.override("zh-hans"):
            assert reads_english()
        assert reads_english()
    with translation.override("zh-hans"):
        assert not reads_english()
