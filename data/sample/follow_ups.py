"""The dates agreed at visits: kept where somebody came again, open where nobody has yet."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import select

from data.models.follow_up import FollowUp
from data.models.visit import Visit, VisitExpert
from data.sample.world import COUNTY, World
from data.services.context import Context


def write_follow_ups(ctx: Context, world: World) -> None:
    rows = ctx.session.execute(
        select(
            Visit.problem_id, Visit.id, Visit.follow_up_on, Visit.logged_by_id, Visit.logged_at, VisitExpert.expert_id,
        )
        .join(VisitExpert, VisitExpert.visit_id == Visit.id).where(Visit.problem_id.is_not(None))
        .order_by(Visit.problem_id, Visit.id)
    ).all()
    for problem_id, found in groupby(rows, key=lambda row: row.problem_id):
        visits = list(found)
        for visit, later in zip(visits, [*visits[1:], None], strict=True):
            if visit.follow_up_on is not None:
                world.add(
                    FollowUp, county_code=COUNTY, problem_id=problem_id, visit_id=visit.id, expert_id=visit.expert_id,
                    due_on=visit.follow_up_on, made_by_id=visit.logged_by_id, made_at=visit.logged_at,
                    done_at=later.logged_at if later else None, done_by_id=later.logged_by_id if later else None,
                    done_visit_id=later.id if later else None,
                )
    world.insert(ctx.session)
