"""Organisations and the page of a firm."""
