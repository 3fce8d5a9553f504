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
    trains = any(candidate.trains is not None for candidate in candidates)
    today, choices = coverage, []
    gains = [_gain(coverage, candidate) for candidate in candidates]
    left = list(range(len(candidates)))
    while left and len(choices) < wanted:
        (chosen,) = _best(today, candidates, gains, left, 1, stale=bool(choices), submodular=not trains)
        if gains[chosen] <= 0:
            break
        left.remove(chosen)
        today = _with(today, candidates[chosen])
        choices.append(Choice(candidates[chosen].name, gains[chosen], today.served))
    if trains:
        return Recruitment(tuple(choices), None)
    added = today.served - coverage.served
    best = _best(today, candidates, gains, left, wanted, stale=bool(choices), submodular=True)
    more = sum(gains[place] for place in best)
    return Recruitment(tuple(choices), max(GREEDY, added / (added + more) if added + more > 0 else 1.0))


def _best(
    today: Coverage, candidates: Sequence[Candidate], gains: list[float], left: Sequence[int], wanted: int, *,
    stale: bool, submodular: bool,
) -> list[int]:
    """The `wanted` of `left` that add most now, the earlier of equals first; `gains` are brought up to date for them.

    If gains only shrink as people join, nobody need be asked again whose old gain is below the best new ones
    (Minoux 1978).
    """
    fresh: set[int] = set() if stale else set(left)
    while True:
        first = sorted(left, key=lambda place: (-gains[place], place))[:wanted]
        asked = [place for place in (first if submodular else left) if place not in fresh]
        if not asked:
            return first
        for place in asked:
            gains[place] = _gain(today, candidates[place])
        fresh.update(asked)


def _gain(coverage: Coverage, candidate: Candidate) -> float:
    """In thousandths of a day, as the flow counts, so that equals are equal."""
    return round(_with(coverage, candidate).served - coverage.served, 3)


def _with(coverage: Coverage, candidate: Candidate) -> Coverage:
    others = [person for person in coverage.people if person.id != candidate.trains]
    return coverage.with_people([*others, candidate.person])
