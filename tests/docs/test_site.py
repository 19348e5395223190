"""The documentation as a reader sees it: in Chromium, both languages, two widths, nothing from outside."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = (
    "index.html",
    "en/index.html",
    "architecture.html",
    "en/architecture.html",
    "methods/plan.html",
    "en/methods/plan.html",
    "en/tables.html",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line per request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Says nothing when the browser leaves a page before it is all there."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.chromium
@pytest.mark.xdist_group("chromium")
def test_every_page_stands_on_its_own(site: str) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    faults: list[str] = []

    def missing(status: int, address: str) -> None:
        if status >= 400:
            faults.append(f"{status} {address}")

    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for width in (1280, 360):
            page = browser.new_page(viewport={"width": width, "height": 800})
            # other work on the machine is no fault of the site
            page.set_default_timeout(90_000)
            page.on(
                "request",
                lambda request: (
                    None if request.url.startswith((site, "data:", "blob:")) else faults.append(request.url)
                ),
            )
            page.on("response", lambda response: missing(response.status, response.url))
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on(
                "console", lambda message: faults.append(message.text) if message.type == "error" else None
            )
            for address in PAGES:
                response = page.goto(f"{site}/{address}", wait_until="load")
                assert response is not None
                assert response.ok, address
                assert page.locator("h1").first.inner_text().strip(), address
                wider = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                if wider > 0:
                    faults.append(f"{address} at {width}: {wider} px too wide")
        browser.close()
    assert faults == []
