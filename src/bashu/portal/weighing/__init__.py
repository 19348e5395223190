"""Weighing a plan to build before it is built."""
