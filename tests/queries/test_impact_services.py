"""J1's counts, to the unit, through the real services on the demonstration banner."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from dataclasses import dataclass

import pytest
from PIL import Image
from sqlalchemy import select

from data.domain.roles import Actor
from data.domain.visit import Outcome, VisitKind
from data.models.account import Account
from data.models.person import Person
from data.models.problem import Problem
from data.models.recommendation import Assignment, Recommendation
from data.models.visit import Visit, VisitPerson
from data.queries.impact import Impact, data_version, impact
from data.queries.impact_rows import person_rows, problem_rows, visit_rows
from data.queries.impact_scope import scope_of
from data.reach.periods import PeriodKind
from data.runtime import Runtime
from data.services.confirmations import ConfirmationForm, record_call_back
from data.services.dispatch import accept, assign
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from data.services.visits import NewPerson, VisitForm, attach_signed_list, log_visit, void

VILLAGE = "150824100201"
WORDS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"


@dataclass
class Desk:
    """The people of J1 and what the leader sees."""

    runtime: Runtime

    def actor(self, login: str) -> Actor:
        with self.runtime.reading(None) as ctx:
            account = ctx.session.scalars(select(Account).where(Account.login == login)).one()
            return Actor(
                account.id, 0, account.role, account.name, account.area_code, account.farm_id, account.expert_id,
            )

    def call(self, login: str, service, *arguments):
        with self.runtime.writing(self.actor(login)) as ctx:
            return service(ctx, *arguments)

    def figures(self) -> Impact:
        with self.runtime.reading(self.actor("leader")) as ctx:
            return impact(ctx, scope_of(ctx, PeriodKind.YEAR))


def token() -> str:
    return str(uuid.uuid4())


def summary(found: Impact) -> tuple[int, ...]:
    people, evidence = found.people.reached, found.people.evidence
    return (
        people.low, people.high, evidence.logged_only, found.contacts.gross, found.visits, found.problems.solved,
    )


def change(before: Impact, after: Impact) -> tuple[int, ...]:
    """people at least, people at most, logged only, contacts, visits, problems solved."""
    return tuple(new - old for old, new in zip(summary(before), summary(after), strict=True))


@pytest.fixture
def desk(sample_runtime) -> Desk:
    return Desk(sample_runtime)


@pytest.fixture
def visited(desk: Desk) -> int:
    """The plum orchard's visit: the caller, three villagers whom nobody has proven yet, two new names."""
    caller = ProblemForm(WORDS, VILLAGE, None, "试西梅", "19900000001")
    problem_id = desk.call("officer", submit_problem, caller, token()).problem_id
    with desk.runtime.reading(None) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        recommendation = ctx.session.scalars(
            select(Recommendation.id).where(Recommendation.problem_id == problem_id).order_by(Recommendation.id.desc())
        ).first()
        contact = ctx.session.scalars(select(Person.id).where(Person.name == "试西梅")).one()
        nobody_yet = ctx.session.scalars(
            select(Person.id).where(
                Person.place_code == VILLAGE, Person.same_as_id.is_(None), Person.id != contact,
                Person.id.not_in(select(VisitPerson.person_id)),
            ).order_by(Person.id).limit(3)
        ).all()
        version = problem.version
    expert = desk.actor("expert").expert_id
    desk.call("officer", assign, problem_id, version, expert, recommendation, "agreed")
    with desk.runtime.reading(None) as ctx:
        offer = ctx.session.scalars(select(Assignment.id).where(Assignment.problem_id == problem_id)).one()
        today = ctx.today
    desk.call("expert", accept, offer)
    form = VisitForm(
        problem_id, VisitKind.FIELD, today, "先剪内膛枝，补施铁肥", (contact, *nobody_yet),
        (NewPerson("试新客", "19900000311"), NewPerson("毕力格图", "19900007752")),
    )
    return desk.call("expert", log_visit, form, token()).visit_id


