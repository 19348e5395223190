"""A portal in a process of its own, as a stranger starts it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Portal:
    """A portal in a process of its own."""

    port: int
    process: subprocess.Popen[str]
    started_in: float

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body and seconds of one request on a connection of its own."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
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
    while time.perf_counter() - begun < 120:
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
    _, said = portal.process.communicate(timeout=60)
    return said
