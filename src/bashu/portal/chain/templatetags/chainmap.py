"""The chain map: its cells and the selection, and what its address carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template.context import Context

    from bashu.portal.chain.pages import ChainPage, Node

register = template.Library()
#: makers from which the mark of a chip takes the next size
SIZES = (2, 5, 10)


@register.simple_tag(takes_context=True)
def marking(context: Context, product: str) -> str:
    """The query of this page with one product marked, or no longer marked."""
    asked = context["request"].GET.copy()
    marks = asked.getlist("mark")
    asked.setlist(
        "mark", [mark for mark in marks if mark != product] if product in marks else [*marks, product]
    )
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def carried(context: Context, *names: str) -> list[tuple[str, str]]:
    """The parts of the address that a form hands on, every value of each."""
    asked = context["request"].GET
    return [(name, value) for name in names for value in asked.getlist(name)]


@register.simple_tag
def chain_rows(page: ChainPage) -> list[tuple[Any, list[tuple[Any, list[Node]]]]]:
    """The nodes of the chain map in cells: for each family, for each stage."""
    cells: dict[tuple[str, str], list[Node]] = {}
    for node in page.nodes:
        cells.setdefault((node.family, node.stage), []).append(node)
    return [
        (family, [(stage, cells.get((family.key, stage.key), [])) for stage in page.stages])
        for family in page.families
    ]


@register.filter
def size_of(makers: int) -> int:
    """Which of four sizes the mark of a product has."""
    return 1 + sum(makers >= limit for limit in SIZES)


@register.filter
def roles_in(nodes: Iterable[Node], roles: dict[str, str]) -> str:
    """Which products of a cell play a part for the selected one: what the cell looks like depends on it."""
    return " ".join(
        f"{node.product.id}={roles[node.product.id]}" for node in nodes if node.product.id in roles
    )


@register.simple_tag
def selection_of(page: ChainPage) -> dict[str, Any]:
    """The selected product's inputs and outputs among the nodes shown, and what each chip is to it."""
    by_id = {node.product.id: node for node in page.nodes}
    if page.selected is None:
        return {"roles": {}, "inputs": [], "outputs": [], "links": _links(page)}
    chosen = page.selected.id
    inputs = [link for link in page.connections if link.product == chosen]
    outputs = [link for link in page.connections if link.input == chosen]
    roles = {link.input: "input" for link in inputs} | {link.product: "output" for link in outputs}
    return {
        "roles": {**roles, chosen: "selected"},
        "inputs": [(by_id.get(link.input), link) for link in inputs if link.input in by_id],
        "outputs": [(by_id.get(link.product), link) for link in outputs if link.product in by_id],
        "node": by_id.get(chosen),
        "links": _links(page),
    }


def _links(page: ChainPage) -> list[dict[str, Any]]:
    return [
        {"input": link.input, "product": link.product, "essential": link.essential}
        for link in page.connections
    ]
