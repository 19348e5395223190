"""Units of quantity and money, and exact conversion between them."""

from __future__ import annotations

import re
from decimal import Decimal

from bashu.errors import Finding, InputError
from bashu.text.grams import normalise

#: Chinese multipliers that stand before a unit: 万片 is ten thousand 片
MULTIPLIERS = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1_000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "十亿": Decimal(1_000_000_000),
    "百亿": Decimal(10_000_000_000),
    "千亿": Decimal(100_000_000_000),
    "万亿": Decimal(1_000_000_000_000),
    "k": Decimal(1_000),
}

#: dimension -> unit -> how many of the first unit of the dimension one of it is
_SCALES: dict[str, dict[str, str]] = {
    "money": {"元": "1", "人民币": "1", "元人民币": "1", "rmb": "1", "cny": "1", "角": "0.1", "分": "0.01"},
    "dollar": {"美元": "1", "usd": "1", "美金": "1"},
    "length": {"米": "1", "m": "1", "公里": "1000", "千米": "1000", "km": "1000", "里": "500", "厘米": "0.01",
               "cm": "0.01", "毫米": "0.001", "mm": "0.001", "微米": "0.000001", "um": "0.000001"},
    "area": {"平方米": "1", "㎡": "1", "m2": "1", "平米": "1", "平方公里": "1000000", "km2": "1000000",
             "公顷": "10000", "平方厘米": "0.0001", "平方毫米": "0.000001"},
    "mass": {"千克": "1", "公斤": "1", "kg": "1", "克": "0.001", "g": "0.001", "吨": "1000", "t": "1000",
             "斤": "0.5", "毫克": "0.000001", "mg": "0.000001"},
    "volume": {"立方米": "1", "m3": "1", "升": "0.001", "l": "0.001", "毫升": "0.000001", "ml": "0.000001"},
    "power": {"瓦": "1", "w": "1", "千瓦": "1000", "kw": "1000", "兆瓦": "1000000", "mw": "1000000",
              "吉瓦": "1000000000", "gw": "1000000000"},
    "energy": {"瓦时": "1", "wh": "1", "千瓦时": "1000", "kwh": "1000", "度": "1000", "兆瓦时": "1000000",
               "mwh": "1000000", "吉瓦时": "1000000000", "gwh": "1000000000"},
    "time": {"分钟": "1", "小时": "60", "h": "60", "天": "1440", "日": "1440", "周": "10080"},
    "share": {"%": "1", "百分比": "1", "‰": "0.1"},
    "points": {"个百分点": "1", "百分点": "1"},
    "people": {"人": "1", "名": "1", "人次": "1", "位": "1", "people": "1"},
    "mu": {"亩": "1"},
    # Pieces: the classifier depends on the product, not on the quantity, so they convert one to one.
    "pieces": {"个": "1", "件": "1", "只": "1", "支": "1", "枚": "1", "颗": "1", "粒": "1", "块": "1", "pcs": "1",
               "pc": "1", "piece": "1", "pieces": "1", "部": "1"},
    "wafers": {"片": "1", "张": "1", "wafer": "1", "wafers": "1"},
    "sets": {"台": "1", "套": "1", "台套": "1", "台/套": "1", "台(套)": "1", "组": "1", "set": "1", "sets": "1",
             "unit": "1", "units": "1"},
    "vehicles": {"辆": "1"},
    "firms": {"家": "1", "户": "1"},
}  # fmt: skip

_BASE = {
    unit: (dimension, Decimal(scale)) for dimension, units in _SCALES.items() for unit, scale in units.items()
}
_PERIODS = {"年": "year", "a": "year", "year": "year", "月": "month", "month": "month", "日": "day", "天": "day",
            "day": "day", "小时": "hour", "h": "hour", "批": "lot"}  # fmt: skip
_RATE = re.compile(r"(.+?)/(?:每)?(年|a|year|月|month|日|天|day|小时|h|批)")
_PER = re.compile(r"(?:每|一)?(年|月|日|天)(?:产)?(.+)")


def _split(unit: str) -> tuple[str, Decimal] | None:
    """Dimension and scale of one unit, None if it is not known."""
    plain = normalise(unit).replace(" ", "")
    if plain in _BASE:
        return _BASE[plain]
    if rate := _RATE.fullmatch(plain):
        inner = _split(rate[1])
        return None if inner is None else (f"{inner[0]} per {_PERIODS[rate[2]]}", inner[1])
    if per := _PER.fullmatch(plain):
        inner = _split(per[2])
        return None if inner is None else (f"{inner[0]} per {_PERIODS[per[1]]}", inner[1])
    for length in (2, 1):
        multiplier = MULTIPLIERS.get(plain[:length])
        if multiplier is None:
            continue
        rest = plain[length:]
        # “7000亿” alone is money in Chinese usage; a bare 万 or 千 is not.
        inner = _BASE["元"] if not rest and "亿" in plain[:length] else _split(rest) if rest else None
        if inner is not None:
            return inner[0], inner[1] * multiplier
    # A counting word that we do not list is its own dimension: 万卷 converts to 卷 and to nothing else.
    if 1 <= len(plain) <= 4 and not any(char.isdigit() or char in "/()" for char in plain):
        return f"counted in {plain}", Decimal(1)
    return None


def same_dimension(a: str, b: str) -> bool:
    """Whether quantities in the two units can be compared.

    >>> same_dimension("万片", "片"), same_dimension("万元", "亿元"), same_dimension("台", "元")
    (True, True, False)
    """
    first, second = _split(a), _split(b)
    return first is not None and second is not None and first[0] == second[0]


def convert(value: float | Decimal, unit: str, to: str) -> Decimal:
    """A quantity in another unit of the same dimension, exactly.

    Parameters
    ----------
    value
        The quantity in `unit`; a float is read as the decimal it prints as.
    unit, to
        Units such as 万片, 片/月, 亿元, GWh; multipliers and rates per period are understood.

    Raises
    ------
    InputError
        With the code ``unknown_unit`` when the two are not of one dimension.

    >>> convert(1.03, "万亿元", "亿元")
    Decimal('10300')
    >>> convert(12, "万片", "片")
    Decimal('120000')
    >>> convert(3, "台", "元")
    Traceback (most recent call last):
    ...
    bashu.errors.InputError: value “台”: the unit “台” cannot be converted to “元”; use a unit that converts
    """
    first, second = _split(unit), _split(to)
    if first is None or second is None or first[0] != second[0]:
        raise InputError(Finding("unknown_unit", value=unit, details={"expected": to}))
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return plain_decimal(exact * first[1] / second[1])


def plain_decimal(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent.

    >>> plain_decimal(Decimal("1.0300E+4")), plain_decimal(Decimal("0.50"))
    (Decimal('10300'), Decimal('0.5'))
    """
    shortened = value.normalize()
    return shortened.quantize(Decimal(1)) if shortened == shortened.to_integral_value() else shortened
