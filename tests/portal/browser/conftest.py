"""A portal that serves, a browser that looks at it, and a watch over what the browser says and asks for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Request

ARGUMENTS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# while the plan is prepared on a busy machine, whoever asks for suppliers waits instead of being sent away
LIMITS = {
    "BASHU_READ_PER_MINUTE": "100000",
    "BASHU_COMPUTE_PER_MINUTE": "10000",
    "BASHU_COMPUTE_PATIENCE": "60",
}


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with the bundled corridor."""
    home = tmp_path_factory.mktemp("portal")
    port = free_port()
    command = [sys.executable, "-m", "bashu", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(
            command, env={**os.environ, **LIMITS, "BASHU_HOME": str(home)}, stdout=log, stderr=log, cwd=home
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/about/", server, home / "serve.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=60)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the portal answers, or a failure with what it said."""
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the portal did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


#: milliseconds that a step in the browser may take where other work keeps the machine busy
PATIENCE = 90_000
#: ends when the page has drawn what it had to draw and has a moment to spare; a page out of sight draws nothing
AT_REST = """() => new Promise((done) => {
    requestIdleCallback(() => requestAnimationFrame(() => setTimeout(done, 20)), {timeout: 2000});
    setTimeout(done, 5000);
})"""


@dataclass
class Visit:
    """A page in a window of its own, what its console said and which other hosts it asked."""

    page: Page
    portal: str
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on(
            "console",
            lambda message: message.type in {"error", "warning"} and self.complaints.append(message.text),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                request.url.startswith((self.portal, "data:", "blob:")) or self.strangers.append(request.url)
            ),
        )

        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._end)

    def _begin(self, request: Request) -> None:
        self.under_way.add(request)

    def _end(self, request: Request) -> None:
        self.under_way.discard(request)

    def open(self, path: str) -> None:
        """Go to a page and wait until it rests."""
        answer = self.page.goto(self.portal + path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.rest()

    def rest(self) -> None:
        """Wait until the page has nothing to draw and asks for nothing, three looks in a row."""
        calm = 0
        while calm < 3:
            if self.scripts:
                self.page.evaluate(AT_REST)
            else:
                # nothing that a page would call later is called
                self.page.wait_for_timeout(20)
            calm = 0 if self.under_way else calm + 1


class Windows:
    """Opens windows and closes them after the test."""

    def __init__(self, browser: Browser, portal: str) -> None:
        self._browser = browser
        self._portal = portal
        self._open: list[BrowserContext] = []

    def open(self, width: int = 1280, height: int = 800, **options: object) -> Visit:
        """A fresh window that has seen nothing yet."""
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        self._open.append(context)
        return Visit(context.new_page(), self._portal, options.get("java_script_enabled") is not False)

    def close(self) -> None:
        """Close them all."""
        for context in self._open:
            context.close()


@pytest.fixture
def windows(chromium: Browser, portal: str) -> Iterator[Windows]:
    """Windows for one test."""
    opened = Windows(chromium, portal)
    yield opened
    opened.close()
