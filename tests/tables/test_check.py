"""The check at the door names every fault with its place and lets nothing wrong through."""

from string import Formatter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import FINDINGS, Finding
from bashu.tables import TABLES, Origin, check_table


def needs(**columns: list[str | None]) -> pl.DataFrame:
    good: dict[str, list[str | None]] = {
        "need": ["n1", "n2"],
        "product": ["pcb", "pcb"],
        "standing": ["reported", "claimed"],
        "source": ["a", "b"],
    }
    return pl.DataFrame({**good, **columns})


def codes(frame: pl.DataFrame, table: str = "needs") -> list[tuple[str, int | None, str | None]]:
    _, findings = check_table(frame, TABLES[table], Origin("needs.csv"))
    return [
        (finding.code, finding.row, finding.column) for finding in findings if finding.severity == "error"
    ]


def test_a_good_table_has_no_finding_and_every_column_of_the_vocabulary() -> None:
    frame, findings = check_table(needs(quantity=["1,200", "３"]), TABLES["needs"])
    assert findings == []
    assert dict(frame.schema) == TABLES["needs"].schema
    assert frame["quantity"].to_list() == [1200.0, 3.0]
    assert frame["by"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("column", "cells", "code", "row"),
    [
        ("quantity", ["5", "many"], "not_a_number", 3),
        ("quantity", ["5", "-1"], "out_of_range", 3),
        ("quantity", ["5", "inf"], "not_a_number", 3),
        ("min_suppliers", ["1.5", "2"], "not_whole", 2),
        ("standing", ["reported", "rumour"], "not_allowed", 3),
        ("by", ["2020-13", "2020"], "not_a_date", 2),
        ("need", ["n1", "n1"], "repeated_key", 3),
        ("need", ["n1", ""], "missing_value", 3),
    ],
)
def test_a_bad_cell_is_named_with_its_row_as_a_spreadsheet_counts(
    column: str, cells: list[str | None], code: str, row: int
) -> None:
    assert codes(needs(**{column: cells})) == [(code, row, column)]


def test_a_missing_column_and_a_misspelt_one_are_both_named() -> None:
    assert codes(needs().rename({"standing": "standin"})) == [
        ("unknown_column", None, "standin"),
        ("missing_column", None, "standing"),
    ]


def test_a_column_of_the_users_own_is_only_a_note() -> None:
    _, findings = check_table(needs(内部备注=["x", "y"]), TABLES["needs"])
    assert [(finding.code, finding.severity) for finding in findings] == [("unknown_column", "note")]


def test_chinese_headers_full_width_headers_and_a_byte_order_mark_are_understood() -> None:
    raw = pl.DataFrame(
        {"\ufeff需求编号": ["n1"], "产品编号": ["pcb"], "依据": ["reported"], "ｓｏｕｒｃｅ": ["a"]}
    )
    frame, findings = check_table(raw, TABLES["needs"])
    assert findings == []
    assert frame["need"].to_list() == ["n1"]


def test_two_headers_for_one_column_are_refused() -> None:
    assert codes(needs(需求编号=["n1", "n2"])) == [("repeated_column", None, "需求编号")]


def test_missing_is_missing_and_never_zero() -> None:
    frame, _ = check_table(needs(quantity=["", "—"]), TABLES["needs"])
    assert frame["quantity"].null_count() == 2


def test_a_circle_of_parents_is_shown_with_its_witness() -> None:
    raw = pl.DataFrame({"product": ["a", "b", "c"], "name_zh": ["甲", "乙", "丙"], "parent": ["b", "c", "a"]})
    _, findings = check_table(raw, TABLES["products"])
    assert [finding.code for finding in findings] == ["cycle"]
    assert findings[0].details["witness"] == "a > b > c > a"


