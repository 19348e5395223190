"""A filter of polars as the filter of a database, as far as both mean the same."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bashu.tables import Table

#: comparison -> lookup; texts are only compared for equality, since a database may order them otherwise
_NUMBERS = {"Eq": "exact", "Gt": "gt", "GtEq": "gte", "Lt": "lt", "LtEq": "lte"}
_TURNED = {"Gt": "Lt", "GtEq": "LtEq", "Lt": "Gt", "LtEq": "GtEq", "Eq": "Eq"}
#: a longer list of values is filtered by polars: databases limit how many parameters a query may have
MOST_VALUES = 500


def to_query(where: pl.Expr, table: Table) -> Q:
    """The part of a filter that the database can do; it never drops a row that the filter keeps.

    Parameters
    ----------
    where
        Comparisons of columns with values, ``is_in``, ``is_null``, joined by ``&`` and ``|``. Anything else
        is left to polars, which applies the whole filter to what the database hands over.

    Examples
    --------
    >>> from bashu.tables import TABLES
    >>> to_query((pl.col("product") == "cm_pcb") & (pl.col("capacity") > 5), TABLES["capabilities"])
    <Q: (AND: ('product__exact', 'cm_pcb'), ('capacity__gt', 5))>
    >>> to_query(pl.col("text").str.contains("板"), TABLES["capabilities"])
    <Q: (AND: )>
    """
    return _query(json.loads(where.meta.serialize(format="json")), table) or Q()


def _query(node: Mapping[str, Any], table: Table) -> Q | None:
    """The filter of one node, or None where the database cannot do it."""
    if (binary := node.get("BinaryExpr")) is not None:
        return _binary(binary, table)
    if (function := node.get("Function")) is not None:
        name = function["function"].get("Boolean") if isinstance(function["function"], dict) else None
        key = next(iter(name)) if isinstance(name, dict) else name
        reader = _FUNCTIONS.get(str(key))
        return reader(function["input"], table) if reader else None
    return None


def _binary(binary: Mapping[str, Any], table: Table) -> Q | None:
    operator, left, right = binary["op"], binary["left"], binary["right"]
    if operator in {"And", "Or"}:
        sides = [_query(left, table), _query(right, table)]
        if operator == "Or":
            # half of an alternative would drop rows of the other half
            return sides[0] | sides[1] if sides[0] is not None and sides[1] is not None else None
        known = [side for side in sides if side is not None]
        return known[0] & known[1] if len(known) == 2 else (known[0] if known else None)
    if "Literal" in left:
        left, right, operator = right, left, _TURNED.get(operator, "")
    column, value = _column(left, table), _value(right)
    if column is None or value is None or operator not in _NUMBERS:
        return None
    if isinstance(value, str) and operator != "Eq":
        return None
    if isinstance(value, str) != (table[column].kind in {"text", "date", "period"}):
        return None
    return Q(**{f"{column}__{_NUMBERS[operator]}": value})


def _column(node: Mapping[str, Any], table: Table) -> str | None:
    name = node.get("Column")
    return str(name) if name in table.schema and table[str(name)].kind != "list" else None


def _value(node: Mapping[str, Any]) -> str | int | float | None:
    literal = node.get("Literal")
    inner = next(iter(literal.values()), None) if isinstance(literal, dict) else None
    value = next(iter(inner.values()), None) if isinstance(inner, dict) else None
    return value if isinstance(value, str | int | float) else None


def _is_null(inputs: list[Any], table: Table) -> Q | None:
    column = _column(inputs[0], table)
    return None if column is None else Q(**{f"{column}__isnull": True})


def _is_not_null(inputs: list[Any], table: Table) -> Q | None:
    column = _column(inputs[0], table)
    return None if column is None else Q(**{f"{column}__isnull": False})


def _is_in(inputs: list[Any], table: Table) -> Q | None:
    column = _column(inputs[0], table)
    scalar = inputs[1].get("Literal", {})
    packed = scalar.get("Scalar", {}).get("List") if isinstance(scalar, dict) else None
    if column is None or packed is None:
        return None
    values = pl.read_ipc_stream(io.BytesIO(bytes(packed))).to_series()
    if isinstance(values.dtype, pl.List):
        values = values.explode()
    if len(values) > MOST_VALUES or values.has_nulls():
        return None
    if (values.dtype == pl.String) != (table[column].kind in {"text", "date", "period"}):
        return None
    return Q(**{f"{column}__in": values.to_list()})


_FUNCTIONS: dict[str, Callable[[list[Any], Table], Q | None]] = {
    "IsNull": _is_null,
    "IsNotNull": _is_not_null,
    "IsIn": _is_in,
}
