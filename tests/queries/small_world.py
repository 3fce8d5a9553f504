"""A tiny county whose history hypothesis draws: what is drawn is plain data, `write` turns it into rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from data.domain.places import PlaceLevel
from data.domain.problem import ProblemStatus, Urgency
from data.domain.register import BaseKind, ExpertKind, FarmKind, PairDecision, PlatformKind, Title
from data.domain.roles import Actor, Role
from data.domain.visit import ConfirmedBy, Outcome, VisitKind, VisitStatus
from data.models.account import Account
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Household, IdentityPair, Person
from data.models.place import County, Place
from data.models.problem import Problem, StoredFile
from data.models.project import Claim, Platform, Project, ProjectFarm
from data.models.taxonomy import Industry
from data.models.visit import Confirmation, SignedList, Visit, VisitExpert, VisitPerson, VisitProject

COUNTY, OTHER_COUNTY = "150824", "150825"
NORTH, SOUTH, RANCH = "150824201", "150824100", "150824400"
VILLAGES = ("150824201201", "150824201202", "150824100201", "150824100001", "150824400498")
VILLAGE_KINDS = dict(zip(VILLAGES, ("gacha", "gacha", "village", "community", "settlement"), strict=True))
WHERE = (*VILLAGES, NORTH)
INDUSTRIES = ("I1", "I2")
TODAY = dt.date(2026, 4, 9)
NOW = dt.datetime(2026, 4, 9, 2, tzinfo=dt.UTC)
MERGED = {5: 1, 6: 1}  # person 5 and 6 were found to be person 1
PERSONS, PROJECTS, EXPERTS = range(1, 9), (1, 2), (1, 2)
HOUSEHOLD_OF = {1: 1, 2: 1, 3: 2, 5: 2, 7: 3}
LEADER = Actor(1, 1, Role.LEADER, "测试领导", COUNTY)


@dataclass(frozen=True)
class DrawnVisit:
    day: dt.date
    place: str
    status: VisitStatus
    kind: VisitKind
    industry: str | None
    grades: dict[int, str]
    unnamed: int
    projects: frozenset[int]
    experts: frozenset[int]
    farm: int | None


@dataclass(frozen=True)
class World:
    visits: tuple[DrawnVisit, ...]
    problems: tuple[tuple[dt.date, str, str | None, ProblemStatus], ...]
    pairs: dict[tuple[int, int], PairDecision]


DAYS = st.sampled_from([dt.date(2025, 4, 30), dt.date(2025, 5, 1), dt.date(2026, 1, 31), dt.date(2026, 3, 2), TODAY])
VISITS = st.builds(
    DrawnVisit, day=DAYS, place=st.sampled_from(WHERE), kind=st.sampled_from(VisitKind),
    status=st.sampled_from([VisitStatus.LOGGED, VisitStatus.CONFIRMED, VisitStatus.DISPUTED, VisitStatus.VOIDED]),
    industry=st.sampled_from([*INDUSTRIES, None]),
    grades=st.dictionaries(st.sampled_from(PERSONS), st.sampled_from("ABC"), max_size=4),
    unnamed=st.integers(0, 2), projects=st.frozensets(st.sampled_from(PROJECTS)),
    experts=st.frozensets(st.sampled_from(EXPERTS), min_size=1), farm=st.sampled_from([None, 1, 2, 3]),
)
PROBLEMS = st.tuples(DAYS, st.sampled_from(WHERE), st.sampled_from([*INDUSTRIES, None]), st.sampled_from(ProblemStatus))
PAIRS = st.dictionaries(
    st.sampled_from([(1, 2), (2, 3), (3, 4), (4, 5), (2, 7), (3, 7), (7, 8)]),
    st.sampled_from([PairDecision.WAITING, PairDecision.WAITING, PairDecision.DIFFERENT]), max_size=4,
)
WORLDS = st.builds(
    World, pairs=PAIRS,
    visits=st.lists(VISITS, max_size=6).map(tuple), problems=st.lists(PROBLEMS, max_size=4).map(tuple),
)


def write_county(session: Session) -> None:
    """Places, people, experts, projects: what every world has in common."""
    session.add(_place(COUNTY, None, PlaceLevel.COUNTY, "banner"))
    session.add(_place(OTHER_COUNTY, None, PlaceLevel.COUNTY, "banner"))
    for code, kind in ((NORTH, "sumu"), (SOUTH, "town"), (RANCH, "farm")):
        session.add(_place(code, COUNTY, PlaceLevel.TOWN, kind))
    for code, kind in VILLAGE_KINDS.items():
        session.add(_place(code, code[:9], PlaceLevel.VILLAGE, kind))
    session.flush()
    session.add_all([County(code=COUNTY, data_version=7), County(code=OTHER_COUNTY)])
    session.flush()
    session.add(Account(
        id=1, login="leader", name="测试领导", role=Role.LEADER, area_code=COUNTY, password_hash="-", created_at=NOW,
    ))
    for code in INDUSTRIES:
        session.add(Industry(
            county_code=COUNTY, code=code, name=code, name_en=code, short_name=code, short_name_en=code,
        ))
    session.add_all(Household(id=n, place_code=VILLAGES[n], head_name=f"户主{n}") for n in range(1, 5))
    session.flush()
    for person in PERSONS:
        session.add(_person(person))
        session.flush()
    _write_register(session)
    session.add(Claim(
        county_code=COUNTY, text="受益6.2万人", figures={"people": 62000}, source="简报", source_en="bulletin",
        recorded_at=NOW,
    ))
    session.flush()


def _write_register(session: Session) -> None:
    for n, (kind, contact) in enumerate(
        ((FarmKind.HOUSEHOLD, 5), (FarmKind.HOUSEHOLD, 4), (FarmKind.COOPERATIVE, 3)), start=1,
    ):
        session.add(Farm(
            id=n, county_code=COUNTY, kind=kind, name=f"农户{n}", pinyin="", place_code=VILLAGES[0],
            contact_person_id=contact,
        ))
    for n in EXPERTS:
        session.add(Expert(
            id=n, county_code=COUNTY, kind=ExpertKind.PERSON, name=f"专家{n}", pinyin=f"zj{n}", unit=f"站{n}",
            title=Title.MIDDLE, subject="果树", profile="", home_place=SOUTH,
        ))
    session.add(Platform(id=1, county_code=COUNTY, kind=PlatformKind.COURTYARD, name="小院", place_code=VILLAGES[0]))
    session.flush()
    for n in PROJECTS:
        session.add(Project(
            id=n, county_code=COUNTY, name=f"项目{n}", first_day=dt.date(2025, 1, 1), platform_id=1 if n == 1 else None,
        ))
    session.flush()
    session.add(DemoBase(
        id=1, county_code=COUNTY, kind=BaseKind.PARK, name="园区", pinyin="", place_code=VILLAGES[2], project_id=1,
    ))
    session.add(Project(id=9, county_code=OTHER_COUNTY, name="外县项目", first_day=dt.date(2025, 1, 1)))
    session.flush()
    session.add_all([ProjectFarm(project_id=1, farm_id=1), ProjectFarm(project_id=1, farm_id=2)])


def write(session: Session, world: World) -> None:
    """The drawn history on top of `write_county`."""
    for (a, b), decision in world.pairs.items():
        session.add(IdentityPair(person_a_id=a, person_b_id=b, decision=decision))
    for n, (day, place, industry, status) in enumerate(world.problems, start=1):
        session.add(_problem(n, day, place, industry, status))
    session.flush()
    for n, visit in enumerate(world.visits, start=1):
        _write_visit(session, n, visit)
    session.flush()


def _write_visit(session: Session, n: int, drawn: DrawnVisit) -> None:
    session.add(Visit(
        id=n, number=f"F-{n}", token=str(n), county_code=COUNTY, place_code=drawn.place, farm_id=drawn.farm,
        industry=drawn.industry, kind=drawn.kind, service_day=drawn.day, advice="看过",
        head_count=len(drawn.grades) + drawn.unnamed, status=drawn.status, logged_by_id=1, logged_at=NOW,
    ))
    session.flush()
    session.add(StoredFile(id=n, sha256=str(n), media_type="image/jpeg", size=1, kind="list", visit_id=n, added_at=NOW))
    session.flush()
    session.add(SignedList(id=n, visit_id=n, file_id=n, attached_by_id=1, attached_at=NOW))
    session.flush()
    confirmation = _confirmation(session, n)
    for person, grade in drawn.grades.items():
        session.add(VisitPerson(
            visit_id=n, person_id=person, list_id=n if grade == "A" else None,
            confirmation_id=confirmation if grade in "AB" else None,
        ))
    session.add_all(VisitProject(visit_id=n, project_id=project) for project in drawn.projects)
    session.add_all(VisitExpert(visit_id=n, expert_id=expert) for expert in drawn.experts)


def _confirmation(session: Session, n: int) -> int:
    session.add(_problem(1000 + n, dt.date(2001, 1, 1), NORTH, None, ProblemStatus.SOLVED))
    session.flush()
    session.add(Confirmation(
        id=n, token=str(n), problem_id=1000 + n, farm_id=1, outcome=Outcome.SOLVED, door=ConfirmedBy.CALL_BACK, at=NOW,
        answered_by="户主",
    ))
    session.flush()
    return n


def _place(code: str, parent: str | None, level: PlaceLevel, kind: str) -> Place:
    return Place(
        code=code, parent_code=parent, county_code=code[:6], level=level, kind=kind, name=f"地方{code}",
        official_name=f"地方{code}", name_en=f"Place {code}",
    )


def _person(person: int) -> Person:
    return Person(
        id=person, county_code=COUNTY, name=f"王{person}", pinyin="wang", phone=f"1990000000{person}",
        place_code=VILLAGES[person % 3], household_id=HOUSEHOLD_OF.get(person), same_as_id=MERGED.get(person),
    )


def _problem(n: int, day: dt.date, place: str, industry: str | None, status: ProblemStatus) -> Problem:
    # Half past midnight in Beijing is still the day before in UTC.
    asked_at = dt.datetime.combine(day, dt.time(0, 30), dt.timezone(dt.timedelta(hours=8)))
    return Problem(
        id=n, number=f"2026-{n}", token=f"p{n}", county_code=COUNTY, place_code=place, farm_id=1, asker_name="王",
        asker_phone="19900000001", filed_by_id=1, text="叶子黄", title="叶子黄", industry=industry, problem_types=[],
        urgency=Urgency.NORMAL, understanding={}, status=status, created_at=asked_at,
    )
