"""The portal as a stranger starts it: one command, quick, quiet, and hard to block."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: seconds from the command to the first page
START = 3.0


@dataclass
class Portal:
    """A portal in a process of its own."""

    port: int
    process: subprocess.Popen[str]
    started_in: float

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body and seconds of one request on a connection of its own."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read(), time.perf_counter() - start
        finally:
            connection.close()


def environment(home: Path, **more: str) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BASHU_", "DJANGO_", "COV_"))
    }
    return {**inherited, "BASHU_HOME": str(home), "BASHU_LANG": "en", "PYTHONUTF8": "1", **more}


def bashu(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bashu", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(home, **more), check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, *arguments: str, **more: str) -> Portal:
    port = free_port()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bashu", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment(home, **more))
    portal = Portal(port, process, 0.0)
    while time.perf_counter() - begun < 60:
        try:
            status, _, _ = portal.get("/")
        except OSError:
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.02)
            continue
        assert status == 200
        portal.started_in = time.perf_counter() - begun
        return portal
    raise AssertionError("the portal did not start")


def stop(portal: Portal) -> str:
    portal.process.send_signal(signal.SIGTERM)
    _, said = portal.process.communicate(timeout=20)
    return said


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
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1):
        pytest.skip("this machine is busy with other work: its clock says nothing about the portal")
    best = START + 1
    for _ in range(5):
        portal = start(home)
        stop(portal)
        best = min(best, portal.started_in)
        if best <= START:
            break
    assert best <= START


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


def quick(times: list[float]) -> bool:
    """Whether readers waited less than half a second in the middle and a second at the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] < 1.0 and statistics.median(times) < 0.5


def test_a_flood_of_computations_leaves_reading_quick(portal: Portal) -> None:
    """Forty who weigh without end, each another question, while one reads page after page."""
    places = re.findall(r'"place":"([a-z-]+)"', portal.get("/api/tables/places?size=200")[1].decode())
    places = places or ["chengdu", "suining", "yibin", "luzhou"]
    products = ("cm_pcb", "fg_laptop", "ic_cpu", "dp_oled", "dp_lcd", "cm_fpc", "ic_mem", "fg_phone")
    questions = [f"/weigh/?product={product}&place={place}" for product in products for place in places]
    pages = (
        "/",
        "/chain/",
        "/gaps/",
        "/firms/?page={}",
        "/statistics/?page={}",
        "/api/tables/travel?page={}",
        "/agreements/",
    )
    stop_flood, answers, lock = threading.Event(), [], threading.Lock()

    def flood(number: int) -> None:
        position = number
        while not stop_flood.is_set():
            try:
                status, _, _ = portal.get(questions[position % len(questions)])
            except OSError:
                continue
            with lock:
                answers.append(status)
            position += 40

    threads = [threading.Thread(target=flood, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    try:
        # other work on the machine slows single rounds; a flood that blocks readers blocks every round
        for _ in range(3):
            times = []
            for number in range(60):
                status, _, seconds = portal.get(pages[number % len(pages)].format(number // len(pages) + 1))
                assert status == 200
                times.append(seconds)
            if quick(times):
                break
    finally:
        stop_flood.set()
        for thread in threads:
            thread.join()
    assert set(answers) <= {200, 503}
    assert len(answers) > 20
    assert quick(times), (statistics.quantiles(times, n=20)[-1], statistics.median(times))


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "], ids=["nothing", "half a header"]
)
def test_who_says_nothing_to_the_end_blocks_nobody(portal: Portal, said: bytes) -> None:
    idle = [socket.create_connection(("127.0.0.1", portal.port), timeout=5) for _ in range(200)]
    try:
        for connection in idle:
            connection.sendall(said)
        answers = [portal.get("/about/") for _ in range(5)]
    finally:
        for connection in idle:
            connection.close()
    assert {status for status, _, _ in answers} == {200}
    assert max(seconds for _, _, seconds in answers) < 2


@pytest.mark.parametrize(
    "rubbish",
    [b"GET /\x00 HTTP/1.1\r\n\r\n", b"\xff" * 10_000, b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n"],
    ids=["nul", "bytes", "endless"],
)
def test_rubbish_is_refused_and_reading_goes_on(portal: Portal, rubbish: bytes) -> None:
    answer = b""
    # whoever is refused in the middle of a sentence may find the line cut
    with (
        socket.create_connection(("127.0.0.1", portal.port), timeout=5) as connection,
        contextlib.suppress(OSError),
    ):
        connection.sendall(rubbish)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(100)
    assert not answer or answer.split()[1][:1] == b"4"
    assert portal.get("/about/")[0] == 200


def test_a_process_that_dies_is_replaced(tmp_path: Path) -> None:
    portal = start(tmp_path, "--workers", "2")
    try:
        time.sleep(6)
        children = subprocess.run(
            ["pgrep", "-P", str(portal.process.pid)], capture_output=True, text=True, check=False
        )
        first = [int(line) for line in children.stdout.split()]
        # two that answer, and one for long work
        assert len(first) == 3
        os.kill(first[0], signal.SIGKILL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            children = subprocess.run(
                ["pgrep", "-P", str(portal.process.pid)], capture_output=True, text=True, check=False
            )
            if len(children.stdout.split()) == 3:
                break
            time.sleep(0.1)
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
