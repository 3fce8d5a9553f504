"""Who may be ticked as present: the farm's own, then those the expert has met, then the village; never thousands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, or_, select, true

from data.domain.permissions import Permission
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.problem import Problem
from data.models.visit import VisitExpert, VisitPerson
from data.queries.persons import matches
from data.queries.scope import find
from data.queries.visit_rows import Villager
from data.services.context import Context

PEOPLE_MAX = 50


def nearest(ctx: Context, problem: Problem, farm: Farm) -> tuple[tuple[Villager, ...], bool]:
    """At most 50, the likeliest first, and whether the village has more."""
    people = _villagers(ctx, problem, farm, true(), PEOPLE_MAX + 1)
    return people[:PEOPLE_MAX], len(people) > PEOPLE_MAX


def search_villagers(ctx: Context, problem_id: int, search: str, ticked: Sequence[int]) -> tuple[Villager, ...]:
    """Those already `ticked`, and at most 50 who fit `search` (name, pinyin, end of a phone).

    For the problem's own expert, by open name. Raises NotFound('problem_unknown').
    """
    problem = find(ctx, Permission.VISIT_LOG, Problem, problem_id)
    farm = ctx.session.get_one(Farm, problem.farm_id)
    kept = _villagers(ctx, problem, farm, Person.id.in_(ticked), len(ticked)) if ticked else ()
    term = "".join(search.split())
    found = _villagers(ctx, problem, farm, matches(term), PEOPLE_MAX) if term else ()
    return tuple({one.person_id: one for one in (*kept, *found)}.values())


def _villagers(
    ctx: Context, problem: Problem, farm: Farm, condition: ColumnElement[bool], most: int,
) -> tuple[Villager, ...]:
    of_farm = select(FarmMember.person_id).where(FarmMember.farm_id == farm.id)
    met = (
        select(VisitPerson.person_id).join(VisitExpert, VisitExpert.visit_id == VisitPerson.visit_id)
        .where(VisitExpert.expert_id == problem.expert_id)
    )
    is_contact, is_member = Person.id == farm.contact_person_id, Person.id.in_(of_farm)
    nearness = case((is_contact, 0), (is_member, 1), (Person.id.in_(met), 2), else_=3)
    rows = ctx.session.execute(
        select(Person, is_contact, is_member)
        .where(or_(Person.current_place == problem.current_place, is_member, is_contact))
        .where(Person.same_as_id.is_(None), condition)
        .order_by(nearness, Person.pinyin, Person.id).limit(most)
    )
    return tuple(
        Villager(row.id, row.name, (row.phone or "")[-4:], bool(contact), bool(member)) for row, contact, member in rows
    )
