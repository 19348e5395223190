"""Which firm makes what, and what is only announced, signed or being built."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from raw import read_mapping

if TYPE_CHECKING:
    from raw import Row

#: a day or month inside an address, such as /2019-04/26/ or t20231010_
_DATED = re.compile(r"(?<!\d)(20[012]\d)[-/]?(0[1-9]|1[0-2])(?:[-/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def source_date(source: str) -> str:
    """The most precise date that an address shows, or nothing.

    >>> source_date("http://tyjgjz.com/cn/202310/t20231010_7497736.html"), source_date("http://a.cn/1")
    ('2023-10-10', '')
    """
    dates = ["-".join(part for part in match.groups() if part) for match in _DATED.finditer(source)]
    return max(dates, key=len, default="")


def evidence(firms: list[Row]) -> list[Row]:
    """Every line of the mapping with its place, date and source: those of the firm unless the line has its own."""
    firm = {row["organisation"]: row for row in firms}
    lines = read_mapping("evidence")
    silent = set(firm) - {line["organisation"] for line in lines}
    if silent:
        raise SystemExit(f"the mapping says nothing about: {sorted(silent)}")
    return [
        line
        | {
            "source": line["source"] or firm[line["organisation"]]["source"],
            "place": firm[line["organisation"]]["place"],
            "as_of": line["as_of"] or source_date(firm[line["organisation"]]["source"]),
        }
        for line in lines
    ]


def capabilities(lines: list[Row]) -> list[Row]:
    """What exists, by public report; capacity only where the report states that very figure."""
    rows = []
    for line in lines:
        if line["status"] == "exists":
            rows.append({
                "capability": f"cap-{line['organisation']}-{line['product'] or 'other'}",
                "organisation": line["organisation"], "site": f"site-{line['organisation']}",
                "product": line["product"], "text": line["text"], "capacity": line["capacity"],
                "unit": line["unit"], "role": line["role"], "standing": "reported",
                "updated": line["as_of"], "source": line["source"],
            })  # fmt: skip
    return rows


def projects(lines: list[Row]) -> list[Row]:
    """What was announced, signed or under construction when it was reported."""
    rows = []
    for line in lines:
        if line["status"] != "exists":
            rows.append({
                "project": f"prj-{line['organisation']}-{line['product'] or 'other'}",
                "organisation": line["organisation"], "product": line["product"], "place": line["place"],
                "capacity": line["capacity"], "unit": line["unit"], "status": line["status"],
                "as_of": line["as_of"], "source": line["source"],
            })  # fmt: skip
    return rows + [row | {"project": f"prj-{row['project']}"} for row in read_mapping("projects")]
