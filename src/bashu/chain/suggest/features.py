"""What is looked at when a suggestion is weighed, and which reason each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: reason -> what a person reads, in Chinese and English
REASONS: Mapping[str, tuple[str, str]] = {
    "neighbours": ("名称相近的产品用到它", "products with similar names use it"),
    "words": ("含有相同字词的产品用到它", "products with the same words use it"),
    "named": ("产品名称中写明了它", "the product's own name says it"),
    "spelling": ("与产品名称相近", "its name resembles the product's"),
    "together": ("常与已知投入一起使用", "it goes together with inputs already known"),
    "alike": (
        "与相近产品的投入相似或同用",
        "it resembles, or goes together with, inputs of similar products",
    ),
    "common": ("是常见投入、像投入的程度", "how common an input it is, and how much its name reads like one"),
}


class Feature(NamedTuple):
    """One number about a pair of product and candidate.

    Attributes
    ----------
    reason
        The reason it belongs to.
    prior
        Points for each unit before anything was learned.
    """

    reason: str
    prior: float = 0.0


#: every feature; the order is that of the columns
FEATURES: Mapping[str, Feature] = {
    # share of the likeness (cosine²) of the nearest products that use the candidate; the nearest; how many
    "neighbour_share": Feature("neighbours", 4.0),
    "nearest_user": Feature("neighbours", 1.0),
    "neighbours_using": Feature("neighbours"),
    "neighbour_place": Feature("neighbours"),
    # all rules of the product's runs of characters together (noisy-or), and beside the best candidate
    "rules": Feature("words", 1.0),
    "strongest_rule": Feature("words"),
    "rules_beside_best": Feature("words"),
    "rule_place": Feature("words"),
    # share of the product's name that is the candidate's name; where; what the known inputs leave of it
    "name_share": Feature("named", 3.0),
    "name_position": Feature("named"),
    "inside_another": Feature("named"),
    # how often it is an input of names it stands in; after the same beginning; before the same characters; a variety
    "usually_input": Feature("named"),
    "input_after": Feature("named"),
    "input_before": Feature("named"),
    "variety": Feature("named"),
    "already_said": Feature("named", -1.0),
    # likeness of the two names; share of the candidate's runs that the product has
    "likeness": Feature("spelling", 2.0),
    "candidate_held": Feature("spelling"),
    "candidate_length": Feature("spelling"),
    "product_length": Feature("spelling"),
    "used_together": Feature("together", 2.0),
    "alike_known": Feature("together"),
    "known_inputs": Feature("together"),
    "alike_neighbours": Feature("alike", 0.3),
    # used together with supposed inputs; likeness with what they read like; lies where such inputs are expected
    "beside_supposed": Feature("alike"),
    "image": Feature("alike"),
    "kinship": Feature("alike"),
    "users": Feature("common", 0.1),
    "breadth": Feature("common"),
    "own_inputs": Feature("common"),
    "wording": Feature("common"),
}
