"""What the SQL scope lets an actor see is what `allows` says of each row, for every role, permission and record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.domain.errors import NotAllowed, NotFound
from data.domain.permissions import Permission, Subject, allows
from data.domain.places import PlaceLevel, county_of
from data.domain.problem import ProblemStatus, Urgency
from data.domain.register import FarmKind, Title
from data.domain.roles import Actor, Role
from data.domain.visit import VisitKind, VisitStatus
from data.models.account import Account
from data.models.base import Base
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.place import County, Place
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert, VisitPerson
from data.queries.scope import (
    SERVED_NOW,
    expert_subject,
    find,
    in_scope,
    problem_subject,
    scoped,
    visit_subject,
)
from data.runtime import Runtime
from data.services.context import Context
from tests.desk import Desk

COUNTIES = ("150824", "150825")
VILLAGES = ("150824100201", "150824100202", "150824101206", "150825100200", "150825100201")
AREAS = ("1508", *COUNTIES, "150824100", "150824101", "150824100201", "150825100")
NOW = dt.datetime(2026, 4, 9, 2, tzinfo=dt.UTC)
FARMS, EXPERTS, PERSONS = (1, 2, 3), (1, 2, 3), (1, 2, 3, 4)
MODELS = (Problem, Visit, Person, Expert, Farm)

FARM_IDS, EXPERT_IDS, PLACES = st.sampled_from(FARMS), st.sampled_from(EXPERTS), st.sampled_from(VILLAGES)
PROBLEMS = st.lists(
    st.tuples(PLACES, FARM_IDS, st.none() | EXPERT_IDS, st.sampled_from(ProblemStatus)), max_size=5,
)
VISITS = st.lists(
    st.tuples(PLACES, st.none() | FARM_IDS, st.frozensets(EXPERT_IDS), st.frozensets(st.sampled_from(PERSONS))),
    max_size=4,
)
HOMES = st.tuples(*[PLACES] * len(PERSONS))
ACTORS = st.builds(
    Actor, account_id=st.just(1), session_id=st.just(0), role=st.sampled_from(Role), name=st.just("测试"),
    area_code=st.sampled_from(AREAS), farm_id=st.none() | FARM_IDS, expert_id=st.none() | EXPERT_IDS,
)


def add_places(ctx: Context) -> None:
    codes = {"1508", *VILLAGES, *(code[:9] for code in VILLAGES), *COUNTIES, *AREAS}
    levels = {4: PlaceLevel.CITY, 6: PlaceLevel.COUNTY, 9: PlaceLevel.TOWN, 12: PlaceLevel.VILLAGE}
    for code in sorted(codes, key=len):
        ctx.session.add(Place(
            code=code, parent_code={6: code[:4], 9: code[:6], 12: code[:9]}.get(len(code)),
            county_code=county_of(code), level=levels[len(code)], kind="town", name=code, official_name=code,
            name_en=code,
        ))
        ctx.session.flush()
    ctx.session.add_all(County(code=code) for code in COUNTIES)
    ctx.session.add(Account(
        id=1, login="a", name="测试", role=Role.OFFICER, area_code="1508", password_hash="-", created_at=NOW,
    ))
    ctx.session.flush()


def add_register(ctx: Context, homes: tuple[str, ...]) -> None:
    for id_, place in zip(PERSONS, homes, strict=True):
        ctx.session.add(Person(id=id_, county_code=county_of(place), name="人", pinyin="ren r", place_code=place))
    for id_, place in zip(FARMS, homes, strict=False):
        ctx.session.add(Farm(
            id=id_, county_code=county_of(place), kind=FarmKind.HOUSEHOLD, name="户", pinyin="hu h", place_code=place,
        ))
    for id_, place in zip(EXPERTS, reversed(homes), strict=False):
        ctx.session.add(Expert(
            id=id_, county_code=COUNTIES[id_ % 2], name="专家", pinyin="zhuanjia zj", unit="站", title=Title.SENIOR,
            subject="果树", profile="", home_place=place,
        ))
    ctx.session.flush()


def add_work(ctx: Context, problems: list, visits: list) -> None:
    for n, (place, farm, expert, status) in enumerate(problems, 1):
        ctx.session.add(Problem(
            id=n, number=str(n), token=str(n), county_code=county_of(place), place_code=place, farm_id=farm,
            asker_name="人", asker_phone="19900000001", filed_by_id=1, text="话", title="话", problem_types=["P01"],
            urgency=Urgency.NORMAL, understanding={}, status=status, expert_id=expert, created_at=NOW,
        ))
    for n, (place, farm, experts, persons) in enumerate(visits, 1):
        ctx.session.add(Visit(
            id=n, number=str(n), token=str(n), county_code=county_of(place), place_code=place, farm_id=farm,
            kind=VisitKind.FIELD, service_day=NOW.date(), advice="", head_count=5, status=VisitStatus.LOGGED,
            logged_by_id=1, logged_at=NOW,
        ))
        ctx.session.flush()
        ctx.session.add_all(VisitExpert(visit_id=n, expert_id=expert) for expert in experts)
        ctx.session.add_all(VisitPerson(visit_id=n, person_id=person) for person in persons)
    ctx.session.flush()


@contextmanager
def world(runtime: Runtime, homes: tuple, problems: list, visits: list) -> Iterator[Context]:
    """A context with exactly these rows, gone at the end."""
    with runtime.reading(None, now=NOW) as ctx:
        add_places(ctx)
        add_register(ctx, homes)
        add_work(ctx, problems, visits)
        yield ctx


def person_subject(ctx: Context, person: Person) -> Subject:
    """The experts are those who served the person, and those now at work in the village."""
    served = (
        select(VisitExpert.expert_id).join(VisitPerson, VisitPerson.visit_id == VisitExpert.visit_id)
        .where(VisitPerson.person_id == person.id)
    )
    at_work = select(Problem.expert_id).where(
        Problem.current_place == person.current_place, Problem.status.in_(SERVED_NOW), Problem.expert_id.is_not(None),
    )
    return Subject(person.current_place, None, frozenset(ctx.session.scalars(served.union(at_work))))


def farm_subject(farm: Farm) -> Subject:
    return Subject(farm.current_place, farm.id)


def subject(ctx: Context, row: Base, actor: Actor) -> Subject:
    match row:
        case Problem():
            return problem_subject(row)
        case Visit():
            return visit_subject(ctx, row)
        case Person():
            return person_subject(ctx, row)
        case Expert():
            return expert_subject(row, actor)
        case _:
            return farm_subject(row)


@settings(max_examples=40)
@given(homes=HOMES, problems=PROBLEMS, visits=VISITS, actors=st.lists(ACTORS, min_size=1, max_size=5))
def test_scope_and_permission_agree_on_every_row(runtime: Runtime, homes, problems, visits, actors):
    with world(runtime, homes, problems, visits) as ctx:
        for actor in actors:
            for model in MODELS:
                rows = ctx.session.scalars(select(model)).all()
                subjects = {row.id: subject(ctx, row, actor) for row in rows}
                for permission in Permission:
                    seen = set(ctx.session.scalars(select(model.id).where(in_scope(actor, permission, model))))
                    allowed = {id_ for id_, about in subjects.items() if allows(actor, permission, about)}
                    assert seen == allowed, (actor, permission, model.__name__)


def test_what_is_out_of_reach_does_not_exist(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.reading("喜莲") as ctx:
        assert find(ctx, Permission.PROBLEM_READ, Problem, problem_id).id == problem_id
    for who in ("宏伟", "镇干部", "贺海峰"):
        with desk.reading(who) as ctx, pytest.raises(NotFound) as refused:
            find(ctx, Permission.PROBLEM_READ, Problem, problem_id)
        assert refused.value.code == "problem_unknown"


def test_a_role_without_the_permission_is_refused_before_any_query(desk: Desk):
    with desk.reading("管理员") as ctx, pytest.raises(NotAllowed):
        scoped(ctx, Permission.PROBLEM_READ, Problem)


def test_a_stranger_is_asked_to_sign_in(desk: Desk):
    with desk.runtime.reading(None) as ctx, pytest.raises(NotAllowed) as refused:
        find(ctx, Permission.PROBLEM_READ, Problem, 1)
    assert refused.value.code == "sign_in_first"
