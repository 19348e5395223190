"""Times as exact as they are written, in the zone of China."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.intake.page.moments import CHINA, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-10-30 11:18:10", "2020-10-30T11:18:10+08:00"),
        ("2020/10/30 11:18", "2020-10-30T11:18+08:00"),
        ("2020年10月30日11:18", "2020-10-30T11:18+08:00"),
        ("2020年10月30日 星期五 11:18", "2020-10-30T11:18+08:00"),
        ("2020年10月30日 下午3时05分", "2020-10-30T15:05+08:00"),
        ("2020.10.30", "2020-10-30"),
        ("2020-1-3", "2020-01-03"),
        ("20201030111810", "2020-10-30T11:18:10+08:00"),
        ("2020-10-30T03:18:10Z", "2020-10-30T11:18:10+08:00"),
        ("2020-10-29T20:18:10-07:00", "2020-10-30T11:18:10+08:00"),
        ("2020-10-30T11:18:10+08:00", "2020-10-30T11:18:10+08:00"),
        ("2020-10-30 00:00:00.0", "2020-10-30"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    moment = parse_time(text)
    assert moment is not None
    assert moment.text() == expected


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-13-01", "2021-02-30", "编号 12020-10-301", "10-30 11:18", "1/2"]
)
def test_no_time(text: str) -> None:
    assert parse_time(text) is None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(when: datetime) -> None:
    moment = parse_time(f"发布时间：{when:%Y-%m-%d %H:%M:%S} 来源")
    assert moment is not None
    if (when.hour, when.minute, when.second) in {(0, 0, 0), (23, 59, 59)}:
        assert moment.text() == f"{when:%Y-%m-%d}"
    else:
        stated = when.replace(microsecond=0, tzinfo=CHINA)
        assert datetime.fromisoformat(moment.text()) == stated
