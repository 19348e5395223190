"""Chinese text: character grams, places, dates, numbers and units."""

from bashu.text.dates import DateMention, find_dates
from bashu.text.gazetteer import Gazetteer, Place, PlaceHit
from bashu.text.grams import composed, fold, grams, is_chinese, name_key, normalise
from bashu.text.lexicon import Lexicon
from bashu.text.numbers import Number, find_numbers, parse_chinese
from bashu.text.units import convert, same_dimension

__all__ = [
    "DateMention",
    "Gazetteer",
    "Lexicon",
    "Number",
    "Place",
    "PlaceHit",
    "composed",
    "convert",
    "find_dates",
    "find_numbers",
    "fold",
    "grams",
    "is_chinese",
    "name_key",
    "normalise",
    "parse_chinese",
    "same_dimension",
]
