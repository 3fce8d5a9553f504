"""A village with a cooperative, two experts and one account per way of being concerned, for tests of services."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

import pytest

from data.domain.places import PlaceLevel
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.domain.register import FarmKind, Licence, PlatformKind, Title
from data.domain.roles import Actor, Role
from data.domain.visit import Outcome, VisitKind
from data.domain.visit_form import VisitForm
from data.models.account import Account
from data.models.expert import Expert, ExpertLicence
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.place import County, Place
from data.models.problem import Problem
from data.models.project import Platform, PlatformExpert, Project, ProjectExpert, ProjectFarm, ProjectPlace
from data.models.recommendation import Assignment, AssignmentState
from data.runtime import Runtime
from data.services.confirmations import ConfirmationForm
from data.services.context import Context
from data.services.engines import SHIPPED
from data.services.events import append_event
from data.services.names import pinyin_of
from tests.desk import shared_engine

COUNTY, TOWN, OTHER_TOWN = "150824", "150824100", "150824101"
VILLAGE, NEXT_VILLAGE, FAR_VILLAGE = "150824100201", "150824100202", "150824101206"
NOW = dt.datetime(2026, 4, 9, 2, 0, tzinfo=dt.UTC)  # ten o'clock in Beijing, a Thursday
TODAY = dt.date(2026, 4, 9)
FILED = NOW - dt.timedelta(days=3)
UNDERSTOOD = {"problem_types": [["P01", 1.0]], "types_stated": False, "urgency": "normal", "gate": None, "missing": []}
# For rules that stand before any query worth a second database: cloning one takes longer than the test.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PASSWORD_HASH = "not a hash: nobody signs in here"


@dataclass
class Village:
    """Ids by name. `actors`: one per account; `people`: by their names."""

    runtime: Runtime
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    farm_id: int = 0
    far_farm_id: int = 0
    expert_id: int = 0
    vet_id: int = 0
    numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    def writing(self, who: str, now: dt.datetime = NOW):
        return self.runtime.writing(self.actors[who], now=now)

    def reading(self, who: str, now: dt.datetime = NOW):
        return self.runtime.reading(self.actors[who], now=now)

    def person_ids(self, *names: str) -> tuple[int, ...]:
        return tuple(self.people[name] for name in names)


def visit_form(problem_id: int, **changes) -> VisitForm:
    """A plain finished visit yesterday that named nobody yet; say who was there."""
    plain = {
        "kind": VisitKind.FIELD, "service_day": TODAY - dt.timedelta(days=1), "advice": "剪去过密的枝，补一次钙。",
        "finished": True,
    }
    return VisitForm(problem_id=problem_id, **{**plain, **changes})


def solved(**changes) -> ConfirmationForm:
    return ConfirmationForm(**{"outcome": Outcome.SOLVED, "answered_by": "韩喜莲", **changes})


def not_solved(**changes) -> ConfirmationForm:
    return solved(outcome=Outcome.NOT_SOLVED, **changes)


# -- building ----------------------------------------------------------------------------------------------


def build(runtime: Runtime) -> Village:
    village = Village(runtime)
    runtime.fitted[SHIPPED] = shared_engine()
    with runtime.writing(None, now=NOW) as ctx:
        _places(ctx)
        _people(ctx, village)
        _farms(ctx, village)
        _experts(ctx, village)
        _projects(ctx, village)
        _accounts(ctx, village)
    return village


def add_problem(
    village: Village, *steps: ProblemEventKind, expert_id: int | None = None, gate: Gate | None = None,
    farm_id: int | None = None, filed: dt.datetime = FILED,
) -> int:
    """A problem of the farm after `steps`; by default assigned and accepted."""
    steps = steps or (ProblemEventKind.ASSIGNED, ProblemEventKind.ACCEPTED)
    expert_id = expert_id or village.expert_id
    with village.writing("officer", now=filed) as ctx:
        farm = ctx.session.get_one(Farm, farm_id or village.farm_id)
        number = next(village.numbers)
        problem = Problem(
            number=f"2026-{number:04}", token=f"problem-{number}", county_code=COUNTY, place_code=farm.place_code,
            farm_id=farm.id, asker_name="韩喜莲", asker_phone="19900000001",
            filed_by_id=ctx.actor.account_id, text="西梅叶子卷边发黄", title="西梅叶子卷边发黄",
            industry="I4", crop="西梅", problem_types=["P01"], urgency=Urgency.NORMAL,
            gate=gate, understanding=UNDERSTOOD, status=ProblemStatus.WAITING, created_at=ctx.now,
        )
        ctx.session.add(problem)
        ctx.session.flush()
        for kind in (ProblemEventKind.SUBMITTED, *steps):
            _step(ctx, problem, kind, expert_id)
        return problem.id


def _step(ctx: Context, problem: Problem, kind: ProblemEventKind, expert_id: int) -> None:
    is_offer = kind is ProblemEventKind.ASSIGNED
    append_event(ctx, problem, kind, expert_id=expert_id if is_offer else None)
    if is_offer:
        ctx.session.add(Assignment(
            problem_id=problem.id, expert_id=expert_id, state=AssignmentState.OFFERED,
            assigned_by_id=ctx.actor.account_id, assigned_at=ctx.now, reply_by=problem.due_at,
        ))
        ctx.session.flush()
    if kind is ProblemEventKind.ACCEPTED:
        assignment = ctx.session.query(Assignment).filter_by(problem_id=problem.id).one()
        assignment.state = AssignmentState.ACCEPTED


def _places(ctx: Context) -> None:
    for code, name in (
        (COUNTY, "乌拉特中旗"), (TOWN, "海流图镇"), (OTHER_TOWN, "乌加河镇"),
        (VILLAGE, "巴仁宝勒格村"), (NEXT_VILLAGE, "西羊场村"), (FAR_VILLAGE, "宏伟村"),
    ):
        levels = {6: PlaceLevel.COUNTY, 9: PlaceLevel.TOWN, 12: PlaceLevel.VILLAGE}
        parent = {6: None, 9: code[:6], 12: code[:9]}[len(code)]
        ctx.session.add(Place(
            code=code, parent_code=parent, county_code=COUNTY, level=levels[len(code)], kind="village",
            name=name, official_name=name, name_en=code,
        ))
        ctx.session.flush()
    ctx.session.add(County(code=COUNTY, is_demonstration=True))
    ctx.session.flush()


def _people(ctx: Context, village: Village) -> None:
    for name, phone, place in (
        ("韩喜莲", "19900000001", VILLAGE), ("韩二", None, VILLAGE), ("贾福", "19900000003", VILLAGE),
        ("李强", None, VILLAGE), ("王秀兰", "19900000005", VILLAGE), ("赵六", "19900000006", NEXT_VILLAGE),
        ("孙远", "19900000007", FAR_VILLAGE),
    ):
        person = Person(
            county_code=COUNTY, name=name, pinyin=pinyin_of(name), phone=phone, place_code=place, is_synthetic=True,
        )
        ctx.session.add(person)
        ctx.session.flush()
        village.people[name] = person.id


def _farms(ctx: Context, village: Village) -> None:
    farms = [
        Farm(county_code=COUNTY, kind=FarmKind.COOPERATIVE, name=name, pinyin=pinyin_of(name), place_code=place,
             contact_person_id=village.people.get(contact))
        for name, place, contact in (("喜莲果业合作社", VILLAGE, "韩喜莲"), ("远方农场", FAR_VILLAGE, None))
    ]
    ctx.session.add_all(farms)
    ctx.session.flush()
    village.farm_id, village.far_farm_id = (farm.id for farm in farms)
    for name in ("韩喜莲", "韩二", "赵六"):
        ctx.session.add(FarmMember(farm_id=village.farm_id, person_id=village.people[name]))


def _experts(ctx: Context, village: Village) -> None:
    experts = [
        Expert(county_code=COUNTY, name=name, pinyin=pinyin_of(name), unit="林果服务中心", title=Title.SENIOR,
               subject="果树", profile="果树栽培", home_place=TOWN,
               licences=[ExpertLicence(kind=one) for one in licences])
        for name, licences in (("贺海峰", []), ("田桂芳", [Licence.VETERINARIAN]))
    ]
    ctx.session.add_all(experts)
    ctx.session.flush()
    village.expert_id, village.vet_id = (expert.id for expert in experts)


def _projects(ctx: Context, village: Village) -> None:
    platform = Platform(county_code=COUNTY, kind=PlatformKind.COURTYARD, name="西梅科技小院", place_code=TOWN)
    ctx.session.add(platform)
    ctx.session.flush()
    ctx.session.add(PlatformExpert(platform_id=platform.id, expert_id=village.expert_id))
    first = dt.date(2026, 1, 1)
    for name, last, platform_id in (
        ("西梅示范", None, None), ("小院推广", None, platform.id), ("羊病防治", None, None),
        ("老项目", dt.date(2026, 2, 1), None),
    ):
        project = Project(county_code=COUNTY, name=name, first_day=first, last_day=last, platform_id=platform_id)
        ctx.session.add(project)
        ctx.session.flush()
        village.projects[name] = project.id
    ids = village.projects
    ctx.session.add_all([
        ProjectExpert(project_id=ids["西梅示范"], expert_id=village.expert_id),
        ProjectExpert(project_id=ids["老项目"], expert_id=village.expert_id),
        ProjectExpert(project_id=ids["羊病防治"], expert_id=village.vet_id),
        ProjectPlace(project_id=ids["西梅示范"], place_code=TOWN),
        ProjectPlace(project_id=ids["小院推广"], place_code=OTHER_TOWN),
        ProjectPlace(project_id=ids["老项目"], place_code=TOWN),
        ProjectFarm(project_id=ids["小院推广"], farm_id=village.far_farm_id),
    ])


def _accounts(ctx: Context, village: Village) -> None:
    own_farm, far_farm = {"farm_id": village.farm_id}, {"farm_id": village.far_farm_id}
    as_expert = {"expert_id": village.expert_id}
    for who, role, area, links in (
        ("admin", Role.ADMIN, COUNTY, {}), ("officer", Role.OFFICER, COUNTY, {}),
        ("second_officer", Role.OFFICER, COUNTY, {}), ("far_officer", Role.OFFICER, OTHER_TOWN, {}),
        ("leader", Role.LEADER, COUNTY, {}), ("cooperative", Role.COOPERATIVE, VILLAGE, own_farm),
        ("far_cooperative", Role.COOPERATIVE, FAR_VILLAGE, far_farm), ("expert", Role.EXPERT, COUNTY, as_expert),
        ("vet", Role.EXPERT, COUNTY, {"expert_id": village.vet_id}),
        ("officer_who_is_expert", Role.OFFICER, COUNTY, as_expert),
        ("cooperative_of_expert", Role.COOPERATIVE, VILLAGE, own_farm | as_expert),
    ):
        account = Account(
            login=who, name=f"测试{who}", role=role, area_code=area, password_hash=PASSWORD_HASH,
            created_at=NOW, **links,
        )
        ctx.session.add(account)
        ctx.session.flush()
        village.actors[who] = Actor(account.id, 0, role, account.name, area, account.farm_id, account.expert_id)
