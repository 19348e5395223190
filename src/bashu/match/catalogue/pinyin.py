"""Names by their pronunciation: whole syllables and initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: a text that may be pinyin: Latin letters, with digits as they stand in names
_LATIN = re.compile(r"[a-z][a-z0-9]*")
_LONGEST_SYLLABLE = 6
#: a syllable is one symbol in a private range of Unicode that no text uses
_FIRST = 0xF0000
_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềê", "aaaaeeeeiiiioooouuuuvvvvvnnnmeee")
#: the block of common ideographs
_IDEOGRAPHS = range(0x4E00, 0xA000)


@dataclass(frozen=True)
class Readings:
    """How characters are read.

    Attributes
    ----------
    symbols
        Syllable -> its symbol.
    of_character
        Code point -> symbol of its commonest reading.
    of_word
        Words of two characters that are read otherwise, as two symbols.
    initial
        Symbol -> first letter.
    """

    symbols: Mapping[str, str]
    of_character: Mapping[int, str]
    of_word: Mapping[str, str]
    initial: Mapping[int, str]


@lru_cache(maxsize=1)
def readings() -> Readings:
    """The readings that pypinyin's dictionaries give, without tones; ü is typed v."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    single = {
        code: PINYIN_DICT[code].split(",", 1)[0].translate(_TONELESS)
        for code in _IDEOGRAPHS
        if code in PINYIN_DICT
    }
    pairs = {
        word: (first[0].translate(_TONELESS), second[0].translate(_TONELESS))
        for word, (first, second) in (
            (word, said) for word, said in PHRASES_DICT.items() if len(word) == 2 == len(said)
        )
    }
    spoken = {syllable for said in pairs.values() for syllable in said} | set(single.values())
    symbols = {syllable: chr(_FIRST + number) for number, syllable in enumerate(sorted(spoken))}
    return Readings(
        symbols=symbols,
        of_character={code: symbols[syllable] for code, syllable in single.items()},
        of_word={
            word: symbols[said[0]] + symbols[said[1]]
            for word, said in pairs.items()
            if said != (single.get(ord(word[0])), single.get(ord(word[1])))
        },
        initial={ord(symbol): syllable[:1] for syllable, symbol in symbols.items()},
    )


def pronounce(name: str) -> str:
    """A name as one symbol per syllable; letters and digits stay as they are.

    >>> pronounce("重庆led屏") == split_pinyin("chongqing") + "led" + split_pinyin("ping")
    True
    """
    known = readings()
    spoken = name.translate(known.of_character)
    for at in range(len(name) - 1):
        word = known.of_word.get(name[at : at + 2])
        if word is not None:
            spoken = spoken[:at] + word + spoken[at + 2 :]
    return spoken


def initials(spoken: str) -> str:
    """The first letters of the syllables.

    >>> initials(pronounce("印制电路板"))
    'yzdlb'
    """
    return spoken.translate(readings().initial)


def split_pinyin(text: str) -> str:
    """Typed letters as one symbol per syllable; empty when they are no pinyin.

    Of all ways to split, the one with the fewest syllables; digits stand alone.

    >>> initials(split_pinyin("dianluban")), split_pinyin("xyz")
    ('dlb', '')
    """
    if not _LATIN.fullmatch(text):
        return ""
    symbols = readings().symbols
    best: list[str | None] = [""] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before, piece = best[start], text[start:end]
            symbol = piece if piece.isdigit() and len(piece) == 1 else symbols.get(piece)
            if before is None or symbol is None:
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = before + symbol
    return best[-1] or ""
