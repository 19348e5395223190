"""Chinese text: character grams, places, dates, numbers and units."""

from bashu.text.grams import fold, grams, name_key, normalise
from bashu.text.units import convert, same_dimension

__all__ = ["convert", "fold", "grams", "name_key", "normalise", "same_dimension"]
