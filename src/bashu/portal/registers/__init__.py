"""Registers that people keep in spreadsheets: checked for them, and the empty forms to fill in."""
