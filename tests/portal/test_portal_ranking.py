"""Ranking among those that could fit gives what ranking among all gives."""

from __future__ import annotations

import pytest
from polars.testing import assert_frame_equal

from bashu.match import Ranker
from bashu.portal.data.ranking import ranker_for
from bashu.workspace import Viewpoint, Workspace


@pytest.fixture(scope="module")
def public() -> Workspace:
    return Workspace.open(viewpoint=Viewpoint.public())


@pytest.fixture(scope="module")
def everyone(public: Workspace) -> Ranker:
    return Ranker(public)


@pytest.mark.parametrize("place", ["suining", "cq-yubei", None])
def test_a_part_ranks_as_the_whole(public: Workspace, everyone: Ranker, place: str | None) -> None:
    products = [product for product in public.table("products")["product"] if not product.startswith("grp_")]
    ranked = 0
    for product in products[::4]:
        question = {"product": product, "place": place}
        expected = everyone.rank(question, 50)
        assert_frame_equal(ranker_for(public, product).rank(question, 50), expected)
        ranked += expected.height
    assert ranked > 20
