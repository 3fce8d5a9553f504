"""Signed answers to questions like the one that somebody types or has asked: read beside it, never instead of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Row

from data.domain.branches import Branch, branch_of
from data.domain.problem import Gate
from data.domain.signed_answer import UNANSWERABLE
from data.models.problem import Problem
from data.models.signed_answer import SignedAnswer
from data.queries.county_words import words_stamp
from data.queries.signed_answers import answers_to_read, answers_written, words_of_answers
from data.services.context import Context
from data.services.engines import text_engine
from matching.ranking.alike import TextIndex
from matching.ranking.answers import Answer, fitting
from matching.text.taxonomy import UNSURE

MOST = 2


@dataclass(frozen=True)
class AnswerToRead:
    """With the signature as it was given; nothing of the question it comes from."""

    id: int
    about: str
    advice: str
    product: str | None
    dose: str | None
    waiting_days: int | None
    name: str
    unit: str
    signed_on: dt.date
    branch: Branch | None


def answers_like(
    ctx: Context, county_code: str, words: str, crop: str | None, types: Collection[str], gate: Gate | None,
) -> tuple[AnswerToRead, ...]:
    """At most two of the same crop or kind that hold this month, most alike first. Nothing for what an authority or
    another office answers."""
    kinds = frozenset(types) - {UNSURE}
    rows = [] if gate in UNANSWERABLE else answers_to_read(ctx, county_code, crop, kinds)
    if not rows:
        return ()
    known = {row.SignedAnswer.id: row for row in rows}
    found = fitting(
        [_answer(row) for row in rows], _likeness(ctx, county_code, words), crop, kinds, ctx.today.month, MOST,
    )
    return tuple(_told(known[number]) for number in found)


def answers_like_this(ctx: Context, problem: Problem) -> tuple[AnswerToRead, ...]:
    """The same for a question that was asked; the caller has checked that it may be seen."""
    return answers_like(
        ctx, problem.county_code, problem.text, problem.crop, problem.problem_types, problem.gate,
    )


def _likeness(ctx: Context, county_code: str, words: str) -> dict[int, float]:
    """By the index of all answers' words, kept in the process until one of them changes. Made and searched without the
    lock: nothing is added to an index that others may see."""
    lexicon, key = text_engine(ctx, county_code).lexicon, f"answers of {county_code}"
    seen = (words_stamp(ctx, county_code), answers_written(ctx, county_code))
    with ctx.runtime.lock:
        seen_then, index = ctx.runtime.fitted.get(key, (None, None))
    if seen_then != seen:
        index = TextIndex(lexicon)
        for number, text in words_of_answers(ctx, county_code).items():
            index.add(number, text)
        with ctx.runtime.lock:
            ctx.runtime.fitted[key] = (seen, index)
    return dict(index.find(words, len(index)))


def _answer(row: Row) -> Answer:
    return Answer(row.SignedAnswer.id, row.crop, frozenset(row.problem_types), frozenset(row.SignedAnswer.months))


def _told(row: Row) -> AnswerToRead:
    one: SignedAnswer = row.SignedAnswer
    return AnswerToRead(
        one.id, one.about, one.advice, one.product, one.dose, one.waiting_days, one.signed_name, one.signed_unit,
        one.signed_on, branch_of(row.problem_types),
    )
