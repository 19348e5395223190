"""Places by all their names: provinces, cities, counties, zones and the places of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.text import provinces
from bashu.text.grams import fold
from bashu.text.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

_LEVEL_WORDS = ("自治区", "自治州", "自治县", "特别行政区", "新区", "省", "市", "区", "县", "州", "盟")


@dataclass(frozen=True)
class Place:
    """A place with what it lies in.

    ``path`` runs from the province down, short names; ``place`` is the id in the workspace, if it has one.
    """

    name: str
    level: str
    path: tuple[str, ...]
    place: str | None = None

    @property
    def region(self) -> str:
        """Province and city (or district of a municipality) as one text: 四川成都, 重庆北碚, 上海."""
        places = self.path[:-1] if self.level in {"zone", "park"} and len(self.path) > 1 else self.path
        return "".join(dict.fromkeys(places[:2]))

    def lies_in(self, other: Place) -> bool:
        """Whether this place is part of the other."""
        return len(self.path) > len(other.path) and self.path[: len(other.path)] == other.path


@dataclass(frozen=True)
class PlaceHit:
    """A place named in a text; `formal` when its level is written (成都市, not 成都).

    ``meanings`` is how many places bear the name, the one given being the most likely.
    """

    start: int
    end: int
    name: str
    place: Place
    formal: bool
    meanings: int = 1


def short_name(name: str) -> str:
    """A place name without the word for its level.

    >>> short_name("重庆市"), short_name("渝北区"), short_name("忠县"), short_name("两江新区")
    ('重庆', '渝北', '忠县', '两江新区')
    """
    if name.endswith("新区"):
        return name
    for word in _LEVEL_WORDS:
        if name.endswith(word) and len(name) - len(word) >= 2:
            return name[: -len(word)]
    return name


def _lines(block: str) -> Iterator[tuple[str, list[str]]]:
    for line in block.strip().splitlines():
        first, *rest = line.split()
        yield first, rest


def _national() -> Iterator[Place]:
    """The places every gazetteer knows."""
    cities: dict[str, tuple[str, ...]] = {}
    for province, names in _lines(provinces.CITIES):
        cities.setdefault(province, (province,))
        yield Place(provinces.PROVINCE_NAMES.get(province, province), "province", (province,))
        for city in names:
            cities.setdefault(city, (province, city))
            yield Place(provinces.PREFECTURES.get(city, f"{city}市"), "city", (province, city))
    counties: dict[str, tuple[str, ...]] = dict(cities)
    for city, names in _lines(provinces.COUNTIES):
        for county in names:
            path = (*cities[city], short_name(county))
            counties.setdefault(county, path)
            yield Place(county, "district", path)
    for parent, names in _lines(provinces.ZONES):
        for zone in names:
            yield Place(zone, "zone", (*counties[parent], zone))


def _names(place: Place) -> Iterator[tuple[str, bool]]:
    """The names a place goes by, and whether the level is written."""
    short = place.path[-1]
    if place.level == "province":
        yield short, False
        yield place.name, True
        yield f"{short}{'市' if short in provinces.MUNICIPALITIES else '省'}", True
    elif place.level in {"zone", "park"}:
        yield place.name, True
    else:
        yield place.name, True
        if short != place.name and short not in provinces.ALSO_WORDS:
            yield short, False


class Gazetteer:
    """Finds places in Chinese text and says what each lies in.

    Parameters
    ----------
    places
        The table `places` of a workspace (place, name_zh, parent, level), or None for the national list.

    >>> gazetteer = Gazetteer()
    >>> [(hit.name, hit.place.region) for hit in gazetteer.find("峰会在四川宜宾举行，渝北区与长寿命电池无关")]
    [('四川宜宾', '四川宜宾'), ('渝北区', '重庆渝北')]
    """

    def __init__(self, places: pl.DataFrame | None = None) -> None:
        named: dict[str, list[tuple[Place, bool]]] = {}
        known = list(_national())
        for place in [*known, *_from_table(places, known)]:
            for name, formal in _names(place):
                entries = named.setdefault(name, [])
                # The same place from the workspace replaces the one without an id.
                entries[:] = [entry for entry in entries if entry[0].path != place.path]
                entries.append((place, formal))
        self._lexicon: Lexicon[list[tuple[Place, bool]]] = Lexicon(named.items())
        self._ids = {place.place: place for entries in named.values() for place, _ in entries if place.place}

    def find(self, text: str) -> list[PlaceHit]:
        """Places in reading order; 四川省成都市武侯区 written together is one hit, the innermost place."""
        folded = fold(text)
        hits: list[PlaceHit] = []
        for start, end, entries in self._lexicon.find(folded):
            if _inside_word(folded, start, end):
                continue
            before = hits[-1] if hits and hits[-1].end == start else None
            inner = [entry for entry in entries if before is not None and entry[0].lies_in(before.place)]
            if before is not None and inner:
                place, formal = inner[0]
                hits[-1] = PlaceHit(before.start, end, text[before.start : end], place, formal)
                continue
            place, formal = entries[0]
            hits.append(PlaceHit(start, end, text[start:end], place, formal, len(entries)))
        return hits

    def get(self, name: str) -> Place | None:
        """The place of exactly this name, parents before it or not; None if unknown."""
        hits = self.find(name)
        return hits[0].place if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(name)) else None

    def by_id(self, place: str) -> Place | None:
        """The place of this id, None if the workspace has no such place."""
        return self._ids.get(place)

    def first(self, text: str) -> Place | None:
        """The place a name begins with or, failing that, the first it contains in brackets or at all."""
        hits = self.find(text)
        return hits[0].place if hits else None


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a short name is only part of another word here."""
    name = text[start:end]
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    return (bool(before) and before in provinces.NOT_AFTER.get(name, "")) or (
        bool(after) and after in provinces.NOT_BEFORE.get(name, "")
    )


def _from_table(places: pl.DataFrame | None, known: Iterable[Place]) -> Iterator[Place]:
    """The places of a workspace, each on the path of the national list where that has it."""
    if places is None:
        return
    paths: dict[str, list[tuple[str, ...]]] = {}
    for place in known:
        paths.setdefault(place.path[-1], []).append(place.path)
    rows = {row["place"]: row for row in places.select("place", "name_zh", "parent", "level").to_dicts()}

    def chain(place: str, depth: int = 0) -> tuple[str, ...]:
        row = rows[place]
        own = row["name_zh"] if row["level"] in {"zone", "park"} else short_name(row["name_zh"])
        if row["level"] == "province":
            return (own,)
        parent = row["parent"]
        above = chain(parent, depth + 1) if parent in rows and depth < 10 else ()
        candidates = [path for path in paths.get(own, []) if len(path) > 1]
        return next((path for path in candidates if path[:-1] == above), (candidates or [(*above, own)])[0])

    for place, row in rows.items():
        if row["level"] != "nation":
            yield Place(row["name_zh"], row["level"], chain(place), place)
