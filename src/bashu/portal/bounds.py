"""The bounds of what the API may be asked: pages of a list and words."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

from bashu.portal.forms import LONGEST
from bashu.portal.naming import MOST_ROWS, ROWS

Text = Annotated[str, Query(max_length=LONGEST)]
Required = Annotated[str, Query(min_length=1, max_length=LONGEST)]
Number = Annotated[int, Query(ge=1, le=1_000_000, description="page, from 1")]
Size = Annotated[int, Query(ge=1, le=MOST_ROWS, description="rows of a page")]
FIRST, SIZE = 1, ROWS
