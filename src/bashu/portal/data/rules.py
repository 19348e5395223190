"""Who may change the data; one rule for each action, under its name."""

from __future__ import annotations


def may_import_workspace(*, operator: bool) -> bool:
    """Only who works on the machine itself may put other data in place of all data."""
    return operator
