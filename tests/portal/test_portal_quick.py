"""Quick templates give what Django's give, byte by byte."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from tests.portal.conftest import PAGES, PASSING

from bashu.portal import render
from bashu.portal.core.freshness import shelf
from bashu.portal.core.loader import QuickTemplate
from bashu.portal.core.templatetags.lists import address
from bashu.portal.core.templatetags.parts import state
from bashu.portal.records import state_of
from bashu.portal.shown import Words

if TYPE_CHECKING:
    from django.test import Client

KEPT = [path for path in PAGES if path not in PASSING]


@pytest.fixture(scope="module")
def django_way() -> DjangoTemplates:
    """The same settings with Django's own loader."""
    ours = settings.TEMPLATES[0]
    options = {name: value for name, value in ours["OPTIONS"].items() if name != "loaders"}
    return DjangoTemplates({"NAME": "plain", "DIRS": ours["DIRS"], "APP_DIRS": True, "OPTIONS": options})


@pytest.mark.parametrize(("number", "path"), list(enumerate(KEPT)))
def test_a_page_is_the_same_both_ways(
    reader: Client,
    django_way: DjangoTemplates,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    path: str,
) -> None:
    address = ("/en" if number % 2 else "") + path
    quick = reader.get(address).content
    shelf.clear()

    def select(names: list[str]) -> Any:
        for name in names:
            try:
                found = django_way.get_template(name)
            except TemplateDoesNotExist:
                continue
            assert type(found.template) is Template  # type: ignore[attr-defined]
            return found
        raise TemplateDoesNotExist(names[0])

    monkeypatch.setattr(render, "select_template", select)
    assert reader.get(address).content == quick


@dataclass(frozen=True)
class Thing:
    name: str
    words: Words
    count: int = 3
    nothing: None = None

    def say(self) -> str:
        return f"<{self.name}>"

    @property
    def upper(self) -> str:
        return self.name.upper()

    def needs(self, argument: int) -> int:
        return argument


THING = Thing("a<b", Words("<字>", "<word>"))
CONTEXT = {
    "thing": THING,
    "things": [THING, Thing("c", Words("丙", "c"))],
    "none": None,
    "empty": [],
    "table": {"key": "&", "items": "mine", "thing": THING},
    "pairs": [(1, "<"), (2, mark_safe("<i>"))],
    "safe": mark_safe("<b>"),
    "number": 1234567,
    "share": 0.25,
    "yes": True,
    "day": dt.date(2020, 10, 29),
    "moment": dt.datetime(2020, 10, 29, 1, tzinfo=dt.UTC),
    "lazy": gettext_lazy("Monday"),
    "maker": dict,
}
SOURCES = (
    "{{ thing.name }} {{ thing.words }} {{ thing.count }} {{ thing.nothing }} {{ thing.upper }}",
    "{{ thing.say }} {{ thing.needs }} {{ thing.missing }} {{ missing }} {{ missing.more }} {{ none.more }}",
    "{{ table.key }} {{ table.items }} {{ table.none }} {{ table.thing.name }} {{ table.values }} {{ things.0.name }}",
    "{{ safe }} {{ safe|upper }} {{ safe|length }} {{ number }} {{ share }} {{ yes }} {{ day }} {{ moment }} {{ lazy }}",
    "{{ 'text<' }} {{ 12 }} {{ 1.5 }} {{ _('Monday') }} {{ 'a'|add:'<' }} {{ thing.name|default:'-' }}",
    "{{ missing|default:'-' }} {{ none|default_if_none:'<' }} {{ thing.name|truncatechars:number }} {{ thing.name|safe }}",
    "{{ moment|date:'Y-m-d H:i' }} {{ thing.name|force_escape }} {{ things|join:'<' }} {{ safe|linebreaksbr }}",
    "{% for each in things %}{{ forloop.counter }}{{ forloop.revcounter0 }}{{ forloop.first }}{{ forloop.last }}{{ each.name }}{% endfor %}",
    "{% for each in things reversed %}{{ each.name }}{% empty %}none{% endfor %}{% for each in empty %}{% empty %}none{% endfor %}",
    "{% for each in missing %}x{% empty %}none{% endfor %}{% for key, value in table.items %}{% endfor %}",
    "{% for a, b in pairs %}{{ a }}{{ b }}{% for c in things %}{{ forloop.parentloop.counter }}{{ c.name }}{% endfor %}{% endfor %}{{ a }}",
    "{% autoescape off %}{{ thing.name }}{{ safe }}{{ thing.words }}{{ number }}{% endautoescape %}",
    "{% if thing.count > 2 and missing == None %}a{% elif none %}b{% else %}c{% endif %}{% if missing.more %}d{% endif %}",
    "{% with name=thing.name other=thing %}{{ name }}{{ other.name }}{% endwith %}{{ name }}",
)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("localised", [False, None])
def test_what_is_unusual_is_the_same_both_ways(source: str, localised: bool | None) -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    drawn = []
    for kind in (Template, QuickTemplate):
        template = kind(source, engine=engine)
        try:
            drawn.append(template.render(Context(CONTEXT, use_l10n=localised)))
        except (ValueError, TypeError) as fault:
            drawn.append(type(fault).__name__)
    assert drawn[0] == drawn[1]


def test_every_page_is_drawn_with_quick_nodes() -> None:
    template = render.select_template(["core/home.html"])
    assert isinstance(template.template, QuickTemplate)  # type: ignore[attr-defined]
    with pytest.raises(TemplateDoesNotExist):
        render.select_template(["core/nothing.html"])


def test_what_is_kept_of_a_mark_keeps_the_languages_apart() -> None:
    shown = state_of("missing")
    for language, word in (("zh-hans", "空白"), ("en", "missing"), ("zh-hans", "空白")):
        with translation.override(language):
            assert word in state(shown)
            assert word in state(shown, "no")
            assert ("空白" in state(shown)) is (language == "zh-hans")


@pytest.mark.parametrize(
    ("query", "changes", "expected"),
    [
        ("", {"page": 2}, "?page=2"),
        ("a=1&b=2&a=3", {"b": ""}, "?a=1&a=3"),
        ("q=%E7%94%B5+%26&page=4", {"page": "", "sort": "-name"}, "?q=%E7%94%B5+%26&sort=-name"),
        ("page=4", {"page": None}, "?"),
    ],
)
def test_an_address_keeps_what_is_not_changed(query: str, changes: dict[str, Any], expected: str) -> None:
    request = RequestFactory().get("/", query_params=None, QUERY_STRING=query)
    assert address(Context({"request": request}), **changes) == expected


#: pages that share parts with the page before them in this list, in one language and in both
SHARING = (
    "/chain/?product=cm_pcb",
    "/en/chain/?product=cm_pcb",
    "/chain/?product=fg_laptop",
    "/chain/?product=fg_laptop&region=sichuan",
    "/chain/?product=cm_pcb&region=sichuan&mark=cm_pcb",
    "/chain/?product=cm_pcb&since=2019",
    "/travel/?place=suining",
    "/en/travel/?place=yibin&carries=goods",
)


def test_a_shared_part_is_that_of_the_page(reader: Client) -> None:
    shared = [reader.get(path).content for path in SHARING]
    for path, content in zip(SHARING, shared, strict=True):
        shelf.clear()
        assert reader.get(path).content == content
