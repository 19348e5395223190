"""Registers that people keep in spreadsheets: read as they are, compared, and imported whole or not at all."""

from bashu.intake.registers.limits import RegisterLimits
from bashu.intake.registers.marked import write_marked
from bashu.intake.registers.review import Review, review_register
from bashu.intake.registers.sheet_review import SheetReview
from bashu.intake.registers.store import import_register, open_folder, write_review
from bashu.intake.registers.templates import write_template

__all__ = [
    "RegisterLimits",
    "Review",
    "SheetReview",
    "import_register",
    "open_folder",
    "review_register",
    "write_marked",
    "write_review",
    "write_template",
]
