"""Tables come in through one door: whatever is wrong is said clearly, and nothing is half read."""

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from bashu.errors import InputError, TableError, UnreadableFile
from bashu.workspace import Limits, Viewpoint, Workspace

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
        ("needs.csv", b'need,standing,source\n"n1,reported,x\nn2,"a"b,reported,x,,,\n', "not_a_table"),
        ("needs.csv", b"need,standing,source\nn1,reported,x,extra,cells\n", "not_a_table"),
        ("needs.parquet", b"not parquet at all", "wrong_kind"),
        ("needs.parquet", b"PAR1 broken PAR1", "not_a_table"),
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
