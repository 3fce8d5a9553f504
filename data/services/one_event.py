"""Several questions about one hail, one swarm, one outbreak: joined, so that one trip serves them; undone as easily."""

from __future__ import annotations

from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import OPEN, ProblemEventKind
from data.domain.text import required_text
from data.models.problem import Problem
from data.queries.scope import find
from data.services.context import Context
from data.services.events import append_event
from data.services.numbers import touch_county

WHOM_MAX = 80
WORDS_MAX = 500


def join(ctx: Context, problem_id: int, other_id: int) -> None:
    """The question, with all that were joined to it, becomes one event with the other; each keeps number and asker.

    Doing it twice is doing it once. Raises NotAllowed, NotFound, Conflict('not_open') when either is closed.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id, lock=True)
    other = find(ctx, Permission.PROBLEM_CORRECT, Problem, other_id, lock=True)
    if problem.status not in OPEN or other.status not in OPEN:
        raise Conflict("not_open", problem.id)
    roots = {problem.joined_id or problem.id, other.joined_id or other.id}
    if len(roots) == 1:
        return
    first = min(roots)  # the earliest question names the event
    for one in _of_event(ctx, max(roots)):
        one.joined_id = first
        append_event(ctx, one, ProblemEventKind.JOINED, joined_id=first)


def leave(ctx: Context, problem_id: int) -> None:
    """The question is no part of the event after all; the first one leaves nothing, the others leave it.

    Raises NotAllowed, NotFound, Conflict('not_joined').
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id, lock=True)
    if problem.joined_id is None:
        raise Conflict("not_joined", problem.id)
    problem.joined_id = None
    append_event(ctx, problem, ProblemEventKind.LEFT)


def hand_over_part(ctx: Context, problem_id: int, to_whom: str, words: str) -> None:
    """A part of the question (insurance, a loan) goes to another office; the rest stays where it is.

    Raises NotAllowed, NotFound, InvalidInput (to_whom, words), Conflict('step_not_possible').
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_HAND_OVER, Problem, problem_id, lock=True)
    append_event(
        ctx, problem, ProblemEventKind.PART_HANDED_OVER,
        to_whom=required_text(to_whom, "to_whom", longest=WHOM_MAX),
        words=required_text(words, "words", longest=WORDS_MAX),
    )


def _of_event(ctx: Context, root: int) -> list[Problem]:
    """The open questions of an event, locked; its first one among them."""
    return list(ctx.session.scalars(
        select(Problem).where((Problem.id == root) | (Problem.joined_id == root), Problem.status.in_(OPEN))
        .order_by(Problem.id).with_for_update()
    ))
