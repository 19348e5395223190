"""The portal as a stranger starts it: one command, quick, quiet, and hard to block."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from tests.portal.served import bashu, start, stop
from tests.tempo import of_children, processor_seconds

from bashu.portal.server import TOO_SOON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.portal.served import Portal

#: seconds from the command to the first page
START = 3.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    assert bashu(folder, "init").returncode == 0
    return folder


@pytest.fixture(scope="module")
def portal(home: Path) -> Iterator[Portal]:
    running = start(home, BASHU_READ_PER_MINUTE="1000000", BASHU_COMPUTE_PER_MINUTE="1000000")
    yield running
    stop(running)


def post(portal: Portal, path: str, body: str, cookie: str = "") -> tuple[int, str, str]:
    """Status, where it leads, and the cookie that it gives."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        given = (response.getheader("Set-Cookie") or "").split(";")[0].strip()
        return response.status, response.getheader("Location") or "", given
    finally:
        connection.close()


def state_of(portal: Portal, path: str, until: set[str]) -> dict[str, object]:
    begun = time.monotonic()
    while time.monotonic() - begun < 120:
        page = json.loads(portal.get(f"/api{path.rstrip('/')}")[1])
        if page["progress"]["state"] in until:
            return dict(page["progress"])
        time.sleep(0.2)
    raise AssertionError(page["progress"])


def test_long_work_is_done_beside_the_portal_and_can_be_cancelled(portal: Portal) -> None:
    status, path, cookie = post(portal, "/plan/scenarios/", "apart=on")
    assert status == 302
    assert state_of(portal, path, {"done", "failed"})["state"] == "done"
    status, other, cookie = post(portal, "/plan/scenarios/", "prefer=nobody", cookie)
    state_of(portal, other, {"running", "done"})
    assert post(portal, f"{other}cancel/", "", cookie)[0] == 302
    assert state_of(portal, other, {"cancelled", "done"})["state"] == "cancelled"


def test_init_twice_changes_nothing(home: Path) -> None:
    again = bashu(home, "init")
    assert again.returncode == 0
    assert "Nothing changed" in again.stderr


