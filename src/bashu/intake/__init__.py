"""What comes in: pages, registers, names."""

from bashu.intake.linking import link_organisations
from bashu.intake.merge import ReportedAgreement, Telling, merge_agreements
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
from bashu.intake.sources import PageSource

__all__ = [
    "Agreement",
    "Article",
    "Candidate",
    "Evidence",
    "Figure",
    "NameRegister",
    "Organisation",
    "PageSource",
    "Party",
    "Person",
    "PlaceMention",
    "ProductMention",
    "ReportedAgreement",
    "Telling",
    "link_organisations",
    "merge_agreements",
    "read_page",
]
