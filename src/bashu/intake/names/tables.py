"""The register of a workspace: its organisations by all their names, each with the place it sits in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import polars as pl

from bashu.intake.names.register import NameRegister

if TYPE_CHECKING:
    from bashu.workspace import Workspace

_NAMES = ("organisation", "name", "short_name", "name_en", "place", "credit_code")
#: one per workspace that is still in use
_prepared: WeakKeyDictionary[Workspace, NameRegister] = WeakKeyDictionary()


def register_of_tables(organisations: pl.DataFrame, places: pl.DataFrame) -> NameRegister:
    """The register of two tables of the vocabulary.

    Parameters
    ----------
    organisations
        The table organisations; ``place`` holds ids.
    places
        The table places: place, name_zh.

    >>> organisations = pl.DataFrame({"organisation": ["hw"], "name": ["华微电子科技有限公司"], "place": ["chengdu"]})
    >>> places = pl.DataFrame({"place": ["chengdu"], "name_zh": ["成都市"]})
    >>> register_of_tables(organisations, places).resolve("成都华微电子")[0].decision
    'same'
    """
    names = dict(places.select("place", "name_zh").iter_rows())
    kept = organisations.select(column for column in _NAMES if column in organisations.columns)
    if "place" in kept.columns:
        kept = kept.with_columns(pl.col("place").replace_strict(names, default=None, return_dtype=pl.String))
    return NameRegister(kept)


def register_of(workspace: Workspace) -> NameRegister:
    """The register of a workspace, prepared once."""
    if workspace not in _prepared:
        _prepared[workspace] = register_of_tables(
            workspace.table_or_empty("organisations"), workspace.table_or_empty("places")
        )
    return _prepared[workspace]
