"""Bounds of what the public may ask for, and a flood that leaves reading quick."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import RequestFactory, override_settings

from bashu.portal.core import limits
from bashu.portal.core.lane import Busy, Lane
from bashu.portal.core.limits import ADDRESSES, Allowance, address_of

if TYPE_CHECKING:
    from django.test import Client


def with_limits(**changes: float) -> override_settings:
    return override_settings(BASHU_LIMITS={**settings.BASHU_LIMITS, **changes})


def test_an_allowance_fills_evenly() -> None:
    now = [0.0]
    allowance = Allowance(per_minute=60, clock=lambda: now[0])
    assert [allowance.take("a") for _ in range(60)] == [0] * 60
    assert allowance.take("a") == 1
    assert allowance.take("b") == 0
    now[0] = 10.0
    assert [allowance.take("a") for _ in range(11)] == [0] * 10 + [1]


def test_forgotten_addresses_cost_no_memory() -> None:
    allowance = Allowance(per_minute=1)
    for number in range(ADDRESSES + 50):
        allowance.take(str(number))
    assert len(allowance._buckets) == ADDRESSES


def test_a_forwarded_address_is_believed_of_known_proxies_only() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9")
    assert address_of(request) == "10.0.0.1"
    with override_settings(BASHU_PROXIES=("10.0.0.1",)):
        assert address_of(request) == "203.0.113.9"


def test_who_reads_too_much_is_told_when_to_come_back(reader: Client) -> None:
    with with_limits(read=5):
        limits._allowances.clear()
        answers = [reader.get("/about/", REMOTE_ADDR="198.51.100.7") for _ in range(7)]
        other = reader.get("/about/", REMOTE_ADDR="198.51.100.8")
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/weigh/?product=cm_pcb&place={}",
        "/suppliers/?product=cm_pcb&place={}",
        "/api/weigh?product=cm_pcb&place={}",
        "/api/suppliers?product=cm_pcb&place={}",
    ],
)
def test_who_computes_too_much_may_still_read(reader: Client, path: str) -> None:
    places = ["chengdu", "suining", "yibin", "mianyang", "deyang"]
    with with_limits(compute=3):
        limits._allowances.clear()
        answers = [reader.get(path.format(place), REMOTE_ADDR="198.51.100.9") for place in places]
        again = reader.get(path.format(places[0]), REMOTE_ADDR="198.51.100.9")
        reading = reader.get("/gaps/", REMOTE_ADDR="198.51.100.9")
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert again.status_code == 200, "an answer that is there costs nothing"
    assert reading.status_code == 200


def test_an_endless_address_is_refused(reader: Client) -> None:
    assert reader.get("/firms/?q=" + "a" * 5_000).status_code == 414


def test_a_lane_lets_few_in_and_turns_the_rest_away() -> None:
    lane, inside, most, turned, done = Lane(lanes=2, waiting=3, patience=5), [], [0], [], threading.Event()
    lock = threading.Lock()

    def compute() -> None:
        try:
            with lane.turn():
                with lock:
                    inside.append(1)
                    most[0] = max(most[0], len(inside))
                done.wait(60)
                with lock:
                    inside.pop()
        except Busy:
            turned.append(1)

    threads = [threading.Thread(target=compute) for _ in range(20)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    while len(turned) < 15 and time.monotonic() < deadline:
        time.sleep(0.005)
    done.set()
    for thread in threads:
        thread.join()
    assert most[0] == 2
    assert len(turned) == 15


def test_patience_ends() -> None:
    lane = Lane(lanes=1, waiting=5, patience=0.05)
    with lane.turn(), pytest.raises(Busy), lane.turn():
        pass
    with lane.turn():
        pass


def test_a_full_lane_says_so_in_words(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from bashu.portal.data import engines

    full = Lane(lanes=1, waiting=0, patience=0)
    monkeypatch.setattr(engines, "lane", lambda: full)
    with full.turn():
        page = reader.get("/weigh/?product=cm_pcb&place=luzhou")
        data = reader.get("/api/weigh?product=cm_pcb&place=luzhou")
        reading = reader.get("/statistics/")
    assert page.status_code == data.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert data.json()["detail"]["zh"]
    assert reading.status_code == 200
