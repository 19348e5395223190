"""Suggested inputs: what probably goes into a product that no table states yet."""

from bashu.chain.suggest.accepted import accepted_links
from bashu.chain.suggest.explanation import Neighbour, Word
from bashu.chain.suggest.features import REASONS
from bashu.chain.suggest.suggester import InputSuggester, Suggestion
from bashu.chain.suggest.telling import suggestion_rows

__all__ = [
    "REASONS",
    "InputSuggester",
    "Neighbour",
    "Suggestion",
    "Word",
    "accepted_links",
    "suggestion_rows",
]
