"""A small market: two regions, a family of boards, suppliers that differ in one thing each."""

from __future__ import annotations

import polars as pl
import pytest

from bashu.workspace import Workspace

Frames = dict[str, pl.DataFrame]


@pytest.fixture
def frames() -> Frames:
    places = pl.DataFrame(
        {
            "place": ["east", "west", "e1", "e2", "w1", "far"],
            "name_zh": ["东省", "西省", "东一市", "东二市", "西一市", "远方市"],
            "region": ["east", "west", "east", "east", "west", None],
            "parent": [None, None, "east", "east", "west", None],
            "level": ["province", "province", "city", "city", "city", "city"],
        }
    )
    roads = [("e1", "e2", 60.0), ("e1", "w1", 180.0), ("e2", "w1", 200.0), ("e1", "far", 900.0)]
    travel = pl.DataFrame(
        [
            (origin, destination, "road", minutes, "estimate", "test")
            for origin, destination, minutes in roads
        ],
        ["origin", "destination", "mode", "minutes", "standing", "source"],
        orient="row",
    )
    firms = ["buyer", "near", "west", "claimed", "trader", "kind", "stand-in", "silent", "stranger"]
    where = ["e1", "e2", "w1", "e2", "e2", "e2", "e2", None, "far"]
    organisations = pl.DataFrame(
        {
            "organisation": firms,
            "name": [f"{firm} 公司" for firm in firms],
            "kind": ["enterprise"] * 9,
            "place": where,
            "standing": ["reported"] * 9,
            "source": ["test"] * 9,
        }
    )
    products = pl.DataFrame(
        {
            "product": ["family", "board", "fine-board", "flex", "motor"],
            "name_zh": ["电子元件", "印制电路板", "高密度电路板", "柔性电路板", "电机"],
            "parent": [None, "family", "board", "family", "family"],
        }
    )
    substitutes = pl.DataFrame(
        {"product": ["board"], "substitute": ["flex"], "region": [None], "note": [None]}
    )
    made = ["board", "board", "board", "board", "board", "fine-board", "flex", "board", "board"]
    capabilities = pl.DataFrame(
        {
            "capability": [f"c-{firm}" for firm in firms],
            "organisation": firms,
            "product": made,
            "text": ["多层印制电路板"] * 9,
            "capacity": [1.0, 1.0, 1.0, 0.5, 1.0, 1.0, 1.0, None, 1.0],
            "unit": ["万片", "万片", "万片", "万片", "万片", "万片", "万片", None, "万片"],
            "lead_days": [10.0] * 7 + [None, 10.0],
            "certificates": [["ISO9001"]] * 7 + [None, ["ISO9001"]],
            "role": ["maker", "maker", "maker", "maker", "trader", "maker", "maker", None, "maker"],
            "standing": ["confirmed", "confirmed", "confirmed", "claimed", "confirmed", "confirmed", "confirmed", "reported", "confirmed"],
            "updated": ["2026-06-01"] * 7 + [None, "2026-06-01"],
            "source": ["test"] * 9,
        }
    )  # fmt: skip
    needs = pl.DataFrame(
        {
            "need": ["n1", "want"],
            "organisation": ["buyer", "buyer"],
            "product": ["board", "motor"],
            "text": ["印制电路板", None],
            "quantity": [8000.0, None],
            "unit": ["片", None],
            "by": ["2026-12", None],
            "certificates": [["ISO9001"], None],
            "standing": ["confirmed", "reported"],
            "updated": ["2026-05-01", None],
            "source": ["test", "test"],
        }
    )
    return {
        "places": places, "travel": travel, "organisations": organisations, "products": products,
        "substitutes": substitutes, "capabilities": capabilities, "needs": needs,
    }  # fmt: skip


@pytest.fixture
def market(frames: Frames) -> Workspace:
    return Workspace.from_frames(frames)
