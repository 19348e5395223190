"""Changing a catalogue of 95,000 names, in memory and in its file, beside building it anew; and 1,000,000 names.

python benchmarks/catalogue_file.py            # names of listed firms (check data)
python benchmarks/catalogue_file.py --million  # synthetic names drawn from them

The file is also read by a process of its own, whose memory is that of a reader and of nothing else.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match import Catalogue, CatalogueFile
from catalogue import chain_folder, resident

if TYPE_CHECKING:
    from collections.abc import Callable

MILLION = 1_000_000


def names_of(million: bool) -> list[str]:
    names: list[str] = pl.read_parquet(chain_folder() / "products.parquet")["product"].to_list()
    if not million:
        return names
    draw = random.Random(5)
    made = dict.fromkeys(names)
    while len(made) < MILLION:
        made[f"{draw.choice(names)}{draw.choice(names)[:4]}"] = None
    return list(made)


def named(names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"product": names, "name_zh": names})


def timed(what: str, work: Callable[[], object]) -> object:
    started = time.perf_counter()
    made = work()
    print(f"  {what:46} {time.perf_counter() - started:7.3f} s")
    return made


def spent_on(search: Callable[[str], object], texts: list[str]) -> str:
    spent = []
    for text in texts:
        started = time.perf_counter()
        search(text)
        spent.append(time.perf_counter() - started)
    half, slow = np.percentile(np.array(spent) * 1_000, [50, 99])
    return f"p50 {half:.2f} ms, p99 {slow:.2f} ms"


def read(path: Path, texts: Path) -> None:
    """Open the file in this process and search in it."""
    before, reader = resident(), CatalogueFile(path)
    catalogue = timed("opened by a process of its own", reader.catalogue)
    assert isinstance(catalogue, Catalogue)
    print(f"  memory of it {resident() - before:.0f} MB, of the whole process {resident():.0f} MB")
    asked = texts.read_text().splitlines()
    print(f"  search in it {spent_on(catalogue.search, asked)}")
    print(f"  names typed amiss {spent_on(catalogue.search, [text[1:] + text[:1] for text in asked])}")
    print(f"  memory after searching, whole process {resident():.0f} MB", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--million", action="store_true")
    arguments.add_argument("--read", type=Path, nargs=2)
    chosen = arguments.parse_args()
    if chosen.read:
        read(*chosen.read)
        return
    names = names_of(chosen.million)
    draw = random.Random(9)
    print(f"{len(names):,} names")
    before = resident()
    catalogue = timed("built anew", lambda: Catalogue(named(names)))
    assert isinstance(catalogue, Catalogue)
    print(f"  memory of it {resident() - before:.0f} MB")
    for size in (1, 10, 1_000):
        new = named([f"{draw.choice(names)}新{number}" for number in range(size)])
        gone = draw.sample(names, size)
        timed(f"{size} added and {size} taken out, in memory", partial(catalogue.changed, new, gone))
    texts = draw.sample(names, 2_000)
    print(f"  search {spent_on(catalogue.search, texts)}", flush=True)
    del catalogue
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.catalogue"
        file = CatalogueFile(path)
        timed("all written to the file, index built", lambda: file.change(named(names)))
        print(f"  size of the file {path.stat().st_size / 2**20:.0f} MB")
        asked = Path(folder) / "asked.txt"
        asked.write_text("\n".join(text.replace("\n", " ") for text in texts))
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--read", path, asked], check=True)
        reader = CatalogueFile(path)
        timed("opened by another", reader.catalogue)
        one = named([f"{names[0]}新"])
        timed("one added in the file", lambda: file.change(one))
        timed("seen by the other", reader.catalogue)
        timed("asked again, nothing changed", reader.catalogue)


if __name__ == "__main__":
    main()
