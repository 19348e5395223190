"""Coefficients, imports and regional quotients: textbook values, official tables, and what always holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bashu.errors import TableError
from bashu.inputoutput import (
    DELTAS,
    CoefficientTable,
    cross_industry_quotients,
    flegg_quotients,
    group_42,
    import_content,
    leontief_inverse,
    location_quotients,
    origins,
    over_deltas,
    proportional_import_rates,
    read_accounts,
    regional_coefficients,
    sector_153,
    size_factor,
    technical_coefficients,
    value_dependent_on,
)
from bashu.workspace import Workspace

# -- published values --------------------------------------------------------------------------------------


def test_the_two_sector_economy_of_miller_and_blair() -> None:
    """Miller & Blair (2009), section 2.3: Z, f = (350, 1700), x = (1000, 2000); new f = (600, 1500)."""
    flows, output = np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0])
    coefficients = technical_coefficients(flows, output)
    assert coefficients == pytest.approx(np.array([[0.15, 0.25], [0.20, 0.05]]))
    inverse = leontief_inverse(coefficients)
    assert inverse.round(4) == pytest.approx(np.array([[1.2541, 0.3300], [0.2640, 1.1221]]))
    assert inverse @ np.array([350.0, 1700.0]) == pytest.approx(output)
    assert (inverse @ np.array([600.0, 1500.0])).round(2) == pytest.approx(np.array([1247.52, 1841.58]))


def test_quotients_by_hand() -> None:
    """Region 10 + 30 of nation 100 + 100: SLQ = 0.5, 1.5; lambda = log2(1.2) ^ 0.3 = 0.6699."""
    quotients = location_quotients(np.array([10.0, 30.0]), np.array([100.0, 100.0]))
    assert quotients.tolist() == [0.5, 1.5]
    assert cross_industry_quotients(quotients) == pytest.approx(np.array([[0.5, 1 / 3], [3.0, 1.5]]))
    size = np.log2(1.2) ** 0.3
    assert size_factor(0.2, 0.3) == pytest.approx(size) == pytest.approx(0.66989, abs=1e-5)
    national = np.array([[0.2, 0.3], [0.1, 0.4]])
    expected = national * np.array([[0.5 * size, size / 3], [1.0, 1.0]])
    # 1.5 x 0.66989 = 1.0048: the well specialised region buys its own sector 2 at home
    assert regional_coefficients(national, quotients, 0.2, 0.3) == pytest.approx(expected)


def test_imports_in_a_unit_of_final_demand_by_series() -> None:
    """The inverse against the sum of its rounds: a supplier's supplier's imports count."""
    national = np.array([[0.1, 0.2, 0.0], [0.3, 0.0, 0.1], [0.0, 0.2, 0.2]])
    share = np.array([[0.5, 0.1, 0.0], [0.2, 0.0, 0.4], [0.0, 1.0, 0.3]])
    abroad, home = national * share, national * (1 - share)
    total, round_ = np.zeros(3), np.eye(3)
    for _ in range(400):
        total += (abroad @ round_).sum(axis=0)
        round_ = home @ round_
    assert import_content(national, share) == pytest.approx(total, abs=1e-12)


def test_what_cannot_run_without_a_supplier() -> None:
    national = np.array([[0.5, 0.1, 0, 0], [0, 0, 0.2, 0], [0, 0, 0, 0.3], [0, 0, 0, 0.0]])
    output = np.array([1.0, 10.0, 100.0, 1000.0])
    essential = np.ones((4, 4))
    essential[2, 3] = 0
    assert value_dependent_on(national, output, 0, essential=essential) == 110.0
    assert value_dependent_on(national, output, 3, essential=essential) == 0.0


# -- the official tables -----------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "sectors", "split"),
    [("china_2017_149", 149, False), ("china_2018_153", 153, False), ("china_2020_153", 153, False), ("china_2020_42", 42, True)],
)  # fmt: skip
def test_official_tables_balance(shared: Path, name: str, sectors: int, split: bool) -> None:
    accounts = read_accounts(shared / "data" / "io" / f"{name}.csv")
    assert (len(accounts.sectors), accounts.split) == (sectors, split)
    assert accounts.imbalance() < 1e-9
    national = accounts.coefficients
    assert national.min() >= 0
    assert national.sum(axis=0).max() < 1
    # the Leontief equation gives the published output back from final use less imports
    net = accounts.output - accounts.flows.sum(axis=1)
    assert leontief_inverse(national) @ net == pytest.approx(accounts.output, rel=1e-9)
    assert 0 <= accounts.import_shares.min() <= accounts.import_shares.max() <= 1


@pytest.mark.shared
def test_the_split_table_says_what_electronics_imports(shared: Path) -> None:
    accounts = read_accounts(shared / "data" / "io" / "china_2020_42.csv")
    at = accounts.sectors.index("20")
    assert accounts.import_shares[at, at] == pytest.approx(0.481, abs=5e-4)
    everybody = accounts.imported[at].sum() / accounts.flows[at].sum()
    assert everybody == pytest.approx(0.359, abs=5e-4)


@pytest.mark.shared
def test_the_concordance_of_the_two_tables_keeps_every_output(shared: Path) -> None:
    fine = read_accounts(shared / "data" / "io" / "china_2020_153.csv")
    coarse = read_accounts(shared / "data" / "io" / "china_2020_42.csv")
    together = fine.drawn_together([f"{group_42(number):02}" for number in range(1, 154)])
    assert together.sectors == coarse.sectors
    assert together.output == pytest.approx(coarse.output, rel=1e-9)
    assert together.flows == pytest.approx(coarse.flows, rel=1e-9, abs=1e-3)
    assert together.imbalance() < 1e-9


@pytest.mark.shared
def test_the_bundled_extract_is_the_official_table_drawn_together(shared: Path) -> None:
    """By another route than the script: sales and imports of electronics recomputed from both tables."""
    table = CoefficientTable.read(Workspace.open())
    assert table is not None
    fine = read_accounts(shared / "data" / "io" / "china_2020_153.csv")
    coarse = read_accounts(shared / "data" / "io" / "china_2020_42.csv")
    electronics = [
        table.number(sector) for sector in table.sectors if sector[:3] in {f"{n:03}" for n in range(90, 96)}
    ]
    assert len(electronics) == 6
    output = fine.output[89:95]
    at = np.ix_(electronics, electronics)
    flows = table.coefficients[at] * output
    assert flows.sum() == pytest.approx(fine.flows[89:95, 89:95].sum(), rel=1e-4)
    assert np.nansum(flows * table.import_shares[at]) == pytest.approx(coarse.imported[19, 19], rel=1e-3)
    # what was left out is less than two thousandths of any column
    group = {f"{number:03}": at for number, at in zip(range(90, 96), range(89, 95), strict=True)}
    for sector in electronics:
        column = (
            fine.flows[:, group[table.sectors[sector][:3]]].sum()
            / fine.output[group[table.sectors[sector][:3]]]
        )
        assert table.coefficients[:, sector].sum() == pytest.approx(column, rel=2e-3)


@pytest.mark.shared
def test_a_table_out_of_balance_is_refused(shared: Path, tmp_path: Path) -> None:
    text = (shared / "data" / "io" / "china_2020_42.csv").read_text(encoding="utf-8-sig")
    damaged = tmp_path / "damaged.csv"
    damaged.write_text(text.replace("179170246.202905", "179170999.202905", 1), encoding="utf-8")
    with pytest.raises(TableError, match="does not balance"):
        read_accounts(damaged)
    without = tmp_path / "without.csv"
    without.write_text(text.replace('"GO"', '"Output"', 1), encoding="utf-8")
    with pytest.raises(TableError, match="GO"):
        read_accounts(without)


# -- the workspace table -----------------------------------------------------------------------------------


def test_every_product_of_the_corridor_with_a_code_has_a_sector() -> None:
    workspace = Workspace.open()
    table = CoefficientTable.read(workspace)
    assert table is not None
    codes = workspace.table("products")["gbt4754"].drop_nulls().unique()
    assert all(table.sector_of(code) for code in codes)
    assert table.sector_of("3985") == "094 电子元器件"
    assert table.sector_of("3911") == "090 计算机"
    assert table.sector_of("5179") == "A28 批发和零售"
    assert table.sector_of("0000") is table.sector_of(None) is None
    assert "国家统计局" in table.source


def test_no_table_is_said_by_none_and_another_table_brings_its_own_sectors() -> None:
    assert (
        CoefficientTable.read(
            Workspace.from_frames({"products": pl.DataFrame({"product": ["a"], "name_zh": ["甲"]})})
        )
        is None
    )
    rows = pl.DataFrame(
        {"input_sector": ["x", "y"], "sector": ["y", "y"], "coefficient": [0.2, 0.1], "import_share": [0.5, None],
         "table": ["own", "own"], "source": ["s", "s"]}
    )  # fmt: skip
    table = CoefficientTable.read(Workspace.from_frames({"coefficients": rows}))
    assert table is not None
    assert table.sector_of("3985", {"39": "x", "398": "y"}) == "y"
    assert table.coefficients.tolist() == [[0, 0.2], [0, 0.1]]
    assert np.isnan(table.import_shares[1, 1])


def test_the_concordance_knows_every_division() -> None:
    divisions = [f"{number:02}" for number in range(1, 97)]
    missing = [
        code for code in divisions if not any(sector_153(code + group) for group in ("", "1", "2", "4", "5"))
    ]
    assert missing == []
    assert [sector_153(code) for code in ("3911", "3940", "3985", "3969", "6513", "6531")] == [
        90,
        92,
        94,
        95,
        128,
        129,
    ]


# -- what always holds -------------------------------------------------------------------------------------

SIZE = 4
POSITIVE = arrays(np.float64, SIZE, elements=st.floats(0.1, 100))
SHARES = arrays(np.float64, (SIZE, SIZE), elements=st.floats(0, 1))


@st.composite
def economies(draw: Any) -> tuple[np.ndarray, np.ndarray]:
    flows = draw(arrays(np.float64, (SIZE, SIZE), elements=st.floats(0, 10)))
    value_added = draw(POSITIVE)
    return flows, flows.sum(axis=0) + value_added


@settings(max_examples=60, deadline=None)
@given(economies())
def test_coefficients_are_never_negative_and_the_inverse_is_at_least_one(economy: Any) -> None:
    flows, output = economy
    national = technical_coefficients(flows, output)
    assert national.min() >= 0
    inverse = leontief_inverse(national)
    assert inverse.min() > -1e-12
    assert np.diag(inverse).min() >= 1 - 1e-12
    assert inverse @ (np.eye(SIZE) - national) == pytest.approx(np.eye(SIZE), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(economies(), SHARES)
def test_imports_are_between_nothing_and_everything(economy: Any, share: np.ndarray) -> None:
    flows, output = economy
    national = technical_coefficients(flows, output)
    content = import_content(national, share)
    assert content.min() >= -1e-12
    assert content.max() <= 1 + 1e-9
    assert (import_content(national, np.zeros_like(share)) == 0).all()


@settings(max_examples=80, deadline=None)
@given(POSITIVE, POSITIVE, SHARES, st.floats(0.001, 1), st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_a_larger_delta_never_finds_more_at_home(
    region: np.ndarray, nation: np.ndarray, imported: np.ndarray, share: float, deltas: tuple[float, float]
) -> None:
    quotients = location_quotients(region, nation)
    low, high = sorted(deltas)
    national = np.full((SIZE, SIZE), 0.2)
    small, large = (regional_coefficients(national, quotients, share, delta) for delta in (high, low))
    assert (small <= large + 1e-12).all()
    assert (large <= national).all()
    # the size factor only takes away: FLQ never exceeds the cross-industry quotient
    assert (flegg_quotients(quotients, share, high) <= cross_industry_quotients(quotients) + 1e-12).all()
    split = origins(imported, quotients, share, low)
    assert split.here + split.elsewhere + split.abroad == pytest.approx(np.ones((SIZE, SIZE)))
    assert min(split.here.min(), split.elsewhere.min(), split.abroad.min()) >= -1e-12
    lowest, highest = over_deltas(imported, quotients, share)
    for delta in DELTAS:
        outside = 1 - origins(imported, quotients, share, delta).here
        assert (lowest - 1e-12 <= outside).all()
        assert (outside <= highest + 1e-12).all()


@settings(max_examples=40, deadline=None)
@given(POSITIVE, st.permutations(range(SIZE)))
def test_the_whole_nation_is_its_own_region_whatever_the_order(nation: np.ndarray, order: list[int]) -> None:
    quotients = location_quotients(nation, nation)
    assert quotients == pytest.approx(np.ones(SIZE))
    national = np.arange(SIZE * SIZE, dtype=float).reshape(SIZE, SIZE) / 20
    assert regional_coefficients(national, quotients, 1.0, 0.3) == pytest.approx(national)
    region = nation * np.array([1.0, 0.5, 2.0, 0.0])
    plain = regional_coefficients(national, location_quotients(region, nation), 0.1)
    moved = regional_coefficients(
        national[np.ix_(order, order)], location_quotients(region[order], nation[order]), 0.1
    )
    assert moved == pytest.approx(plain[np.ix_(order, order)])


def test_a_sector_that_is_not_there_supplies_nothing_and_asks_for_nothing_it_cannot_get() -> None:
    quotients = np.array([0.0, 1.0])
    flegg = flegg_quotients(quotients, 0.1)
    assert flegg[0, 1] == flegg[0, 0] == 0
    assert np.isinf(flegg[1, 0])
    rates = proportional_import_rates(np.array([10.0, 0.0]), np.array([5.0, 0.0]), np.array([12.0, 0.0]))
    assert rates.tolist() == [1.0, 0.0]
