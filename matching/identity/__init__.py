"""Same person or not: which records of a register are one person's, which are not, and which a person must decide.

Nothing here reads or writes files or a database; see docs/identity.md for the model.
"""

from matching.identity.engine import DecidedPairs, Identification, identify
from matching.identity.reasons import coded, explain
from matching.identity.records import Columns
from matching.identity.register import Answer, BatchCheck, Match, Register

__all__ = [
    "Answer", "BatchCheck", "Columns", "DecidedPairs", "Identification", "Match", "Register", "coded", "explain",
    "identify",
]
