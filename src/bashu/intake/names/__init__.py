"""One firm by all its names: what a name as written means in a register of organisations."""

from bashu.intake.names.decision import REASONS, Candidate, Decision
from bashu.intake.names.grammar import LegalName, parse
from bashu.intake.names.register import NameRegister
from bashu.intake.names.tables import register_of, register_of_tables

__all__ = [
    "REASONS",
    "Candidate",
    "Decision",
    "LegalName",
    "NameRegister",
    "parse",
    "register_of",
    "register_of_tables",
]
