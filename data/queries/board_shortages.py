"""Why problems of a board stay without a place, and what would help: names for the stored ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.models.board import BoardPlan
from data.queries.problem_rows import ProblemCard


@dataclass(frozen=True)
class RepairView:
    """One change, or several together: (expert, places more), problems that wait, pairs (problem, expert) that are
    allowed again or no longer fixed. `cost`: how many of these."""

    cost: int
    places: tuple[tuple[str, int], ...]
    later: tuple[ProblemCard, ...]
    unforbid: tuple[tuple[ProblemCard, str], ...]
    unlock: tuple[tuple[ProblemCard, str], ...]


@dataclass(frozen=True)
class Shortage:
    """`problems` compete for the places of `experts` (name, places left); `unserved` of them go without."""

    problems: tuple[ProblemCard, ...]
    unserved: tuple[ProblemCard, ...]
    experts: tuple[tuple[str, int], ...]
    forbidden: tuple[tuple[ProblemCard, str], ...]
    locked: tuple[tuple[ProblemCard, str], ...]
    repairs: tuple[RepairView, ...]

    @property
    def places(self) -> int:
        return sum(places for _, places in self.experts)

    @property
    def industry(self) -> str | None:
        """The industry all of them are of, if it is one."""
        found = {card.industry for card in self.problems}
        return found.pop() if len(found) == 1 else None


def shortage_views(
    plan: BoardPlan, found: Mapping[int, ProblemCard], names: Mapping[int, str],
) -> tuple[Shortage, ...]:
    """Shortages whose problems the actor still may see, in the order they are stored."""
    return tuple(_view(stored, found, names) for stored in plan.shortages)


def _view(stored: Mapping[str, Any], found: Mapping[int, ProblemCard], names: Mapping[int, str]) -> Shortage:
    return Shortage(
        problems=_cards(stored["problems"], found), unserved=_cards(stored["unserved"], found),
        experts=tuple((names[id_], places) for id_, places in stored["experts"]),
        forbidden=_pairs(stored["forbidden"], found, names), locked=_pairs(stored["locked"], found, names),
        repairs=tuple(_repair(one, found, names) for one in stored["repairs"]),
    )


def _repair(stored: Mapping[str, Any], found: Mapping[int, ProblemCard], names: Mapping[int, str]) -> RepairView:
    return RepairView(
        cost=round(stored["cost"]), places=tuple((names[id_], added) for id_, added in stored["places"]),
        later=_cards(stored["later"], found), unforbid=_pairs(stored["unforbid"], found, names),
        unlock=_pairs(stored["unlock"], found, names),
    )


def _cards(ids: list[int], found: Mapping[int, ProblemCard]) -> tuple[ProblemCard, ...]:
    return tuple(found[id_] for id_ in ids if id_ in found)


def _pairs(
    pairs: list[list[int]], found: Mapping[int, ProblemCard], names: Mapping[int, str],
) -> tuple[tuple[ProblemCard, str], ...]:
    return tuple((found[problem], names[expert]) for problem, expert in pairs if problem in found)
