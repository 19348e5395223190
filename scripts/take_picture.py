"""Take the picture of the portal for the README: a server of its own, Chromium, one screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "portal.png"
PORT = 18_431


def main() -> None:
    """Serve the bundled corridor and photograph its first page."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "bashu", "serve", "--port", str(PORT)]
        server = subprocess.Popen(command, cwd=home)
        try:
            wait_for(f"http://127.0.0.1:{PORT}/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                page = browser.new_page(viewport={"width": 1280, "height": 1130})
                page.goto(f"http://127.0.0.1:{PORT}/", wait_until="networkidle")
                page.screenshot(path=PICTURE)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"nothing answers at {address}")


if __name__ == "__main__":
    main()
