"""What comes in: pages, registers, names."""

from bashu.intake.model import (
    Agreement,
    Article,
    Evidence,
    Figure,
    Organisation,
    Party,
    Person,
    PlaceMention,
    ProductMention,
)
from bashu.intake.read import read_page

__all__ = [
    "Agreement",
    "Article",
    "Evidence",
    "Figure",
    "Organisation",
    "Party",
    "Person",
    "PlaceMention",
    "ProductMention",
    "read_page",
]
