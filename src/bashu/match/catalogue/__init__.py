"""Search over product names and free descriptions."""

from bashu.match.catalogue.catalogue import Catalogue
from bashu.match.catalogue.file import CatalogueFile
from bashu.match.catalogue.hit import Hit
from bashu.match.catalogue.weights import REASONS, SearchWeights

__all__ = ["REASONS", "Catalogue", "CatalogueFile", "Hit", "SearchWeights"]
