"""Several questions in one go: each to the first who was recommended for it, by the same rules as one alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from data.domain.errors import AppError, InvalidInput
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.queries.problem_rows import PAGE_SIZE
from data.queries.recommendations import First
from data.queries.scope import check_role
from data.services.context import Context
from data.services.dispatch import assign, withdraw
from data.services.numbers import lock_county
from data.services.one_event import join


@dataclass(frozen=True)
class Together:
    """`done`: problem -> its assignment; `left`: problem -> why it stays as it is."""

    done: Mapping[int, int]
    left: Mapping[int, AppError]


def send_together(ctx: Context, chosen: Mapping[int, First]) -> Together:
    """Offer each problem to the first of its recommendation, as the officer saw both.

    One that cannot go stays as it is, with its reason; the others go. Raises NotAllowed; InvalidInput('choose_some').
    """
    _begin(ctx, chosen)

    def send(problem_id: int) -> int:
        first = chosen[problem_id]
        return assign(ctx, problem_id, first.version, first.expert_id, first.recommendation_id)

    return _each(ctx, chosen, send)


def take_back_together(ctx: Context, assignments: Mapping[int, int]) -> Together:
    """Take back these offers (problem -> assignment) as `withdraw` does; one that cannot come back stays, with its
    reason. Raises NotAllowed; InvalidInput('choose_some')."""
    _begin(ctx, assignments)

    def take_back(problem_id: int) -> int:
        withdraw(ctx, assignments[problem_id])
        return assignments[problem_id]

    return _each(ctx, assignments, take_back)


def join_together(ctx: Context, problem_ids: Collection[int]) -> None:
    """All of them are one event, or nothing is done. Raises InvalidInput('choose_some'), and as `join`."""
    _check_chosen(problem_ids, 2)
    first, *others = sorted(problem_ids)
    for other in others:
        join(ctx, first, other)


def _begin(ctx: Context, problem_ids: Collection[int]) -> None:
    """Whoever locks several questions locks the county first, so that nobody waits in a ring."""
    check_role(ctx, Permission.PROBLEM_ASSIGN)
    _check_chosen(problem_ids, 1)
    lock_county(ctx, county_of(ctx.actor.area_code))


def _check_chosen(problem_ids: Collection[int], least: int) -> None:
    if not least <= len(problem_ids) <= PAGE_SIZE:
        raise InvalidInput("choose_some", least=least, most=PAGE_SIZE)


def _each(ctx: Context, problem_ids: Collection[int], act: Callable[[int], int]) -> Together:
    """Each by itself, what was done before it stays."""
    done, left = {}, {}
    for problem_id in problem_ids:
        try:
            with ctx.session.begin_nested():
                done[problem_id] = act(problem_id)
        except AppError as error:
            left[problem_id] = error
    return Together(done, left)