def test_the_plum_orchard_counts_to_the_unit(desk: Desk, request):
    before = desk.figures()
    visit_id = request.getfixturevalue("visited")
    logged = desk.figures()
    assert change(before, logged) == (0, 0, 6, 6, 1, 0)
    problem_id = _confirm(desk, visit_id)
    confirmed = desk.figures()
    assert change(logged, confirmed) == (1, 1, -1, 0, 0, 1)
    _attach(desk, visit_id)
    assert change(logged, desk.figures()) == (6, 6, -6, 0, 0, 1)
    _rows_are_there(desk, visit_id, problem_id)
    desk.call("officer", void, visit_id, _version(desk, visit_id), "记错了")
    assert change(before, desk.figures()) == (0, 0, 0, 0, 0, 1)


def _version(desk: Desk, visit_id: int) -> int:
    with desk.runtime.reading(None) as ctx:
        return ctx.session.get_one(Visit, visit_id).version


def _confirm(desk: Desk, visit_id: int) -> int:
    with desk.runtime.reading(None) as ctx:
        problem_id = ctx.session.get_one(Visit, visit_id).problem_id
    form = ConfirmationForm(Outcome.SOLVED, "试西梅", "yes", 5, "挺好，再来看看施肥")
    desk.call("officer", record_call_back, problem_id, form, token())
    return problem_id


def _attach(desk: Desk, visit_id: int) -> None:
    scan = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(scan, "JPEG")
    with desk.runtime.reading(None) as ctx:
        everybody = tuple(ctx.session.scalars(select(VisitPerson.person_id).where(VisitPerson.visit_id == visit_id)))
    desk.call(
        "officer", attach_signed_list, visit_id, _version(desk, visit_id), scan.getvalue(), "名单.jpg", everybody,
    )


def _rows_are_there(desk: Desk, visit_id: int, problem_id: int) -> None:
    with desk.runtime.reading(desk.actor("leader")) as ctx:
        scope = scope_of(ctx, PeriodKind.YEAR, (ctx.today.replace(day=1),) * 2, town=VILLAGE[:9])
        visit = next(row for row in visit_rows(ctx, scope).rows if row.visit_id == visit_id)
        assert (visit.listed, visit.confirmed, visit.named_only, visit.unnamed) == (6, 0, 0, 0)
        assert problem_id in {row.problem_id for row in problem_rows(ctx, scope).rows}
        assert all("*" in row.name for row in person_rows(ctx, scope).page.rows)


def test_every_step_that_moves_a_figure_moves_the_data_version(desk: Desk, request):
    """The screens keep figures until this number rises."""
    with desk.runtime.reading(desk.actor("leader")) as ctx:
        start = data_version(ctx)
    visit_id = request.getfixturevalue("visited")
    versions = [start]
    for step in (_confirm, _attach, lambda desk, visit: desk.call("officer", void, visit, _version(desk, visit), "错")):
        with desk.runtime.reading(desk.actor("leader")) as ctx:
            versions.append(data_version(ctx))
        step(desk, visit_id)
    assert versions == sorted(set(versions))


def test_the_banner_bears_out_what_the_story_needs(desk: Desk):
    """The demonstration shows an interval, every grade, a claim beyond the records, and covered and empty places."""
    found = desk.figures()
    evidence = found.people.evidence
    assert 0 < found.people.undecided < found.people.reached.low < found.people.reached.high
    assert min(evidence.listed, evidence.confirmed, evidence.logged_only, evidence.unnamed) > 0
    assert found.claim is not None
    assert found.claim.figures["people"] > found.people.reached.high
    assert (found.coverage.towns, found.coverage.of_towns) == (7, 10)
    assert (found.coverage.villages, found.coverage.of_villages) == (31, 87)
    assert len([bar for bar in found.industries if bar.code and bar.code.startswith("I")]) == 9
    assert found.scope.last_day - found.scope.first_day < dt.timedelta(days=366)
