"""Agreements, their parties and their evidence."""
