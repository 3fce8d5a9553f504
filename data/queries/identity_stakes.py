"""How far the answer to a waiting pair moves the county's people reached, all time taken together."""

from __future__ import annotations

from collections.abc import Set

from sqlalchemy import select

from data.domain.stakes import NOTHING, Stakes
from data.domain.visit import COUNTED
from data.models.person import Person
from data.models.visit import Visit, VisitPerson
from data.queries.impact_people import identities
from data.queries.impact_scope import IS_REACHED, PERSON_ID
from data.reach.stakes import stakes
from data.services.context import Context


def stakes_of(ctx: Context, one: Person, other: Person) -> Stakes:
    """Of the pair of these two records. The caller has checked who looks."""
    first, second = sorted(record.same_as_id or record.id for record in (one, other))
    pairs = identities(ctx, one.county_code)
    part = pairs.part_of.get(first)
    return stakes(pairs, (first, second), _reached(ctx, part.records)) if part else NOTHING


def _reached(ctx: Context, people: Set[int]) -> set[int]:
    """Which of these people a counted visit reached, by signature or confirmation."""
    return set(ctx.session.scalars(
        select(PERSON_ID).distinct().select_from(VisitPerson)
        .join(Person, Person.id == VisitPerson.person_id).join(Visit, Visit.id == VisitPerson.visit_id)
        .where(PERSON_ID.in_(people), IS_REACHED, Visit.status.in_(COUNTED))
    ))
