"""When each step of a problem happened: in working hours where an office acts, in daylight where people do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from data.domain.problem import ProblemStatus, Urgency
from data.domain.promises import promised_minutes
from data.sample.cases import Case, Due, Outcome
from data.sample.world import World, at
from data.services.context import BEIJING

ASSIGN_MINUTES = {
    Urgency.CRITICAL: (5, 50), Urgency.HIGH: (20, 300), Urgency.NORMAL: (40, 520), Urgency.PLANNING: (60, 900),
}
CALLING_HOURS = [6, 7, 7, 8, 9, 10, 12, 13, 15, 18, 19, 20, 20, 21]
DECLINED, SECOND_VISIT, TWO_ROUNDS = 0.09, 0.06, 0.03
DAY = dt.timedelta(days=1)


@dataclass
class Round:
    """From an offer to the asker's word.

    `refused`: an earlier offer as (assigned, refused by the farm); `declined`: those that an expert declined.
    `services`: (service day, logged). `told`: when the asker said whether it is solved.
    """

    assigned: dt.datetime
    accepted: dt.datetime | None = None
    refused: tuple[dt.datetime, dt.datetime] | None = None
    declined: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    services: list[tuple[dt.date, dt.datetime]] = field(default_factory=list)
    told: dt.datetime | None = None


@dataclass
class Timetable:
    filed: dt.datetime
    rounds: list[Round] = field(default_factory=list)
    handed_over: dt.datetime | None = None
    asked: dt.datetime | None = None

    @property
    def last(self) -> dt.datetime:
        moments = [self.filed, self.handed_over, self.asked]
        for one in self.rounds:
            moments += [one.assigned, one.accepted, *(logged for _, logged in one.services), one.told]
        return max(moment for moment in moments if moment)


def timetable(world: World, case: Case, urgency: Urgency, by_officer: bool) -> Timetable:
    """A timetable that ends before today; a story that would not fit begins a day earlier."""
    if case.due is not None:
        return Timetable(_waiting_since(world, case.due, urgency))
    day = case.on
    while True:
        table = _draw(world, case, urgency, _filed(world, day, by_officer, case.fixed.get("at")))
        if table.last < world.midnight:
            return table
        day -= DAY


def _filed(world: World, day: dt.date, by_officer: bool, clock: str | None) -> dt.datetime:
    if clock:
        return at(day, *map(int, clock.split(":")))
    if by_officer:
        return office_moment(world, at(day, 8, 0), 5, 420)
    return at(day, world.one(CALLING_HOURS), world.rng.randint(0, 59))


def _waiting_since(world: World, due: Due, urgency: Urgency) -> dt.datetime:
    """The latest evening or working hour before today from which the promise falls where `due` says."""
    minutes = promised_minutes(ProblemStatus.WAITING, urgency) or 0
    next_workday = world.calendar.add(world.midnight, 1).astimezone(BEIJING).date()
    filed = world.midnight - dt.timedelta(minutes=world.rng.randint(130, 250))
    while True:
        promised = world.calendar.add(filed, minutes).astimezone(BEIJING).date()
        if _lies(promised, next_workday, due):
            return filed
        filed -= dt.timedelta(minutes=47)


def _lies(promised: dt.date, next_workday: dt.date, due: Due) -> bool:
    if due is Due.OVERDUE:
        return promised < next_workday
    return promised == next_workday if due is Due.TODAY else promised > next_workday


def _draw(world: World, case: Case, urgency: Urgency, filed: dt.datetime) -> Timetable:
    table = Timetable(filed)
    if case.outcome is Outcome.HANDED_OVER:
        table.handed_over = office_moment(world, filed, 30, 400)
        return table
    if case.outcome is Outcome.ASKED:
        table.asked = office_moment(world, filed, 30, 200)
        return table
    start = filed
    for _ in range(2 if case.outcome is Outcome.SOLVED and world.chance(TWO_ROUNDS) else 1):
        table.rounds.append(_round(world, case, urgency, start))
        start = table.rounds[-1].told or start
    return table


def _round(world: World, case: Case, urgency: Urgency, start: dt.datetime) -> Round:
    one = _offered(world, case, urgency, start)
    if case.outcome is Outcome.OFFERED or (case.outcome is Outcome.IN_PROGRESS and world.chance(0.6)):
        return one
    one.services = _services(world, case, urgency, one.accepted or start)
    if case.outcome is Outcome.SOLVED:
        later = one.services[-1][1] + dt.timedelta(days=world.rng.randint(1, 7))
        one.told = office_moment(world, later, 1, 200)
    if case.outcome is Outcome.UNSOLVED:
        one.told = world.calendar.add(at(world.workday(1), 8, 0), world.rng.randint(250, 350))
    return one


def _offered(world: World, case: Case, urgency: Urgency, start: dt.datetime) -> Round:
    """An offer, now and then after one that was declined; accepted unless it still lies there."""
    one = Round(office_moment(world, start, *ASSIGN_MINUTES[urgency]))
    if case.outcome is Outcome.OFFERED:
        return one
    if case.refused:
        one.refused = one.assigned, office_moment(world, one.assigned, 10, 120)
        one.assigned = office_moment(world, one.refused[1], 15, 200)
    if world.chance(DECLINED):
        declined = office_moment(world, one.assigned, 20, 300)
        one.declined.append((one.assigned, declined))
        one.assigned = office_moment(world, declined, 15, 200)
    one.accepted = by_day(one.assigned + dt.timedelta(minutes=world.rng.randint(6, 420)))
    return one


def _services(world: World, case: Case, urgency: Urgency, accepted: dt.datetime) -> list[tuple[dt.date, dt.datetime]]:
    wait = 0 if urgency is Urgency.CRITICAL else world.one([0, 1, 1, 2, 2, 3, 4])
    again = case.outcome is not Outcome.IN_PROGRESS and world.chance(SECOND_VISIT)
    day = accepted.astimezone(BEIJING).date() + wait * DAY
    services = []
    for _ in range(2 if again else 1):
        logged = max(at(day, 17, 0), accepted) + dt.timedelta(minutes=world.rng.randint(10, 110))
        services.append((day, logged))
        day += world.rng.randint(4, 9) * DAY
    return services


def office_moment(world: World, after: dt.datetime, least: int, most: int) -> dt.datetime:
    """Some working minutes later."""
    return world.calendar.add(after, world.rng.randint(least, most))


def by_day(moment: dt.datetime) -> dt.datetime:
    """Nobody answers at night: early next morning instead."""
    local = moment.astimezone(BEIJING)
    if 6 <= local.hour < 22:
        return local
    morning = local.date() + (DAY if local.hour >= 22 else dt.timedelta())
    return at(morning, 6 + local.minute % 3, local.minute)
