"""Named arrays in one file, mapped into memory by whoever reads it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

#: every array begins at a multiple of so many bytes
_STEP = 64


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays of one dimension into a new file; what is returned from here is on the disk.

    The file begins with the length of its directory (8 bytes, little end first) and the directory: for each array
    its type, its length and where it begins.

    Raises
    ------
    OSError
        When there is such a file, or no room for it.
    """
    directory, at = {}, 0
    for name, array in arrays.items():
        directory[name] = array.dtype.str, len(array), at
        at += _rounded(array.nbytes)
    head = json.dumps(directory).encode()
    with path.open("xb") as file:
        file.write(len(head).to_bytes(8, "little"))
        file.write(head)
        for array in arrays.values():
            file.seek(_rounded(file.tell()))
            file.write(np.ascontiguousarray(array).data)
        file.truncate(_rounded(file.tell()))
        file.flush()
        os.fsync(file.fileno())
    if os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file; what nobody looks at stays on the disk, and none of them can be written to.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "numbers"
    ...     write_arrays(path, {"few": np.array([3, 1]), "none": np.zeros(0, np.float32)})
    ...     {name: array.tolist() for name, array in read_arrays(path).items()}
    {'few': [3, 1], 'none': []}
    """
    # plain arrays over the mapped pages: slices of numpy's own class for them cost several times as much
    content = np.asarray(np.memmap(path, np.uint8, "r"))
    size = int.from_bytes(content[:8].tobytes(), "little")
    directory = json.loads(content[8 : 8 + size].tobytes())
    body = content[_rounded(8 + size) :]
    return {
        name: body[at : at + length * np.dtype(kind).itemsize].view(kind)
        for name, (kind, length, at) in directory.items()
    }


def _rounded(size: int) -> int:
    return -(-size // _STEP) * _STEP
