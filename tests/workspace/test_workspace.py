"""Tables come in through one door: whatever is wrong is said clearly, and nothing is half read."""

import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from bashu.errors import InputError, TableError, UnreadableFile
from bashu.tables import Origin, Table
from bashu.workspace import Basis, Limits, Viewpoint, Workspace

PLACES = "place,name_zh,level,parent\nsichuan,四川,province,\nchengdu,成都,city,sichuan\n"
ORGANISATIONS = "organisation,name,kind,place,standing,source\na,甲公司,enterprise,chengdu,reported,x\n"
CAPABILITIES = (
    "capability,organisation,product,capacity,unit,standing,source\n"
    "c1,a,pcb,100,片,claimed,x\nc2,a,pcb,200,片,reported,x\nc3,b,pcb,300,片,confirmed,x\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "组织.csv").write_text(ORGANISATIONS, encoding="utf-8")
    return tmp_path


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_folder_workbook_and_memory_hold_the_same_tables(folder: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, text in (("places", PLACES), ("组织", ORGANISATIONS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    book.save(tmp_path / "all.xlsx")
    frames = {
        "places": pl.read_csv(io.StringIO(PLACES)),
        "organisations": pl.read_csv(io.StringIO(ORGANISATIONS)),
    }
    pl.read_csv(io.StringIO(PLACES)).write_parquet(tmp_path / "p.parquet")
    parquet = tmp_path / "parquet"
    parquet.mkdir()
    for name, frame in frames.items():
        frame.write_parquet(parquet / f"{name}.parquet")
    stores = [
        Workspace.open(folder),
        Workspace.open(tmp_path / "all.xlsx"),
        Workspace.from_frames(frames),
        Workspace.open(parquet),
    ]
    for store in stores:
        assert store.names() == ["places", "organisations"]
        for name in store.names():
            assert store.table(name).equals(stores[0].table(name))


def test_version_follows_the_content_and_not_the_folder(folder: Path, tmp_path: Path) -> None:
    before = Workspace.open(folder).version
    assert Workspace.open(folder).version == before
    (folder / "places.csv").write_text(PLACES + "suining,遂宁,city,sichuan\n", encoding="utf-8")
    assert Workspace.open(folder).version != before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("needs.csv", b"", "empty_file"),
        ("needs.csv", b"%PDF-1.7 \x00\x01", "wrong_kind"),
        ("needs.csv", b"PK\x03\x04....", "wrong_kind"),
        ("needs.csv", "需求编号,依据,来源\nn1,reported,x".encode("gbk"), "wrong_encoding"),
        ("needs.csv", b"\xef\xbb\xbf" + "需求编号,依据\nn1,见报".encode("gbk"), "wrong_encoding"),
        ("needs.csv", "need,standing\n".encode("utf-16"), "wrong_kind"),
        ("needs.csv", b'need,standing,source\n"n1,reported,x\nn2,"a"b,reported,x,,,\n', "too_many_cells"),
        ("needs.csv", b'need,standing,source\na,b,c\nd,"e\n', "not_a_table"),
        ("needs.csv", b"need,standing,source\nn1,reported,x,extra,cells\n", "too_many_cells"),
        ("needs.parquet", b"not parquet at all", "wrong_kind"),
        ("needs.parquet", b"PAR1 broken PAR1", "damaged_file"),
        ("needs.csv", b"need;standing;source\nn1;reported;x\n", "wrong_separator"),
        ("needs.csv", b",,\n,,\n", "empty_file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        Workspace.open(tmp_path).table("needs")
    assert codes(error) == [code]
    assert name in str(error.value)
    assert (tmp_path / name).read_bytes() == content


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "needs.csv").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableFile) as error:
        Workspace.open(tmp_path).table("needs")
    assert codes(error) == ["too_large"]
    assert "200 MB" in str(error.value)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    with pytest.raises(UnreadableFile) as error:
        Workspace.open(path, limits=Limits(unpacked=1_000_000))
    assert codes(error) == ["too_large"]


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not a zip"])
def test_a_broken_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        Workspace.open(path)


def test_a_workbook_names_sheet_and_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "需求"
    sheet.append([])
    sheet.append(["需求编号", "依据", "来源", "数量"])
    sheet.append(["n1", "reported", "x", 5])
    sheet.append(["n2", "reported", "x", "many"])
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(TableError) as error:
        Workspace.open(tmp_path / "book.xlsx").table("needs")
    finding = error.value.findings[0]
    assert (finding.sheet, finding.row, finding.column, finding.value) == ("需求", 4, "quantity", "many")
    assert "工作表“需求”，第 4 行" in error.value.sentence("zh")


def test_an_unknown_place_is_named_with_the_nearest_spelling(folder: Path) -> None:
    (folder / "sites.csv").write_text("site,organisation,place,source\ns1,a,chengdoo,x\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        Workspace.open(folder).table("sites")
    finding = error.value.findings[0]
    assert (finding.code, finding.row, finding.column) == ("unknown_reference", 2, "place")
    assert "chengdu" in str(error.value)


def test_check_reports_every_table_and_does_not_stop_at_the_first(folder: Path) -> None:
    (folder / "sites.csv").write_text("site,organisation,place,source\ns1,zzz,nowhere,x\n", encoding="utf-8")
    (folder / "needs.csv").write_bytes(b"")
    found = {(finding.file, finding.code) for finding in Workspace.open(folder).check()}
    assert found == {("sites.csv", "unknown_reference"), (str(folder / "needs.csv"), "empty_file")}


def test_nothing_there_and_nothing_known_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        Workspace.open(tmp_path / "absent")
    with pytest.raises(TableError, match="no table"):
        Workspace.open(tmp_path)
    (tmp_path / "needs.csv").write_text("need,standing,source\n", encoding="utf-8")
    (tmp_path / "需求.csv").write_text("need,standing,source\n", encoding="utf-8")
    with pytest.raises(TableError) as error:
        Workspace.open(tmp_path)
    assert codes(error) == ["repeated_table"]


def test_an_absent_table_is_an_error_or_empty_as_asked(folder: Path) -> None:
    workspace = Workspace.open(folder)
    assert workspace.table_or_empty("needs").is_empty()
    with pytest.raises(TableError) as error:
        workspace.table("needs")
    assert codes(error) == ["no_table"]


@pytest.mark.parametrize(
    ("viewpoint", "capacities"),
    [
        (Viewpoint.full(), [100, 200, 300]),
        (Viewpoint.public(), [None, 200, None]),
        (Viewpoint.region("sichuan"), [None, 200, None]),
        (Viewpoint.firm("a"), [100, 200, None]),
    ],
)
def test_capacity_is_seen_by_its_owner_or_where_it_was_published(
    viewpoint: Viewpoint, capacities: list[float | None]
) -> None:
    frames = {"capabilities": pl.read_csv(io.StringIO(CAPABILITIES))}
    workspace = Workspace.from_frames(frames).seen_from(viewpoint)
    assert workspace.table("capabilities")["capacity"].to_list() == capacities
    assert workspace.scan("capabilities", ["capacity"]).collect()["capacity"].to_list() == capacities


def test_who_buys_from_whom_is_hidden_row_by_row() -> None:
    supplies = pl.DataFrame(
        {
            "supplier": ["a", "b", "c"],
            "buyer": ["b", "c", "a"],
            "product": ["p"] * 3,
            "value": [1, 2, 3],
            "standing": ["confirmed", "confirmed", "reported"],
            "source": ["x"] * 3,
        }
    )
    workspace = Workspace.from_frames({"supplies": supplies})
    assert workspace.table("supplies").height == 3
    assert workspace.seen_from(Viewpoint.public()).table("supplies")["supplier"].to_list() == ["c"]
    assert workspace.seen_from(Viewpoint.firm("b")).table("supplies")["supplier"].to_list() == ["a", "b", "c"]


def test_a_table_from_pandas_and_pyarrow_is_the_same() -> None:
    polars = pl.read_csv(io.StringIO(CAPABILITIES))
    table = Workspace.from_frames({"capabilities": polars}).table("capabilities")
    for frame in (polars.to_pandas(), polars.to_arrow()):
        assert Workspace.from_frames({"capabilities": frame}).table("capabilities").equals(table)


def test_something_that_is_no_table_is_refused() -> None:
    with pytest.raises(TableError, match="Arrow"):
        Workspace.from_frames({"needs": [1, 2]})  # type: ignore[dict-item]


def test_a_line_with_too_many_cells_is_named_by_its_row(tmp_path: Path) -> None:
    text = '\n\nneed,standing,source\nn1,reported,"two\nlines"\nn2,reported,x,y,z\n'
    (tmp_path / "needs.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as error:
        Workspace.open(tmp_path).table("needs")
    finding = error.value.findings[0]
    assert (finding.code, finding.row, finding.details) == ("too_many_cells", 5, {"cells": 5, "headers": 3})


def test_blank_lines_around_a_table_are_no_records(tmp_path: Path) -> None:
    text = "\n\nneed,standing,source\nn1,reported,x\nn2,rumoured,x\n,,\n\n"
    (tmp_path / "needs.csv").write_text(text, encoding="utf-8")
    findings = Workspace.open(tmp_path).check()
    assert [(finding.code, finding.row) for finding in findings] == [("not_allowed", 5)]


def test_lines_that_end_with_a_carriage_return_alone(tmp_path: Path) -> None:
    (tmp_path / "needs.csv").write_bytes(b"need,standing,source\rn1,reported,x\r")
    assert Workspace.open(tmp_path).table("needs")["need"].to_list() == ["n1"]


def test_a_header_that_stands_twice_is_called_repeated(tmp_path: Path) -> None:
    (tmp_path / "needs.csv").write_text("need,standing,source,need\nn1,reported,x,n2\n", encoding="utf-8")
    findings = Workspace.open(tmp_path).check()
    assert [(finding.code, finding.column) for finding in findings] == [("repeated_column", "need")]


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "needs.csv").mkdir()
    (tmp_path / "sites.parquet").mkdir()
    os.mkfifo(tmp_path / "products.csv")
    (tmp_path / "places.csv").symlink_to("/dev/zero")
    (tmp_path / "supplies.csv").symlink_to(tmp_path / "supplies.csv")
    (tmp_path / "parties.csv").symlink_to(tmp_path / "nowhere")
    workspace = Workspace.open(tmp_path)
    found = {Path(finding.file or "").name: finding.code for finding in workspace.check()}
    assert found == {
        "needs.csv": "not_a_file",
        "sites.parquet": "not_a_file",
        "products.csv": "not_a_file",
        "places.csv": "not_a_file",
        "supplies.csv": "not_readable",
        "parties.csv": "no_such_file",
    }
    with pytest.raises(UnreadableFile):
        _ = workspace.version


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "needs.csv").write_text("need,standing,source\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    workspace = Workspace.open(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        workspace.table("needs")
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        Workspace.open(tmp_path)


def test_a_path_that_no_system_accepts() -> None:
    for path in ("x" * 5000, "a\0b"):
        with pytest.raises(UnreadableFile):
            Workspace.open(path)


def test_merged_records_are_refused_and_a_merged_heading_is_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "needs"
    for row in (
        ["need", "standing", "source", "organisation"],
        ["n1", "reported", "x", "a"],
        ["n2", "reported", "x"],
    ):
        sheet.append(row)
    sheet.merge_cells("F1:G1")
    book.save(tmp_path / "book.xlsx")
    assert Workspace.open(tmp_path / "book.xlsx").table("needs").height == 2
    sheet.merge_cells("D2:D3")
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(UnreadableFile) as error:
        Workspace.open(tmp_path / "book.xlsx").table("needs")
    finding = error.value.findings[0]
    assert (finding.code, finding.row, finding.details["cells"]) == ("merged_cells", 2, "D2:D3")


def test_the_version_knows_the_names_of_columns() -> None:
    one, other = (
        Workspace.from_frames({"products": pl.DataFrame({name: ["a"]})}) for name in ("name_zh", "name_en")
    )
    assert one.version != other.version


def test_ids_with_gaps_from_pandas_stay_the_ids_they_were() -> None:
    frame = pl.DataFrame({"product": [1, 2], "name_zh": ["甲", "乙"], "parent": [None, 1]}).to_pandas()
    assert frame["parent"].dtype == float
    table = Workspace.from_frames({"products": frame}).table("products")
    assert table.select("product", "parent").rows() == [("1", None), ("2", "1")]


@pytest.mark.parametrize("column", [[b"a"], [{"a": 1}], [[["a"]]]])
def test_binary_and_nested_cells_are_no_text(column: list[object]) -> None:
    workspace = Workspace.from_frames({"products": pl.DataFrame({"product": column, "name_zh": ["甲"]})})
    assert [(finding.code, finding.column) for finding in workspace.check()] == [("not_text", "product")]


def test_a_frame_that_cannot_be_loaded_is_refused_with_the_reason() -> None:
    twice = pl.DataFrame({"need": [1], "product": [1]}).to_pandas().rename(columns={"product": "need"})
    late = pl.LazyFrame({"need": ["a"]}).select(pl.col("need").cast(pl.Int64))
    for frame in (twice, late):
        with pytest.raises(TableError) as error:
            Workspace.from_frames({"needs": frame})
        assert codes(error) == ["not_a_frame"]


def test_a_condition_on_a_protected_cell_tells_nothing() -> None:
    workspace = Workspace.from_frames({"capabilities": pl.read_csv(io.StringIO(CAPABILITIES))})
    large = pl.col("capacity") >= 100
    public = workspace.seen_from(Viewpoint.public()).scan("capabilities", ["capability"], large).collect()
    assert public["capability"].to_list() == ["c2"]
    assert workspace.scan("capabilities", ["capability"], large).collect().height == 3


class Store:
    """A store that guarantees the vocabulary, as a database does."""

    checked = True
    version = "1"

    def __init__(self, table: pl.DataFrame) -> None:
        self._table = table

    def names(self) -> frozenset[str]:
        return frozenset({"capabilities"})

    def scan(
        self, table: Table, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> tuple[pl.LazyFrame, Origin]:
        lazy = self._table.lazy() if where is None else self._table.lazy().filter(where)
        return (lazy if columns is None else lazy.select(columns)), Origin(file=table.name)


def test_a_checked_store_is_asked_for_what_is_needed_and_hides_the_same_cells() -> None:
    table = Workspace.from_frames({"capabilities": pl.read_csv(io.StringIO(CAPABILITIES))}).table(
        "capabilities"
    )
    workspace = Workspace(Store(table))
    large = pl.col("capacity") > 150
    assert workspace.scan("capabilities", ["capacity"], large).collect()["capacity"].to_list() == [200, 300]
    public = workspace.seen_from(Viewpoint.public())
    assert public.scan("capabilities", ["capacity"], large).collect()["capacity"].to_list() == [200]


def test_a_result_of_two_is_for_those_who_may_see_both() -> None:
    public, full = Viewpoint.public(), Viewpoint.full()
    firm, office = Viewpoint.firm("a"), Viewpoint.region("sichuan")
    assert public.joined(firm) == firm.joined(public) == firm.joined(firm) == firm
    assert firm.joined(Viewpoint.firm("b")) == firm.joined(office) == full.joined(public) == full
    assert Basis("1", full).joined(Basis("2", public, illustrative=True)) == Basis(
        "1+2", full, illustrative=True
    )


def test_example_firms_are_noticed_wherever_they_stand_even_beside_a_broken_table() -> None:
    organisations = pl.DataFrame(
        {
            "organisation": ["x"],
            "name": ["示例企业 01"],
            "kind": ["enterprise"],
            "standing": ["illustrative"],
            "source": ["s"],
        }
    )
    workspace = Workspace.from_frames(
        {"organisations": organisations, "needs": pl.DataFrame({"need": ["n"]})}
    )
    assert workspace.basis.illustrative
    with pytest.raises(TableError):
        workspace.table("needs")
