"""Problems that are still open: recommended by the real service, then told as far as they have come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select

from data.domain.problem import ProblemStatus
from data.domain.roles import Actor
from data.models.account import Account
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Candidate
from data.sample.story import Advised, Story
from data.sample.world import World
from data.services.context import Context
from data.services.recommend import store_recommendation

READING = dt.timedelta(minutes=1)


def go_on(ctx: Context, world: World, stories: list[Story]) -> None:
    """Each in order of filing, so that the engine sees the load that there was."""
    for story in stories:
        problem = ctx.session.get_one(Problem, story.problem["id"])
        story.follow(_recommended(ctx, problem, story.table.filed + READING))
        _sync(ctx, world)
        story.go_on()
        world.insert(ctx.session)
        problem.status, problem.expert_id = story.problem["status"], story.problem["expert_id"]
        problem.due_at = story.problem["due_at"]
        ctx.session.flush()
        told = story.table.rounds[-1].told if story.table.rounds else None
        if problem.status is ProblemStatus.UNSOLVED and told:
            _recommended(ctx, problem, told)


def _recommended(ctx: Context, problem: Problem, moment: dt.datetime) -> Advised:
    """As the filing account's request would have left it."""
    account = ctx.session.get_one(Account, problem.filed_by_id)
    actor = Actor(account.id, 0, account.role, account.name, account.area_code, account.farm_id, account.expert_id)
    then = replace(ctx, now=moment.astimezone(dt.UTC), signed_in=actor)
    recommendation_id = store_recommendation(then, problem)
    candidates = select(Candidate.expert_id).where(Candidate.recommendation_id == recommendation_id)
    return Advised(recommendation_id, tuple(ctx.session.scalars(candidates.order_by(Candidate.rank))))


def _sync(ctx: Context, world: World) -> None:
    """The service has written events of its own: our ids go on behind them."""
    world.last_id[ProblemEvent] = ctx.session.scalar(select(func.max(ProblemEvent.id))) or 0
