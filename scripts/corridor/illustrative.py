"""A market of example firms, so that a plan has numbers: invented, seeded, and marked on every row.

Quantities and capacities both stand for one quarter. No figure here belongs to a real firm.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from raw import read_mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from raw import Row

    Record = dict[str, object]
    Tables = dict[str, list[Record]]

SOURCE = "illustrative: not a real firm or quantity"
SEED = 20201029
FIRMS, BUYERS, BUYERS_AND_SELLERS = 72, 24, 36
TRADER_EVERY = 8
PLACES = (
    "chengdu", "cq-yubei", "mianyang", "cq-liangjiang", "yibin", "cq-bishan", "suining", "cq-gaoxin",
    "chengdu", "cq-rongchang", "meishan", "cq-beibei", "deyang", "cq-banan", "neijiang", "cq-dazu",
    "dazhou", "cq-yongchuan", "guangan", "cq-tongnan", "luzhou", "cq-hechuan", "nanchong", "cq-changshou",
    "zigong", "cq-jiangjin", "leshan", "cq-wanzhou", "ziyang", "cq-liangping",
)  # fmt: skip
#: certificate and the share of makers that hold it
CERTIFICATES = (("ISO9001", 0.9), ("ISO14001", 0.5), ("IATF16949", 0.4), ("QC080000", 0.25))
LEAD_DAYS = (7, 10, 14, 20, 30, 30, 45, 60, 90)
MAX_MINUTES = (120, 180, 240)
WITH_LIMIT, WITH_CERTIFICATE, WITH_TWO_SUPPLIERS = 0.3, 0.2, 0.15
LAST_UPDATE, FIRST_NEED = date(2026, 10, 31), date(2026, 12, 31)

_Item = TypeVar("_Item")


class Draw(Random):
    """Seeded draws that rest on `random()` alone, whose sequence never changes between versions."""

    def pick(self, items: Sequence[_Item]) -> _Item:
        """One of the items."""
        return items[int(self.random() * len(items))]

    def chance(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.random() < share

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return low + (high - low) * self.random()


def market() -> Tables:
    """Organisations, sites, capabilities and needs of the example firms."""
    draw = Draw(SEED)
    tables: Tables = {"organisations": [], "sites": [], "capabilities": [], "needs": []}
    for number in range(1, FIRMS + 1):
        _firm(number, tables)
    sellers = list(range(BUYERS + 1, FIRMS + 1))
    turn = 0
    for product in read_mapping("market_products"):
        selling = [sellers[(turn + step) % len(sellers)] for step in range(int(product["capabilities"]))]
        turn += len(selling)
        wanted = _needs(product, selling, draw, tables)
        _capabilities(product, selling, wanted, draw, tables)
    return tables


def _firm(number: int, tables: Tables) -> None:
    organisation, place = f"example-{number:02d}", PLACES[(number - 1) % len(PLACES)]
    tables["organisations"].append({
        "organisation": organisation, "name": f"示例企业 {number:02d}", "name_en": f"Example firm {number:02d}",
        "kind": "enterprise", "place": place, "standing": "illustrative", "source": SOURCE,
    })  # fmt: skip
    tables["sites"].append({
        "site": f"site-{organisation}", "organisation": organisation, "place": place, "source": SOURCE,
    })  # fmt: skip


def _needs(product: Row, selling: list[int], draw: Draw, tables: Tables) -> float:
    """Add the needs of one product; their total in its small unit."""
    total = 0.0
    buyers = [number for number in range(1, BUYERS_AND_SELLERS + 1) if number not in selling]
    for _ in range(int(product["needs"])):
        buyer = draw.pick(buyers)
        buyers.remove(buyer)
        quantity = _two_digits(float(product["size"]) * draw.between(0.5, 1.5))
        total += quantity
        asked = [name for name, share in CERTIFICATES if draw.chance(WITH_CERTIFICATE * share * 2)]
        tables["needs"].append({
            "need": f"need-example-{len(tables['needs']) + 1:02d}",
            "organisation": f"example-{buyer:02d}", "site": f"site-example-{buyer:02d}",
            "product": product["product"], "text": product["need_text"], "quantity": quantity,
            "unit": product["unit"], "by": FIRST_NEED + timedelta(days=int(draw.between(0, 270))),
            "min_suppliers": 2 if draw.chance(WITH_TWO_SUPPLIERS) else None,
            "certificates": ";".join(asked),
            "max_minutes": draw.pick(MAX_MINUTES) if draw.chance(WITH_LIMIT) else None,
            "standing": "illustrative", "updated": LAST_UPDATE - timedelta(days=int(draw.between(0, 200))),
            "source": SOURCE,
        })  # fmt: skip
    return total


def _capabilities(product: Row, selling: list[int], wanted: float, draw: Draw, tables: Tables) -> None:
    """Add capabilities that together hold the product's ratio of what is wanted."""
    weights = [draw.between(0.4, 1.6) for _ in selling]
    scale = _scale(product["unit"], product["large_unit"])
    texts = product["texts"].split(";")
    for turn, (seller, weight) in enumerate(zip(selling, weights, strict=True)):
        capacity = _two_digits(wanted * float(product["ratio"]) * weight / sum(weights))
        large = draw.chance(0.5)
        unit, divisor = (product["large_unit"], scale) if large else (product["unit"], 1)
        tables["capabilities"].append({
            "capability": f"cap-example-{len(tables['capabilities']) + 1:03d}",
            "organisation": f"example-{seller:02d}", "site": f"site-example-{seller:02d}",
            "product": product["product"], "text": texts[turn % len(texts)],
            "capacity": capacity / divisor, "unit": unit, "lead_days": draw.pick(LEAD_DAYS),
            "minimum_lot": _two_digits(capacity * draw.between(0.005, 0.05)) / divisor,
            "certificates": ";".join(name for name, share in CERTIFICATES if draw.chance(share)),
            "role": "trader" if seller % TRADER_EVERY == 0 else "maker", "standing": "illustrative",
            "updated": LAST_UPDATE - timedelta(days=int(draw.between(0, 500))), "source": SOURCE,
        })  # fmt: skip


def _scale(unit: str, large_unit: str) -> int:
    """How many of the small unit one large unit is: 万片 holds 10,000 片, 吨 holds 1,000 千克."""
    if unit == "千克":
        return 1_000
    return {"千": 1_000, "万": 10_000}[large_unit.removesuffix(unit)]


def _two_digits(number: float) -> float:
    """A number that a person would write: two significant digits."""
    return float(f"{number:.1e}")
