"""行政区划 at the start of a name or in a free text: which place, and whether two places can be one."""

from __future__ import annotations

from functools import lru_cache

from bashu.intake.names.vocabulary import counties
from bashu.text import provinces
from bashu.text.gazetteer import short_name

#: province, city, district as short names; () is unknown
Region = tuple[str, ...]
#: the region of a name that begins with 中国: no place in particular, but a mark of its own
NATION: Region = ("中国",)

#: everyday words among the short names of places: as the start of a brand they are no place
_WORDS = provinces.ALSO_WORDS - frozenset(
    (
        "吉林",
        "海南",
        "大庆",
        "黄山",
        "大同",
        "北海",
        "南平",
        "河池",
        "来宾",
        "日照",
        "通化",
        "保山",
        "太仓",
        "江津",
        "永川",
        "南川",
        "石柱",
    )
)
_LEVELS = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "区", "县", "州", "盟")


def _blocks(block: str) -> list[tuple[str, list[str]]]:
    return [(line.split()[0], line.split()[1:]) for line in block.strip().splitlines()]


@lru_cache(maxsize=1)
def _names() -> dict[str, Region]:
    """Every name of a place with its path; the commoner place wins where two share a name."""
    paths: dict[str, Region] = {}
    formal: dict[str, Region] = {}
    for province, cities in _blocks(provinces.CITIES):
        paths.setdefault(province, (province,))
        formal[provinces.PROVINCE_NAMES.get(province, province)] = (province,)
        for city in cities:
            paths.setdefault(city, (province, city))
            formal[provinces.PREFECTURES.get(city, f"{city}市")] = (province, city)
    for city, districts in _blocks(provinces.COUNTIES):
        for district in districts:
            path = (*paths[city], short_name(district))
            formal.setdefault(district, path)
            if path[-1] not in _WORDS and len(path[-1]) > 1 and path[0] in {"四川", "重庆"}:
                paths.setdefault(path[-1], path)
    paths = {**counties(), **paths}
    for name, path in paths.items():
        levels = _LEVELS if name in _WORDS else ("", *_LEVELS)
        for level in levels:
            formal.setdefault(name + level, path)
    formal["中国"] = NATION
    return formal


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _names()))


def _next(text: str, start: int) -> tuple[int, Region] | None:
    """The longest name of a place that begins here, and where it ends."""
    names = _names()
    for size in range(min(_longest(), len(text) - start), 1, -1):
        word = text[start : start + size]
        path = names.get(word)
        if path is None:
            continue
        after = text[start + size : start + size + 1]
        if after and after in provinces.NOT_BEFORE.get(word, ""):
            continue
        return start + size, path
    return None


def _inner(one: Region, other: Region) -> Region:
    """The more exact of two regions that can be one place."""
    return other if one == NATION or len(other) >= len(one) else one


def leading_region(text: str) -> tuple[int, Region]:
    """Where the region at the start of a name ends, and the region; (0, ()) if there is none.

    >>> leading_region("四川省成都市天马微电子"), leading_region("东方通科技"), leading_region("昆山国显光电")
    ((6, ('四川', '成都')), (0, ()), (2, ('江苏', '苏州', '昆山')))
    """
    end = 0
    region: Region = ()
    while found := _next(text, end):
        if region and not one_place(region, found[1]):
            break
        end, region = found[0], _inner(region, found[1])
    return end, region


def region_of(place: str | None) -> Region:
    """The region of a free text such as 四川省成都市 or 成都高新区; () if it names none.

    >>> region_of("重庆市渝北区"), region_of("somewhere"), region_of(None)
    (('重庆', '渝北'), (), ())
    """
    return leading_region(place.strip())[1] if place else ()


def one_place(one: Region, other: Region) -> bool:
    """Whether two regions can be one place: equal, one inside the other, or one unknown.

    >>> one_place(("四川",), ("四川", "成都")), one_place(("四川", "绵阳"), ("四川", "成都"))
    (True, False)
    """
    if NATION in {one, other}:
        return True
    return all(first == second for first, second in zip(one, other, strict=False))
