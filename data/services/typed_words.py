"""What is read of words while they are typed: whether they can wait, and what would make them easier to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.domain.branches import FACT_MAX, Branch, branch_of, with_facts
from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import Gate
from data.queries.scope import check_role
from data.services.answers_alike import AnswerToRead, answers_like
from data.services.context import Context
from data.services.engines import text_engine


@dataclass(frozen=True)
class TypedWords:
    """`is_epidemic`: they speak of what may be one. `missing`: codes of the two most useful facts that they do not
    give yet, none for no words. `branch`: what else the form asks, None where they do not say what they are about.
    `answers`: at most two signed ones to questions like it."""

    is_epidemic: bool = False
    missing: tuple[str, ...] = ()
    branch: Branch | None = None
    answers: tuple[AnswerToRead, ...] = ()


def read_typed(ctx: Context, words: str, facts: Mapping[str, str]) -> TypedWords:
    """By the engine that will read them, as it reads the actor's county. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    return heard(ctx, county_of(ctx.actor.area_code), words, facts)


def heard(ctx: Context, county_code: str, words: str, facts: Mapping[str, str]) -> TypedWords:
    """The same for whoever may type here."""
    if not words.strip():
        return TypedWords()
    said = {code: answer[:FACT_MAX] for code, answer in facts.items() if answer.strip()}
    read = text_engine(ctx, county_code).understand(with_facts(words.strip(), said), said)
    gate = Gate(read.gate) if read.gate else None
    return TypedWords(
        gate is Gate.ANIMAL_EPIDEMIC, read.missing, branch_of([read.problem_type]),
        answers_like(ctx, county_code, words, read.crop_or_animal, [read.problem_type], gate),
    )
