"""Names as keys: two spellings of one name have one key, a whole column at a time."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from bashu.text.grams import TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


_LONGEST_ID = 40
#: characters that sound otherwise in a name every register is full of
_READ_APART = {"重庆": "chongqing", "长寿": "changshou", "乐山": "leshan", "成都": "chengdu"}


def name_keys(names: pl.Series) -> pl.Series:
    """The key of :func:`bashu.text.name_key` for a column of names.

    >>> import polars as pl
    >>> name_keys(pl.Series(["大途電子（深圳）有限公司", None])).to_list()
    ['大途电子深圳有限公司', None]
    """
    plain = names.str.normalize("NFKC").str.replace_many(list(TRADITIONAL[0::2]), list(TRADITIONAL[1::2]))
    return plain.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")


@lru_cache(maxsize=30_000)
def _sound(sign: str) -> str:
    """How one character sounds; a letter as it is."""
    if sign.isascii():
        return sign
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(sign)[0])


def readable_id(text: str, taken: Container[str] = ()) -> str:
    """A short readable id for a name: Latin words as they are, Chinese by its sounds; a taken one gets a mark.

    >>> readable_id("新翔智联"), readable_id("BOE 成都"), readable_id("新翔智联", {"xinxiangzhilian"})
    ('xinxiangzhilian', 'boe-chengdu', 'xinxiangzhilian-ae3735')
    """
    for word, sound in _READ_APART.items():
        text = text.replace(word, sound)
    sounds = "".join(map(_sound, text.lower()))
    joined = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in sounds)
    slug = "-".join(part for part in joined.split("-") if part)[:_LONGEST_ID].strip("-") or "record"
    if slug not in taken:
        return slug
    return f"{slug[: _LONGEST_ID - 7]}-{hashlib.blake2b(text.encode(), digest_size=3).hexdigest()}"


class TakenIds:
    """Ids that are given, kept as numbers: a name that meets one by chance only gets a longer id.

    >>> taken = TakenIds(["boe"])
    >>> taken.add("catl")
    >>> "boe" in taken, "catl" in taken, "tcl" in taken
    (True, True, False)
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._numbers = {hash(one) for one in ids}

    def __contains__(self, one: object) -> bool:
        return hash(one) in self._numbers

    def add(self, one: str) -> None:
        """Give an id."""
        self._numbers.add(hash(one))


def new_ids(ids: pl.Series, texts: pl.DataFrame, marks: pl.Series, prefix: str, taken: TakenIds) -> pl.Series:
    """Readable ids where there is none; rows that are alike get the same."""
    filled, rows, alike = ids.to_list(), texts.rows(), marks.to_list()
    given: dict[str, str] = {}
    for place in ids.is_null().arg_true().to_list():
        mark = alike[place]
        if mark is None:
            continue
        if mark not in given:
            words = [text for text in rows[place] if text]
            rest = hashlib.blake2b(mark.encode(), digest_size=4).hexdigest() if len(words) > 1 else ""
            given[mark] = readable_id(f"{prefix} {words[0]} {rest}".strip(), taken)
            taken.add(given[mark])
        filled[place] = given[mark]
    return pl.Series(ids.name, filled, dtype=pl.String)
