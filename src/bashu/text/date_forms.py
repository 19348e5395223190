"""The forms in which Chinese pages write dates and periods, and what each of them says."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bashu.text.numbers import parse_chinese

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d{2}|二[〇零]{1}[一二三四五六七八九〇零]{2})"
_CLOCK = r"(?:(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|晚间)(?:\d{1,2}[点时:]\d{0,2}分?)?)?"

DATE = re.compile(
    rf"(?P<range>(?P<from>{_YEAR})年?(?:到|至|-|—|~|–){{1,2}}(?P<to>{_YEAR})年)"
    rf"|(?P<month_range>(?P<mr_from>{_YEAR})年(?P<mr_first>\d{{1,2}})月?(?:到|至|-|—|~|–){{1,2}}(?:(?P<mr_to>{_YEAR})年)(?P<mr_last>\d{{1,2}})月(?!\d{{1,2}}日))"
    rf"|(?P<months>(?:(?P<months_year>{_YEAR})年|(?P<months_relative>今年|去年|前年))?(?P<first>\d{{1,2}})月?(?:到|至|-|—|~){{1,2}}(?P<last>\d{{1,2}})月(?!\d{{1,2}}日))"
    rf"|(?P<first_months>(?:(?P<fm_year>{_YEAR})年|今年)?前(?P<fm_last>{_N})个?月(?!来))"
    rf"|(?P<iso>(?P<iso_year>(?:19|20)\d{{2}})[-./](?P<iso_month>\d{{1,2}})[-./](?P<iso_day>\d{{1,2}})(?!\d))"
    rf"|(?P<full>(?:(?P<year>{_YEAR})年|(?P<relative_year>今年|去年|前年|上年|明年|当年|同年|本年度?))(?:(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})[日号]{_CLOCK})?|(?P<part>[上下]半年|(?:第?[一二三四1-4]|前三)季度|年?[底末初]|全年)?)度?)"
    rf"|(?P<month_day>(?P<md_month>{_N})月(?P<md_day>{_N})[日号]{_CLOCK})"
    rf"|(?P<month_only>(?<![个\d])(?P<mo_month>\d{{1,2}})月(?:份|[底末初])?(?!\d))"
    rf"|(?P<part_only>[上下]半年|(?:第?[一二三四]|前三)季度)"
    rf"|(?P<plan>[“\"]?十[一二三四五六]五[”\"]?(?:规划|时期|期间)?(?:期?末|初)?)"
    rf"|(?P<day_only>(?<![\d月个第])(?P<do_day>\d{{1,2}})日(?![韩元常电内]){_CLOCK})"
    rf"|(?P<near>今天|今日|昨天|昨日|前天|明天|明日|后天){_CLOCK}"
    rf"|(?P<same>当天|当日|同一天|同日|这一天|那天|次日){_CLOCK}"
    rf"|(?P<vague>近日|日前|近期|前不久|不久前|前几天|几天前|最近|这几天|近段时间|[上本这]个?周|上个?月|本月|前段时间)"
)
_NEAR = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_YEARS = {"今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}


def _whole(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text)
    parsed = parse_chinese(text)
    return None if parsed is None else int(parsed)


def read_date(match: re.Match[str], day: date | None, last_year: int | None) -> tuple[str | None, str, bool]:
    """Value, kind and relativeness of a match of `DATE`; kind none where it is no date after all."""
    kind = match.lastgroup if match.lastgroup in _READERS else next(name for name in _READERS if match[name])
    return _READERS[kind](match, day, last_year)


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and month is not None:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    return f"{year:04d}" if month is None else f"{year:04d}-{month:02d}"


def _read_range(match: re.Match[str], _day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    return f"{_whole(match['from'])}-{_whole(match['to'])}", "range", False


def _read_month_range(
    match: re.Match[str], _day: date | None, _last: int | None
) -> tuple[str | None, str, bool]:
    """2023年1月至2024年6月; a range of whole years is that of the years."""
    start, end = _whole(match["mr_from"]), _whole(match["mr_to"])
    first, last = int(match["mr_first"]), int(match["mr_last"])
    if start is None or end is None or not (1 <= first <= 12 and 1 <= last <= 12):
        return None, "none", False
    if (first, last) == (1, 12):
        return (f"{start}" if start == end else f"{start}-{end}"), "range", False
    return f"{start}-{first:02d}至{end}-{last:02d}", "period", False


def _read_months(match: re.Match[str], day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    first, last = int(match["first"]), int(match["last"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, "none", False
    year = _year_of(match["months_year"], match["months_relative"], day) or (day.year if day else None)
    value = None if year is None else f"{year}-{first:02d}至{year}-{last:02d}"
    return value, "period", match["months_year"] is None


def _read_first_months(
    match: re.Match[str], day: date | None, _last: int | None
) -> tuple[str | None, str, bool]:
    last = _whole(match["fm_last"])
    year = _whole(match["fm_year"]) if match["fm_year"] else (day.year if day else None)
    if last is None or not 2 <= last <= 12:
        return None, "none", False
    return (None if year is None else f"{year}-01至{year}-{last:02d}"), "period", match["fm_year"] is None


def _year_of(stated: str | None, relative: str | None, day: date | None) -> int | None:
    if stated:
        return _whole(stated)
    if relative and day is not None and relative in _YEARS:
        return day.year + _YEARS[relative]
    return None


def _read_iso(match: re.Match[str], _day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    value = _iso(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    return value, "day" if value else "none", False


def _read_full(match: re.Match[str], day: date | None, last: int | None) -> tuple[str | None, str, bool]:
    relative = match["year"] is None
    year = _year_of(match["year"], match["relative_year"], day)
    if year is None and match["relative_year"] in {"当年", "同年"}:
        year = last
    if year is None:
        return None, "year", relative
    if match["month"]:
        month = _whole(match["month"])
        number = _whole(match["day"]) if match["day"] else None
        return _iso(year, month, number), "day" if match["day"] else "month", relative
    part = match["part"] or ""
    if "半年" in part or "季度" in part:
        return f"{year}{part.removeprefix('第')}", "period", relative
    return f"{year:04d}", "year", relative


def _read_month_day(
    match: re.Match[str], day: date | None, _last: int | None
) -> tuple[str | None, str, bool]:
    month, number = _whole(match["md_month"]), _whole(match["md_day"])
    if month is None or number is None or not (1 <= month <= 12 and 1 <= number <= 31):
        return None, "none", False
    return _nearest(day, month, number), "day", False


def _nearest(day: date | None, month: int, number: int) -> str | None:
    """The day in the year of publication, or the year before when that would lie well ahead."""
    if day is None:
        return None
    value = _iso(day.year, month, number)
    if value is not None and date.fromisoformat(value) > day + timedelta(days=60):
        return _iso(day.year - 1, month, number)
    return value


def _read_month_only(
    match: re.Match[str], day: date | None, last: int | None
) -> tuple[str | None, str, bool]:
    month = int(match["mo_month"])
    if not 1 <= month <= 12:
        return None, "none", False
    year = last or (day.year if day else None)
    return (None if year is None else _iso(year, month, None)), "month", last is None


def _read_part_only(match: re.Match[str], day: date | None, last: int | None) -> tuple[str | None, str, bool]:
    year = last or (day.year if day else None)
    return (
        (None if year is None else f"{year}{match['part_only'].removeprefix('第')}"),
        "period",
        last is None,
    )


def _read_plan(match: re.Match[str], _day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    plain = re.sub(r"[“”\"]|规划", "", match["plan"])
    return plain.replace("期末", "末"), "period", False


def _read_day_only(match: re.Match[str], day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    if day is None:
        return None, "day", True
    number = int(match["do_day"])
    # “29日” in a page of the 30th is this month; later than that it was last month.
    month_end = day.replace(day=1) - timedelta(days=1)
    value = (
        _iso(day.year, day.month, number)
        if number <= day.day
        else _iso(month_end.year, month_end.month, number)
    )
    return value, "day" if value else "none", False


def _read_near(match: re.Match[str], day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    if day is None:
        return None, "day", True
    return (day + timedelta(days=_NEAR[match["near"]])).isoformat(), "day", True


def _read_same(_match: re.Match[str], _day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    return None, "same", True


def _read_vague(_match: re.Match[str], _day: date | None, _last: int | None) -> tuple[str | None, str, bool]:
    return None, "vague", True


_READERS = {
    "range": _read_range,
    "month_range": _read_month_range,
    "months": _read_months,
    "first_months": _read_first_months,
    "iso": _read_iso,
    "full": _read_full,
    "month_day": _read_month_day,
    "month_only": _read_month_only,
    "part_only": _read_part_only,
    "plan": _read_plan,
    "day_only": _read_day_only,
    "near": _read_near,
    "same": _read_same,
    "vague": _read_vague,
}
