"""From classes of GB/T 4754-2017 to the sectors of the national table of 153 sectors and of 42.

A concordance made by hand from the names of both; where a division spans several sectors its groups decide.
"""

from __future__ import annotations

from functools import lru_cache

#: sector of the table of 153 -> prefixes of GB/T 4754-2017 codes (two to four digits)
PREFIXES: dict[int, str] = {
    1: "01", 2: "02", 3: "03", 4: "04", 5: "05", 6: "06", 7: "07", 8: "08", 9: "09", 10: "10", 11: "11 12",
    12: "131", 13: "132", 14: "133", 15: "134", 16: "135", 17: "136", 18: "137 139", 19: "143", 20: "144",
    21: "146", 22: "14", 23: "151", 24: "152", 25: "153", 26: "16", 27: "171 175", 28: "172", 29: "173 174",
    30: "176", 31: "177 178", 32: "18", 33: "19", 34: "195", 35: "20", 36: "21", 37: "22", 38: "23", 39: "243",
    40: "24", 41: "25", 42: "252", 43: "261", 44: "262", 45: "263", 46: "264", 47: "265", 48: "266 267",
    49: "268", 50: "27", 51: "28", 52: "291", 53: "292", 54: "301", 55: "302", 56: "303", 57: "304 305 306",
    58: "307", 59: "308", 60: "309", 61: "312", 62: "313", 63: "311 314", 64: "321 322 323 324", 65: "325",
    66: "33", 67: "341", 68: "342", 69: "343", 70: "344", 71: "346", 72: "347", 73: "34", 74: "351", 75: "352",
    76: "357", 77: "358", 78: "35", 79: "361", 80: "36", 81: "371 372", 82: "373", 83: "37", 84: "381",
    85: "382", 86: "383", 87: "384", 88: "385 386", 89: "38", 90: "391", 91: "392", 92: "393 394", 93: "395",
    94: "397 398", 95: "396 399", 96: "40", 97: "41", 98: "42", 99: "43", 100: "44", 101: "45", 102: "46",
    103: "471", 104: "47", 105: "481", 106: "48", 107: "49", 108: "50", 109: "51", 110: "52", 111: "531",
    112: "53", 113: "541 542", 114: "54", 115: "551", 116: "55", 117: "5611", 118: "56", 119: "57", 120: "58",
    121: "59", 122: "60", 123: "61", 124: "62", 125: "631", 126: "63", 127: "64", 128: "651", 129: "65",
    130: "66 69", 131: "67", 132: "68", 133: "70", 134: "71", 135: "72", 136: "73", 137: "74", 138: "75",
    139: "76", 140: "77", 141: "78 79", 142: "80", 143: "81 82", 144: "83", 145: "84", 146: "85", 147: "86",
    148: "87", 149: "88", 150: "89", 151: "90", 152: "94", 153: "91 92 93 95 96",
}  # fmt: skip

#: last sector of the table of 153 that belongs to each of the 42, in their order
LAST = (
    5, 6, 7, 9, 11, 26, 31, 34, 36, 40, 42, 53, 60, 65, 66, 73, 78, 83, 89, 95, 96, 98, 99, 100, 101, 102, 108,
    110, 122, 124, 129, 132, 133, 135, 136, 138, 141, 143, 144, 146, 151, 153,
)  # fmt: skip

_SECTOR = {prefix: number for number, prefixes in PREFIXES.items() for prefix in prefixes.split()}


@lru_cache(maxsize=4096)
def sector_153(code: str | None) -> int | None:
    """The sector of the table of 153 that a code belongs to; the longest known prefix decides.

    >>> sector_153("3985"), sector_153("3421"), sector_153("39"), sector_153(None)
    (94, 68, None, None)
    """
    for digits in (4, 3, 2):
        if code and len(code) >= digits and code[:digits] in _SECTOR:
            return _SECTOR[code[:digits]]
    return None


def group_42(sector: int) -> int:
    """The sector of the table of 42 that a sector of 153 belongs to.

    >>> group_42(94), group_42(1), group_42(153)
    (20, 1, 42)
    """
    return next(number for number, last in enumerate(LAST, start=1) if sector <= last)
