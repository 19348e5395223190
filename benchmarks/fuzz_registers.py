"""Coverage-guided fuzzing of the register reader (needs atheris, which is not a dependency: ``pip install atheris``).

Run: ``python benchmarks/fuzz_registers.py -max_total_time=600 CORPUS``; an empty corpus is filled first. An input is
one mark (which table is asked for, and whether the file is read in parts) and a file. A workbook is taken apart and one of its parts is changed by its
elements, attributes and words, then it is packed again, so that the sheets and not the archive are what is tried;
a text file is changed by its cells. The file goes through the check of the archive, the reader, the layout, the
cleaning and the comparison. Any exception but our own, any import of more than 5 s of processor time and any change
of a register that was imported a moment before ends the run with the input kept.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

try:
    import atheris
except ImportError:
    sys.exit("atheris is needed, which is no dependency of Bashu: pip install atheris")

with atheris.instrument_imports(include=["bashu.intake.registers", "bashu.tables", "bashu.text"]):
    from bashu.errors import BashuError, Finding, UnreadableFile
    from bashu.intake.registers import cells, review_register, sheet_process
    from bashu.intake.registers.limits import RegisterLimits
    from bashu.workspace import Workspace

MOST_SECONDS = 5.0
LIMITS = RegisterLimits(unpacked=4 << 20, rows=3_000, columns=60)
#: the same for a register that is read in parts
IN_PARTS = replace(LIMITS, whole=6, part=4)
WORKSPACE = Workspace.open()
KINDS = (
    None,
    "organisations",
    "agreements",
    "needs",
    "capabilities",
    "statistics",
    "supplies",
    "travel",
    "places",
)
HOME = Path(tempfile.mkdtemp(prefix="bashu-fuzz-"))
HEADERS = ("企业名称,统一社会信用代码,所在地,简称", "协议名称,企业名称,金额（万元）,签约日期,所在地,产品名称,单位,期间")  # fmt: skip
WORDS = (
    "企业名称", "统一社会信用代码", "所在地", "协议名称", "金额（万元）", "签约日期", "产品名称", "单位", "期间", "上级单位", "合计", "小 计",
    "注：本表", "单位：万元", "示例甲有限公司", "示例甲有限公司重庆分公司", "91350100M000100Y43", "9.15E+17", "成都市", "四川省成都市武侯区", "1.2亿元",
    "1,200万元", "-3%", "１２", "2020年10月29日", "20201029", "44133", "2022年1月至2022年3月", "=1+1", "@x", "+cmd|' /C'!A0", "'=x", "印制电路板", "", " ",
    "\u200b", "\ufeff", "_x000D_", "1e308", "NaN", "inf", "0x1F", "TRUE", "#N/A", "无", "-", "\U00020000", "e\u0301", "9" * 400, "甲" * 4_000,
)  # fmt: skip
PIECES = (
    "<c r='B2' t='s'><v>1</v></c>", "<c t='inlineStr'><is><t>示例</t></is></c>", "<c t='d'><v>2020-10-29T00:00:00</v></c>", "<c t='e'><v>#REF!</v></c>",
    "<c t='b'><v>1</v></c>", "<c s='1'><v>44133.5</v></c>", "<c s='99'><v>-1</v></c>", "<c t='str'><f>A1</f><v>x</v></c>", "<row r='3'>", "</row>", "<row>",
    "<f t='shared' si='0' ref='A1:A9'>A1</f>", "<f>cmd|'/C'!A0</f>", "<mergeCell ref='A1:A9'/>", "<mergeCell ref='B3:A1'/>", "<is><r><t>甲</t></r><rPh><t>x</t></rPh></is>",
    "<si><t>示例</t></si>", "<si/>", "<xf numFmtId='14'/>", "<numFmt numFmtId='164' formatCode='yyyy'/>", "<!-- x -->", "<![CDATA[x]]>", "<!DOCTYPE a>",
    "<dimension ref='A1:B2'/>", "<sheet name='企业' sheetId='2' r:id='rId1'/>", "<workbookPr date1904='1'/>", "&#x0;", "&#xD800;", "&amp;", "&lt;", "&b;",
)  # fmt: skip
NUMBERS = (
    "0",
    "1",
    "-1",
    "2",
    "59",
    "60",
    "99",
    "44133",
    "2958466",
    "1e9",
    "4294967296",
    "9223372036854775808",
    "",
)
PART = re.compile(r"<[^>]*>|[^<]+")
VALUE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')")
#: a cell so far out that only the bounds of the reading process, which is not used here, would stop it
FAR = re.compile(rb"""(?:\br|ref|sqref)\s*=\s*["'][^"']*(?:[A-Za-z]{3,}\d|[A-Za-z]*\d{5})""")


def read_here(path: Path, book: Path, folder: Path, limits: RegisterLimits) -> list[dict[str, Any]]:
    """The reader inside this process, where its coverage is seen; what needs its bounds is left out."""
    if book.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            if any(
                FAR.search(archive.read(name))
                for name in archive.namelist()
                if name.startswith("xl/worksheets/")
            ):
                raise UnreadableFile(Finding("sheet_too_large", file=path.name, details={"rows": 0, "columns": 0, "limit": 0, "widest": 0}))  # fmt: skip
    try:
        found = sheet_process.read_book(str(book), folder)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # as the process itself answers
        details = {"expected": "XLSX", "reason": str(error)[:99]}
        raise UnreadableFile(Finding("damaged_file", file=path.name, details=details)) from error
    answer: list[dict[str, Any]] = json.loads(json.dumps(found))
    return answer


cells._run = read_here


def one_input(data: bytes) -> None:
    """One file through the whole import, and once more against what it made."""
    if len(data) < 2:
        return
    kind, limits = KINDS[data[0] % 64 % len(KINDS)], IN_PARTS if data[0] & 64 else LIMITS
    path = HOME / "register.xlsx"
    path.write_bytes(data[1:])
    started = time.process_time()
    try:
        review = review_register(path, WORKSPACE, kind, limits)
        for finding in review.findings:
            finding.sentence("zh")
            finding.sentence("en")
        if not review.errors and (review.counts["added"] or review.counts["changed"]):
            again = review_register(path, review.merged(WORKSPACE), kind, limits)
            if again.counts["added"] or again.counts["changed"] or again.errors:
                raise RuntimeError(
                    f"the same file again: {again.counts} {[str(one) for one in again.errors[:2]]}"
                )
    except BashuError as error:
        str(error)
    seconds = time.process_time() - started
    if seconds > MOST_SECONDS:
        raise RuntimeError(f"{seconds:.1f} s")


def changed_markup(text: str, draw: random.Random) -> str:
    """A part of a workbook with one to four of its elements, attributes or words changed."""
    parts = PART.findall(text) or [""]
    for _ in range(draw.randrange(1, 5)):
        place = draw.randrange(len(parts))
        end = min(len(parts), place + draw.choice((1, 1, 2, 5, 12)))
        deed = draw.randrange(7)
        if deed == 0:
            del parts[place:end]
        elif deed == 1:
            parts[place:place] = parts[place:end] * draw.choice((1, 1, 2, 20))
        elif deed == 2:
            parts.insert(place, draw.choice(PIECES))
        elif deed == 3:
            where = draw.randrange(len(parts))
            parts[place], parts[where] = parts[where], parts[place]
        elif deed == 4:
            words = [spot for spot, part in enumerate(parts) if not part.startswith("<")] or [place]
            parts[draw.choice(words)] = draw.choice(WORDS).replace("&", "&amp;").replace("<", "&lt;")
        elif deed == 5:
            parts[place] = VALUE.sub(
                lambda _: f'="{draw.choice(NUMBERS + WORDS[:12])}"', parts[place], count=1
            )
        else:
            raw = parts[place].encode("utf-8", "surrogatepass")
            parts[place] = atheris.Mutate(raw, len(raw) + 40).decode("utf-8", "replace")
        if not parts:
            parts = [""]
    return "".join(parts)


def changed_book(data: bytes, draw: random.Random) -> bytes:
    """The workbook packed again with one part changed; sheets and their strings most often."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [name for name in parts if "/worksheets/" in name or name.endswith("sharedStrings.xml")]
    name = draw.choice(sheets if sheets and draw.random() < 0.85 else list(parts))
    parts[name] = changed_markup(parts[name].decode("utf-8", "replace"), draw).encode("utf-8", "replace")
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of parts that is the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def changed_text(data: bytes, draw: random.Random) -> bytes:
    """A text register with a cell, a row or a few bytes changed."""
    lines = (
        data.decode("gb18030", "replace").split("\n")
        if draw.random() < 0.2
        else data.decode("utf-8", "replace").split("\n")
    )
    place = draw.randrange(len(lines))
    deed = draw.randrange(4)
    if deed == 0:
        lines.insert(place, ",".join(draw.choice(WORDS) for _ in range(draw.randrange(1, 9))))
    elif deed == 1:
        row = lines[place].split(",")
        row[draw.randrange(len(row))] = draw.choice(WORDS)
        lines[place] = ",".join(row)
    elif deed == 2:
        lines[place:place] = [lines[place]] * draw.choice((1, 2, 30))
    else:
        return bytes(atheris.Mutate(data, len(data) + 60))
    return "\n".join(lines).encode("gb18030" if draw.random() < 0.1 else "utf-8", "replace")


def changed(data: bytes, most: int, seed: int) -> bytes:
    """The next input: the table asked for, the parts of the workbook, or the cells of the text."""
    draw = random.Random(seed)
    if len(data) < 2:
        return b"\x01" + HEADERS[0].encode()
    mark, body = data[:1], data[1:]
    if draw.random() < 0.2:
        mark = bytes([draw.randrange(len(KINDS)) + draw.choice((0, 64))])
    try:
        fresh = (
            changed_book(body, draw)
            if body.startswith(b"PK") and draw.random() < 0.97
            else changed_text(body, draw)
        )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        fresh = bytes(atheris.Mutate(body, max(1, most - 1)))
    return (mark + fresh)[:most]


def first_inputs(corpus: Path) -> None:
    """Registers to begin with: texts, a workbook with its strings in the cells and one with shared strings."""
    import openpyxl

    corpus.mkdir(parents=True, exist_ok=True)
    for number, header in enumerate(HEADERS):
        row = "示例甲有限公司,91350100M000100Y43,成都市,示例甲,遂宁市,印制电路板,片,2022年1月至2022年3月"
        (corpus / f"text-{number}").write_bytes(
            bytes([number + 1]) + f"{header}\n{row}\n合计,3\n注：x\n".encode()
        )
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        for line in (
            ("示例登记表",),
            header.split(","),
            row.split(","),
            ("乙", 1.5, 44133, True),
            ("合计", 2),
        ):
            sheet.append(line)
        sheet["E4"].number_format, sheet["E4"] = "yyyy-mm-dd", 44133
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A3:A4")
        buffer = io.BytesIO()
        workbook.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        (corpus / f"book-{number}").write_bytes(bytes([number + 1]) + packed(parts))
        inline = re.sub(rb'<c r="([A-Z]+\d+)"( s="\d+")? t="s"><v>(\d+)</v></c>', rb'<c r="\1" t="inlineStr"><is><t>\3</t></is></c>', parts["xl/worksheets/sheet1.xml"])  # fmt: skip
        (corpus / f"inline-{number}").write_bytes(
            bytes([0]) + packed(parts | {"xl/worksheets/sheet1.xml": inline})
        )


if __name__ == "__main__":
    folders = [Path(given) for given in sys.argv[1:] if not given.startswith("-")]
    if folders and not (folders[0].is_dir() and any(folders[0].iterdir())):
        first_inputs(folders[0])
    atheris.Setup([*sys.argv, "-max_len=60000"], one_input, custom_mutator=changed)
    atheris.Fuzz()
