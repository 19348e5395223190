"""The public tables and results as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

from bashu.portal.core.lane import lane
from bashu.portal.data.exports import RESULTS
from bashu.portal.data.files import MEDIA_TYPES, MOST_WORKBOOK_ROWS, public_file

if TYPE_CHECKING:
    from bashu.portal.request import PortalRequest


def table_file(request: PortalRequest, table: str, suffix: str) -> FileResponse:
    """One table of the vocabulary, or one result, as CSV, Parquet, JSON or a workbook."""
    engines = request.engines
    if suffix not in MEDIA_TYPES:
        raise Http404(suffix)
    if table in RESULTS:
        frame = RESULTS[table](engines)
    elif table in engines.workspace.names():
        frame = engines.workspace.table(table)
    else:
        raise Http404(table)
    if suffix == "xlsx" and frame.height > MOST_WORKBOOK_ROWS:
        raise Http404(suffix)
    with lane().turn():
        path = public_file(engines, table, frame, suffix)
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"bashu-{table}.{suffix}",
        content_type=MEDIA_TYPES[suffix],
    )