def test_lists_flags_and_periods_are_read() -> None:
    raw = pl.DataFrame(
        {
            "input": ["a"],
            "product": ["b"],
            "essential": ["是"],
            "share": ["0.25"],
            "source": ["https://example.org"],
        }
    )
    assert check_table(raw, TABLES["inputs"])[0].row(0)[:5] == ("a", "b", True, 0.25, "https://example.org")
    need, _ = check_table(needs(certificates=["ISO9001；IATF16949", ""]), TABLES["needs"])
    assert need["certificates"].to_list() == [["ISO9001", "IATF16949"], None]
    raw = pl.DataFrame(
        {
            "region": ["x"] * 4,
            "period": ["2022-01/2022-08", "reported 2022-12", "not stated", "last year"],
            "measure": ["m"] * 4,
            "value": [1.0] * 4,
            "unit": ["%"] * 4,
            "scope": ["s"] * 4,
            "publisher": ["p"] * 4,
            "source": ["s"] * 4,
        }
    )
    assert codes(raw, "statistics") == [("not_a_date", 5, "period")]


def test_typed_columns_from_parquet_or_pandas_are_accepted() -> None:
    frame, findings = check_table(needs(quantity=[1, None]), TABLES["needs"])  # type: ignore[list-item]
    assert findings == []
    assert frame["quantity"].to_list() == [1.0, None]
    frame, findings = check_table(
        needs().with_columns(quantity=pl.Series([float("nan"), 2.0])), TABLES["needs"]
    )
    assert findings == []
    assert frame["quantity"].to_list() == [None, 2.0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats().map(str)), min_size=1, max_size=6))
def test_any_cells_give_typed_columns_or_findings_and_no_other_error(cells: list[str | None]) -> None:
    raw = pl.DataFrame(
        {
            "need": [f"n{i}" for i in range(len(cells))],
            "quantity": cells,
            "by": cells,
            "min_suppliers": cells,
        },
        schema_overrides={"quantity": pl.String, "by": pl.String, "min_suppliers": pl.String},
    )
    frame, findings = check_table(raw, TABLES["needs"])
    assert dict(frame.schema) == TABLES["needs"].schema
    bad = {finding.row for finding in findings if finding.column == "quantity"}
    for row, value in enumerate(frame["quantity"].to_list(), start=2):
        assert value is None or row not in bad


def placeholders(texts: tuple[str, str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_every_finding_reads_in_both_languages(code: str) -> None:
    chinese, english = (placeholders(texts) for texts in FINDINGS[code])
    # what one language tells the other tells too
    assert chinese == english
    details = dict.fromkeys(chinese - {"column", "value"}, "…")
    finding = Finding(code, "file.csv", "表", 3, "column", "value", details)
    for language in ("zh", "en"):
        sentence = finding.sentence(language)  # type: ignore[arg-type]
        assert "file.csv" in sentence
        assert "{" not in sentence


def test_headers_are_unambiguous_within_a_table() -> None:
    for table in TABLES.values():
        headers = [header.lower() for column in table for header in column.headers]
        assert len(headers) == len(set(headers)), table.name
    names = [name for table in TABLES.values() for name in table.names]
    assert len(names) == len(set(names))


def test_what_no_arithmetic_can_use_is_no_number() -> None:
    for column, value, code in (
        ("quantity", float("inf"), "not_a_number"),
        ("quantity", "1e400", "not_a_number"),
        ("min_suppliers", 2**63, "not_whole"),
        ("min_suppliers", "1e30", "not_whole"),
        ("min_suppliers", 1.5, "not_whole"),
    ):
        frame = pl.DataFrame({"need": ["n"], "standing": ["reported"], "source": ["x"], column: [value]})
        checked, findings = check_table(frame, TABLES["needs"])
        assert [finding.code for finding in findings] == [code], (column, value)
        assert checked[column].to_list() == [None]


@pytest.mark.parametrize("day", ["2021-02-29", "2021-04-31", "0000-01-01", "2021-13", "0999"])
def test_days_that_no_calendar_has(day: str) -> None:
    frame = pl.DataFrame({"need": ["n"], "standing": ["reported"], "source": ["x"], "by": [day]})
    assert [finding.code for finding in check_table(frame, TABLES["needs"])[1]] == ["not_a_date"]
