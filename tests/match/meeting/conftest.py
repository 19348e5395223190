"""Lets the tests of meetings share `random_events`: test modules are not on the import path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
