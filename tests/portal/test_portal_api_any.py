"""Whatever is asked of the API within and beyond its description, it answers as described and never with a fault."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

#: words that mean something here, so that not every question ends at "not found"
KNOWN = (
    "cm_pcb", "fg_laptop", "印制电路板", "suining", "遂宁", "sichuan", "chongqing", "boe-chengdu", "products",
    "organisations", "ag-2020-10-29-government", "enterprise", "missing", "reported", "-value", "rank", "2019",
)  # fmt: skip
REFUSALS = {400, 404, 422}


@cache
def description() -> dict[str, Any]:
    """The description of the API as it is served."""
    return dict(Client().get("/api/openapi.json").json())


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its reference followed."""
    if "$ref" in schema:
        return resolved(description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    return schema


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a parameter: known ones, those that its schema allows, and those at and beyond its bounds."""
    if "anyOf" in schema:
        return st.one_of(*(values(option) for option in schema["anyOf"] if option.get("type") != "null"))
    if "enum" in schema:
        return st.sampled_from([*schema["enum"], "something else"])
    if schema.get("type") == "integer":
        low, high = schema.get("minimum", -5), schema.get("maximum", 10**6)
        return st.one_of(st.integers(low, high), st.sampled_from([low - 1, low, high, high + 1, 0, "x", ""]))
    if schema.get("type") == "boolean":
        return st.sampled_from(["true", "false", "perhaps"])
    if schema.get("type") == "array":
        return st.lists(values(schema["items"]), max_size=3)
    text = st.text(max_size=schema.get("maxLength", 40) + 2)
    return st.one_of(st.sampled_from(KNOWN), text)


@st.composite
def questions(draw: st.DrawFn, path: str, parameters: list[dict[str, Any]]) -> str:
    """An address of one endpoint with some of its parameters."""
    query: list[tuple[str, Any]] = []
    for parameter in parameters:
        value = draw(values(resolved(parameter["schema"])))
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(value), safe="") or "x")
        elif parameter.get("required") or draw(st.booleans()):
            each = value if isinstance(value, list) else [value]
            query += [(parameter["name"], item) for item in each]
    return f"{path}?{urlencode(query)}" if query else path


KINDS = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
    "number": (int, float),
}  # fmt: skip


def fits(value: Any, schema: dict[str, Any], where: str = "answer") -> Iterator[str]:
    """Where a value is not as its schema says: types, required parts, items."""
    schema = resolved(schema)
    kind = schema.get("type")
    if "anyOf" in schema:
        if all(list(fits(value, option)) for option in schema["anyOf"]):
            yield f"{where}: {value!r} is none of what it may be"
    elif kind and not isinstance(value, KINDS[kind]):
        yield f"{where}: {value!r} is no {kind}"
    elif kind == "object":
        yield from fits_object(value, schema, where)
    elif kind == "array":
        for item in value[:20]:
            yield from fits(item, schema.get("items") or {}, f"{where}[]")


def fits_object(value: dict[str, Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    """The required parts of an object, and each part by its own schema."""
    yield from (f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, part in schema.get("properties", {}).items():
        if name in value:
            yield from fits(value[name], part, f"{where}.{name}")


def endpoints() -> list[str]:
    from bashu.portal.api import api

    paths = api.get_openapi_schema()["paths"]
    return sorted(path for path, operations in paths.items() if "get" in operations)


@pytest.mark.parametrize("path", endpoints())
def test_whatever_is_asked_is_answered_as_described(reader: Client, path: str) -> None:
    operation = description()["paths"][path]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    @given(questions(path, operation.get("parameters", [])))
    def ask(address: str) -> None:
        answer = reader.get(address)
        assert answer.status_code in REFUSALS | {200}, (address, answer.status_code)
        if answer.status_code == 200:
            assert not (wrong := list(fits(answer.json(), schema))), (address, wrong[:3])
            # what changes without a new version of the data is never kept
            if "no-store" not in answer.headers["Cache-Control"]:
                known = {"If-None-Match": answer.headers["ETag"]}
                assert reader.get(address, headers=known).status_code == 304
        elif re.fullmatch(r"application/json.*", answer.headers["Content-Type"]):
            assert answer.json()

    ask()
