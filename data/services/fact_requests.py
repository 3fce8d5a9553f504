"""What is missing is asked for once, all together (一次告知); the office's clock stands still until the answer."""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.errors import Conflict, InvalidInput
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.text import optional_text, required_text
from data.models.problem import Problem
from data.queries.scope import check_role, find
from data.services.context import Context
from data.services.duty import check_duty_told
from data.services.events import append_event, check_assignable, last_event
from data.services.files import Stored, store_photos
from data.services.filing import add_photos, read_again, understood
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


def give_facts(ctx: Context, problem_id: int, words: str, photos: Sequence[bytes] = ()) -> None:
    """The asker's answer, from its own account or as an officer heard it on the phone, and photos as they were taken.

    It is read together with the question, and experts are recommended afresh; the event keeps what is read otherwise
    now, and the SHA-256 of the photos that came with it. Raises NotAllowed, NotFound,
    InvalidInput text_missing, text_long, photo_unreadable; Refused('photos_full', most, kept) and as `store_photos`;
    Conflict('nothing_asked').
    """
    check_role(ctx, Permission.PROBLEM_FILE)
    stored = store_photos(ctx, photos)
    give_facts_for(ctx, find(ctx, Permission.PROBLEM_FILE, Problem, problem_id), words, stored)


def give_facts_for(ctx: Context, problem: Problem, words: str, photos: Sequence[Stored] = ()) -> None:
    """As `give_facts`, for a question that the caller may answer for, with photos that are stored already."""
    hold_problem(ctx, problem)
    said = required_text(words, "words", longest=WORDS_MAX)
    if problem.status is not ProblemStatus.ASKED:
        raise Conflict("nothing_asked", problem.id)
    added = add_photos(ctx, problem, photos)
    before = understood(problem)
    read_again(ctx, problem, said)
    after = understood(problem)
    changed = [name for name in before if after[name] != before[name]]
    append_event(
        ctx, problem, ProblemEventKind.FACTS_GIVEN, words=said, photos=added, changed=changed,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )
    store_recommendation(ctx, problem)