def test_init_with_bad_data_says_where_and_leaves_the_data(home: Path, tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("product,name_zh\na,甲\na,乙\n", encoding="utf-8")
    refused = bashu(home, "init", "--workspace", str(tmp_path))
    assert refused.returncode == 2
    assert "products.csv, row 3" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "Nothing changed" in bashu(home, "init").stderr


def test_serve_brings_in_the_corridor_at_the_first_start(tmp_path: Path) -> None:
    portal = start(tmp_path)
    assert portal.get("/products/cm_pcb/")[0] == 200
    said = stop(portal)
    assert "Brought in 15 tables" in said
    assert f"http://127.0.0.1:{portal.port}/" in said


def test_the_portal_starts_in_three_seconds(home: Path) -> None:
    """By the processor time of all that a start does, which the first page does not wait for in full."""
    assert processor_seconds(lambda: stop(start(home, "--workers", "1")), START, of_children) <= START


def test_it_listens_on_this_machine_only(portal: Portal) -> None:
    listening = (
        subprocess.run(["ss", "-ltn"], capture_output=True, text=True, check=False).stdout
        if shutil.which("ss")
        else ""
    )
    if not listening:
        pytest.skip("no `ss` on this machine")
    assert re.findall(rf"(\S+):{portal.port}\b", listening) == ["127.0.0.1"]


def test_the_bundle_is_served_packed(portal: Portal) -> None:
    status, body, _ = portal.get("/static/ninja/swagger-ui.css")
    assert status == 200
    assert body


#: those who weigh without end, and what they ask about
FLOOD = 40
WEIGHED = ("cm_pcb", "fg_laptop", "ic_cpu", "dp_oled", "dp_lcd", "cm_fpc", "ic_mem", "fg_phone")


@pytest.mark.parametrize("asked_for", [1_000, 4], ids=["anew", "ready"])
def test_a_flood_of_computations_leaves_reading_quick(portal: Portal, asked_for: int) -> None:
    """Forty weigh without end, new questions or old ones: whoever reads waits for each of them once or so.

    Counted in answers, not in seconds: however slow the machine, a reader who waits for hundreds of answers
    of others is being passed over. Where another program takes one of the two processes from the machine, the
    other answers on, so that one round in three has to do.
    """
    places = [row["place"] for row in json.loads(portal.get("/api/tables/places?size=200")[1])["rows"]]
    questions = [f"/weigh/?product={product}&place={place}" for product in WEIGHED for place in places]
    assert len(questions) > 400
    questions = questions[:asked_for]
    pages = ("/firms/?page={}", "/statistics/?page={}", "/api/tables/travel?page={}", "/agreements/?q={}")
    for path in ("/", "/chain/", "/gaps/"):
        assert portal.get(path)[0] == 200
    stopped, asked, answers = threading.Event(), itertools.count(), deque[int]()

    def flood() -> None:
        while not stopped.is_set():
            with contextlib.suppress(OSError):
                answers.append(portal.get(questions[next(asked) % len(questions)])[0])

    def passed_over_by(path: str) -> int:
        before = len(answers)
        status, _, _ = portal.get(path)
        assert status == 200
        return len(answers) - before

    def is_fair(others: list[int]) -> bool:
        return statistics.median(others) <= 2 * FLOOD and statistics.quantiles(others, n=10)[-1] <= 4 * FLOOD

    rounds: list[list[int]] = []
    with ThreadPoolExecutor(FLOOD) as threads:
        floods = [threads.submit(flood) for _ in range(FLOOD)]
        try:
            while len(answers) < FLOOD:
                time.sleep(0.01)
            while len(rounds) < 3 and not any(map(is_fair, rounds)):
                first = len(rounds) * 24
                rounds.append(
                    [
                        passed_over_by(pages[number % len(pages)].format(number // len(pages) + 1))
                        for number in range(first, first + 24)
                    ]
                )
        finally:
            stopped.set()
        for each in floods:
            each.result(60)
    assert set(answers) <= {200, 503}
    assert any(map(is_fair, rounds)), rounds


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "], ids=["nothing", "half a header"]
)
def test_who_says_nothing_to_the_end_blocks_nobody(portal: Portal, said: bytes) -> None:
    idle = [socket.create_connection(("127.0.0.1", portal.port), timeout=60) for _ in range(200)]
    try:
        for connection in idle:
            connection.sendall(said)
        answers = [portal.get("/about/") for _ in range(5)]
    finally:
        for connection in idle:
            connection.close()
    assert {status for status, _, _ in answers} == {200}
    # behind a server that gives them a thread each, the first answer came after fifteen seconds or never
    assert max(seconds for _, _, seconds in answers) < 10


@pytest.mark.parametrize(
    "rubbish",
    [b"GET /\x00 HTTP/1.1\r\n\r\n", b"\xff" * 10_000, b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n"],
    ids=["nul", "bytes", "endless"],
)
def test_rubbish_is_refused_and_reading_goes_on(portal: Portal, rubbish: bytes) -> None:
    answer = b""
    # whoever is refused in the middle of a sentence may find the line cut
    with (
        socket.create_connection(("127.0.0.1", portal.port), timeout=60) as connection,
        contextlib.suppress(OSError),
    ):
        connection.sendall(rubbish)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(100)
    assert not answer or answer.split()[1][:1] == b"4"
    assert portal.get("/about/")[0] == 200


def processes(portal: Portal, number: int, gone: set[int]) -> set[int]:
    """The processes of a portal, once there are so many without those that have gone."""
    until = time.monotonic() + 60
    found: set[int] = set()
    while time.monotonic() < until and len(found) != number:
        listed = subprocess.run(
            ["pgrep", "-P", str(portal.process.pid)], capture_output=True, text=True, check=False
        )
        found = {int(line) for line in listed.stdout.split()} - gone
        time.sleep(0.1)
    return found


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    portal = start(tmp_path, "--workers", "2")
    try:
        # two that answer, and one for long work
        first = processes(portal, 3, set())
        # one that ends sooner than that is taken for one that cannot start
        time.sleep(TOO_SOON + 1)
        os.kill(min(first), signal.SIGKILL)
        assert len(processes(portal, 3, {min(first)})) == 3
        assert {portal.get("/about/")[0] for _ in range(10)} == {200}
    finally:
        stop(portal)
    assert (
        subprocess.run(["pgrep", "-P", str(portal.process.pid)], capture_output=True, check=False).stdout
        == b""
    )


def test_a_port_that_is_taken_is_said_in_one_sentence(portal: Portal, home: Path) -> None:
    refused = bashu(home, "serve", "--port", str(portal.port))
    assert refused.returncode == 2
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr
