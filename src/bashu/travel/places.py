"""Places by any of their names, and the tree they form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnknownName
from bashu.tables.geography import LEVELS
from bashu.text import composed
from bashu.workspace import nearest_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.workspace import Workspace

#: endings that people leave out when they name a place, the longest first
ENDINGS = re.compile(r"(?:(?:[\u4e00-\u9fff]{1,3}族)+自治[州县]|新区|地区|市|区|县|省)$")
#: a zone is not called by the city's name alone
ZONE_ENDINGS = re.compile(
    r"(?:经济技术|高新技术产业|经济|高新|产业|工业|保税)?(?:开发区|园区?|经开区|高新区)$"
)


def _plain(text: str) -> str:
    return composed(text).strip().casefold()


def _short(name: str) -> str:
    """The name without its administrative ending, if at least two characters remain.

    >>> _short("遂宁市"), _short("两江新区"), _short("忠县")
    ('遂宁', '两江', '忠县')
    """
    if ZONE_ENDINGS.search(name):
        return name
    short = ENDINGS.sub("", name)
    return short if len(short) >= 2 else name


class PlaceIndex:
    """The tree of places of a workspace, found by id, Chinese name, short name or English name.

    Examples
    --------
    >>> import polars as pl
    >>> from bashu.workspace import Workspace
    >>> places = pl.DataFrame({
    ...     "place": ["sichuan", "suining"], "name_zh": ["四川省", "遂宁市"], "name_en": ["Sichuan", "Suining"],
    ...     "parent": [None, "sichuan"], "region": [None, "sichuan"], "level": ["province", "city"]})
    >>> index = PlaceIndex(Workspace.from_frames({"places": places}))
    >>> index.find("遂宁"), index.find("Suining"), index.region("suining"), index.regions
    ('suining', 'suining', 'sichuan', ('sichuan',))
    """

    def __init__(self, workspace: Workspace) -> None:
        frame = workspace.table_or_empty("places")
        self.ids: tuple[str, ...] = tuple(frame["place"])
        self._parent = dict(zip(frame["place"], frame["parent"], strict=True))
        self._stated_region = dict(zip(frame["place"], frame["region"], strict=True))
        self._name_zh = dict(zip(frame["place"], frame["name_zh"], strict=True))
        self._name_en = dict(zip(frame["place"], frame["name_en"], strict=True))
        self.level: dict[str, str] = dict(zip(frame["place"], frame["level"], strict=True))
        #: the regions of the corridor, in the order of the table
        self.regions: tuple[str, ...] = tuple(dict.fromkeys(frame["region"].drop_nulls()))
        above = {node for region in self.regions for node in self.upwards(region) if node != region}
        self._spanning = {node for node in above if self.level.get(node) != "nation"}
        self._exact: dict[str, list[str]] = {}
        self._shortened: dict[str, list[str]] = {}
        for place in self.ids:
            zh, en = self._name_zh[place], self._name_en[place]
            self._enter(self._exact, place, (place, zh, en))
            self._enter(self._shortened, place, (_short(zh), en and en.removesuffix(" City")))

    @staticmethod
    def _enter(register: dict[str, list[str]], place: str, names: tuple[str | None, ...]) -> None:
        for key in {_plain(name) for name in names if name}:
            register.setdefault(key, []).append(place)

    def find(self, text: str) -> str:
        """The id of the place a text names.

        Raises
        ------
        UnknownName
            When no place or more than one has this name; the finding lists the nearest spellings.
        InputError
            When what is given is no text.
        """
        key = _plain(text)
        if text in self._parent:
            return text
        candidates = (
            self._exact.get(key)
            or self._shortened.get(key)
            or self._shortened.get(_plain(_short(text)))
            or []
        )
        # of several places with one short name the widest is meant: 遂宁 is the city, not its zone
        widest = min((LEVELS.index(self.level[place]) for place in candidates), default=0)
        best = [place for place in candidates if LEVELS.index(self.level[place]) == widest]
        if len(best) == 1:
            return best[0]
        if candidates:
            nearest = f" ({', '.join(f'{self.name(place)} = {place}' for place in candidates)}?)"
        else:
            nearest = nearest_spelling(key, list({**self._exact, **self._shortened}))
        raise UnknownName(Finding("unknown_place", value=text, details={"nearest": nearest}))

    def name(self, place: str | None, language: str = "zh") -> str:
        """What people call a place; its id where the name is not known."""
        if place is None:
            return ""
        names = self._name_en if language == "en" else self._name_zh
        return names.get(place) or place

    def upwards(self, place: str) -> Iterator[str]:
        """The place itself, then its parents up to the root."""
        seen: set[str] = set()
        node: str | None = place
        while node is not None and node not in seen:
            yield node
            seen.add(node)
            node = self._parent.get(node)

    def region(self, place: str | None) -> str | None:
        """The region of the corridor that a place lies in, or None outside."""
        if place is None:
            return None
        for node in self.upwards(place):
            if node in self.regions:
                return node
            if (stated := self._stated_region.get(node)) is not None:
                return str(stated)
        return None

    def find_region(self, text: str) -> str:
        """The id of the region of the corridor that a text names.

        Raises
        ------
        UnknownName
            When it names no place, or a place that is not one of the regions.
        """
        place = self.find(text)
        if place not in self.regions:
            known = ", ".join(f"{self.name(region)} = {region}" for region in self.regions)
            raise UnknownName(Finding("not_a_region", value=text, details={"nearest": known or "-"}))
        return place

    def inside(self, place: str | None) -> bool:
        """Whether a place lies in the corridor: in one region, or in an area that spans several of them.

        Without any region in the table there is no corridor to be outside of.
        """
        if not self.regions:
            return True
        if place is None:
            return False
        return self.region(place) is not None or any(node in self._spanning for node in self.upwards(place))


def find_place(workspace: Workspace, text: str) -> str:
    """The id of the place a text names: id, Chinese name, short name or English name.

    Raises
    ------
    UnknownName
        With the nearest spellings.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> find_place(Workspace.open(), "遂宁")
    'suining'
    """
    return PlaceIndex(workspace).find(text)
