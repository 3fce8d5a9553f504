"""Trainings that journeys look for: heads without names, one pair on two lists, the training day of three villages."""

from __future__ import annotations

import datetime as dt

from data.domain.places import within
from data.domain.visit import VisitKind
from data.models.person import Household
from data.sample.people import add_person
from data.sample.pictures import Picture
from data.sample.serving import Occasion, attach_list, log_visit, some_of
from data.sample.texts import read_toml
from data.sample.trainings import hold, next_number, topic_of
from data.sample.world import Someone, World, at

# Village, expert, heads, days ago.
LECTURES = [
    ("150824104209", "敖其尔", 35, 388), ("150824105202", "敖其尔", 42, 387), ("150824202210", "布仁", 28, 381),
]
# The training day: where, who came from where, how many of each village, by whom, working days ago.
DAY_PLACE, DAY_VILLAGES, OF_EACH = "150824101203", ("150824101202", "150824101203", "150824101204"), 17
DAY_EXPERT, DAY_AGO = "李春生", 24


def write_known_trainings(world: World, scan: Picture) -> None:
    _hold_where_nobody_was_named(world)
    _hold_for_pair(world, scan)
    _hold_training_day(world, scan)
    _add_the_dead(world)


def _hold_where_nobody_was_named(world: World) -> None:
    """Three towns reported a lecture more than a year ago, heads without names: served, but nobody reached."""
    experts = {expert.name: expert for expert in reversed(world.experts)}
    for code, name, heads, ago in LECTURES:
        day = world.today - dt.timedelta(days=ago)
        occasion = Occasion(
            next_number(world, day), VisitKind.TRAINING, experts[name], code, "I8", day,
            at(day, 17, 30), topic_of(world, "I8", "天然草场"),
        )
        log_visit(world, occasion, [], heads)


def _hold_for_pair(world: World, scan: Picture) -> None:
    """Two listed trainings of one project, one for each record of the first pair: one person reached, or two?"""
    one, other = list(world.partner)[:2]
    project = next(p for p in world.projects if any(within(_place(world, one), code) for code in p.place_codes))
    for person_id, ago in ((one, 130), (other, 60)):
        village = world.villages[_place(world, person_id)]
        guest = next(someone for someone in village.people if someone.id == person_id)
        hold(world, village, world.workday(ago), scan, (guest,), project)


def _place(world: World, person_id: int) -> str:
    return next(v.code for v in world.villages.values() if any(s.id == person_id for s in v.people))


def _hold_training_day(world: World, scan: Picture) -> None:
    """Of sixty signatures three stand twice, so 57 people; five of them live in another county."""
    expert = next(expert for expert in world.experts if expert.name == DAY_EXPERT)
    day = world.workday(DAY_AGO)
    logged_at = at(day, 17, 40)
    of_villages = [one for code in DAY_VILLAGES for one in some_of(world, world.villages[code].people, OF_EACH)]
    occasion = Occasion(
        next_number(world, day), VisitKind.TRAINING, expert, DAY_PLACE, "I1", day, logged_at,
        topic_of(world, "I1", "玉米"),
    )
    served = log_visit(world, occasion, [*of_villages, *_visitors(world)], 0)
    attach_list(served, scan, logged_at + dt.timedelta(hours=15))


def _add_the_dead(world: World) -> None:
    """Somebody of the training day's villages who has died: the register knows, a list may not."""
    entry = read_toml("names.toml")["dead"]
    household_id = world.add(Household, place_code=entry["place"], head_name=entry["name"])
    died_on = world.today - dt.timedelta(days=entry["days_ago"])
    add_person(world, entry["name"], entry["place"], household_id, None, entry["age"], died_on)


def _visitors(world: World) -> list[Someone]:
    entry = read_toml("names.toml")["visitors"]
    return [_visitor(world, name, entry["place"]) for name in entry["names"]]


def _visitor(world: World, name: str, place: str) -> Someone:
    household_id = world.add(Household, place_code=place, head_name=name)
    return add_person(world, name, place, household_id, world.phones.next(), world.rng.randint(30, 65))
