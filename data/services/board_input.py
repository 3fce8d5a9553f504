"""What a board is made of: the open problems of an area, who is able by the engine's own rules, and how many places
each expert has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import TO_ASSIGN, Gate, ProblemStatus
from data.models.problem import Problem
from data.models.recommendation import Assignment, AssignmentState
from data.queries.problem_rows import emergency_rank
from data.queries.scope import scoped
from data.services.context import Context
from data.services.engines import ranker_for
from data.services.recommend import run_engines
from matching.ranking import Reason, Recommendation

# Rules about how much somebody has in hand: who holds an offer may keep it.
OF_LOAD = {"AT_LIMIT", "MONTH_FULL"}

class Phase(StrEnum):
    """What takes a while on a board."""

    READING = "reading"        # the engine reads each question
    ASSIGNING = "assigning"    # the whole board is assigned
    EXPLAINING = "explaining"  # why some find no place, and what would help
    SENDING = "sending"


Told = Callable[[int, int, Phase], None]


def untold(_done: int, _of_all: int, _phase: Phase) -> None:
    return None


@dataclass(frozen=True)
class Item:
    """An open problem as the engine sees it now. `offer`: (assignment, expert) of the offer that lies unanswered;
    `gone`: the hard rules by which its expert cannot go."""

    problem_id: int
    version: int
    is_emergency: bool
    made: Recommendation
    offer: tuple[int, int] | None = None
    gone: tuple[Reason, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.offer is not None and not self.gone


@dataclass(frozen=True)
class Standing:
    """items: most pressing first. room: expert -> how many more he takes. in_hand: expert -> how many he has."""

    items: tuple[Item, ...]
    room: Mapping[int, int]
    in_hand: Mapping[int, int]


NO_MORE: Mapping[int, int] = {}


def standing(ctx: Context, told: Told, more: Mapping[int, int] = NO_MORE) -> Standing:
    """All that waits for the bureau or for an expert's answer within the actor's reach.

    more: expert -> places added to the registered limit. `told(done, of all, phase)` is called after each problem.
    Raises NotAllowed.
    """
    query = scoped(ctx, Permission.PROBLEM_ASSIGN, Problem)
    problems = ctx.session.scalars(
        query.where(Problem.status.in_({*TO_ASSIGN, ProblemStatus.OFFERED}))
        .order_by(emergency_rank(), Problem.due_at, Problem.id)
    ).all()
    ranker = ranker_for(ctx, county_of(ctx.actor.area_code))
    ranker = ranker.refreshed(replace(one, max_open=one.max_open + more.get(one.id, 0)) for one in ranker.experts)
    offers, items = _offers(ctx, problems), []
    for problem, made in zip(problems, run_engines(ctx, ranker, problems), strict=True):
        items.append(_item(problem, made, offers.get(problem.id)))
        told(len(items), len(problems), Phase.READING)
    return Standing(
        tuple(items), {expert.id: max(0, expert.max_open - expert.open_count) for expert in ranker.experts},
        {expert.id: expert.open_count for expert in ranker.experts},
    )


def _item(problem: Problem, made: Recommendation, offer: tuple[int, int] | None) -> Item:
    objections = made.exclusions.get(offer[1], ()) if offer else ()
    return Item(
        problem.id, problem.version, problem.gate is Gate.ANIMAL_EPIDEMIC, made, offer,
        tuple(one for one in objections if one.code not in OF_LOAD),
    )


def _offers(ctx: Context, problems: Sequence[Problem]) -> dict[int, tuple[int, int]]:
    offered = [problem.id for problem in problems if problem.status is ProblemStatus.OFFERED]
    rows = ctx.session.execute(
        select(Assignment.problem_id, Assignment.id, Assignment.expert_id)
        .where(Assignment.problem_id.in_(offered), Assignment.state == AssignmentState.OFFERED)
    )
    return {problem_id: (id_, expert_id) for problem_id, id_, expert_id in rows}
