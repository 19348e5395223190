"""The product graph: what goes into what, who makes it where, what is covered and what is missing."""

from bashu.chain.change import CoverageChange, as_of, compare, last_day
from bashu.chain.coverage import Coverage
from bashu.chain.graph import ProductGraph
from bashu.chain.names import find_product
from bashu.chain.readings import READINGS, SLOGANS, Slogan, read_by
from bashu.chain.status import STATUSES, status_name

__all__ = [
    "READINGS", "SLOGANS", "STATUSES", "Coverage", "CoverageChange", "ProductGraph", "Slogan", "as_of", "compare",
    "find_product", "last_day", "read_by", "status_name",
]  # fmt: skip
