"""Beyond the county's own experts: a platform, a team from outside, the leader; each step with whom and why."""

from __future__ import annotations

from data.domain.errors import InvalidInput
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind, Rung
from data.domain.text import optional_text, required_text
from data.models.problem import Problem
from data.queries.scope import find
from data.services.audit import record
from data.services.context import Context
from data.services.events import append_event, check_assignable
from data.services.numbers import touch_county

WHOM_MAX = 80
WORDS_MAX = 500


def raise_rung(
    ctx: Context, problem_id: int, version: int, rung: str, whom: str, words: str | None = None,
) -> None:
    """The office asks beyond its own experts; the problem stays with it until somebody takes it on.

    Raises NotAllowed, NotFound, InvalidInput rung_unknown, text_missing (whom), Conflict as `check_assignable`.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_ASSIGN, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    if rung not in list(Rung):
        raise InvalidInput("rung_unknown", field="rung", value=rung)
    said = optional_text(words, "words", longest=WORDS_MAX)
    append_event(
        ctx, problem, ProblemEventKind.RAISED, rung=rung, to_whom=required_text(whom, "whom", longest=WHOM_MAX),
        words=said,
    )
    record(ctx, "raise", "problem", problem.id, rung=rung)
