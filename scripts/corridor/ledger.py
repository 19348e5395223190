"""Agreements, published wants and reported supplies: written by hand from the sources they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from raw import GENERAL_KNOWLEDGE, REPORT, read_mapping

if TYPE_CHECKING:
    from raw import Row

AGREE = "http://sc.people.com.cn/n2/2020/0604/c345167-34062159.html"
#: short words that the mapping files use in place of a long source
SOURCES = {
    "report": REPORT,
    "group": f"{GENERAL_KNOWLEDGE}: parent of several plants in firms.csv",
    "investment": f"{GENERAL_KNOWLEDGE}: the report of the agreement says only: departments of investment",
    "agree": AGREE,
    "displays": "http://6baqs.cn/cdxw/2023-08-22/193693.html",
    "laptops": "https://cqjz.com.cn/html/jcnl/gjzx/gjbjbdnzljdjyzx/xydthydt/13/08/1457.html",
    "design": "http://www.nawekenya.com/show-14-61856-1.html",
}


def sourced(rows: list[Row]) -> list[Row]:
    """Rows with the short word for their source replaced by the source."""
    return [row | {"source": SOURCES.get(row["source"], row["source"])} for row in rows]


def agreements() -> list[Row]:
    """What the report of 29 October 2020 says was agreed, and three agreements around it."""
    return sourced(read_mapping("agreements"))


def parties() -> list[Row]:
    """Who signed."""
    return read_mapping("parties")


def needs() -> list[Row]:
    """Wants that were published, without quantities; the asker is a group of firms taken together."""
    return [row | {"standing": "reported"} for row in sourced(read_mapping("needs"))]


def supplies() -> list[Row]:
    """Supplies that a public report names with both sides."""
    return [row | {"standing": "reported"} for row in read_mapping("supplies")]
