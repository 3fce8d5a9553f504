"""The demonstration being made: rows by table, what later steps look up, and one seeded source of chance."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from data.domain.problem import Gate, Urgency
from data.domain.projects import ProjectFacts
from data.domain.worktime import WorkCalendar
from data.models.base import Base
from data.sample.names import Names, Phones
from data.sample.size import Size
from data.services.context import BEIJING

COUNTY = "150824"
YEAR = dt.timedelta(days=365)
ROWS_AT_ONCE = 5000


@dataclass
class Someone:
    """A person of the register. `liveliness`: how readily they come to meetings; 0 = never yet."""

    id: int
    name: str
    phone: str | None
    place: str
    household_id: int
    liveliness: float = 1.0


@dataclass
class Village:
    code: str
    name: str
    mongolian: float
    crops: list[tuple[str, str, float]]
    residents: tuple[int, int]
    is_served: bool
    households: list[list[Someone]] = field(default_factory=list)
    people: list[Someone] = field(default_factory=list)


@dataclass
class FarmHere:
    id: int
    name: str
    kind: str
    place: str
    contact: Someone
    own: list[Someone]
    crops: list[tuple[str, str]]
    asks: float
    account_id: int | None = None


@dataclass
class ExpertHere:
    """`until`: the last day somebody who has left, or cannot be reached, was there."""

    id: int
    name: str
    home: str
    industries: list[str]
    problem_types: list[str]
    crops: list[str]
    licences: list[str]
    pull: float
    quota: dict[str, int] | None
    in_hand: int = 0
    offered: int = 0
    until: dt.date | None = None
    is_away: bool = False
    seasons: tuple[tuple[str, str], ...] = ()
    account_id: int = 0

    @property
    def is_laden(self) -> bool:
        """Has in hand what the file says, and nothing else."""
        return bool(self.in_hand or self.offered)


class World:
    """Rows get their ids here, so that everything can point at everything before anything is written."""

    def __init__(self, today: dt.date, size: Size, calendar: WorkCalendar, urgencies: dict[str, Urgency]):
        self.today, self.size, self.calendar, self.urgencies = today, size, calendar, urgencies
        self.rng = random.Random(f"乌拉特中旗 {today} {size}")  # noqa: S311 - a story, not a secret
        self.names, self.phones = Names(self.rng), Phones(self.rng)
        self.villages: dict[str, Village] = {}
        self.experts: list[ExpertHere] = []
        self.farms: list[FarmHere] = []
        self.projects: list[ProjectFacts] = []
        self.officers: list[int] = []
        self.partner: dict[int, int] = {}
        self.barred: set[tuple[int, int]] = set()  # (farm, expert) that do not come together
        self.said: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.trainings: Counter[int] = Counter()  # held so far, by year
        self.pools: dict[tuple[str, str | None], list[list[FarmHere]]] = {}
        self.tiers: dict[str, list[list[ExpertHere]]] = {}
        self.last_id: Counter[type[Base]] = Counter()
        self.rows: defaultdict[type[Base], list[dict[str, Any]]] = defaultdict(list)

    @property
    def served(self) -> list[Village]:
        """The villages that visits go to, in the order of the file."""
        return [village for village in self.villages.values() if village.is_served]

    @property
    def midnight(self) -> dt.datetime:
        """When today began: nothing in the story happens later."""
        return at(self.today, 0, 0)

    def workday(self, ago: int) -> dt.date:
        """The `ago`-th working day before today."""
        day = self.today
        while ago:
            day -= dt.timedelta(days=1)
            ago -= self.calendar.add(at(day, 0, 0), 1).astimezone(BEIJING).date() == day
        return day

    def urgency(self, problem_type: str, gate: Gate | None) -> Urgency:
        """As the code list says; a sick herd is critical."""
        return Urgency.CRITICAL if gate is Gate.ANIMAL_EPIDEMIC else self.urgencies[problem_type]

    def add(self, model: type[Base], **values: Any) -> int:
        """A row with an id of its own: that id."""
        self.last_id[model] += 1
        self.rows[model].append({"id": self.last_id[model], **values})
        return self.last_id[model]

    def link(self, model: type[Base], **values: Any) -> None:
        """A row whose key is made of other rows' ids."""
        self.rows[model].append(values)

    def token(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def one(self, options: list, weights: list[float] | None = None):
        return self.rng.choices(options, weights)[0] if weights else self.rng.choice(options)

    def insert(self, session: Session) -> None:
        """Write all rows since the last time, tables in the order of their foreign keys."""
        models = {model.__table__: model for model in self.rows}
        for table in Base.metadata.sorted_tables:
            if table in models:
                rows = self.rows[models[table]]
                for start in range(0, len(rows), ROWS_AT_ONCE):
                    session.execute(insert(table), rows[start:start + ROWS_AT_ONCE])
                _move_sequence(session, table)
        self.rows.clear()


def at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    """A moment on a Beijing clock."""
    return dt.datetime.combine(day, dt.time(hour, minute), BEIJING)


def _move_sequence(session: Session, table) -> None:
    """PostgreSQL counts ids apart from the rows; it must go on after ours."""
    if session.get_bind().dialect.name != "postgresql" or "id" not in table.c:
        return
    last = session.scalar(select(func.max(table.c.id)))
    session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), :last)"), {"last": last})
