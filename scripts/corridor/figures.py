"""Published statistics with their place, period, scope and publisher."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from raw import read_gathered, read_mapping

from bashu.tables import NOT_STATED

if TYPE_CHECKING:
    from raw import Row

NEWS_AGENCY = "中新网"


def statistics() -> list[Row]:
    """Every gathered figure under the place, period, measure and scope that the mapping gives it."""
    mapping = {
        (row["gathered_region"], row["gathered_year"], row["gathered_measure"]): row
        for row in read_mapping("statistics")
    }
    publishers = {row["host"]: row["publisher"] for row in read_mapping("publishers")}
    rows = []
    for figure in read_gathered("corridor/statistics.csv"):
        named = mapping[figure["region"], figure["year"], figure["measure"]]
        source = figure["source"]
        publisher = (
            "中国新闻网" if source.startswith(NEWS_AGENCY) else publishers.get(_host(source), NOT_STATED)
        )
        rows.append({
            "region": named["region"], "period": named["period"], "measure": named["measure"],
            "value": figure["value"], "unit": figure["unit"], "scope": named["scope"],
            "target": named["target"], "publisher": publisher, "source": source,
        })  # fmt: skip
    return rows + read_mapping("more_statistics")


def _host(source: str) -> str:
    return urlsplit(source.split(maxsplit=1)[0]).netloc
