"""The office's day filled for `tests.bench.clocks`: open problems and all that hangs on them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

from sqlalchemy import insert, select, text

from data.domain.board import RowState
from data.domain.notices import Audience, NoticeKind
from data.domain.outcome import OutcomeKind
from data.domain.problem import ProblemEventKind, ProblemStatus, Urgency
from data.domain.register import FarmKind
from data.models.board import BoardPlan, BoardRow
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.follow_up import FollowUp
from data.models.notice import Notice
from data.models.outcome import Outcome
from data.models.person import IdentityPair, Person
from data.models.place import Place
from data.models.problem import Problem, ProblemEvent
from data.models.project import Project
from data.models.recommendation import Assignment, AssignmentState, Recommendation
from data.runtime import Runtime
from data.services.context import Context
from data.services.names import pinyin_of
from data.services.timed_work import refresh_statistics
from matching.text import load_engine
from tests.bench.register import COUNTY, FAMILY, GIVEN

EXPERTS, FARMS, PEOPLE, PAIRS, OUTCOMES, TOGETHER = 45, 500, 20_000, 1_000, 200, 5_000
ON_THE_BOARD = 200
WORDS = "葵花叶子发黄打卷，一片一片的，该咋弄"
NOW = dt.datetime(2026, 4, 9, 2, tzinfo=dt.UTC)
S, E = ProblemStatus, ProblemEventKind
LIFE = {
    S.WAITING: (E.SUBMITTED, E.RECOMMENDED),
    S.OFFERED: (E.SUBMITTED, E.RECOMMENDED, E.ASSIGNED),
    S.IN_PROGRESS: (E.SUBMITTED, E.RECOMMENDED, E.ASSIGNED, E.ACCEPTED),
    S.TO_CONFIRM: (E.SUBMITTED, E.RECOMMENDED, E.ASSIGNED, E.ACCEPTED, E.FINISHED),
}
SHARES = (30, 8, 40, 22)
STATE = {S.OFFERED: "OFFERED", S.IN_PROGRESS: "ACCEPTED", S.TO_CONFIRM: "FINISHED"}


def fill(runtime: Runtime, size: int) -> None:
    """`size` open problems with their events, recommendations, offers and calls, a tenth late by one to twenty days;
    a follow-up for every tenth, people with pairs to decide, outcomes to ask about, and a board that went out."""
    rng = random.Random(size)
    with runtime.writing(None, now=NOW) as ctx:
        places = list(ctx.session.scalars(select(Place.code).where(Place.county_code == COUNTY)))
        experts = list(ctx.session.scalars(select(Expert.id)))
        ctx.session.execute(insert(Farm), [
            {
                "county_code": COUNTY, "kind": FarmKind.COOPERATIVE, "name": f"合作社{number}", "pinyin": "hezuoshe",
                "place_code": rng.choice(places), "version": 1,
            } for number in range(FARMS)
        ])
        farms = list(ctx.session.scalars(select(Farm.id)))
    for first in range(1, size + 1, TOGETHER):
        ids = range(first, min(first + TOGETHER, size + 1))
        rows = [_problem(rng, one, rng.choice(places), rng.choice(farms), rng.choice(experts)) for one in ids]
        with runtime.writing(None, now=NOW) as ctx:
            ctx.session.execute(insert(Problem), rows)
            ctx.session.execute(insert(ProblemEvent), [event for row in rows for event in _events(row)])
            ctx.session.execute(insert(Recommendation), [_recommendation(row) for row in rows])
            ctx.session.execute(insert(Assignment), [_offer(row) for row in rows if row["expert_id"]])
            ctx.session.execute(insert(FollowUp), [_follow_up(row) for row in rows if row["id"] % 10 == 0])
            _calls(ctx, ids)
    with runtime.writing(None, now=NOW) as ctx:
        _people(ctx, rng, places)
        _project(ctx)
        _board(ctx)
    _count_rows(runtime)


def _count_rows(runtime: Runtime) -> None:
    """As the timed work does for SQLite and PostgreSQL for itself within minutes."""
    if runtime.engine.dialect.name == "postgresql":
        with runtime.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    with runtime.writing(None, now=NOW) as ctx:
        refresh_statistics(ctx)


@cache
def read_words() -> dict:
    """What the engine reads, as a problem keeps it."""
    return {**asdict(load_engine().understand(WORDS)), "types_stated": False}


def _problem(rng: random.Random, number: int, place: str, farm: int, expert: int) -> dict:
    """Every hundredth has an offer that nobody answered; of the rest a tenth is late, offers never."""
    is_silent = number % 100 == 0
    status = S.OFFERED if is_silent else rng.choices(list(LIFE), SHARES)[0]
    is_late = is_silent or (number % 10 == 1 and status is not S.OFFERED)
    due_in = -rng.uniform(1, 20) if is_late else rng.uniform(0.1, 15)
    return {
        "id": number, "number": f"2026-{number:05}", "token": f"bench-{number}", "county_code": COUNTY,
        "place_code": place, "current_place": place, "farm_id": farm, "asker_name": "苗家",
        "asker_phone": "19900000001", "text": WORDS * 4, "title": WORDS, "industry": f"I{1 + number % 9}",
        "crop": "向日葵", "problem_types": ["P01"], "gate": None, "joined_id": None,
        "urgency": Urgency.CRITICAL if number % 500 == 0 else Urgency.NORMAL,
        "understanding": read_words(),
        "status": status, "expert_id": None if status is S.WAITING else expert, "version": 1,
        "created_at": NOW - dt.timedelta(days=20), "due_at": NOW + dt.timedelta(days=due_in),
    }


def _events(row: dict) -> Iterator[dict]:
    for sequence, kind in enumerate(LIFE[row["status"]], 1):
        yield {
            "problem_id": row["id"], "sequence": sequence, "kind": kind, "at": row["created_at"], "account_id": None,
            "expert_id": row["expert_id"] if kind is E.ASSIGNED else None,
            "details": {} if kind is E.RECOMMENDED else {"due_at": row["due_at"].isoformat()},
        }


def _recommendation(row: dict) -> dict:
    return {
        "problem_id": row["id"], "made_at": row["created_at"], "policy_version": "bench", "query": {}, "steps": [],
        "rung": "county" if row["id"] % 50 else "queue", "pool_size": EXPERTS, "qualified": 3, "runner_up": None,
    }


def _offer(row: dict) -> dict:
    return {
        "problem_id": row["id"], "expert_id": row["expert_id"], "state": AssignmentState[STATE[row["status"]]],
        "assigned_by_id": 1, "assigned_at": row["created_at"], "reply_by": row["due_at"], "note": "",
    }


def _calls(ctx: Context, ids: range) -> None:
    """The last event of each is to be told to the asker; two thirds were, and all who finished."""
    last = ctx.session.execute(
        select(ProblemEvent.id, ProblemEvent.problem_id, ProblemEvent.kind, ProblemEvent.at)
        .where(ProblemEvent.problem_id.in_(ids)).order_by(ProblemEvent.id)
    )
    latest = {row.problem_id: row for row in last}
    ctx.session.execute(insert(Notice), [
        {
            "county_code": COUNTY, "problem_id": row.problem_id, "event_id": row.id, "audience": Audience.ASKER,
            "kind": NoticeKind.CONFIRM if row.kind is E.FINISHED else NoticeKind.ASSIGNED, "expert_id": None,
            "written_at": row.at, "done_at": row.at if row.kind is E.FINISHED or row.problem_id % 3 else None,
        } for row in latest.values()
    ])


def _follow_up(row: dict) -> dict:
    return {
        "county_code": COUNTY, "problem_id": row["id"], "expert_id": row["expert_id"], "what": "过几天再去看看",
        "due_on": row["due_at"].date(), "made_by_id": 1, "made_at": row["created_at"],
    }


def _people(ctx: Context, rng: random.Random, places: list[str]) -> None:
    names = [rng.choice(FAMILY) + "".join(rng.sample(GIVEN, 2)) for _ in range(PEOPLE)]
    ctx.session.execute(insert(Person), [
        {
            "county_code": COUNTY, "name": name, "pinyin": pinyin_of(name), "phone": f"1991{number:07}",
            "place_code": rng.choice(places), "birth_year": 1940 + number % 60,
        } for number, name in enumerate(names)
    ])
    ids = list(ctx.session.scalars(select(Person.id).order_by(Person.id).limit(2 * PAIRS)))
    ctx.session.execute(insert(IdentityPair), [
        {"person_a_id": first, "person_b_id": second, "probability": rng.random(), "evidence": []}
        for first, second in zip(ids[::2], ids[1::2], strict=True)
    ])


def _project(ctx: Context) -> None:
    project = Project(county_code=COUNTY, name="葵花", first_day=dt.date(2025, 1, 1), version=1)
    ctx.session.add(project)
    ctx.session.flush()
    ctx.session.execute(insert(Outcome), [
        {
            "project_id": project.id, "kind": OutcomeKind.AREA, "season": 2025, "practice": f"做法{number}",
            "expected": 100, "expected_how": "估的", "ask_on": dt.date(2025, 10, 1), "written_by_id": 1,
            "written_at": NOW, "version": 1,
        } for number in range(OUTCOMES)
    ])


def _board(ctx: Context) -> None:
    plan = BoardPlan(
        county_code=COUNTY, area_code=COUNTY, solved_at=NOW, solved_by_id=1, changed_at=NOW, changed_by_id=1,
        dispatched_at=NOW, dispatched_by_id=1,
    )
    ctx.session.add(plan)
    ctx.session.flush()
    offered = ctx.session.execute(
        select(Assignment.problem_id, Assignment.id, Assignment.expert_id).order_by(Assignment.id).limit(ON_THE_BOARD)
    )
    ctx.session.execute(insert(BoardRow), [
        {
            "plan_id": plan.id, "problem_id": row.problem_id, "position": position, "state": RowState.NEW,
            "problem_version": 1, "expert_id": row.expert_id, "assignment_id": row.id,
        } for position, row in enumerate(offered)
    ])
