"""`python -m tests.bench.clocks [SIZES]`: the officer's day and timed work with 1,000, 10,000, 100,000 open problems.

Milliseconds of one query (median of 9), seconds of one turn of timed work (each kind once, from an empty diary: the
first has the whole backlog before it). One problem in a hundred has an offer that nobody answered in time. SQLite in
a temporary folder. Figures are printed, nothing is asserted.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from sqlalchemy import func, insert, select, text

from data.domain.problem import ProblemEventKind, ProblemStatus, Urgency
from data.domain.register import FarmKind
from data.domain.roles import Actor
from data.jobs.kinds import KINDS
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.place import Place
from data.models.problem import Problem, ProblemEvent
from data.models.recommendation import Assignment, AssignmentState, Recommendation
from data.queries.ladder import proposals, with_leader
from data.queries.problem_rows import Bucket, ProblemFilter
from data.queries.problems import problem_cards, today
from data.runtime import Runtime
from matching.text import load_engine
from tests.bench.register import COUNTY, world

SIZES = (1_000, 10_000, 100_000)
RUNS = 9
EXPERTS, FARMS, TOGETHER = 45, 500, 5_000
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
QUERIES: dict[str, Callable] = {
    "today, ms": today,
    "today: steps a rule asks for, ms": proposals,
    "list: gone up to the leader, ms": with_leader,
    "list of open ones, ms": lambda ctx: problem_cards(ctx, ProblemFilter(Bucket.OPEN)),
}


def main() -> None:
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    columns = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, world(Path(folder), EXPERTS) as (runtime, actor):
            fill(runtime, size)
            columns.append({**_queries(runtime, actor), **_turns(runtime)})
    print(f"\n{'':<40}" + "".join(f"{size:>12,}" for size in sizes))
    for name in columns[0]:
        print(f"{name:<40}" + "".join(f"{column[name]:>12}" for column in columns))


def fill(runtime: Runtime, size: int) -> None:
    """`size` open problems with their events, recommendations and offers; a tenth late by one to twenty days."""
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
    with runtime.writing(None, now=NOW) as ctx:
        ctx.session.execute(text("ANALYZE"))


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


def _queries(runtime: Runtime, actor: Actor) -> dict[str, str]:
    found = {}
    for name, query in QUERIES.items():
        times = [_timed(lambda query=query: _read(runtime, actor, query)) for _ in range(RUNS)]
        found[name] = f"{statistics.median(times) * 1000:.0f}"
    return found


def _read(runtime: Runtime, actor: Actor, query: Callable) -> None:
    with runtime.reading(actor, now=NOW) as ctx:
        query(ctx)


def _turns(runtime: Runtime) -> dict[str, str]:
    found = {}
    for turn in ("first", "second"):
        for kind in KINDS:
            result: dict[str, int] = {}
            seconds = _timed(lambda kind=kind, result=result: result.update(kind.run(runtime, NOW, False)))
            found[f"{turn} turn: {kind.name}, s"] = f"{seconds:.1f}"
            done = result.get("overdue", result.get("raised"))
            found[f"{turn} turn: {kind.name}, done"] = "" if done is None else f"{done:,}"
    with runtime.reading(None, now=NOW) as ctx:
        found["events in all"] = f"{ctx.session.scalar(select(func.count()).select_from(ProblemEvent)):,}"
    return found


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
