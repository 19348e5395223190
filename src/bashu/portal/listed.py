"""The rows of a filtered list as a file, the same rows in the same order as the list shows them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse

from bashu.errors import Finding, InputError
from bashu.portal.core.lane import lane
from bashu.portal.core.language import reads_english
from bashu.portal.core.limits import spend
from bashu.portal.data.files import MEDIA_TYPES
from bashu.report import write_frame

if TYPE_CHECKING:
    import polars as pl

    from bashu.portal.request import PortalRequest

#: rows of a chosen list that are written on demand; the whole tables are files made once
MOST_LISTED = {"csv": 200_000, "xlsx": 20_000}


def list_file(request: PortalRequest, name: str, frame: pl.DataFrame, suffix: str) -> HttpResponse:
    """The chosen rows as CSV or as a workbook that says where they were chosen.

    Parameters
    ----------
    name
        Of the list, for the name of the file.
    frame
        The chosen rows as the public sees them.
    suffix
        ``csv`` or ``xlsx``.

    Raises
    ------
    InputError
        When more rows were chosen than are written on demand.
    TooMany, Busy
        When the address asks too often, or too many ask at once.
    """
    if suffix not in MOST_LISTED:
        raise Http404(suffix)
    if frame.height > MOST_LISTED[suffix]:
        details = {"rows": str(frame.height), "most": str(MOST_LISTED[suffix]), "file": f"/data/{name}.csv"}
        raise InputError(Finding("too_many_rows", details=details))
    spend(request, "compute")
    with lane().turn(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.{suffix}")
        write_frame(frame, path, name, _notes(request), "en" if reads_english() else "zh")
        content = path.read_bytes()
    response = HttpResponse(content, content_type=MEDIA_TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="bashu-{name}-chosen.{suffix}"'
    return response


def _notes(request: PortalRequest) -> list[str]:
    version = request.engines.version
    address = request.build_absolute_uri()
    return (
        [f"Chosen at {address}", f"Data version {version}"]
        if reads_english()
        else [f"筛选网址：{address}", f"数据版本：{version}"]
    )
