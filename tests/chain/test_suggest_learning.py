"""What is learned for suggestions: trees, shares of contained names, wording, and the plane of names."""

from __future__ import annotations

import numpy as np
import pytest

from bashu.chain.suggest.features import FEATURES
from bashu.chain.suggest.growing import LEAVES, PRIOR, Practice, grow
from bashu.chain.suggest.inside import Inside
from bashu.chain.suggest.kinship import Kinship, Plane
from bashu.chain.suggest.known import KnownLinks
from bashu.chain.suggest.sources import Questions, Sources
from bashu.chain.suggest.trees import Trees
from bashu.chain.suggest.vocabulary import Vocabulary
from bashu.chain.suggest.wording import worded_like_inputs

RADISH, SOUP = "萝卜", "萝卜汤"
NAMES = [RADISH, "白萝卜", "萝卜加工技术", SOUP, "冬瓜", "冬瓜汤", "南瓜", "南瓜汤", "白冬瓜", "白菜"]


def practice(bar: float, questions: int = 120) -> Practice:
    """Candidates of some questions that are right where the third number is above a bar, mostly."""
    draw = np.random.default_rng(3)
    features = draw.random((questions * 20, len(FEATURES)))
    right = features[:, 2] + 0.1 * draw.standard_normal(len(features)) > bar
    return Practice(np.repeat(np.arange(questions), 20), features, right, np.ones(len(features)))


@pytest.mark.parametrize("bar", [0.9, 0.5])
def test_the_parts_sum_to_the_score_and_tell_what_was_learned(bar: float) -> None:
    learned = practice(bar)
    trees = Trees(learned)
    asked = np.random.default_rng(4).random((300, len(FEATURES)))
    scores, parts = trees.scores(asked), trees.parts(asked)
    # all candidates differ from the sum of their parts by the same constant
    assert scores - parts.sum(axis=1) == pytest.approx(float(scores[0] - parts[0].sum()), abs=1e-3)
    assert scores[asked[:, 2] > bar + 0.05].mean() > scores[asked[:, 2] < bar - 0.05].mean() + 2
    assert np.corrcoef(parts[:, 2], asked[:, 2])[0, 1] > 0.6
    # with enough to learn from there are no fixed points
    assert np.any(learned.prior) == (bar == 0.9)


def test_without_practice_only_the_fixed_points_count() -> None:
    asked = np.random.default_rng(5).random((4, len(FEATURES)))
    assert Trees(None).scores(asked) == pytest.approx(asked @ PRIOR)


def test_a_tree_has_no_more_leaves_than_it_may() -> None:
    for tree in grow(practice(0.9, questions=20)):
        leaves = {node for node in range(len(tree.value)) if tree.left[node] == node}
        reached, waiting = set(), [0]
        while waiting:
            node = waiting.pop()
            if node in leaves:
                reached.add(node)
            else:
                waiting += [int(tree.left[node]), int(tree.right[node])]
        assert 1 <= len(reached) <= LEAVES


def known() -> KnownLinks:
    """冬瓜 and 南瓜 go into their soups, and 白萝卜 is an input somewhere."""
    number = {name: place for place, name in enumerate(NAMES)}
    links = [("冬瓜", "冬瓜汤"), ("南瓜", "南瓜汤"), ("白萝卜", "白菜"), ("白冬瓜", SOUP)]
    inputs, products = (np.array([number[link[side]] for link in links]) for side in (0, 1))
    return KnownLinks(Vocabulary(NAMES), inputs, products)


def test_a_contained_name_is_judged_by_the_other_products() -> None:
    links = known()
    radish = Inside(NAMES.index(RADISH), 0, 2)
    asked, unseen = (links.named.shares(radish, SOUP, counted) for counted in (True, False))
    # the soup itself does not use 萝卜; leaving it out raises what is thought of 萝卜 before 汤
    assert asked.before > unseen.before
    # two of two other soups are made of the name before 汤, and the usual share is two of three
    assert asked.before == pytest.approx((2 + 2 * 2 / 3) / (2 + 2))


def test_varieties_of_a_contained_name_are_considered() -> None:
    links = known()
    sources = Sources(Questions.unseen("萝卜粥"), links)
    considered = {NAMES[key % sources.width] for key in sources.contained["variety"].keys.tolist()}
    assert {"白萝卜", SOUP} <= considered
    assert "冬瓜汤" not in considered


def test_names_worded_like_inputs_are_told_from_others() -> None:
    links = known()
    flags = links.number_of_used >= 0
    worth = dict(zip(NAMES, worded_like_inputs(links.vocabulary.near.weighted, flags), strict=True))
    assert worth["白菜"] > worth["萝卜加工技术"]


def test_the_plane_holds_as_much_of_the_names_as_the_exact_one() -> None:
    draw = np.random.default_rng(6)
    names = ["".join(draw.choice(list("铜铝钢管棒板线带材料"), 4)) for _ in range(400)]
    spelled = Vocabulary(names).near.weighted
    plane = Plane(spelled)
    often = np.bincount(spelled.indices, minlength=spelled.shape[1]) >= 8
    exact = np.linalg.svd(spelled.toarray()[:, often].astype(float), compute_uv=False)
    points = plane.of_names(np.arange(400))
    assert (points**2).sum() == pytest.approx((exact[: points.shape[1]] ** 2).sum(), rel=0.02)
    assert plane.of_texts(spelled[[7]]) == pytest.approx(points[[7]], abs=1e-3)


def test_kinship_expects_what_such_products_are_made_of() -> None:
    metals, shapes = "铜铝钢锌银金", "管棒板线带箔环块片"
    goods = [metal + shape for metal in metals for shape in shapes]
    names = goods + [metal + "锭" + mark for metal in metals for mark in "甲乙丙丁"]
    vocabulary = Vocabulary(names)
    number = {name: place for place, name in enumerate(names)}
    inputs = np.array([number[name[0] + "锭甲"] for name in goods])
    links = KnownLinks(vocabulary, inputs, np.arange(len(goods)))
    kinship = Kinship(vocabulary.plane, links.made, links.used, links.of_made)
    asked = vocabulary.near.rows(["铜管"])
    worth = kinship.of_pairs(asked, np.zeros(2, np.int64), np.array([number["铜锭乙"], number["铝锭乙"]]))
    assert worth[0] > worth[1]
