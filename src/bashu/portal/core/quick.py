"""Django's templates with the same result in half the time.

A page is made of thousands of small lookups and tags, and Django takes the longest way for each: it tries an
object as a dictionary first and catches the failure, asks every value whether it is a date or a lazy text, and
copies the whole context for each inclusion. A portal's page objects are plain, so the nodes here try what is
nearly always true first and hand everything else to Django's own way, whose result they must equal: a test
draws every page both ways and compares them byte by byte.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django.template.base import (
    FilterExpression,
    NodeList,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaulttags import CycleNode, ForNode, IfChangedNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

from bashu.portal.shown import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.template.base import Parser


class _Unusual(Exception):
    """Something that only Django's own way finds."""


def look_up(names: Sequence[str], context: Context) -> Any:
    """What dotted names mean in a context: entries of dictionaries and attributes of plain objects.

    Raises
    ------
    _Unusual
        For what is missing, may be called, or may be indexed in more than one way.
    """
    first = names[0]
    for scope in reversed(context.dicts):
        if first in scope:
            value = scope[first]
            break
    else:
        raise _Unusual
    for name in names[1:]:
        kind = type(value)
        if kind is dict and name in value:
            value = value[name]
        elif hasattr(kind, "__getitem__"):
            raise _Unusual
        else:
            try:
                value = getattr(value, name)
            except AttributeError:
                raise _Unusual from None
    if callable(value):
        raise _Unusual
    return value


def written(value: Any, context: Context) -> str:
    """A value as it stands in a page, escaped unless it is markup already."""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[no-any-return]
    if context.autoescape and (kind is str or kind is Words):
        return escape(str(value))
    if kind is int and context.use_l10n is False:
        return str(value)
    return render_value_in_context(value, context)


class QuickExpression(FilterExpression):
    """A variable with its filters, whose demands on the context are read with the template."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        var = self.var
        plain = isinstance(var, Variable) and var.lookups is not None and not var.translate
        self._names: tuple[str, ...] = var.lookups if plain else ()
        self._filters = [
            (
                function,
                [(argument if looked_up else None, argument) for looked_up, argument in arguments],
                getattr(function, "expects_localtime", False),
                getattr(function, "needs_autoescape", False),
                getattr(function, "is_safe", False),
            )
            for function, arguments in self.filters
        ]

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """The value, after all filters."""
        if not self._names:
            return super().resolve(context, ignore_failures)
        try:
            value = look_up(self._names, context)
        except _Unusual:
            return super().resolve(context, ignore_failures)
        for function, arguments, local, autoescape, safe in self._filters:
            given = [
                fixed if variable is None else variable.resolve(context) for variable, fixed in arguments
            ]
            old = template_localtime(value, context.use_tz) if local else value
            new = (
                function(old, *given, autoescape=context.autoescape) if autoescape else function(old, *given)
            )
            stays_safe = safe and isinstance(old, SafeData) and not isinstance(new, SafeData)
            value = SafeString(new) if stays_safe else new
        return value


class QuickNodes(NodeList):
    """Nodes one after the other."""

    def render(self, context: Context) -> SafeString:
        """Their texts joined."""
        return SafeString("".join(texts(self, context)))


def texts(nodes: Iterable[Any], context: Context) -> list[str]:
    """What each of some nodes comes to."""
    return [node.render(context) for node in nodes]


class QuickVariable(VariableNode):
    """``{{ name }}``."""

    filter_expression: FilterExpression

    def render(self, context: Context) -> str:
        """The value, escaped."""
        return written(self.filter_expression.resolve(context), context)


class QuickFor(ForNode):
    """``{% for %}``: the loop that a page spends its time in."""

    sequence: FilterExpression
    nodelist_loop: NodeList
    nodelist_empty: NodeList

    def render(self, context: Context) -> SafeString:
        """The texts of all rounds."""
        values: Any = self.sequence.resolve(context, ignore_failures=True)
        items = [] if values is None else list(values)
        if self.is_reversed:
            items.reverse()
        with context.push(forloop={"parentloop": context.get("forloop", {})}):
            if not items:
                return self.nodelist_empty.render(context)
            return SafeString("".join(self._rounds(items, context)))

    def _rounds(self, items: Sequence[Any], context: Context) -> list[str]:
        scope, last, found = context.dicts[-1], len(items) - 1, []
        loop = scope["forloop"]
        for number, item in enumerate(items):
            loop.update(
                counter0=number,
                counter=number + 1,
                revcounter=last - number + 1,
                revcounter0=last - number,
                first=number == 0,
                last=number == last,
            )
            if len(self.loopvars) == 1:
                scope[self.loopvars[0]] = item
                found += texts(self.nodelist_loop, context)
            else:
                with context.push(dict(zip(self.loopvars, item, strict=True))):
                    found += texts(self.nodelist_loop, context)
        return found


class QuickTag(SimpleNode):
    """A tag that is a function."""

    def render(self, context: Context) -> str:
        """What the function gives, or nothing where it is kept under a name."""
        given, named = self.get_resolved_arguments(context)
        value = self.func(*given, **named)
        if self.target_var is None:
            return conditional_escape(value) if context.autoescape else str(value)
        context[self.target_var] = value
        return ""


#: nodes that remember something of the template that they stand in
_REMEMBERING = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


class QuickInclude(IncludeNode):
    """``{% include %}``: a part whose name stands in the template is looked up once."""

    template: FilterExpression
    _nodes: NodeList | None = None

    def render(self, context: Context) -> SafeString:
        """The part in this context and with what is given to it."""
        if self._nodes is None:
            self._nodes = self._found(context)
        if not self._nodes or self.isolated_context:
            return super().render(context)
        with context.push({name: value.resolve(context) for name, value in self.extra_context.items()}):
            return self._nodes.render(context)

    def _found(self, context: Context) -> NodeList:
        """The nodes of the part, or none where Django has to look after it each time."""
        name = self.template.var
        if isinstance(name, str) and not self.template.filters and not name.startswith("."):
            nodes = context.template.engine.get_template(name).nodelist  # type: ignore[union-attr]
            if not any(nodes.get_nodes_by_type(kind) for kind in _REMEMBERING):
                return nodes
        return QuickNodes()


class QuickInclusion(InclusionNode):
    """A tag that is a template with a context of its own; none of the portal's has a form."""

    filename: str

    def render(self, context: Context) -> SafeString:
        """The template over what the function gives."""
        given, named = self.get_resolved_arguments(context)
        template = context.render_context.get(self)
        if template is None:
            engine = context.template.engine  # type: ignore[union-attr]
            template = context.render_context[self] = engine.get_template(self.filename)
        apart = Context(
            self.func(*given, **named),
            autoescape=context.autoescape,
            use_l10n=context.use_l10n,
            use_tz=context.use_tz,
        )
        apart.template, apart.render_context = context.template, context.render_context
        return template.render(apart)
