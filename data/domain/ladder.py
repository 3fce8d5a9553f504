"""Who of the offices has a question in hand, from the village upward, and the rules that pass it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.domain.amounts import Quantity
from data.domain.errors import InvalidInput
from data.domain.problem import Rung

ORDER = tuple(Rung)
# Somebody must call a station or a team: the rule proposes, an officer does it.
BY_PERSON = frozenset({Rung.PLATFORM, Rung.OUTSIDE})
LEAST_MOST, AMOUNT_MOST = 365, 10**8


class Cause(StrEnum):
    """Why a question goes up, and what is counted."""

    LOSS = "loss"          # read as an emergency: 1
    HEAD = "head"          # animals ill or dead, as the asker answered
    MU = "mu"              # land the question is about
    YUAN = "yuan"          # money lost
    SPREAD = "spread"      # questions joined into one event
    OVERDUE = "overdue"    # working days beyond the promise of the office or the expert
    REPEAT = "repeat"      # how often the asker said: not solved, or took it up again
    DECLINED = "declined"  # offers declined or not answered


# What the asker's answers say of an amount; unknown where they cannot be read.
AMOUNTS = {Cause(one.value): one for one in Quantity}


@dataclass(frozen=True)
class Rule:
    """From `least` of `cause` on a question belongs on `rung`."""

    cause: Cause
    least: int
    rung: Rung


@dataclass(frozen=True)
class Step:
    """Where a question goes next, by which rule, and how much of its cause there is."""

    rung: Rung
    cause: Cause
    count: int


DEFAULT_RULES = (
    Rule(Cause.LOSS, 1, Rung.BANNER), Rule(Cause.SPREAD, 3, Rung.BANNER), Rule(Cause.SPREAD, 10, Rung.LEADER),
    Rule(Cause.OVERDUE, 1, Rung.TOWNSHIP), Rule(Cause.OVERDUE, 2, Rung.BANNER), Rule(Cause.OVERDUE, 5, Rung.LEADER),
    Rule(Cause.REPEAT, 1, Rung.BANNER), Rule(Cause.REPEAT, 2, Rung.PLATFORM), Rule(Cause.REPEAT, 3, Rung.LEADER),
    Rule(Cause.DECLINED, 2, Rung.BANNER), Rule(Cause.DECLINED, 3, Rung.OUTSIDE),
)


def is_above(rung: Rung, other: Rung) -> bool:
    return ORDER.index(rung) > ORDER.index(other)


def next_steps(rules: Iterable[Rule], now: Rung, counts: Mapping[Cause, int]) -> tuple[Step | None, Step | None]:
    """(what the clock does, what an officer is asked to do): of each the highest rung above `now` that a rule names.

    A proposal below the rung that the clock reaches is none.
    """
    found = [
        Step(rule.rung, rule.cause, counts.get(rule.cause, 0)) for rule in rules
        if counts.get(rule.cause, 0) >= rule.least and is_above(rule.rung, now)
    ]
    by_clock = _highest(step for step in found if step.rung not in BY_PERSON)
    reached = by_clock.rung if by_clock else now
    proposed = _highest(step for step in found if step.rung in BY_PERSON and is_above(step.rung, reached))
    return by_clock, proposed


def most_of(cause: Cause) -> int:
    """The largest number that a rule may ask of it."""
    return AMOUNT_MOST if cause in AMOUNTS else LEAST_MOST


def checked_rule(rule: Rule) -> Rule:
    """The rule itself. Raises InvalidInput('rule_least')."""
    if not 1 <= rule.least <= most_of(rule.cause):
        raise InvalidInput("rule_least", field="least", most=most_of(rule.cause))
    return rule


def ladder_rules(settings: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The county's rules; the usual ones where it has not set its own."""
    if "ladder_rules" not in settings:
        return DEFAULT_RULES
    return tuple(Rule(Cause(row["cause"]), row["least"], Rung(row["rung"])) for row in settings["ladder_rules"])


def rules_to_json(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [{"cause": rule.cause.value, "least": rule.least, "rung": rule.rung.value} for rule in rules]


def _highest(steps: Iterable[Step]) -> Step | None:
    return max(steps, key=lambda step: ORDER.index(step.rung), default=None)
