"""Each formula is linked from every page that uses it, and every such link arrives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.portal.conftest import PAGES

from bashu.portal.core.methods import METHODS

if TYPE_CHECKING:
    from django.test import Client

#: a page of which the plain address only asks
ASKED = {
    "": "/products/ic_mem/",
    "/suppliers/": "/suppliers/?q=印制电路板&place=遂宁",
    "/firms/": "/firms/example-39/needs/",
    "/needs/": "/needs/need-chengdu-target/",
    "/weigh/": "/weigh/?product=印制电路板&place=遂宁",
    "/search/": "/search/?q=电路板",
}
USES = [(method.slug, thing.path) for method in METHODS for thing in method.used_on]
LINK = re.compile(r'href="(?:/en)?/methods/#([\w-]+)"')


@pytest.mark.parametrize(("slug", "path"), USES)
def test_a_formula_is_linked_from_where_it_is_used(
    reader: Client, language_prefix: str, slug: str, path: str
) -> None:
    page = reader.get(language_prefix + ASKED.get(path, path)).content.decode()
    assert f'href="{language_prefix}/methods/#{slug}"' in page


def test_every_page_with_a_method_is_named_by_it_and_every_link_arrives(reader: Client) -> None:
    slugs = {method.slug for method in METHODS}
    assert slugs == set(re.findall(r'class="method" id="([\w-]+)"', reader.get("/methods/").content.decode()))
    named = {(slug, (path or "/products/").strip("/").split("/")[0]) for slug, path in USES}
    for path in PAGES:
        room = path.split("?")[0].strip("/").split("/")[0]
        linked = set(LINK.findall(reader.get(path).content.decode()))
        assert linked <= slugs, path
        assert {(slug, room) for slug in linked} <= named, path
