"""Templates read with quick nodes in the place of Django's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template import Template, TemplateDoesNotExist
from django.template.base import Lexer, Node, Parser, VariableNode
from django.template.defaulttags import ForNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached

from bashu.portal.core.quick import (
    QuickExpression,
    QuickFor,
    QuickInclude,
    QuickInclusion,
    QuickNodes,
    QuickTag,
    QuickVariable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template.base import NodeList, Origin

#: Django's nodes and those that stand in for them
QUICK: dict[type[Node], type[Node]] = {
    VariableNode: QuickVariable,
    ForNode: QuickFor,
    SimpleNode: QuickTag,
    InclusionNode: QuickInclusion,
    IncludeNode: QuickInclude,
}


class QuickParser(Parser):
    """Django's parser, whose expressions and nodes are exchanged for quick ones."""

    def compile_filter(self, token: str) -> QuickExpression:
        """A variable with its filters."""
        return QuickExpression(token, self)

    def parse(self, parse_until: Iterable[str] | None = None) -> QuickNodes:
        """The nodes up to one of some tags."""
        found = super().parse(parse_until)
        nodes = QuickNodes(_exchanged(node) for node in found)
        nodes.contains_nontext = found.contains_nontext
        return nodes


def _exchanged(node: Node) -> Node:
    if (quick := QUICK.get(type(node))) is None:
        return node
    stand_in: Node = object.__new__(quick)
    stand_in.__dict__.update(node.__dict__)
    return stand_in


class QuickTemplate(Template):
    """A template of quick nodes; its errors do not show the line as Django's debugging does."""

    def compile_nodelist(self) -> NodeList:
        """Its nodes."""
        engine = self.engine
        parser = QuickParser(
            Lexer(self.source).tokenize(), engine.template_libraries, engine.template_builtins, self.origin
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class QuickLoader(cached.Loader):
    """Templates from the loaders it is given, each read once."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The first template of this name that is not to be skipped.

        Raises
        ------
        TemplateDoesNotExist
            When there is none.
        """
        key = self.cache_key(template_name, skip)
        known: Template | None = self.get_template_cache.get(key)
        if known is not None:
            return known
        for origin in self.get_template_sources(template_name):
            if origin in (skip or ()):
                continue
            try:
                source = self.get_contents(origin)
            except TemplateDoesNotExist:
                continue
            found = QuickTemplate(str(source), origin, template_name, self.engine)
            self.get_template_cache[key] = found
            return found
        raise TemplateDoesNotExist(template_name)
