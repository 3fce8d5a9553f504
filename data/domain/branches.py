"""What each kind of question needs to be answerable, asked beside the free words: codes of facts, all optional."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from data.domain.errors import InvalidInput
from data.domain.text import optional_text

FACT_MAX = 80


class Branch(StrEnum):
    """One branch of the form of a question."""

    PLANT = "plant"
    ANIMAL = "animal"
    MACHINE = "machine"
    MARKET = "market"
    COOPERATIVE = "cooperative"
    POLICY = "policy"


FACTS: Mapping[Branch, tuple[str, ...]] = {
    Branch.PLANT: ("part", "stage", "area", "irrigation", "variety", "fertiliser_used"),
    Branch.ANIMAL: ("head_affected", "age", "feed", "vaccine_used"),
    Branch.MACHINE: ("machine_model", "what_happens", "since_when"),
    Branch.MARKET: ("product", "quantity", "price"),
    Branch.COOPERATIVE: ("kind_of_unit", "members"),
    Branch.POLICY: ("which_policy", "papers", "deadline"),
}
LOSS = "loss_yuan"  # asked beside every branch where something is lost; it says nothing of what is wrong
LOSING = (Branch.PLANT, Branch.ANIMAL, Branch.MACHINE, Branch.MARKET)
FACT_CODES = (*(code for codes in FACTS.values() for code in codes), LOSS)
OF_TYPE: Mapping[str, Branch] = {
    **{f"P{number:02}": Branch.PLANT for number in range(1, 11)},
    **{f"P{number:02}": Branch.ANIMAL for number in range(11, 16)},
    "P16": Branch.PLANT, "P17": Branch.MACHINE,
    **{f"P{number:02}": Branch.MARKET for number in range(18, 22)},
    "P22": Branch.COOPERATIVE, "P23": Branch.POLICY, "P24": Branch.COOPERATIVE, "P25": Branch.POLICY,
}


def branch_of(problem_types: Iterable[str]) -> Branch | None:
    """The branch of the first type; None for what is unsure."""
    return OF_TYPE.get(next(iter(problem_types), ""))


def tidy_facts(typed: Mapping[str, str]) -> dict[str, str]:
    """What was answered, by code, without blanks. Raises InvalidInput fact_unknown, text_long, text_unreadable."""
    said = {}
    for code, words in typed.items():
        if code not in FACT_CODES:
            raise InvalidInput("fact_unknown", field="facts", value=code, known=", ".join(FACT_CODES))
        if answer := optional_text(words, f"fact_{code}", longest=FACT_MAX):
            said[code] = answer
    return said


def with_facts(words: str, facts: Mapping[str, str]) -> str:
    """The asker's words and answers as one text to read; without the money lost, which would read as a price."""
    return "\n".join((words, *(answer for code, answer in facts.items() if code != LOSS)))
