"""Training days and group guidance: one in each served village, the rest where projects work."""

from __future__ import annotations

import datetime as dt

from data.domain.places import within
from data.domain.projects import ProjectFacts, runs_on
from data.domain.visit import VisitEventKind, VisitKind
from data.sample.matchmaking import is_there
from data.sample.pictures import Picture
from data.sample.serving import Occasion, attach_list, log_visit, some_of
from data.sample.size import HISTORY_DAYS
from data.sample.texts import read_groups
from data.sample.world import ExpertHere, Someone, Village, World, at

SIZES = {VisitKind.GROUP: (8, 16), VisitKind.TRAINING: (16, 52)}
CROWD, CROWD_SIZES = 0.08, (70, 140)  # lectures before a whole village
WITH_LIST = 0.35  # beside the first one in each village, which always has a list
GROUPS = 0.2
VOIDED = 0.1
# Few hold trainings when the fields need everybody.
MONTH_WEIGHTS = [1.4, 1.0, 2.0, 1.6, 0.9, 1.2, 0.9, 1.0, 0.5, 0.6, 1.3, 1.5]
LAST_DAY = 8  # days ago
YEAR_DAYS = 330  # of the leader's twelve months, the running one included, at the least


def write_trainings(world: World, scan: Picture) -> None:
    """In each served village one with a list falls within the leader's year: coverage does not hang on chance."""
    villages = world.served
    sessions = [(_day(world, YEAR_DAYS), village, True) for village in villages * world.size.copies]
    projects = [project for project in world.projects if project.place_codes]
    for _ in range((world.size.trainings - len(villages)) * world.size.copies):
        project = world.one(projects)
        inside = [v for v in villages if any(within(v.code, code) for code in project.place_codes)]
        sessions.append((_day(world, HISTORY_DAYS), world.one(inside), world.chance(WITH_LIST)))
    for day, village, listed in sorted(sessions, key=lambda session: session[0]):
        hold(world, village, day, scan if listed else None)


def _day(world: World, history: int) -> dt.date:
    days = [world.today - dt.timedelta(days=ago) for ago in range(LAST_DAY, history)]
    weights = [MONTH_WEIGHTS[day.month - 1] * (0.3 if day.weekday() > 4 else 1.0) for day in days]
    return world.one(days, weights)


def next_number(world: World, day: dt.date) -> str:
    """Trainings are numbered per year."""
    world.trainings[day.year] += 1
    return f"T{day.year}-{world.trainings[day.year]:04}"


def hold(
    world: World, village: Village, day: dt.date, scan: Picture | None,
    guests: tuple[Someone, ...] = (), project: ProjectFacts | None = None,
) -> None:
    """A training or group guidance for the village and its neighbours; with `scan` there is a signed list."""
    industry, crop, _ = world.one(village.crops, [weight for _, _, weight in village.crops])
    expert = _teacher(world, village, day, industry, project)
    kind = VisitKind.GROUP if world.chance(GROUPS) else VisitKind.TRAINING
    is_crowd = kind is VisitKind.TRAINING and world.chance(CROWD)
    least, most = CROWD_SIZES if is_crowd else SIZES[kind]
    size = world.rng.randint(least, most)
    people = [*guests, *some_of(world, _near(world, village), size)]
    unnamed = world.one([0, 0, 3, 6, 9, 14]) if scan is None else world.one([0, 0, 0, 2])
    logged_at = at(day, 17, world.rng.randint(5, 55))
    occasion = Occasion(
        next_number(world, day), kind, expert, village.code, industry, day, logged_at, topic_of(world, industry, crop),
        project=project,
    )
    served = log_visit(world, occasion, people, unnamed)
    if scan is not None:
        attach_list(served, scan, logged_at + dt.timedelta(hours=world.rng.randint(14, 60)))
    elif world.chance(VOIDED):
        served.step(
            VisitEventKind.VOIDED, logged_at + dt.timedelta(hours=16), world.officers[0], reason="同一次培训记了两遍",
        )


def _near(world: World, village: Village) -> list[Someone]:
    """The village's people, and some of the town's who live close enough to come."""
    others = [v for v in world.served if v.code[:9] == village.code[:9] and v is not village]
    visitors = [someone for other in others[:2] for someone in other.people if someone.id % 5 == 0]
    return [*village.people, *visitors]


def _teacher(world: World, village: Village, day: dt.date, industry: str, project: ProjectFacts | None) -> ExpertHere:
    """Of a project that works here, if one does; else somebody of the industry, the near more likely."""
    experts = {expert.id: expert for expert in world.experts}
    here = [project] if project else [
        p for p in world.projects if runs_on(p, day) and any(within(village.code, code) for code in p.place_codes)
    ]
    own = [experts[i] for p in here for i in sorted(p.expert_ids) if project or industry in experts[i].industries]
    there = [expert for expert in world.experts if is_there(expert, day)]
    pool = [expert for expert in own if expert in there] or [one for one in there if industry in one.industries]
    return world.one(pool, [expert.pull * (2.0 if expert.home[:9] == village.code[:9] else 1.0) for expert in pool])


def topic_of(world: World, industry: str, crop: str) -> str:
    return world.one(read_groups("trainings.tsv", "industry", "text")[industry]).format(crop=crop)
