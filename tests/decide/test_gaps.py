"""Gaps with an input-output table: the worked example by hand, the range over delta, and the graph-only fallback."""

from __future__ import annotations

from math import log2

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.chain import ProductGraph
from bashu.decide import GapSettings, gaps
from bashu.decide.gaps import FACTORS
from bashu.decide.profile import read_profile
from bashu.workspace import Workspace

SECTORS = ("091 通信设备", "094 电子元器件", "057 玻璃和玻璃制品")
NATION = pl.DataFrame(
    {"place": ["nation", "left", "right", "lake", "hill", "hill-park"],
     "name_zh": ["国", "左川省", "右渝市", "湖城市", "山城区", "山城产业园"],
     "region": [None, "left", "right", "left", "right", None], "parent": [None, "nation", "nation", "left", "right", "hill"],
     "level": ["nation", "province", "province", "city", "district", "park"]}
)  # fmt: skip


def coefficients(**more: float | None) -> pl.DataFrame:
    """Phones take components (0.5, of which 40 % imported) and glass (0.1), components take glass (0.2, 10 %)."""
    rows = [(1, 0, 0.5, 0.4), (2, 0, 0.1, more.get("glass", 0.0)), (2, 1, 0.2, 0.1), (1, 1, 0.3, 0.5)]
    return pl.DataFrame(
        [(SECTORS[i], SECTORS[j], value, share, "t", "bureau") for i, j, value, share in rows],
        schema=["input_sector", "sector", "coefficient", "import_share", "table", "source"],
        orient="row",
    )


def regional(phones: float = 60, components: float = 30, glass: float = 10) -> pl.DataFrame:
    """The nation has 400, 400, 200; the corridor, both sides together, 60, 30, 10: a tenth of it."""
    rows = [
        ("nation", 400.0, 400.0, 200.0),
        ("left", phones / 2, components, 0.0),
        ("right", phones / 2, 0.0, glass),
    ]
    return pl.DataFrame(
        [
            (region, sector, 2020, value)
            for region, *values in rows
            for sector, value in zip(SECTORS, values, strict=True)
        ],
        schema=["region", "industry", "year", "value"],
        orient="row",
    )


MADE = (("p1", "phone"), ("p2", "phone"), ("s1", "screen"), ("s2", "screen"))
#: the screen and the chip are components (39 73, 39 74), glass is 3985 in the shared example: make it glass
PRODUCTS = pl.DataFrame(
    {"product": ["phone", "screen", "chip", "glass"], "name_zh": ["手机", "屏幕", "芯片", "玻璃"],
     "stage": ["整机", "元器件(芯片)", "元器件(芯片)", "材料"], "gbt4754": ["3922", "3974", "3973", "3042"]}
)  # fmt: skip
INPUTS = pl.DataFrame(
    {"input": ["screen", "chip", "glass"], "product": ["phone", "phone", "screen"], "essential": [True] * 3,
     "source": ["link"] * 3}
)  # fmt: skip


def with_table(**frames: pl.DataFrame) -> Workspace:
    firms = [firm for firm, _ in MADE]
    said = {"standing": pl.lit("reported"), "source": pl.lit("page")}
    tables = {
        "places": NATION, "products": PRODUCTS, "inputs": INPUTS, "coefficients": coefficients(), "regional": regional(),
        "organisations": pl.DataFrame({"organisation": firms, "name": firms}).with_columns(
            **said, kind=pl.lit("enterprise"), place=pl.lit("lake")
        ),
        "capabilities": pl.DataFrame(
            {"capability": firms, "organisation": firms, "product": [product for _, product in MADE]}
        ).with_columns(**said),
    }  # fmt: skip
    return Workspace.from_frames(tables | frames)


def test_the_worked_example_with_a_table() -> None:
    workspace = with_table()
    profile = read_profile(workspace, ProductGraph(workspace))
    assert profile is not None
    assert profile.size == pytest.approx(0.1)
    at = {sector: number for number, sector in enumerate(profile.table.sectors)}
    # shares here of 0.6, 0.3, 0.1 against 0.4, 0.4, 0.2 in the nation
    assert [profile.quotients[at[sector]] for sector in SECTORS] == pytest.approx([1.5, 0.75, 0.5])
    frame = gaps(workspace)
    rows = {row["product"]: row for row in frame.to_dicts()}
    assert list(rows) == ["chip", "glass"]
    # the chip goes into phones, whose output here is 60; screens, the only component made here, turn out 30
    chip = rows["chip"]
    assert (chip["basis"], chip["output_at_stake"]) == ("table", pytest.approx(60))
    assert chip["value"] == pytest.approx(60 / (60 + 30))
    # components for phones: CILQ = 0.75 / 1.5, lambda = log2(1.1) ^ 0.25; 40 % come from abroad
    size = log2(1.1) ** 0.25
    here = 0.6 * 0.5 * size
    assert chip["outside_share"] == chip["outside"] == pytest.approx(1 - here)
    assert chip["abroad"] == pytest.approx(0.4)
    assert (chip["outside_low"], chip["outside_high"]) == (
        pytest.approx(1 - 0.6 * 0.5 * log2(1.1) ** 0.1),
        pytest.approx(1 - 0.6 * 0.5 * log2(1.1) ** 0.4),
    )
    # glass goes into screens (30, one step) and phones (60, two steps): value (30 + 60/2) / 90; where it comes
    # from is averaged with the same weights over both users
    glass = rows["glass"]
    assert glass["value"] == pytest.approx((30 + 60 / 2) / 90)
    for_screens, for_phones = 0.9 * (0.5 / 0.75) * size, 1.0 * (0.5 / 1.5) * size
    assert glass["outside_share"] == pytest.approx(1 - (30 * for_screens + 30 * for_phones) / 60)
    assert "δ 不同时" in glass["reason_zh"]


