"""Further questions that one visit serves: of the same event, in hand of the same expert."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from data.domain.errors import NotFound
from data.models.farm import Farm
from data.models.problem import Problem
from data.queries.one_event import also_served
from data.services.context import Context


def also_in_hand(ctx: Context, problem: Problem, also_ids: Sequence[int]) -> list[Problem]:
    """The locked rows of `also_ids`. Raises NotFound('problem_unknown') for one that a visit cannot serve too."""
    possible = {one.problem_id for one in also_served(ctx, problem)}
    for one in also_ids:
        if one not in possible:
            raise NotFound("problem_unknown", one, field="also_ids")
    return list(ctx.session.scalars(
        select(Problem).where(Problem.id.in_(set(also_ids))).order_by(Problem.id).with_for_update()
    ))


def contacts_of(ctx: Context, problems: Sequence[Problem]) -> list[int]:
    """Whoever speaks for their farms was there too: each person once."""
    farms = {one.farm_id for one in problems}
    return list(ctx.session.scalars(
        select(Farm.contact_person_id).where(Farm.id.in_(farms), Farm.contact_person_id.is_not(None)).distinct()
        .order_by(Farm.contact_person_id)
    ))
