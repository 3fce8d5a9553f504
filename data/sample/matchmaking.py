"""Whom the officers of the story sent: mostly who fits, the popular more often, now and then the second best."""

from __future__ import annotations

from data.domain.register import Licence
from data.sample.questions import Question
from data.sample.world import ExpertHere, FarmHere, World

SECOND_BEST = 0.1


def fits(expert: ExpertHere, question: Question) -> bool:
    """Declares the problem type, the industry, and the crop if there is one."""
    return _tier(expert, question) == 0


def pick_expert(world: World, question: Question, farm: FarmHere, *, besides: ExpertHere | None = None) -> ExpertHere:
    """Somebody of the best tier that has anybody; those with a fixed number of cases take no others."""
    free = [e for e in world.experts if e.quota is None and e is not besides and _may(e, question)]
    tiers: dict[int, list[ExpertHere]] = {}
    for expert in free:
        tiers.setdefault(_tier(expert, question), []).append(expert)
    order = sorted(tiers)
    place = 1 if len(order) > 2 and world.chance(SECOND_BEST) else 0
    pool = tiers[order[place]]
    return world.one(pool, [expert.pull * (2.0 if expert.home[:9] == farm.place[:9] else 1.0) for expert in pool])


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


def _may(expert: ExpertHere, question: Question) -> bool:
    """Animal disease goes to a licensed veterinarian only."""
    return question.problem_types[0] != "P11" or Licence.VETERINARIAN in expert.licences
