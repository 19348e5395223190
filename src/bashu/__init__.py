"""Bashu: two regions, one industry."""

__version__ = "0.1.0"
