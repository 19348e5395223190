"""Facts of a page: agreements, figures, people, organisations, places, products, each with its evidence."""

from bashu.intake.facts.kinds import kind_of, level_of
from bashu.intake.facts.knowledge import Knowledge, knowledge_of
from bashu.intake.facts.read import Facts, read_facts

__all__ = ["Facts", "Knowledge", "kind_of", "knowledge_of", "level_of", "read_facts"]
