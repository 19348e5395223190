"""The reader's language: stated, else from the locale, else Chinese."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.errors import Language


def reader_language(environment: Mapping[str, str] | None = None) -> Language:
    """The language of a terminal: BASHU_LANG, then the locale; Chinese where neither says anything.

    >>> reader_language({"LANG": "en_US.UTF-8"}), reader_language({"LANG": "C.UTF-8"}), reader_language({"BASHU_LANG": "en"})
    ('en', 'zh', 'en')
    """
    environment = os.environ if environment is None else environment
    for name in ("BASHU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "").split(".")[0].lower()
        if value in {"", "c", "posix"}:
            continue
        return "zh" if value.startswith("zh") else "en"
    return "zh"


def say(zh: str, en: str) -> str:
    """One of two sentences, by the reader's language."""
    return zh if reader_language() == "zh" else en
