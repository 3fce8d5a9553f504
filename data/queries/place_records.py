"""The records at a place: how many of each kind, and whom an officer may send elsewhere when it splits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from data.domain.place_ledger import Record, spread
from data.models.farm import Farm, FarmMember
from data.models.person import Household, Person
from data.models.problem import Problem
from data.models.visit import Visit
from data.services.context import Context

HOUSEHOLD, PERSON, FARM, PROBLEM, VISIT = (
    model.__tablename__ for model in (Household, Person, Farm, Problem, Visit)
)


def followed_records(ctx: Context, code: str, said: Mapping[Record, str]) -> dict[Record, str]:
    """What was said of households, people and farms at `code`, and where that takes those that go with them.

    People go with their household, then with a farm of theirs; a household and a farm go with the farm's contact;
    problems go with their farm, visits with the farm or problem they served.
    """
    return spread(said, _leads(ctx, code))


def _leads(ctx: Context, code: str) -> Iterator[tuple[Record, tuple[Record, ...]]]:
    """Every record at `code` with the records it follows, leads first."""
    people = ctx.session.execute(select(Person.id, Person.household_id).where(Person.current_place == code)).all()
    farms = ctx.session.execute(select(Farm.id, Farm.contact_person_id).where(Farm.current_place == code)).all()
    household_of = dict(people)
    farms_of: dict[int, list[int]] = {}
    for farm, contact in farms:
        farms_of.setdefault(contact, []).append(farm)
    speakers = {household_of[person]: person for person in farms_of if household_of.get(person)}
    for household in ctx.session.scalars(select(Household.id).where(Household.current_place == code)):
        led = farms_of.get(speakers.get(household, 0), ())
        yield (HOUSEHOLD, household), tuple((FARM, farm) for farm in led)
    for farm, person in _members(ctx, code):
        farms_of.setdefault(person, []).append(farm)
    for person, household in people:
        yield (PERSON, person), ((HOUSEHOLD, household), *((FARM, farm) for farm in farms_of.get(person, ())))
    for farm, contact in farms:
        yield (FARM, farm), ((PERSON, contact),)
    for problem, farm in ctx.session.execute(select(Problem.id, Problem.farm_id).where(Problem.current_place == code)):
        yield (PROBLEM, problem), ((FARM, farm),)
    visits = select(Visit.id, Visit.farm_id, Visit.problem_id).where(Visit.current_place == code)
    for visit, farm, problem in ctx.session.execute(visits):
        yield (VISIT, visit), ((FARM, farm), (PROBLEM, problem))


def _members(ctx: Context, code: str) -> list[tuple[int, int]]:
    """(farm, person) of the farms at `code`, by farm."""
    return list(ctx.session.execute(
        select(FarmMember.farm_id, FarmMember.person_id).join(Farm, Farm.id == FarmMember.farm_id)
        .where(Farm.current_place == code).order_by(FarmMember.farm_id, FarmMember.person_id)
    ))
