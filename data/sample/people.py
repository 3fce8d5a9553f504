"""Villages, households and persons of the register; the pairs that may be one person."""

from __future__ import annotations

from data.domain.register import PairDecision
from data.models.person import Household, IdentityPair, Person
from data.sample.names import GROWER_PHONE, pinyin
from data.sample.texts import read_toml
from data.sample.world import COUNTY, Someone, Village, World

PEOPLE = 2000
GROWER_VILLAGE_PEOPLE = 40
HOUSEHOLD_SIZES, SIZE_WEIGHTS = [1, 2, 3, 4, 5], [1.0, 4.0, 3.0, 2.0, 1.0]
QUIET = 0.25  # share of people who never come


def add_people(world: World, village_names: dict[str, str]) -> None:
    """Villages with their households; the grower of the first journey and her neighbours have met nobody yet."""
    parts = read_toml("names.toml")
    for town in read_toml("banner.toml")["town"]:
        for ending in town["villages"]:
            code = town["code"] + ending
            crops = [tuple(crop) for crop in town["crops"]]
            world.villages[code] = Village(code, village_names[code], town["mongolian"], crops)
            _add_grower(world, code, parts["grower"])
            _fill(world, world.villages[code], town["people"] / len(town["villages"]), parts["grower"]["place"])
    for pair in parts["pair"]:
        _add_pair(world, pair["names"], world.villages[pair["place"]])


def add_person(world: World, name: str, place: str, household_id: int, phone: str | None, age: int) -> Someone:
    person_id = world.add(
        Person, county_code=COUNTY, name=name, pinyin=pinyin(name), phone=phone, place_code=place,
        household_id=household_id, birth_year=world.today.year - age, is_synthetic=True, same_as_id=None,
    )
    return Someone(person_id, name, phone, place, household_id)


def add_household(
    world: World, village: Village, names: list[str], phone: str | None, liveliness: float = 1.0,
) -> list[Someone]:
    """One house: its head first, who has the telephone; grown children sometimes have one too."""
    household_id = world.add(Household, place_code=village.code, head_name=names[0])
    people = []
    for place, name in enumerate(names):
        own = phone if place == 0 else world.phones.next() if world.chance(0.35) else None
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


def _fill(world: World, village: Village, share: float, grower_place: str) -> None:
    wanted = GROWER_VILLAGE_PEOPLE if village.code == grower_place else round(PEOPLE * share)
    wanted *= world.scale
    while (left := wanted - len(village.people)) > 0:
        size = min(left, world.one(HOUSEHOLD_SIZES, SIZE_WEIGHTS))
        add_household(world, village, household_names(world, village, size), world.phones.next())


def household_names(world: World, village: Village, size: int) -> list[str]:
    mongolian = world.chance(village.mongolian)
    head = world.names.head(mongolian)
    spouse = [world.names.relative("", mongolian, woman=True)]
    children = [world.names.relative(head, mongolian, woman=world.chance(0.5)) for _ in range(size - 2)]
    return [head, *spouse, *children][:size]


def _add_pair(world: World, names: list[str], village: Village) -> None:
    """Two records, each in a house of its own; both lively enough to be met somewhere."""
    one, other = (
        add_household(world, village, [name], phone, liveliness=4)[0]
        for name, phone in zip(names, world.phones.pair(), strict=True)
    )
    world.partner[one.id], world.partner[other.id] = other.id, one.id
    world.add(
        IdentityPair, person_a_id=one.id, person_b_id=other.id, decision=PairDecision.WAITING,
        decided_by_id=None, decided_at=None, note="",
    )
