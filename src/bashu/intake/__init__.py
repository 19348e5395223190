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
from bashu.intake.names import Candidate, NameRegister
from bashu.intake.read import read_page

__all__ = [
    "Agreement",
    "Article",
    "Candidate",
    "Evidence",
    "Figure",
    "NameRegister",
    "Organisation",
    "Party",
    "Person",
    "PlaceMention",
    "ProductMention",
    "read_page",
]
