"""Questions that a list brought are closed again: what has a number is never deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from data.domain.parts import in_parts
from data.domain.permissions import Permission
from data.domain.problem import ProblemEventKind
from data.models.imports import ImportedList
from data.models.problem import Problem, ProblemEvent
from data.queries.scope import find
from data.services.context import Context
from data.services.events import append_event
from data.services.imports.undoing_callers import clear_callers
from data.services.imports.undoing_people import check_untouched, forget_made, known_to_lists

UNTOUCHED = (ProblemEventKind.SUBMITTED, ProblemEventKind.RECOMMENDED)
TO_WHOM, WORDS = "导入撤回", "这一件是导入的，整批撤回了。"


def undo_questions(ctx: Context, row: ImportedList) -> None:
    """They are closed with that reason, also what may be an epidemic: nobody was told yet.

    Raises NotAllowed; Conflict import_built_on(names): the numbers of questions that somebody has worked on.
    """
    made = row.made.get("problem", [])
    check_untouched(ctx, Problem, _worked_on(ctx, made) | known_to_lists(ctx, row.kind, made, row.id), by="number")
    for problem_id in made:
        problem = find(ctx, Permission.PROBLEM_HAND_OVER, Problem, problem_id, lock=True)
        append_event(
            ctx, problem, ProblemEventKind.HANDED_OVER, to_whom=TO_WHOM, words=WORDS, name=None, untold=True,
        )
    clear_callers(ctx, row)
    forget_made(ctx, row)


def _worked_on(ctx: Context, ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for some in in_parts(ids):
        found.update(ctx.session.scalars(select(ProblemEvent.problem_id).where(
            ProblemEvent.problem_id.in_(some), ProblemEvent.kind.not_in(UNTOUCHED),
        )))
    return found