def test_an_import_share_that_nobody_states_is_that_of_the_supplier_to_others() -> None:
    frame = gaps(with_table(coefficients=coefficients(glass=None)))
    # glass for screens is imported to a tenth; nobody says how much of that for phones is
    assert frame.filter(product="glass")["abroad"].item() == pytest.approx(0.1)


def test_a_product_without_a_code_turns_out_what_makers_do_on_average() -> None:
    no_code = pl.when(pl.col("product") == "screen").then(None).otherwise("gbt4754").alias("gbt4754")
    frame = gaps(with_table(products=PRODUCTS.with_columns(no_code)))
    # two makers of phones turn out 60, so two makers of screens are taken to turn out 60 as well
    stakes = {row["product"]: (row["output_at_stake"], row["value"]) for row in frame.to_dicts()}
    assert stakes["chip"] == (pytest.approx(60), pytest.approx(60 / 120))
    assert stakes["glass"] == (pytest.approx(120), pytest.approx((60 + 60 / 2) / 120))


def test_the_priority_of_every_gap_lies_in_its_range_and_is_the_product_of_its_factors() -> None:
    frame = gaps(Workspace.open())
    assert set(frame["basis"]) == {"table"}
    low, high = (pl.col(f"priority_{end}") for end in ("low", "high"))
    assert frame.filter(
        (low > pl.col("priority") * (1 + 1e-12)) | (high < pl.col("priority") * (1 - 1e-12))
    ).is_empty()
    assert (
        frame["outside"] - frame["lack"] * frame["outside_share"].fill_null(1)
    ).abs().max() == pytest.approx(0)
    for factor in FACTORS[:4]:
        assert frame[factor].is_between(0, 1).all(), factor
    assert frame.filter(pl.col("outside_low") < pl.col("abroad") - 1e-12).is_empty()


def test_the_output_at_stake_is_never_more_than_the_industry_turns_out() -> None:
    workspace = Workspace.open()
    profile = read_profile(workspace, ProductGraph(workspace))
    assert profile is not None
    core = profile.core
    # 14 % of the nation's electronics; what others sell to it may be at stake besides
    assert 12_000 < profile.output[core].sum() < 18_000
    sales = (profile.table.coefficients[:, core] @ profile.output[core])[~core].sum()
    assert gaps(workspace)["output_at_stake"].max() <= profile.output[core].sum() + sales


def test_without_a_table_the_graph_speaks_alone_and_says_so() -> None:
    for missing in ({"coefficients": coefficients().clear()}, {"regional": regional().clear()}):
        frame = gaps(with_table(**missing))
        assert set(frame["basis"]) == {"graph"}
        assert frame["outside_share"].null_count() == frame.height
        assert frame["reason_zh"].str.contains("没有投入产出表").all()
        assert frame["reason_en"].str.contains("by the graph alone").all()
        assert (frame["outside"] == frame["lack"]).all()


def test_who_makes_the_nearest_thing_is_named() -> None:
    frame = gaps(Workspace.open())
    near = frame.filter(pl.col("near_product").is_not_null())
    assert near["near_firms"].list.len().min() >= 1
    assert not near["near_firms"].explode().str.contains("示例").any()
    row = frame.row(by_predicate=pl.col("product") == "cm_fpc", named=True)
    assert row["near_product"] == "cm_pcb"
    assert row["near_others"]


@pytest.mark.parametrize(
    ("settings_", "abroad", "action"),
    [(GapSettings(broad=0.5), 0.4, "joint_challenge"), (GapSettings(broad=0.5, hard=0.5), 0.4, "attract"),
     (GapSettings(near=0.1), 0.4, "qualify"), (GapSettings(small=1.0, easy=0.5), 0.4, "buy_outside")],
)  # fmt: skip
def test_the_rule_of_the_action(settings_: GapSettings, abroad: float, action: str) -> None:
    row = gaps(with_table(), settings_).row(by_predicate=pl.col("product") == "chip", named=True)
    assert (row["abroad"], row["action"]) == (pytest.approx(abroad), action)


@settings(max_examples=25, deadline=None)
@given(st.floats(1, 200), st.floats(1, 200), st.floats(0, 1))
def test_more_imports_never_lower_a_priority(phones: float, components: float, glass: float) -> None:
    frames = {"regional": regional(phones, components)}
    none, some = (
        gaps(with_table(coefficients=coefficients(glass=share), **frames)).filter(product="glass")
        for share in (0.0, glass)
    )
    assert some["priority"].item() >= none["priority"].item() * (1 - 1e-12)
    assert some["outside_low"].item() <= some["outside_share"].item() + 1e-12
    assert some["outside_share"].item() <= some["outside_high"].item() + 1e-12
