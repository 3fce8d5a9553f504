"""One problem to come, before anything is written: when, what, whose, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from data.sample.questions import INDUSTRY_WEIGHTS, Question
from data.sample.world import ExpertHere, FarmHere, World


class Outcome(StrEnum):
    """How a problem's story stands today."""

    SOLVED = "solved"
    UNCONFIRMED = "unconfirmed"    # finished weeks ago, the asker was never reached
    TO_CONFIRM = "to_confirm"
    IN_PROGRESS = "in_progress"
    OFFERED = "offered"
    ASKED = "asked"                # the bureau waits for what the asker left out
    WAITING = "waiting"
    UNSOLVED = "unsolved"
    HANDED_OVER = "handed_over"


class Due(StrEnum):
    """When a waiting problem has to be assigned."""

    OVERDUE = "overdue"
    TODAY = "today"  # on the next working day, if today is none
    LATER = "later"


@dataclass
class Case:
    """One problem to come. `on` is the day it is asked.

    `refused`: whom the farm was sent first and did not want. `is_pinned`: `expert` has it, whoever is recommended.
    `fixed`: what cases.toml says beyond the question.
    """

    on: dt.date
    question: Question
    farm: FarmHere
    outcome: Outcome
    expert: ExpertHere | None = None
    due: Due | None = None
    is_pinned: bool = False
    refused: ExpertHere | None = None
    fixed: dict = field(default_factory=dict)


def in_season(questions: list[Question], month: int) -> list[Question]:
    return [question for question in questions if month in question.months]


def question_of(world: World, questions: list[Question]) -> Question:
    """An industry by its share of the year, then one of its questions that was asked least so far."""
    by_industry: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_industry[question.industry].append(question)
    industries = list(by_industry)
    industry = world.one(industries, [INDUSTRY_WEIGHTS[industry] for industry in industries])
    least = min(world.asked[question.text] for question in by_industry[industry])
    return world.one([question for question in by_industry[industry] if world.asked[question.text] == least])


def farm_for(world: World, question: Question, besides: frozenset[int] = frozenset()) -> FarmHere:
    """A farm that grows it, else one of the industry, else anybody who asks."""
    pools = _pools(world, question)
    free = ([farm for farm in pool if farm.id not in besides] if besides else pool for pool in pools)
    pool = next(pool for pool in free if pool)
    return world.one(pool, [farm.asks for farm in pool])


def _pools(world: World, question: Question) -> list[list[FarmHere]]:
    """Growers of it, farms of its industry, all who ask; sought once for each kind of question."""
    key = question.industry, question.crop
    if key not in world.pools:
        asking = [farm for farm in world.farms if farm.asks]
        growing = [farm for farm in asking if key in farm.crops]
        industry = [farm for farm in asking if question.industry in {industry for industry, _ in farm.crops}]
        world.pools[key] = [growing, industry, asking]
    return world.pools[key]
