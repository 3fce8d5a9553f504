"""Visits in any number, drawn and written in bulk: three counties of real places, 300 projects, five years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from data.domain.places import PlaceLevel
from data.domain.register import ExpertKind, Title
from data.domain.roles import Role
from data.exchange.county_files import places_folder
from data.models.account import Account
from data.models.expert import Expert
from data.models.person import Household, IdentityPair, Person
from data.models.place import Place
from data.models.problem import StoredFile
from data.models.project import Project
from data.models.visit import SignedList, Visit, VisitExpert, VisitPerson, VisitProject
from data.runtime import Runtime
from data.services.county import install_county

COUNTIES = ("150824", "150823", "150825")
TODAY = dt.date(2026, 4, 30)
NOW = dt.datetime(2026, 4, 30, 2, tzinfo=dt.UTC)
DAYS, PERSONS, PROJECTS, EXPERTS, LINKS = 5 * 365, 60_000, 100, 50, 5
INDUSTRIES = [f"I{n}" for n in range(1, 10)]
AT_ONCE = 20_000
LIST, DOUBTS = 1, 200


def draw(runtime: Runtime, events: int) -> None:
    """Everything: the register once, then `events` visits shared evenly by the counties."""
    rng = np.random.default_rng(7)
    with runtime.writing(None, now=NOW) as ctx:
        _register(ctx.session, rng)
    for number, county in enumerate(COUNTIES):
        with runtime.writing(None, now=NOW) as ctx:
            _visits(ctx.session, rng, county, number, events // len(COUNTIES))
            ctx.session.info.clear()  # the cells are built and timed apart


def project_of(county: str) -> tuple[list[str], int]:
    """The first county's towns in the order of the files, and a project of it."""
    return [f"{county}{ending}" for ending in ("100", "101", "102", "103", "104", "105", "201")], 1


def _register(session: Session, rng: np.random.Generator) -> None:
    for county in COUNTIES:
        install_county(session, places_folder(county), county, demonstration=True)
    session.add(Account(
        id=1, login="leader", name="领导", role=Role.LEADER, area_code=COUNTIES[0], password_hash="-", created_at=NOW,
    ))
    session.flush()
    for number, county in enumerate(COUNTIES):
        _people(session, rng, county, number)
        session.add_all(
            Expert(
                id=number * EXPERTS + n, county_code=county, kind=ExpertKind.PERSON, name=f"专家{n}", pinyin="zj",
                unit="站", title=Title.MIDDLE, subject="果树", profile="", home_place=county,
            )
            for n in range(1, EXPERTS + 1)
        )
        session.add_all(
            Project(id=number * PROJECTS + n, county_code=county, name=f"项目{n}", first_day=dt.date(2021, 1, 1))
            for n in range(1, PROJECTS + 1)
        )
    session.flush()


def _people(session: Session, rng: np.random.Generator, county: str, number: int) -> None:
    villages, first = _villages(session, county), number * PERSONS
    homes = rng.integers(0, len(villages), PERSONS // 3)
    _write(session, Household.__table__, [
        {"id": first + n + 1, "place_code": villages[home], "current_place": villages[home], "head_name": "户主"}
        for n, home in enumerate(homes)
    ])
    _write(session, Person.__table__, [
        {
            "id": first + n + 1, "county_code": county, "name": f"人{n}", "pinyin": "ren", "phone": None,
            "place_code": villages[homes[n // 3]], "current_place": villages[homes[n // 3]], "is_synthetic": True,
            "household_id": first + n // 3 + 1, "birth_year": None, "same_as_id": None, "died_on": None,
        }
        for n in range(PERSONS)
    ])
    _write(session, IdentityPair.__table__, [
        {"person_a_id": first + 2 * n + 1, "person_b_id": first + 2 * n + 2, "decision": "waiting", "note": "",
         "decided_by_id": None, "decided_at": None}
        for n in range(DOUBTS)
    ])


def _villages(session: Session, county: str) -> list[str]:
    return list(session.scalars(
        select(Place.code).where(Place.county_code == county, Place.level == PlaceLevel.VILLAGE).order_by(Place.code)
    ))


def _visits(session: Session, rng: np.random.Generator, county: str, number: int, events: int) -> None:
    villages = _villages(session, county)
    first, project = number * events, rng.integers(-12, PROJECTS, events)
    # A project works in a few neighbouring villages and in one or two industries.
    place = np.where(project >= 0, project * 3 + rng.integers(0, 6, events), rng.integers(0, len(villages), events))
    industry = np.where(project >= 0, project + rng.integers(0, 2, events), rng.integers(0, 9, events))
    day, training, heads = rng.integers(0, DAYS, events), rng.random(events) < .1, rng.integers(0, 3, events)
    _write(session, Visit.__table__, [
        {
            "id": first + n + 1, "number": f"F-{n}", "token": f"{county}-{n}", "county_code": county,
            "problem_id": None, "farm_id": None, "place_code": villages[place[n] % len(villages)],
            "current_place": villages[place[n] % len(villages)], "industry": INDUSTRIES[industry[n] % 9],
            "kind": "training" if training[n] else "field", "service_day": TODAY - dt.timedelta(days=int(day[n])),
            "advice": "看过", "head_count": LINKS + int(heads[n]), "status": "logged", "logged_by_id": 1,
            "logged_at": NOW, "version": 1,
        }
        for n in range(events)
    ])
    _lists(session, first + 1, number)
    expert = rng.integers(1, EXPERTS + 1, events)
    _write(session, VisitExpert.__table__, [
        {"visit_id": first + n + 1, "expert_id": int(number * EXPERTS + expert[n])} for n in range(events)
    ])
    _write(session, VisitProject.__table__, [
        {"visit_id": first + n + 1, "project_id": int(number * PROJECTS + project[n] + 1)}
        for n in np.flatnonzero(project >= 0).tolist()
    ])
    _links(session, rng, first, number, events)


def _lists(session: Session, visit_id: int, number: int) -> None:
    """One list for all of a county's evidence: who hangs on which is not asked here."""
    session.add(StoredFile(
        id=number + LIST, sha256=str(number), media_type="image/jpeg", size=1, kind="list", visit_id=visit_id,
        added_at=NOW,
    ))
    session.flush()
    session.add(SignedList(
        id=number + LIST, visit_id=visit_id, file_id=number + LIST, attached_by_id=1, attached_at=NOW,
    ))
    session.flush()


def _links(session: Session, rng: np.random.Generator, first: int, number: int, events: int) -> None:
    """Five neighbours of somebody each time; of three in ten only the expert knows."""
    begin = rng.integers(0, PERSONS - 40, events)
    steps = np.cumsum(rng.integers(1, 8, (events, LINKS)), axis=1)
    listed = rng.random((events, LINKS)) < .7
    for start in range(0, events, AT_ONCE):
        _write(session, VisitPerson.__table__, [
            {
                "visit_id": first + n + 1, "person_id": int(number * PERSONS + begin[n] + steps[n, link] + 1),
                "list_id": number + LIST if listed[n, link] else None, "confirmation_id": None,
            }
            for n in range(start, min(start + AT_ONCE, events)) for link in range(LINKS)
        ])


def _write(session: Session, table: Table, rows: Sequence[dict]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(table), rows[start:start + AT_ONCE])
