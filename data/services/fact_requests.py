"""What is missing is asked for once, all together (一次告知); the office's clock stands still until the answer."""

from __future__ import annotations

from data.domain.errors import Conflict, InvalidInput
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.text import optional_text, required_text
from data.models.problem import Problem
from data.queries.scope import find
from data.services.context import Context
from data.services.duty import check_duty_told
from data.services.events import append_event, check_assignable, last_event
from data.services.filing import read_again, understood
from data.services.numbers import hold_problem, touch_county
from data.services.recommend import store_recommendation

WORDS_MAX = 500


def ask_for_facts(
    ctx: Context, problem_id: int, version: int, facts: tuple[str, ...], words: str | None = None,
) -> None:
    """The office asks the asker for everything that is missing: `facts` are codes of what was read as missing.

    Raises NotAllowed, NotFound, InvalidInput facts_missing, text_long; Conflict('facts_asked') the second time, and as
    `check_assignable`; Refused('duty_first') for what may be an epidemic before somebody on duty took the call.
    """
    touch_county(ctx, county_of(ctx.actor.area_code))
    problem = find(ctx, Permission.PROBLEM_CORRECT, Problem, problem_id, lock=True)
    check_assignable(ctx, problem, version)
    check_duty_told(ctx, problem)
    if last_event(ctx, problem, ProblemEventKind.FACTS_ASKED) is not None:
        raise Conflict("facts_asked", problem.id)
    known = tuple(code for code in problem.understanding["missing"] if code in facts)
    said = optional_text(words, "words", longest=WORDS_MAX)
    if not known and not said:
        raise InvalidInput("facts_missing", field="facts")
    append_event(ctx, problem, ProblemEventKind.FACTS_ASKED, facts=list(known), words=said)


def give_facts(ctx: Context, problem_id: int, words: str) -> None:
    """The asker's answer, from its own account or as an officer heard it on the phone.

    It is read together with the question, and experts are recommended afresh; the event keeps what is read otherwise
    now. Raises NotAllowed, NotFound,
    InvalidInput text_missing, text_long, Conflict('nothing_asked').
    """
    problem = find(ctx, Permission.PROBLEM_FILE, Problem, problem_id)
    give_facts_for(ctx, problem, words)


def give_facts_for(ctx: Context, problem: Problem, words: str) -> None:
    """As `give_facts`, for a question that the caller may answer for."""
    hold_problem(ctx, problem)
    said = required_text(words, "words", longest=WORDS_MAX)
    if problem.status is not ProblemStatus.ASKED:
        raise Conflict("nothing_asked", problem.id)
    before = understood(problem)
    read_again(ctx, problem, said)
    after = understood(problem)
    changed = [name for name in before if after[name] != before[name]]
    append_event(
        ctx, problem, ProblemEventKind.FACTS_GIVEN, words=said, changed=changed,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )
    store_recommendation(ctx, problem)
