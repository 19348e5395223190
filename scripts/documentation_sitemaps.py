"""Put the sitemap beside every page: the language switch of the theme looks for it there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any


def on_post_build(config: dict[str, Any]) -> None:
    """Copy the sitemap into every folder that holds a page (called by mkdocs)."""
    site = Path(config["site_dir"])
    for folder in {page.parent for page in site.rglob("*.html")} - {site}:
        shutil.copyfile(site / "sitemap.xml", folder / "sitemap.xml")
