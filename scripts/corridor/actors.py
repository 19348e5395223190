"""Organisations and their sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import SOURCES, sourced
from raw import read_gathered, read_mapping

if TYPE_CHECKING:
    from raw import Row


def firms() -> list[Row]:
    """The gathered firms joined with their ids, places and groups."""
    known = {row["short_name"]: row for row in read_mapping("firms")}
    gathered = read_gathered("corridor/firms.csv")
    unknown = {row["short_name"] for row in gathered} ^ set(known)
    if unknown:
        raise SystemExit(f"firms.csv and the mapping disagree about: {sorted(unknown)}")
    return [row | known[row["short_name"]] for row in gathered]


def organisations(firms: list[Row]) -> list[Row]:
    """Firms as reported, their groups, and those who signed in Yibin."""
    rows = [
        {
            "organisation": firm["organisation"], "name": firm["name_zh"], "short_name": firm["short_name"],
            "name_en": firm["name_en"], "kind": firm["kind"], "parent": firm["parent"],
            "place": firm["place"], "standing": "reported", "source": firm["source"],
        }
        for firm in firms
    ]  # fmt: skip
    return rows + [row | {"standing": "reported"} for row in sourced(read_mapping("signatories"))]


def sites(firms: list[Row]) -> list[Row]:
    """One site per firm, and further ones where a source names several plants or parks."""
    roles = {row["organisation"]: row for row in read_mapping("site_roles")}
    rows = []
    for firm in firms:
        named = roles.get(firm["organisation"], {})
        rows.append({
            "site": f"site-{firm['organisation']}", "organisation": firm["organisation"],
            "place": firm["place"], "park": named.get("park", ""), "role": named.get("role", firm["segment"]),
            "source": firm["source"],
        })  # fmt: skip
    source = {firm["organisation"]: firm["source"] for firm in firms}
    for row in read_mapping("extra_sites"):
        rows.append(row | {"source": SOURCES.get(row["source"]) or source[row["organisation"]]})
    return rows
