"""Villages, households and persons of the register; records that may be one person's."""

from __future__ import annotations

import datetime as dt

from data.domain.register import PairDecision
from data.models.person import Household, IdentityPair, Person
from data.sample.names import GROWER_PHONE, pinyin
from data.sample.texts import read_toml
from data.sample.world import COUNTY, Someone, Village, World

OTHERS_PEOPLE = 0.25  # a village nobody serves has so much of a served one's share
GROWER_VILLAGE_PEOPLE = 40  # so few are registered so far: a visit can show them as a list
HOUSEHOLD_SIZES, SIZE_WEIGHTS = [1, 2, 3, 4, 5], [1.0, 4.0, 3.0, 2.0, 1.0]
QUIET = 0.25  # share of people who never come
OWN_PHONE = 0.12  # share of those beside the head who have a telephone of their own


def add_people(world: World, village_names: dict[str, str]) -> None:
    """Villages with their households; the grower of the first journey and her neighbours have met nobody yet."""
    parts = read_toml("names.toml")
    for town in read_toml("banner.toml")["town"]:
        share = town["people"] / (len(town["served"]) + OTHERS_PEOPLE * len(town["others"]))
        for ending in (*town["served"], *town["others"]):
            village = _village(world, town, ending, village_names)
            _add_grower(world, village.code, parts["grower"])
            people = share * world.size.people * (1.0 if village.is_served else OTHERS_PEOPLE)
            _fill(world, village, GROWER_VILLAGE_PEOPLE if village.code == parts["grower"]["place"] else round(people))
    for pair in parts["pair"]:
        _add_pair(world, pair["names"], world.villages[pair["place"]])
    for _ in range(world.size.doubles * world.size.copies):
        _add_double(world, world.one(world.served))


def _village(world: World, town: dict, ending: str, names: dict[str, str]) -> Village:
    code, (least, most) = town["code"] + ending, town["residents"]
    is_served = ending in town["served"]
    village = Village(
        code, names[code], town["mongolian"], [tuple(crop) for crop in town["crops"]],
        (least, most) if is_served else (least // 2, most // 2), is_served,
    )
    world.villages[code] = village
    return village


def add_person(
    world: World, name: str, place: str, household_id: int, phone: str | None, age: int,
    died_on: dt.date | None = None,
) -> Someone:
    person_id = world.add(
        Person, county_code=COUNTY, name=name, pinyin=pinyin(name), phone=phone, place_code=place,
        household_id=household_id, birth_year=world.today.year - age, died_on=died_on, is_synthetic=True,
        same_as_id=None,
    )
    return Someone(person_id, name, phone, place, household_id)


def add_household(
    world: World, village: Village, names: list[str], phone: str | None, liveliness: float = 1.0,
) -> list[Someone]:
    """One house: its head first, who has the telephone; grown children sometimes have one too."""
    household_id = world.add(Household, place_code=village.code, head_name=names[0])
    people = []
    for place, name in enumerate(names):
        own = phone if place == 0 else world.phones.next() if world.chance(OWN_PHONE) else None
        age = world.rng.randint(36, 74) if place < 2 else world.rng.randint(16, 45)
        someone = add_person(world, name, village.code, household_id, own, age)
        quiet = world.chance(QUIET) and place > 0
        someone.liveliness = 0.0 if quiet else liveliness * world.rng.paretovariate(2.5)
        people.append(someone)
    village.households.append(people)
    village.people += people
    return people


def _add_grower(world: World, code: str, grower: dict) -> None:
    if code == grower["place"]:
        village = world.villages[code]
        add_household(world, village, grower["household"], GROWER_PHONE, liveliness=0)
        for neighbour in grower["neighbours"]:
            add_household(world, village, [neighbour], world.phones.next(), liveliness=0)


def _fill(world: World, village: Village, people: int) -> None:
    while (left := people * world.size.copies - len(village.people)) > 0:
        size = min(left, world.one(HOUSEHOLD_SIZES, SIZE_WEIGHTS))
        add_household(world, village, household_names(world, village, size), world.phones.next())


def household_names(world: World, village: Village, size: int) -> list[str]:
    mongolian = world.chance(village.mongolian)
    head = world.names.head(mongolian)
    spouse = [world.names.relative("", mongolian, woman=True)]
    children = [world.names.relative(head, mongolian, woman=world.chance(0.5)) for _ in range(size - 2)]
    return [head, *spouse, *children][:size]


def _add_pair(world: World, names: list[str], village: Village) -> None:
    """Two records, each in a house of its own; both lively enough to be met somewhere. They wait for a decision."""
    one, other = (
        add_household(world, village, [name], phone, liveliness=4)[0]
        for name, phone in zip(names, world.phones.pair(), strict=True)
    )
    _may_be_one(world, one, other, years=None)
    world.add(
        IdentityPair, person_a_id=one.id, person_b_id=other.id, decision=PairDecision.WAITING,
        decided_by_id=None, decided_at=None, note="", evidence=[],
    )


def _add_double(world: World, village: Village) -> None:
    """A head of household written down once more: with the same number, or without any; the engine is to find it."""
    one = world.one([house[0] for house in village.households if house[0].liveliness])
    if one.id not in world.partner:
        phone = one.phone if world.chance(0.5) else None
        other = add_household(world, village, [one.name], phone, liveliness=2)[0]
        _may_be_one(world, one, other, years=other.id % 2)


def _may_be_one(world: World, one: Someone, other: Someone, years: int | None) -> None:
    """They do not meet, and are born `years` apart; None: nobody has written when the other one was."""
    world.partner[one.id], world.partner[other.id] = other.id, one.id
    records = world.rows[Person]
    born = records[one.id - 1]["birth_year"]
    records[other.id - 1]["birth_year"] = None if years is None else born - years
