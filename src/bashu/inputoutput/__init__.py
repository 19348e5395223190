"""Input-output accounts: coefficients, imports, regionalisation by location quotients.

``A = Z / x``, ``L = (I - A)^-1``, ``A^r = A * min(1, FLQ)`` with ``FLQ_ij = (SLQ_i / SLQ_j) log2(1 + E^r / E^n)^delta``.
"""

from bashu.inputoutput.accounts import Accounts, read_accounts
from bashu.inputoutput.coefficients import (
    import_content,
    import_shares,
    leontief_inverse,
    proportional_import_rates,
    technical_coefficients,
    value_dependent_on,
)
from bashu.inputoutput.regional import (
    DELTA,
    DELTAS,
    Origins,
    cross_industry_quotients,
    flegg_quotients,
    location_quotients,
    origins,
    over_deltas,
    regional_coefficients,
    size_factor,
)
from bashu.inputoutput.sectors import group_42, sector_153
from bashu.inputoutput.table import CoefficientTable

__all__ = [
    "DELTA",
    "DELTAS",
    "Accounts",
    "CoefficientTable",
    "Origins",
    "cross_industry_quotients",
    "flegg_quotients",
    "group_42",
    "import_content",
    "import_shares",
    "leontief_inverse",
    "location_quotients",
    "origins",
    "over_deltas",
    "proportional_import_rates",
    "read_accounts",
    "regional_coefficients",
    "sector_153",
    "size_factor",
    "technical_coefficients",
    "value_dependent_on",
]
