"""Problems that are still open: recommended by the real service, then told as far as they have come."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select

from data.domain.roles import Actor
from data.models.account import Account
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Candidate
from data.sample.cases import Outcome
from data.sample.story import Advised, Story
from data.sample.world import World
from data.services.context import Context
from data.services.recommend import store_recommendation

FINISHED = (Outcome.TO_CONFIRM, Outcome.UNSOLVED)
READING = dt.timedelta(minutes=1)


def go_on(ctx: Context, world: World, stories: list[Story]) -> None:
    """First those that an expert has finished: each new case costs a new fit of the engine. Then the others in order
    of filing, so that the engine sees the load that there was."""
    finished = [story for story in stories if story.case.outcome in FINISHED]
    for story in finished:
        _follow(ctx, story)
    for story in finished:
        _tell(ctx, world, story)
    for story in stories:
        if story.case.outcome not in FINISHED:
            _follow(ctx, story)
            _tell(ctx, world, story)
    for story in finished:
        if story.case.outcome is Outcome.UNSOLVED:
            _recommended(ctx, story, story.table.last)


def _follow(ctx: Context, story: Story) -> None:
    story.follow(_recommended(ctx, story, story.table.filed + READING))


def _tell(ctx: Context, world: World, story: Story) -> None:
    """The service has written events of its own: our ids go on behind them."""
    world.last_id[ProblemEvent] = ctx.session.scalar(select(func.max(ProblemEvent.id))) or 0
    story.go_on()
    world.insert(ctx.session)
    problem = ctx.session.get_one(Problem, story.problem["id"])
    problem.status, problem.expert_id = story.problem["status"], story.problem["expert_id"]
    problem.due_at = story.problem["due_at"]
    ctx.session.flush()


def _recommended(ctx: Context, story: Story, moment: dt.datetime) -> Advised:
    """As the filing account's request would have left it."""
    problem = ctx.session.get_one(Problem, story.problem["id"])
    account = ctx.session.get_one(Account, problem.filed_by_id)
    actor = Actor(account.id, 0, account.role, account.name, account.area_code, account.farm_id, account.expert_id)
    then = replace(ctx, now=moment.astimezone(dt.UTC), signed_in=actor)
    recommendation_id = store_recommendation(then, problem)
    candidates = select(Candidate.expert_id).where(Candidate.recommendation_id == recommendation_id)
    return Advised(recommendation_id, tuple(ctx.session.scalars(candidates.order_by(Candidate.rank))))

