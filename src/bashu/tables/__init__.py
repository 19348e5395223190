"""The vocabulary: every table, its columns, types, units and checks."""

from bashu.tables.chain import AREAS, CODE_EDITION, FAMILIES, FIELDS, STAGES
from bashu.tables.check import Origin, check_table, parent_cycles
from bashu.tables.column import Column, Table
from bashu.tables.figures import NOT_STATED
from bashu.tables.frames import ArrowStream, Frame, as_frame, as_text
from bashu.tables.ledger import LINES
from bashu.tables.vocabulary import TABLES, find_table

__all__ = [
    "AREAS",
    "CODE_EDITION",
    "FAMILIES",
    "FIELDS",
    "LINES",
    "NOT_STATED",
    "STAGES",
    "TABLES",
    "ArrowStream",
    "Column",
    "Frame",
    "Origin",
    "Table",
    "as_frame",
    "as_text",
    "check_table",
    "find_table",
    "parent_cycles",
]
