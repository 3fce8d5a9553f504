"""The SQL figures equal the plain loops on drawn worlds, on both databases; scope and masking hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from data.domain.errors import InvalidInput, NotAllowed, NotFound
from data.domain.register import PairDecision
from data.domain.roles import Role
from data.domain.visit import VisitKind, VisitStatus
from data.models.person import IdentityPair, Person
from data.queries.impact import Impact, data_version, impact
from data.queries.impact_rows import Whom, person_rows, problem_rows, visit_rows
from data.queries.impact_scope import NO_PROJECT, ImpactScope
from data.reach.interval import Interval
from data.runtime import Runtime, Settings
from data.services.context import Context
from tests.conftest import running
from tests.queries.slow_impact import SlowImpact
from tests.queries.small_world import (
    COUNTY,
    LEADER,
    NORTH,
    NOW,
    OTHER_COUNTY,
    SOUTH,
    TODAY,
    VILLAGES,
    WORLDS,
    DrawnVisit,
    World,
    write,
    write_county,
)

YEAR = ImpactScope(COUNTY, dt.date(2025, 5, 1), TODAY)
SCOPES = st.builds(
    ImpactScope, area_code=st.just(COUNTY), first_day=st.sampled_from([dt.date(2000, 1, 1), YEAR.first_day]),
    last_day=st.sampled_from([TODAY, dt.date(2026, 3, 31)]), project_id=st.sampled_from([None, None, 1, NO_PROJECT]),
    industry=st.sampled_from([None, None, "I1"]), town=st.sampled_from([None, None, NORTH]),
)


@contextmanager
def prepared(url: str, folder) -> Iterator[Runtime]:
    with running(Settings(url, folder)) as runtime:
        with runtime.writing(None) as ctx:
            write_county(ctx.session)
        yield runtime


@pytest.fixture
def county(sqlite_url, tmp_path):
    with prepared(sqlite_url, tmp_path) as runtime:
        yield runtime


@pytest.fixture
def county_on_postgres(postgres_url, tmp_path):
    with prepared(postgres_url, tmp_path) as runtime:
        yield runtime


@contextmanager
def reading(runtime: Runtime, world: World, actor=LEADER) -> Iterator[Context]:
    """A context on `world`, which is rolled back."""
    with Session(runtime.engine) as session:
        write(session, world)
        yield Context(runtime, session, actor, NOW)
        session.rollback()


@settings(max_examples=60)
@given(world=WORLDS, scope=SCOPES)
def test_figures_equal_plain_loops(county, world, scope):
    with reading(county, world) as ctx:
        assert_equal_to_loops(ctx, scope)


@settings(max_examples=10)
@given(world=WORLDS, scope=SCOPES)
def test_figures_equal_plain_loops_on_postgres(county_on_postgres, world, scope):
    with reading(county_on_postgres, world) as ctx:
        assert_equal_to_loops(ctx, scope)


def assert_equal_to_loops(ctx: Context, scope: ImpactScope) -> None:
    fast, slow = impact(ctx, scope), SlowImpact(ctx.session, scope)
    evidence = fast.people.evidence
    assert fast.people.reached == slow.interval(slow.visits)
    assert (evidence.listed, evidence.confirmed, evidence.logged_only, evidence.unnamed) == slow.evidence()
    assert fast.newly == slow.newly()
    assert fast.households == slow.households()
    assert fast.contacts.gross == slow.contacts(slow.visits)
    assert fast.contacts.training == slow.training()
    assert fast.visits == len(slow.visits)
    assert fast.service_days == slow.service_days()
    assert_axes_equal(fast, slow)
    assert_parts_make_the_whole(fast)
    assert_rows_are_behind(ctx, fast, slow)


def assert_axes_equal(fast: Impact, slow: SlowImpact) -> None:
    assert {t.code: (t.state.value, t.people) for t in fast.towns} == slow.towns()
    assert fast.coverage.villages == slow.villages()
    months = {f"{point.month:%Y-%m}": point.people for point in fast.months}
    assert months.items() >= slow.months().items()
    assert fast.months[-1].people == fast.people.reached
    assert sum(point.contacts for point in fast.months) == fast.contacts.gross
    problems = slow.problem_counts()
    empty = (0,) * 5
    assert {bar.code: counts(bar) for bar in fast.industries if counts(bar) != empty} == problems
    assert counts_of(fast.problems) == tuple(map(sum, zip(empty, *problems.values(), strict=True)))
    rows = {row.project_id: (row.people, row.shared, row.contacts, row.visits) for row in fast.projects}
    if fast.scope.project_id is None:
        assert rows == slow.projects()


def counts(bar):
    return counts_of(bar.counts)


def counts_of(found):
    return found.solved, found.finished, found.open, found.handed_over, found.unconfirmed


def assert_parts_make_the_whole(fast: Impact) -> None:
    """人次 = people + only logged + heads + repeats; the bar's two dark parts are the headline."""
    people, evidence = fast.people, fast.people.evidence
    assert people.reached.low == evidence.listed + evidence.confirmed
    assert people.reached.high == people.reached.low + people.undecided + evidence.unnamed
    assert fast.contacts.gross == (
        people.reached.low + evidence.logged_only + evidence.unnamed + fast.contacts.repeats
    )
    assert fast.contacts.repeats >= 0
    lows = [point.people.low for point in fast.months]
    assert lows == sorted(lows)


