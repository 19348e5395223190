"""What it took time to build for a catalogue, in a file that a reader maps instead of loading it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.match.catalogue.arrays import read_arrays, write_arrays
from bashu.match.catalogue.breadth import Breadth
from bashu.match.catalogue.catalogue import Catalogue, Prepared
from bashu.match.catalogue.forms import Built
from bashu.match.catalogue.owners import Owners
from bashu.match.catalogue.postings import Postings
from bashu.match.catalogue.spoken import BuiltSpoken
from bashu.match.catalogue.symbols import SymbolRows
from bashu.match.catalogue.texts import Sorted, StoredTexts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from bashu.match.catalogue.weights import SearchWeights

    Arrays = Mapping[str, NDArray[Any]]


def write_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write a catalogue into a new file; what is returned from here is on the disk.

    Raises
    ------
    OSError
        When there is such a file, or no room for it.
    """
    owners, forms, spoken = catalogue.prepared
    products = io.BytesIO()
    catalogue.products.write_ipc(products, compression="lz4")
    write_arrays(
        path,
        {
            **dict(_owners_parts("written", owners)),
            **dict(_built_parts("written", forms)),
            **dict(_owners_parts("sounds", spoken.sounds)),
            **dict(_built_parts("sounds", spoken.forms)),
            **dict(_owners_parts("initials", spoken.initials)),
            "products": np.frombuffer(products.getvalue(), np.uint8),
        },
    )


def read_catalogue(path: Path, weights: SearchWeights | None) -> Catalogue:
    """The catalogue of a file; of what was built only what questions touch comes into memory.

    Raises
    ------
    FileNotFoundError
        When the file is not there.
    """
    arrays = read_arrays(path)
    spoken = BuiltSpoken(_owners(arrays, "sounds"), _owners(arrays, "initials"), _built(arrays, "sounds"))
    prepared = Prepared(_owners(arrays, "written"), _built(arrays, "written"), spoken)
    return Catalogue.of(pl.read_ipc(io.BytesIO(arrays["products"].data)), prepared, weights)


def _owners_parts(name: str, owners: Owners) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from _rows_parts(f"{name}.forms", StoredTexts.of(owners.forms).rows)
    yield f"{name}.owners.starts", owners.starts
    yield f"{name}.owners.rows", owners.rows


def _built_parts(name: str, built: Built) -> Iterator[tuple[str, NDArray[Any]]]:
    # the rows are the forms themselves, which stand with their owners
    for part in ("postings", "breadth", "known"):
        for field, array in getattr(built, part)._asdict().items():
            yield f"{name}.{part}.{field}", array
    yield f"{name}.held", built.held
    if built.context is not None:
        yield from _rows_parts(f"{name}.context", built.context)


def _rows_parts(name: str, rows: SymbolRows) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{name}.flat", rows.flat
    yield f"{name}.starts", rows.starts


def _owners(arrays: Arrays, name: str) -> Owners:
    forms = StoredTexts(_rows(arrays, f"{name}.forms"))
    return Owners(forms, arrays[f"{name}.owners.starts"], arrays[f"{name}.owners.rows"])


def _built(arrays: Arrays, name: str) -> Built:
    return Built(
        _rows(arrays, f"{name}.forms"),
        Postings(*(arrays[f"{name}.postings.{field}"] for field in Postings._fields)),
        arrays[f"{name}.held"],
        Breadth(*(arrays[f"{name}.breadth.{field}"] for field in Breadth._fields)),
        Sorted(*(arrays[f"{name}.known.{field}"] for field in Sorted._fields)),
        _rows(arrays, f"{name}.context") if f"{name}.context.flat" in arrays else None,
    )


def _rows(arrays: Arrays, name: str) -> SymbolRows:
    return SymbolRows(arrays[f"{name}.flat"], arrays[f"{name}.starts"])
