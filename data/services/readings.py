"""Where the words say something else than what is stored for a question: a suggestion, never a silent change."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from data.domain.permissions import Permission
from data.domain.problem import TO_ASSIGN, ProblemEventKind
from data.models.problem import Problem, ProblemEvent
from data.queries.scope import find
from data.queries.taxonomy import has_industry
from data.services.context import Context
from data.services.engines import text_engine
from matching.text import Understanding
from matching.text.taxonomy import UNSURE

# How sure the reading must be before an officer is asked to look again.
SURE_OF_TYPE, SURE_OF_INDUSTRY = 0.75, 0.95
# Words seldom tell sheep from goats: their industries do not contradict each other.
ALIKE = {"I5", "I6"}


@dataclass(frozen=True)
class Suggestion:
    """What the words rather say; None where they agree with what is stored or are not sure. `share` in (0, 1]: of the
    kind of problem, 0 without one."""

    problem_type: str | None
    share: float
    industry: str | None
    crop: str | None


def suggestion(ctx: Context, problem_id: int) -> Suggestion | None:
    """For a question that waits for assignment and that no officer has corrected yet, read with today's words.

    Raises NotAllowed, NotFound.
    """
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id)
    if problem.status not in TO_ASSIGN or _was_corrected(ctx, problem):
        return None
    read = text_engine(ctx, problem.county_code).understand(problem.text)
    code, share = _other_type(problem, read)
    found = Suggestion(code, share, _other_industry(ctx, problem, read), _missing_crop(problem, read))
    return found if found.problem_type or found.industry or found.crop else None


def _was_corrected(ctx: Context, problem: Problem) -> bool:
    return bool(ctx.session.scalar(select(exists().where(
        ProblemEvent.problem_id == problem.id, ProblemEvent.kind == ProblemEventKind.CORRECTED,
    ))))


def _other_type(problem: Problem, read: Understanding) -> tuple[str | None, float]:
    code, share = read.problem_types[0]
    is_other = code not in problem.problem_types and code != UNSURE and share >= SURE_OF_TYPE
    return (code, share) if is_other else (None, 0.0)


def _other_industry(ctx: Context, problem: Problem, read: Understanding) -> str | None:
    if not read.industry:
        return None
    code, share = read.industry[0]
    is_other = code != problem.industry and not {code, problem.industry} <= ALIKE and share >= SURE_OF_INDUSTRY
    return code if is_other and has_industry(ctx, problem.county_code, code) else None


def _missing_crop(problem: Problem, read: Understanding) -> str | None:
    return read.crop_or_animal if problem.crop is None else None
