"""Log-odds of the evidence, fitted by `benchmarks/names_fit.py` on short and legal names of listed firms."""

#: what one unit of each evidence adds to the log-odds that a name is this firm and not one outside the register
WEIGHTS: dict[str, float] = {
    "whole": 0.718,
    "inside": 0.883,
    "brand": -0.911,
    "whole_brand": 1.453,
    "first": 0.906,
    "lead2": 1.084,
    "lead3": 0.259,
    "length": 0.669,
    "rarity": 0.933,
    "plain_brand": 1.143,
    "shared_brand": 0.169,
    "only_shared": -0.642,
    "trade_agrees": 0.778,
    "clean": 4.111,
    "abbreviated": 0.226,
    "strange": -0.174,
    "strange_trade": -0.282,
    "swapped": 1.900,
    "region": 1.985,
    "region_wider": -2.592,
    "region_place": 0.421,
    "region_unwritten": -0.178,
    "plain_unwritten": -1.600,
    "region_added": -1.587,
    "region_letter": 1.250,
    "region_conflict": -6.530,
    "nation": -1.824,
    "group": -3.612,
    "listed": -1.500,
    "full_slip": 4.500,
    "full_differs": 0.000,
}
#: log-odds of a candidate before any evidence
PRIOR = -5.724
#: firms not on record for each one on record in the fit
ABSENT = 0.1
