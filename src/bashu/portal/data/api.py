"""Rows of the public tables as data, and where their files are."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Router, Schema

from bashu.portal.bounds import FIRST, SIZE, Number, Size
from bashu.portal.core.sources import TableRow, sources_page
from bashu.portal.naming import cut
from bashu.portal.request import PortalRequest

router = Router(tags=["tables"])


class Rows(Schema):
    """One page of a table."""

    table: str
    version: str
    page: int
    size: int
    total: int
    rows: list[dict[str, Any]]


@router.get("/tables", response=list[TableRow])
def tables(request: PortalRequest) -> tuple[TableRow, ...]:
    """The public tables and their files."""
    return sources_page(request.engines).tables


@router.get("/tables/{table}", response=Rows)
def rows(request: PortalRequest, table: str, page: Number = FIRST, size: Size = SIZE) -> Rows:
    """Rows of a public table, a page at a time."""
    workspace = request.engines.workspace
    if table not in workspace.names():
        raise Http404(table)
    part, sheet = cut(workspace.table(table), page, size)
    return Rows(
        table=table,
        version=request.engines.version,
        page=sheet.number,
        size=sheet.size,
        total=sheet.total,
        rows=part.to_dicts(),
    )
