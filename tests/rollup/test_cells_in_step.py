"""Whatever is done to visits, people and places in whatever order: the cells are what the rows come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from data.domain.register import FarmKind
from data.domain.visit import VisitStatus
from data.models.farm import Farm
from data.models.person import IdentityPair, Person
from data.models.problem import Problem, StoredFile
from data.models.reach_cell import ReachCell
from data.models.visit import Confirmation, SignedList, Visit, VisitExpert, VisitPerson, VisitProject
from data.queries.impact_cells import by_cells, fits
from data.queries.impact_counted import Counted, by_rows
from data.queries.impact_people import identities
from data.queries.impact_scope import ImpactScope
from data.rollup.write import differing, rebuild
from data.runtime import Runtime, Settings
from data.services.context import Context
from tests.conftest import running
from tests.queries.small_world import (
    COUNTY,
    EXPERTS,
    LEADER,
    NORTH,
    NOW,
    PERSONS,
    PROJECTS,
    TODAY,
    VILLAGES,
    WORLDS,
    World,
    write,
    write_county,
)

EARLIER = dt.date(2025, 4, 30)
SCOPES = [
    ImpactScope(COUNTY, dt.date(2000, 1, 1), TODAY), ImpactScope(COUNTY, dt.date(2025, 5, 1), TODAY),
    ImpactScope(COUNTY, dt.date(2025, 1, 1), dt.date(2026, 1, 31), project_id=1),
    ImpactScope(COUNTY, dt.date(2025, 4, 1), TODAY, project_id=0, industry="I1"),
    ImpactScope(COUNTY, dt.date(2024, 6, 1), dt.date(2026, 3, 31), town=NORTH),
]
STEPS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 5), st.sampled_from(PERSONS), st.integers(0, 4)), max_size=8,
)


class Doings:
    """What happens to a county: each takes a visit, a person and a number, as rows, the way the services do."""

    def __init__(self, session: Session):
        self.session = session
        self.all: list[Callable[[Visit, Person, int], None]] = [
            self.confirm, self.void, self.dispute, self.attach, self.name, self.project, self.merge, self.part,
            self.move_house, self.move_place, self.change_farm, self.expert,
        ]

    def do(self, doing: int, visit: int, person: int, number: int) -> None:
        found = self.session.scalars(select(Visit).order_by(Visit.id)).all()
        if found:
            self.all[doing](found[visit % len(found)], self.session.get_one(Person, person), number)

    def confirm(self, visit: Visit, person: Person, _n: int) -> None:
        visit.status = VisitStatus.CONFIRMED
        for link in self._links(visit, person):
            link.confirmation_id = visit.id

    def void(self, visit: Visit, _person: Person, _n: int) -> None:
        visit.status = VisitStatus.VOIDED

    def dispute(self, visit: Visit, _person: Person, _n: int) -> None:
        visit.status = VisitStatus.DISPUTED

    def attach(self, visit: Visit, person: Person, _n: int) -> None:
        for link in self._links(visit, person):
            link.list_id = visit.id

    def name(self, visit: Visit, person: Person, n: int) -> None:
        """One more name; or one heard of before goes, and its head with it."""
        links = self._links(visit, person)
        for link in links:
            self.session.delete(link)
        if not links:
            self.session.add(VisitPerson(visit_id=visit.id, person_id=person.id))
        visit.head_count = max(visit.head_count + (-1 if links else 1), 0) + n

    def project(self, visit: Visit, _person: Person, n: int) -> None:
        project = PROJECTS[n % len(PROJECTS)]
        link = self.session.get(VisitProject, (visit.id, project))
        self.session.delete(link) if link else self.session.add(VisitProject(visit_id=visit.id, project_id=project))

    def merge(self, _visit: Visit, person: Person, n: int) -> None:
        """Into a record that stands for itself, with all that were merged into this one."""
        whole = self.session.get_one(Person, PERSONS[n])
        target = whole.same_as_id or whole.id
        together = self.session.scalars(
            select(Person).where((Person.id == person.id) | (Person.same_as_id == person.id))
        ).all()
        for one in together:
            one.same_as_id = None if one.id == target else target

    def part(self, _visit: Visit, person: Person, _n: int) -> None:
        person.same_as_id = None

    def move_house(self, _visit: Visit, person: Person, n: int) -> None:
        person.household_id = n or None

    def move_place(self, visit: Visit, _person: Person, n: int) -> None:
        """As a merger of places writes it: in bulk."""
        self.session.execute(
            update(Visit).where(Visit.place_code == visit.place_code).values(current_place=VILLAGES[n])
            .execution_options(synchronize_session="fetch")
        )

    def change_farm(self, _visit: Visit, person: Person, n: int) -> None:
        farm = self.session.get_one(Farm, n % 3 + 1)
        farm.contact_person_id, farm.kind = person.id, FarmKind.HOUSEHOLD

    def expert(self, visit: Visit, _person: Person, n: int) -> None:
        key = (visit.id, EXPERTS[n % len(EXPERTS)])
        link = self.session.get(VisitExpert, key)
        self.session.delete(link) if link else self.session.add(VisitExpert(visit_id=key[0], expert_id=key[1]))

    def _links(self, visit: Visit, person: Person) -> list[VisitPerson]:
        return list(self.session.scalars(
            select(VisitPerson).where(VisitPerson.visit_id == visit.id, VisitPerson.person_id == person.id)
        ))


@contextmanager
def prepared(url: str, folder):
    with running(Settings(url, folder)) as runtime:
        with runtime.writing(None) as ctx:
            write_county(ctx.session)
        yield runtime


@pytest.fixture(params=["sqlite", "postgres"])
def county(request: pytest.FixtureRequest, tmp_path):
    url = request.getfixturevalue(f"{request.param}_url")
    with prepared(url, tmp_path) as runtime:
        yield runtime


def test_cells_are_what_the_rows_come_to(county: Runtime):
    examples = 25 if county.engine.dialect.name == "sqlite" else 6

    @settings(max_examples=examples, phases=[Phase.generate])
    @given(world=WORLDS, steps=STEPS)
    def check(world: World, steps: list[tuple[int, int, int, int]]) -> None:
        _begin_anew(county, world)
        for step in steps:
            with county.writing(LEADER, now=NOW) as ctx:
                Doings(ctx.session).do(*step)
        with county.reading(LEADER, now=NOW) as ctx:
            assert differing(ctx.session, COUNTY) == []
            for scope in SCOPES:
                assert_same(ctx, scope)

    check()


def _begin_anew(county: Runtime, world: World) -> None:
    with county.writing(None, now=NOW) as ctx:
        for model in (VisitPerson, VisitExpert, VisitProject, SignedList, StoredFile, Confirmation, Visit, Problem,
                      IdentityPair):
            ctx.session.execute(delete(model))
        for person in ctx.session.scalars(select(Person)):
            person.same_as_id, person.household_id = None, None
        write(ctx.session, world)


def assert_same(ctx: Context, scope: ImpactScope) -> None:
    assert fits(ctx, scope)
    pairs = identities(ctx, scope.county)
    assert _plain(by_cells(ctx, scope, pairs)) == _plain(by_rows(ctx, scope, pairs))


def _plain(counted: Counted) -> Counted:
    """Towns where nobody was, and records of no town, are no towns to speak of."""
    return replace(
        counted, reported={town for town in counted.reported if len(town) == len(NORTH)},
        towns={town: people for town, people in counted.towns.items() if people.high and len(town or "") == len(NORTH)},
    )


def test_what_broke_is_found_and_rebuilt(county: Runtime):
    world = World((), (), {})
    _begin_anew(county, world)
    with county.writing(None, now=NOW) as ctx:
        ctx.session.add(Visit(
            id=1, number="F-1", token="1", county_code=COUNTY, place_code=VILLAGES[0], kind="training",
            service_day=EARLIER, advice="看过", head_count=7, status=VisitStatus.LOGGED, logged_by_id=1, logged_at=NOW,
        ))
    with county.writing(None, now=NOW) as ctx:
        assert differing(ctx.session, COUNTY) == []
        ctx.session.execute(update(ReachCell).values(heads=8))
        assert {span for span, _key in differing(ctx.session, COUNTY)} == {2025, 202504}
        assert rebuild(ctx.session, COUNTY) == 1
        assert differing(ctx.session, COUNTY) == []
