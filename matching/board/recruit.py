"""Whom to recruit or train next, and how far from the best choice that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import e

from matching.board.coverage import Coverage, Person

GREEDY = 1 - 1 / e


@dataclass(frozen=True)
class Candidate:
    """person: as he would be. trains: id of the person of today he takes the place of, None for somebody new."""

    name: str
    person: Person
    trains: int | None = None


@dataclass(frozen=True)
class Choice:
    """gain: days per year more that can be served, beside those chosen before. served: with all chosen so far."""

    name: str
    gain: float
    served: float


@dataclass(frozen=True)
class Recruitment:
    """choices: in the order of choosing; it ends early when nobody adds anything.

    guarantee: the chosen add at least this share of what any as many candidates could add; None if training is among
    the candidates, where two steps can be worth more together than each alone and no share can be promised.
    """

    choices: tuple[Choice, ...]
    guarantee: float | None


def next_people(coverage: Coverage, candidates: Sequence[Candidate], wanted: int) -> Recruitment:
    """Greedy: again and again whoever adds most, the earlier one of equals.

    What can be served is a maximum flow, monotone and submodular in the set of people; so greedy reaches 1 - 1/e of the
    best (Nemhauser, Wolsey and Fisher 1978). What the others could still add gives a bound on the best of this very
    case, usually a much better share.
    """
    today, left, choices = coverage, list(candidates), []
    while left and len(choices) < wanted:
        gain, candidate = max(_gains(today, left), key=lambda found: found[0])
        if gain <= 0:
            break
        left.remove(candidate)
        today = _with(today, candidate)
        choices.append(Choice(candidate.name, gain, today.served))
    added = today.served - coverage.served
    more = sorted((gain for gain, _ in _gains(today, left)), reverse=True)[:wanted]
    share = added / (added + sum(more)) if added + sum(more) > 0 else 1.0
    trains = any(candidate.trains is not None for candidate in candidates)
    return Recruitment(tuple(choices), None if trains else max(GREEDY, share))


def _gains(coverage: Coverage, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """In thousandths of a day, as the flow counts, so that equals are equal."""
    served = coverage.served
    return [(round(_with(coverage, candidate).served - served, 3), candidate) for candidate in candidates]


def _with(coverage: Coverage, candidate: Candidate) -> Coverage:
    others = [person for person in coverage.people if person.id != candidate.trains]
    return Coverage(coverage.demand, [*others, candidate.person], coverage.reach)