def assert_rows_are_behind(ctx: Context, fast: Impact, slow: SlowImpact) -> None:
    visits = visit_rows(ctx, fast.scope)
    assert visits.total == len(visits.rows) == fast.visits
    assert sum(row.contacts for row in visits.rows) == fast.contacts.gross
    problems = problem_rows(ctx, fast.scope)
    assert {row.problem_id for row in problems.rows} == {problem.id for problem in slow.problems}
    people = person_rows(ctx, fast.scope)
    assert {row.person_id for row in people.page.rows} == slow.reached(slow.visits)
    others = person_rows(ctx, fast.scope, Whom.LOGGED_ONLY)
    anybody = {person for visit in slow.visits for person in slow.grades(visit)}
    assert {row.person_id for row in others.page.rows} == anybody - slow.reached(slow.visits)


# -- one rule at a time


def visit(grades: dict[int, str], **changes) -> DrawnVisit:
    plain = DrawnVisit(
        TODAY, VILLAGES[2], VisitStatus.LOGGED, VisitKind.FIELD, "I1", grades, 0, frozenset(), frozenset({1}), None,
    )
    return replace(plain, **changes)


def world(*visits: DrawnVisit, pairs=()) -> World:
    return World(visits, (), dict(pairs))


def test_same_person_or_not_moves_one_end_everywhere(county):
    """J7: the pair waits, is decided the same, is undone, is decided different."""
    both = visit({2: "A", 3: "A"}, projects=frozenset({1}))
    with reading(county, world(both, pairs={(2, 3): PairDecision.WAITING})) as ctx:
        assert everywhere(ctx) == {Interval(1, 2)}
        pair = ctx.session.query(IdentityPair).one()
        pair.decision = PairDecision.SAME
        ctx.session.get_one(Person, 3).same_as_id = 2
        assert everywhere(ctx) == {Interval(1, 1)}
        pair.decision = PairDecision.WAITING
        ctx.session.get_one(Person, 3).same_as_id = None
        assert everywhere(ctx) == {Interval(1, 2)}
        pair.decision = PairDecision.DIFFERENT
        assert everywhere(ctx) == {Interval(2, 2)}


def everywhere(ctx: Context) -> set[Interval]:
    ctx.session.flush()
    found = impact(ctx, YEAR)
    south = next(town for town in found.towns if town.code == SOUTH)
    return {found.people.reached, south.people, found.projects[0].people, found.months[-1].people}


def test_a_list_attached_later_moves_people_from_logged_to_reached(county):
    """J1: the household's contact is confirmed, five are only logged, until the list comes."""
    six = {1: "B", 2: "C", 3: "C", 4: "C", 7: "C", 8: "C"}
    with reading(county, world(visit(six))) as ctx:
        found = impact(ctx, YEAR)
        assert (found.contacts.gross, found.people.reached, found.people.evidence.logged_only) == (6, Interval(1, 1), 5)
    with reading(county, world(visit(dict.fromkeys(six, "A")))) as ctx:
        found = impact(ctx, YEAR)
        assert (found.contacts.gross, found.people.reached, found.people.evidence.logged_only) == (6, Interval(6, 6), 0)


