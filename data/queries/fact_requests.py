"""What the office asked an asker for, what came back, and with which of the two a photo came: question or answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from data.domain.problem import ProblemEventKind
from data.models.problem import Problem, ProblemEvent, StoredFile
from data.services.context import Context


@dataclass(frozen=True)
class Asked:
    """Codes of what was missing, and the office's own words."""

    facts: tuple[str, ...]
    words: str | None


@dataclass(frozen=True)
class Answer:
    """The asker's words, and the SHA-256 of the photos that came with them."""

    words: str
    photos: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """`photos`: SHA-256 of those that came with the question. It is asked back once, so `asked` and `answer` are one
    each, None before."""

    photos: tuple[str, ...]
    asked: Asked | None
    answer: Answer | None


def told(ctx: Context, problem: Problem) -> Told:
    """What the asker sent, and when; photos in the order they came."""
    events = dict(ctx.session.execute(
        select(ProblemEvent.kind, ProblemEvent.details).where(
            ProblemEvent.problem_id == problem.id,
            ProblemEvent.kind.in_((ProblemEventKind.FACTS_ASKED, ProblemEventKind.FACTS_GIVEN)),
        )
    ).all())
    asked, given = events.get(ProblemEventKind.FACTS_ASKED), events.get(ProblemEventKind.FACTS_GIVEN)
    added = given.get("photos", ()) if given else ()
    photos = photos_of(ctx, problem)
    return Told(
        tuple(one for one in photos if one not in added),
        Asked(tuple(asked["facts"]), asked["words"]) if asked else None,
        Answer(given["words"], tuple(one for one in photos if one in added)) if given else None,
    )


def photos_of(ctx: Context, problem: Problem) -> tuple[str, ...]:
    """SHA-256 of all the problem's photos, in the order they came."""
    return tuple(ctx.session.scalars(
        select(StoredFile.sha256).where(StoredFile.problem_id == problem.id).order_by(StoredFile.id)
    ))
