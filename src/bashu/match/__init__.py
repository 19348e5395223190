"""Matching: find the right suppliers for a need, and plan the whole market."""

from bashu.match.catalogue import REASONS, Catalogue, Hit, SearchWeights

__all__ = ["REASONS", "Catalogue", "Hit", "SearchWeights"]
