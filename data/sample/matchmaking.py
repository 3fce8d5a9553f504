"""Whom the officers of the story sent: mostly who fits, the popular more often, now and then the second best."""

from __future__ import annotations

import datetime as dt

from data.domain.expert import is_away
from data.domain.register import Licence
from data.sample.questions import Question
from data.sample.world import ExpertHere, FarmHere, World

SECOND_BEST = 0.1
OF_THE_INDUSTRY = 3  # so many tiers know the industry
ORCHARD = "I4"
EPIDEMIC, ILLNESS = "P11", "P12"


def fits(expert: ExpertHere, question: Question) -> bool:
    """Declares the problem type, the industry, and the crop if there is one."""
    return _tier(expert, question) == 0


def knows(expert: ExpertHere, question: Question) -> bool:
    """Declares the problem type and the industry; with a fixed number of cases, the crop as well."""
    return _tier(expert, question) <= (0 if expert.quota else 1)


def is_there(expert: ExpertHere, on: dt.date) -> bool:
    """Not in a season without time, and not gone for good."""
    return (expert.until is None or on <= expert.until) and not is_away([], list(expert.seasons), on)


def pick_expert(
    world: World, question: Question, farm: FarmHere, on: dt.date, *, besides: ExpertHere | None = None,
    is_open: bool = False,
) -> ExpertHere | None:
    """Somebody of the best tier that has anybody with time, if one has; those with a fixed number of cases take no
    others.

    `is_open`: it stays in hand; those with a fixed number of these take no others either.
    """
    def has_time(expert: ExpertHere) -> bool:
        wanted = expert is not besides and (farm.id, expert.id) not in world.barred
        if is_open:
            return wanted and is_there(expert, on) and not expert.is_laden
        return wanted and is_there(expert, on) and may_learn_of(expert, question)

    tiers = [list(filter(has_time, tier)) for tier in _tiers(world, question)]
    if not any(tiers):
        return None
    near = [tier for tier in tiers[:OF_THE_INDUSTRY] if tier]
    second = len(near) > 1 and world.chance(SECOND_BEST)
    pool = near[1] if second else next(tier for tier in tiers if tier)
    return world.one(pool, [expert.pull * (2.0 if expert.home[:9] == farm.place[:9] else 1.0) for expert in pool])


def _tiers(world: World, question: Question) -> list[list[ExpertHere]]:
    """Who may take it, best tier first; sought once for each topic."""
    if question.topic not in world.tiers:
        tiers: list[list[ExpertHere]] = [[] for _ in range(5)]
        for expert in world.experts:
            if expert.quota is None and _may(expert, question):
                tiers[_tier(expert, question)].append(expert)
        world.tiers[question.topic] = tiers
    return world.tiers[question.topic]


def _tier(expert: ExpertHere, question: Question) -> int:
    """0 all fits … 4 nothing does."""
    industry = question.industry in expert.industries
    problem_type = question.problem_types[0] in expert.problem_types
    crop = question.crop is None or question.crop in expert.crops
    if problem_type and industry and crop:
        return 0
    if problem_type and industry:
        return 1
    if industry and crop:
        return 2
    return 3 if problem_type or industry else 4


def may_learn_of(expert: ExpertHere, question: Question) -> bool:
    """Nobody comes to know orchards by having been sent there: the places of those who do are counted by journeys."""
    return question.industry != ORCHARD or ORCHARD in expert.industries


def _may(expert: ExpertHere, question: Question) -> bool:
    """Animal disease goes to a licensed veterinarian only, other illness to somebody who declares it."""
    problem_type = question.problem_types[0]
    if problem_type == EPIDEMIC:
        return Licence.VETERINARIAN in expert.licences
    return problem_type != ILLNESS or ILLNESS in expert.problem_types
