"""Log-odds of the evidence, fitted by `benchmarks/names_fit.py` on short and legal names of listed firms."""

#: what one unit of each evidence adds to the log-odds that a name is this firm and not one outside the register
WEIGHTS: dict[str, float] = {
    "whole": 0.064,
    "inside": 0.940,
    "brand": -0.691,
    "whole_brand": 1.308,
    "first": -1.574,
    "lead2": 1.116,
    "lead3": -0.175,
    "length": 0.688,
    "cover": 1.127,
    "late": -2.662,
    "long_brand": 1.494,
    "no_trade": 1.590,
    "trade_left_out": 1.029,
    "rarity": 0.962,
    "plain_brand": 1.432,
    "shared_brand": 0.144,
    "only_shared": -0.663,
    "trade_agrees": 1.668,
    "clean": 3.593,
    "abbreviated": 0.775,
    "strange": -0.276,
    "strange_trade": -0.055,
    "other_trade": -2.106,
    "swapped": 2.046,
    "region": 1.434,
    "region_wider": -0.766,
    "plain_wider": -4.000,
    "region_place": -0.084,
    "region_unwritten": -0.440,
    "plain_unwritten": -1.908,
    "region_added": -1.844,
    "region_letter": 1.459,
    "region_conflict": -6.526,
    "nation": -1.985,
    "group": -3.508,
    "listed": -1.500,
    "full_slip": 4.500,
    "full_differs": 0.000,
}
#: log-odds of a candidate before any evidence
PRIOR = -3.764
#: firms not on record for each one on record in the fit
ABSENT = 0.1
