"""Bytes or text of a page in, its article fields out."""

from bashu.intake.page.fields import PageFields
from bashu.intake.page.kinds import LARGEST_PAGE
from bashu.intake.page.parts import read_parts
from bashu.intake.page.read import read_fields

__all__ = ["LARGEST_PAGE", "PageFields", "read_fields", "read_parts"]
