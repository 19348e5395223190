"""What is said of each finding, by the room that it is found in."""

from __future__ import annotations

from collections.abc import Mapping

from bashu.errors.sentences.chain import CHAIN
from bashu.errors.sentences.files import FILES
from bashu.errors.sentences.market import MARKET
from bashu.errors.sentences.registers import REGISTERS
from bashu.errors.sentences.tables import TABLES

#: code of a finding -> (problem, remedy) in Chinese and English; ``{}`` names are the finding's details
Sentences = Mapping[str, tuple[tuple[str, str], tuple[str, str]]]

FINDINGS: Sentences = {**TABLES, **FILES, **CHAIN, **MARKET, **REGISTERS}