def test_zero_and_never_reported_are_different(county):
    with reading(county, world(visit({1: "C"}), visit({1: "A"}, status=VisitStatus.VOIDED, place=VILLAGES[0]))) as ctx:
        states = {town.code: town.state.value for town in impact(ctx, YEAR).towns}
    assert states == {SOUTH: "zero", NORTH: "unreported", "150824400": "unreported"}


def test_the_claim_stands_beside_the_whole_county_only(county):
    with reading(county, world()) as ctx:
        assert impact(ctx, YEAR).claim.figures == {"people": 62000}
        assert impact(ctx, replace(YEAR, town=SOUTH)).claim is None
        assert impact(ctx, replace(YEAR, project_id=1)).claim is None


def test_data_version_is_the_countys(county):
    with reading(county, world()) as ctx:
        assert data_version(ctx) == 7


# -- who may see what


@pytest.mark.parametrize("scope", [
    ImpactScope(OTHER_COUNTY, YEAR.first_day, TODAY),
    ImpactScope("150824", YEAR.first_day, TODAY, town="150825100"),
])
@pytest.mark.parametrize("query", [impact, visit_rows, problem_rows, person_rows])
def test_nothing_outside_the_actors_area(county, scope, query):
    with reading(county, world()) as ctx, pytest.raises(NotAllowed):
        query(ctx, scope)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COOPERATIVE, Role.EXPERT])
@pytest.mark.parametrize("query", [impact, visit_rows, problem_rows, person_rows])
def test_other_roles_have_no_impact_figures(county, role, query):
    with reading(county, world(), replace(LEADER, role=role)) as ctx, pytest.raises(NotAllowed):
        query(ctx, YEAR)


def test_a_town_leader_sees_the_own_town_only(county):
    leader = replace(LEADER, area_code=NORTH)
    with reading(county, world(visit({1: "A"}), visit({2: "A"}, place=VILLAGES[0])), leader) as ctx:
        assert impact(ctx, replace(YEAR, area_code=NORTH)).people.reached == Interval(1, 1)
        with pytest.raises(NotAllowed):
            impact(ctx, YEAR)


def test_a_project_of_another_county_is_unknown(county):
    with reading(county, world()) as ctx, pytest.raises(NotFound, match="project_unknown"):
        impact(ctx, replace(YEAR, project_id=9))


def test_an_area_must_be_a_division_code(county):
    with reading(county, world()) as ctx, pytest.raises(InvalidInput, match="place_code"):
        impact(ctx, replace(YEAR, town="150824%"))


def test_people_are_masked(county):
    with reading(county, world(visit({2: "A"}))) as ctx:
        row = person_rows(ctx, YEAR).page.rows[0]
    assert (row.name, row.phone) == ("王*", "199****0002")


def test_a_few_people_from_elsewhere_are_not_listed(county):
    """Persons 2, 5 and 8 live in the third village, which is not in the leader's town."""
    leader = replace(LEADER, area_code=NORTH)
    scope = replace(YEAR, area_code=NORTH)
    with reading(county, world(visit({2: "A", 3: "A", 4: "A"}, place=VILLAGES[0])), leader) as ctx:
        found = person_rows(ctx, scope)
    assert [row.person_id for row in found.page.rows] == [3, 4]
    assert (found.page.total, found.hides_few) == (2, True)


def test_rows_come_in_pages_of_25(county):
    many = world(*(visit({1: "A"}) for _ in range(27)))
    with reading(county, many) as ctx:
        first, second = visit_rows(ctx, YEAR), visit_rows(ctx, YEAR, 2)
    assert (len(first.rows), len(second.rows), first.total, first.pages) == (25, 2, 27, 2)
    assert not {row.visit_id for row in first.rows} & {row.visit_id for row in second.rows}
