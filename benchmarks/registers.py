"""A register of 100,000 firms: imported with every check, beside what others need only to read the cells.

The workbook is generated: titles, merged cells, a two-row header, valid credit codes, days in five styles, amounts
in three units, totals and notes. Every run is a process of its own; its peak memory counts the processes it starts.

    python benchmarks/registers.py                      # 100,000 rows
    python benchmarks/registers.py --rows 10000
    python benchmarks/registers.py --million            # 1,000,000 rows from CSV (twice) and from a workbook
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import openpyxl

from bashu.errors import InputError
from bashu.intake.registers.credit_code import CHARACTERS, check_character

PLACES = ("成都市", "绵阳市", "重庆市渝北区", "宜宾市", "遂宁市", "四川省德阳市", "内江市", "重庆市璧山区")
KINDS = ("电子科技", "精密制造", "新材料", "软件技术", "光电显示", "半导体", "智能装备", "通信设备")


def firm_rows(count: int, seed: int, *, codes: bool) -> list[list[object]]:
    """Rows of a firm register; without codes the names alone decide."""
    draw = random.Random(seed)
    characters = (
        "华瑞盛远鑫达科信恒通泰安兴隆宏博嘉汇联创智捷凯诚优品正元力丰润泽明德立天海星宇光辉永宝利康健"
    )
    rows: list[list[object]] = []
    names: set[str] = set()
    while len(rows) < count:
        brand = "".join(draw.choice(characters) for _ in range(draw.choice((3, 3, 4))))
        name = f"{draw.choice(('四川', '成都', '重庆', '绵阳'))}{brand}{draw.choice(KINDS)}有限公司"
        if name in names:
            continue
        names.add(name)
        first = "9151" + "".join(draw.choice("0123456789") for _ in range(4)) + "MA6" + "".join(
            draw.choice(CHARACTERS) for _ in range(6)
        )  # fmt: skip
        code = first + check_character(first) if codes else None
        rows.append([len(rows) + 1, name, brand, code, "企业", draw.choice(PLACES), "已登记", "示例名录",
                     f"天府大道{draw.randrange(1, 3000)}号", draw.choice(("张三", "李四", "王五")), f"028-{draw.randrange(10**7, 10**8)}",
                     "备注"])  # fmt: skip
    return rows


def agreement_rows(count: int, seed: int) -> list[list[object]]:
    """Rows of an agreement register with days and amounts in every style."""
    draw = random.Random(seed)
    rows: list[list[object]] = []
    for number in range(count):
        year, month, day = draw.randrange(2015, 2026), draw.randrange(1, 13), draw.randrange(1, 29)
        styles = (f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"{year}年{month}月{day}日",
                  f"{year}{month:02}{day:02}", draw.randrange(42000, 46000))  # fmt: skip
        amounts = (
            f"{draw.randrange(1, 90_000):,}万元",
            f"{draw.randrange(1, 500) / 10}亿元",
            draw.randrange(1, 9_000),
            None,
        )
        rows.append([number + 1, f"示例合作协议第{number}号", "企业", draw.choice(("已签约", "意向")), draw.choice(styles),
                     draw.choice(amounts), "万元", draw.choice(PLACES), "配套合作", "示例名录"])  # fmt: skip
    return rows


FIRMS = [
    "序号",
    "企业名称",
    "简称",
    "统一社会信用代码",
    "类别",
    "所在地",
    "依据",
    "来源",
    "地址",
    "法人",
    "电话",
    "备注",
]


def write_books(folder: Path, rows: int, seed: int) -> dict[str, Path]:
    """The registers as workbooks, written cell by cell."""
    agreements = ["序号", "协议名称", "层级", "状态", "签约日期", "金额", "单位", "签约地", "事项", "来源"]
    books = {
        "firms": (FIRMS, firm_rows(rows, seed, codes=True)),
        "firms without codes": (FIRMS, firm_rows(rows, seed + 1, codes=False)),
        "agreements": (agreements, agreement_rows(rows, seed + 2)),
    }
    written = {}
    for name, (header, cells) in books.items():
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("Sheet1")
        sheet.append(["示例登记表"])
        sheet.append(header)
        for row in cells:
            sheet.append(row)
        sheet.append(["合计", f"{rows}家"])
        sheet.append(["注：本表为生成的示例。"])
        written[name] = folder / f"{name.replace(' ', '-')}.xlsx"
        workbook.save(written[name])
    return written


def write_million(folder: Path, seed: int) -> dict[str, Path]:
    """A million firms as CSV and as a workbook with shared texts, whose XML is written line by line."""
    rows = [FIRMS, *firm_rows(1_000_000, seed, codes=True)]
    text, book = folder / "million.csv", folder / "million.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["示例登记表"], *rows])
    workbook = openpyxl.Workbook()
    workbook.save(book)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if not name.startswith(("xl/worksheets/", "xl/sharedStrings")):
                archive.writestr(name, content)
        shared: dict[object, int] = {}
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            for number, row in enumerate(rows, start=1):
                cells = "".join(
                    f'<c r="{chr(65 + place)}{number}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
                    for place, cell in enumerate(row)
                )
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as texts:
            texts.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
            for text in shared:
                texts.write(f"<si><t>{text}</t></si>".encode())
            texts.write(b"</sst>")
    return {"csv": text, "xlsx": book}


def work(task: str, path: Path, home: Path) -> None:
    """One measured piece of work, in this process."""
    if task.startswith("bashu"):
        from bashu.intake.registers import import_register

        kind = "agreements" if "agreements" in path.name else "organisations"
        try:
            counts = import_register(path, home, kind).counts
        except InputError as error:
            print(error.sentence("en"), file=sys.stderr)
        else:
            print(json.dumps(counts), file=sys.stderr)
    elif task == "pandas.read_excel":
        import pandas as pd

        pd.read_excel(path, header=1, dtype=str)
    elif task == "openpyxl, read only":
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    else:
        import python_calamine

        python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def memory_now(process: int) -> int:
    """Resident bytes of a process and those it started, now."""
    total = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            status = Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()
            total += int(status[1]) * resource.getpagesize()
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
            waiting += [int(child) for child in children.split()]
        except (OSError, IndexError):
            continue
    return total


def measured(task: str, path: Path, home: Path) -> tuple[float, float, float]:
    """Seconds on the clock, processor seconds and peak megabytes of one task, everything it starts included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, __file__, "--work", task, str(path), str(home)]
    process = subprocess.Popen(command)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, memory_now(process.pid))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    if process.wait():
        raise SystemExit(f"{task} failed")
    watcher.join()
    elapsed = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed, used, peak / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument(
        "--keep", type=Path, help="folder for the generated workbooks; used again if they are there"
    )
    parser.add_argument("--million", action="store_true", help="a million rows from CSV and from a workbook")
    parser.add_argument("--only", nargs="*", help="tasks to run")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        task, path, home = chosen.work
        work(task, Path(path), Path(home))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if chosen.million:
            show(
                [
                    ("bashu, a million firms from CSV", "csv", "m"), ("bashu, the same file again", "csv", "m"),
                    ("bashu, a million firms from XLSX", "xlsx", "n"),
                ],
                write_million(folder, chosen.seed), Path(scratch), chosen.only,
            )  # fmt: skip
            return
        present = {path.stem.replace("-", " "): path for path in folder.glob("*.xlsx")}
        books = present if len(present) == 3 else write_books(folder, chosen.rows, chosen.seed)
        tasks = [
            ("bashu, firms with codes", "firms", "a"), ("bashu, the same file again", "firms", "a"),
            ("bashu, firms without codes", "firms without codes", "b"), ("bashu, agreements", "agreements", "c"),
            ("pandas.read_excel", "firms", "x"), ("openpyxl, read only", "firms", "x"), ("python-calamine alone", "firms", "x"),
        ]  # fmt: skip
        show(tasks, books, Path(scratch), chosen.only)


def show(
    tasks: list[tuple[str, str, str]], books: dict[str, Path], scratch: Path, only: list[str] | None
) -> None:
    """Measure the tasks one after another and print a row for each."""
    print("| what | s | processor s | peak MB |\n|---|---|---|---|")
    for task, name, home in tasks:
        if only and task not in only:
            continue
        elapsed, used, peak = measured(task, books[name], scratch / home)
        print(f"| {task} | {elapsed:.1f} | {used:.1f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
