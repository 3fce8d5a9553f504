"""The banner as it lies in the database: how much of everything, by the rules, the same each time."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict
from data.domain.problem import OPEN, TO_ASSIGN, WITH_EXPERT, Gate, ProblemStatus, ProblemStep, replay_problem
from data.domain.promises import GATE_WITHIN
from data.domain.roles import Role
from data.models.account import Account
from data.models.base import Base
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import IdentityPair, Person
from data.models.place import County, Place
from data.models.problem import Problem, ProblemEvent, StoredFile
from data.models.project import Claim, Platform, Project
from data.models.recommendation import Assignment, AssignmentState, Recommendation
from data.models.visit import Confirmation, Visit, VisitPerson, VisitProject
from data.queries.demonstration import PASSWORD
from data.runtime import Runtime
from data.sample.accounts import DEMO_ACCOUNTS
from data.sample.build import build_sample
from data.sample.size import DEMONSTRATION, HISTORY_DAYS, SMALL
from data.sample.world import at
from data.services.clocks import calendar_of
from data.services.context import BEIJING, Context
from data.services.events import differing_problems
from data.services.notices import differing_notices
from data.services.sessions import sign_in
from data.services.visit_events import disagreements
from tests.sample.conftest import NOW, TODAY, build_on

COUNTY = "150824"
PHONE = re.compile(r"1990000\d{4}")


def number_of(ctx: Context, model: type[Base]) -> int:
    return ctx.session.scalar(select(func.count()).select_from(model)) or 0


def test_it_is_a_demonstration_and_says_so(ctx: Context) -> None:
    assert ctx.session.get_one(County, COUNTY).is_demonstration
    assert ctx.session.scalars(select(Person.is_synthetic).distinct()).all() == [True]


def test_there_is_as_much_as_promised(ctx: Context) -> None:
    assert 44 <= number_of(ctx, Expert) <= 48
    assert number_of(ctx, Farm) == DEMONSTRATION.farms
    assert number_of(ctx, Project) == 12
    assert number_of(ctx, Platform) + number_of(ctx, DemoBase) >= 12
    assert number_of(ctx, Problem) == DEMONSTRATION.problems
    assert number_of(ctx, Visit) > 1.3 * DEMONSTRATION.problems
    assert number_of(ctx, Person) == pytest.approx(DEMONSTRATION.people, rel=0.05)
    assert number_of(ctx, IdentityPair) >= DEMONSTRATION.doubles


def test_open_problems_are_spread_over_all_hands(ctx: Context) -> None:
    statuses = Counter(ctx.session.scalars(select(Problem.status)))
    to_place = statuses[ProblemStatus.WAITING] + statuses[ProblemStatus.UNSOLVED] + statuses[ProblemStatus.OFFERED]
    assert to_place == 18
    assert statuses[ProblemStatus.OFFERED] >= 3
    assert statuses[ProblemStatus.IN_PROGRESS] > statuses[ProblemStatus.OFFERED]
    assert statuses[ProblemStatus.TO_CONFIRM] >= 8 and statuses[ProblemStatus.UNCONFIRMED] >= 5
    assert statuses[ProblemStatus.SOLVED] > 0.8 * DEMONSTRATION.problems
    assert statuses[ProblemStatus.HANDED_OVER] >= 10


def test_of_those_to_assign_the_epidemic_and_one_are_overdue_and_four_are_due_today(ctx: Context) -> None:
    dues = [due.astimezone(BEIJING).date() for due in ctx.session.scalars(
        select(Problem.due_at).where(Problem.status.in_(TO_ASSIGN))
    )]
    assert Counter((day > TODAY) - (day < TODAY) for day in dues) == {-1: 2, 0: 4, 1: len(dues) - 6}


def test_promises_fall_into_office_hours(ctx: Context) -> None:
    calendar, minute = calendar_of(ctx, COUNTY), dt.timedelta(minutes=1)
    gated = Problem.gate.is_not_distinct_from(Gate.ANIMAL_EPIDEMIC) & Problem.status.in_(TO_ASSIGN)
    for due in ctx.session.scalars(select(Problem.due_at).where(Problem.due_at.is_not(None), ~gated)):
        assert calendar.between(due - minute, due) == 1
    for filed, due in ctx.session.execute(select(Problem.created_at, Problem.due_at).where(gated)):
        assert due - filed == GATE_WITHIN


def test_only_open_problems_have_a_promise(ctx: Context) -> None:
    rows = ctx.session.execute(select(Problem.status, Problem.due_at)).all()
    assert all((status in OPEN) == (due is not None) for status, due in rows)


def test_stored_state_is_what_the_events_say(ctx: Context) -> None:
    assert differing_problems(ctx, COUNTY) == []
    assert differing_notices(ctx, COUNTY) == []
    assert disagreements(ctx) == []


def test_replaying_a_problem_s_events_gives_its_status(ctx: Context) -> None:
    events: dict[int, list] = {}
    for event in ctx.session.scalars(select(ProblemEvent).order_by(ProblemEvent.problem_id, ProblemEvent.sequence)):
        events.setdefault(event.problem_id, []).append(event)
    for problem in ctx.session.scalars(select(Problem)):
        own = events[problem.id]
        steps = [ProblemStep(event.kind, event.expert_id, event.details) for event in own]
        assert replay_problem(steps).status is problem.status
        assert [event.sequence for event in own] == list(range(1, len(own) + 1))
        assert [event.at for event in own] == sorted(event.at for event in own)


def test_everything_happened_before_today(ctx: Context) -> None:
    midnight = at(TODAY, 0, 0)
    assert ctx.session.scalar(select(func.max(ProblemEvent.at))) < midnight
    assert ctx.session.scalar(select(func.max(Visit.logged_at))) < midnight
    assert ctx.session.scalar(select(func.max(Confirmation.at))) < midnight
    assert ctx.session.scalar(select(func.max(Visit.service_day))) < TODAY
    oldest = ctx.session.scalar(select(func.min(Problem.created_at)))
    assert at(TODAY - dt.timedelta(days=HISTORY_DAYS + 30), 0, 0) < oldest < at(TODAY - dt.timedelta(days=500), 0, 0)


def test_numbers_run_per_year_in_order_of_filing(ctx: Context) -> None:
    rows = ctx.session.execute(select(Problem.number, Problem.created_at).order_by(Problem.created_at)).all()
    running: Counter[int] = Counter()
    for number, filed in rows:
        year = filed.astimezone(BEIJING).year
        running[year] += 1
        assert number == f"{year}-{running[year]:04}"


def test_visits_follow_the_offer_and_carry_the_problem_s_number(ctx: Context) -> None:
    rows = ctx.session.execute(select(Visit, Problem).join(Problem, Problem.id == Visit.problem_id)).all()
    for visit, problem in rows:
        assert visit.number.startswith(problem.number + "-")
        assert problem.created_at.astimezone(BEIJING).date() <= visit.service_day
        assert visit.service_day <= visit.logged_at.astimezone(BEIJING).date()


def test_heads_are_never_fewer_than_names(ctx: Context) -> None:
    names = Counter(ctx.session.scalars(select(VisitPerson.visit_id)))
    visits = ctx.session.scalars(select(Visit)).all()
    assert all(visit.head_count >= names[visit.id] for visit in visits)
    assert sum(visit.head_count - names[visit.id] for visit in visits) > 200


def test_some_offers_were_declined_with_a_reason(ctx: Context) -> None:
    declined = ctx.session.scalars(select(Assignment).where(Assignment.state == AssignmentState.DECLINED)).all()
    assert len(declined) >= 8
    assert all(one.decline_reason and one.decline_words for one in declined)


def test_every_open_problem_shows_its_recommendation(ctx: Context) -> None:
    recommended = set(ctx.session.scalars(select(Recommendation.problem_id)))
    recent = TO_ASSIGN | {ProblemStatus.OFFERED, ProblemStatus.IN_PROGRESS}
    assert set(ctx.session.scalars(select(Problem.id).where(Problem.status.in_(recent)))) <= recommended


def test_all_telephones_are_of_the_unassigned_range(ctx: Context) -> None:
    for column in (Person.phone, Farm.phone, Expert.phone, Problem.asker_phone):
        numbers = [number for number in ctx.session.scalars(select(column)) if number]
        assert numbers
        assert all(PHONE.fullmatch(number) for number in numbers)


def test_no_two_callers_say_the_same(ctx: Context) -> None:
    texts = ctx.session.scalars(select(Problem.text)).all()
    assert len(set(texts)) == len(texts)


def test_the_year_is_not_even(ctx: Context) -> None:
    filed = [moment.astimezone(BEIJING) for moment in ctx.session.scalars(select(Problem.created_at))]
    months = Counter((moment.year, moment.month) for moment in filed)
    load = Counter(ctx.session.scalars(select(Problem.expert_id).where(Problem.expert_id.is_not(None))))
    assert months[2025, 5] > 1.5 * months[2025, 12]
    assert max(load.values()) > 5 * min(load.values())
    assert sum(count for _, count in load.most_common(9)) > 0.4 * sum(load.values())


def test_some_experts_have_as_much_as_they_can_take_or_more(ctx: Context) -> None:
    load = Counter(ctx.session.scalars(select(Problem.expert_id).where(Problem.status.in_(WITH_EXPERT))))
    limits = dict(ctx.session.execute(select(Expert.id, Expert.max_open)).all())
    assert sum(load[id_] > limit for id_, limit in limits.items()) >= 1
    assert 3 <= sum(load[id_] >= limit for id_, limit in limits.items()) <= 8
    assert sum(load[id_] == 0 for id_ in limits) >= 10


def test_more_than_half_of_the_villages_were_never_served(ctx: Context) -> None:
    registered = set(ctx.session.scalars(select(Person.place_code)))
    served = set(ctx.session.scalars(select(Visit.place_code)))
    villages = set(ctx.session.scalars(
        select(Place.code).where(Place.county_code == COUNTY, func.length(Place.code) == 12)
    ))
    assert len(villages - served) > 0.5 * len(villages)
    assert len(registered - served) >= 10
    assert len(villages - registered) >= 20


def test_projects_reach_the_same_people(ctx: Context) -> None:
    links = select(VisitPerson.person_id, VisitProject.project_id).join(
        VisitProject, VisitProject.visit_id == VisitPerson.visit_id
    )
    by_person = Counter(person_id for person_id, _ in set(ctx.session.execute(links).all()))
    assert sum(projects > 1 for projects in by_person.values()) > 0.15 * len(by_person)


def test_villages_have_more_residents_than_the_register(ctx: Context) -> None:
    known = dict(ctx.session.execute(select(Person.place_code, func.count()).group_by(Person.place_code)).all())
    villages = ctx.session.scalars(select(Place).where(Place.county_code == COUNTY, func.length(Place.code) == 12))
    for place in villages:
        assert 100 <= place.registered_population <= 2500
        assert place.registered_population > known.get(place.code, 0)


def test_the_claim_stands_beside_the_records(ctx: Context) -> None:
    claim = ctx.session.scalars(select(Claim)).one()
    assert list(claim.figures.values()) == [40, 9, 7, 31, 62000]


def test_every_demonstration_account_can_sign_in(banner: Runtime) -> None:
    for demo in DEMO_ACCOUNTS:
        with banner.reading(None, now=NOW) as ctx:
            assert sign_in(ctx, demo.login, PASSWORD, "127.0.0.1")
    assert {demo.role for demo in DEMO_ACCOUNTS} == set(Role)


def test_each_expert_has_an_account(ctx: Context) -> None:
    experts = ctx.session.scalars(select(Account.expert_id).where(Account.role == Role.EXPERT)).all()
    assert sorted(experts) == sorted(ctx.session.scalars(select(Expert.id)))


def test_pictures_are_there(ctx: Context, banner: Runtime) -> None:
    kinds = Counter(ctx.session.scalars(select(StoredFile.kind)))
    assert kinds["photo"] >= 4 and kinds["list"] >= 31
    assert all(banner.files.read(sha256) for sha256 in ctx.session.scalars(select(StoredFile.sha256).distinct()))


def test_a_database_with_accounts_is_left_alone(banner: Runtime) -> None:
    with banner.reading(None, now=NOW) as ctx, pytest.raises(Conflict):
        build_sample(ctx)


def test_the_same_day_makes_the_same_banner(tmp_path: Path) -> None:
    one, again = (build_on(f"sqlite:///{tmp_path / name}", tmp_path, SMALL) for name in ("one.db", "again.db"))
    assert _rows(again) == _rows(one)
    one.close()
    again.close()


def test_on_postgresql_ids_go_on_behind_the_sample(postgres_url: str, tmp_path: Path) -> None:
    runtime = build_on(postgres_url, tmp_path, SMALL)
    with runtime.reading(None, now=NOW) as ctx:
        assert differing_problems(ctx, COUNTY) == []
        last = ctx.session.scalar(select(func.max(Project.id)))
        project = Project(county_code=COUNTY, name="新项目", first_day=TODAY)
        ctx.session.add(project)
        ctx.session.flush()
        assert project.id == last + 1
    runtime.close()


def _rows(runtime: Runtime) -> dict[str, list[tuple]]:
    """Everything but the passwords' hashes, whose salt is random."""
    with runtime.reading(None) as ctx:
        return {
            table.name: [tuple(row) for row in ctx.session.execute(
                select(*(column for column in table.c if column.name != "password_hash")).order_by(*table.primary_key)
            )]
            for table in Base.metadata.sorted_tables
        }
