"""Served units: those of farms.toml and drawn households, family farms and cooperatives."""

from __future__ import annotations

from data.domain.register import FarmKind, Unreachable
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.sample.farm_parts import add_years, cooperative_of, facts_of
from data.sample.names import pinyin
from data.sample.people import add_household, household_names
from data.sample.texts import read_toml
from data.sample.world import COUNTY, FarmHere, Someone, Village, World

MOST_ASKED = 4.0
SILENT, GIVEN_UP, UNREACHABLE_WEIGHTS = 0.12, 0.2, [2.0, 3.0, 1.5, 1.0]
KINDS = [FarmKind.HOUSEHOLD, FarmKind.FAMILY_FARM, FarmKind.COOPERATIVE]
KIND_WEIGHTS = [7.0, 2.0, 1.0]
MEMBERS = {FarmKind.HOUSEHOLD: (0, 0), FarmKind.FAMILY_FARM: (0, 4), FarmKind.COOPERATIVE: (12, 45)}
CALLED = {FarmKind.FAMILY_FARM: "家庭农场（演示）", FarmKind.COOPERATIVE: "合作社（演示）"}
# Two characters before 家庭农场 and 合作社: invented, and marked as such.
FANCY = [
    "春晓", "晴川", "禾禾", "向野", "新绿", "满川", "朝露", "小满", "长风", "青禾", "云岭", "暖阳", "秋实", "麦浪",
    "溪畔", "金穗", "北望", "三合", "同心", "沃土", "晨星", "河湾", "归田", "绿洲", "谷雨", "乐耕", "大川", "百顺",
    "新垦", "牧云",
]


def add_farms(world: World) -> None:
    named = read_toml("farms.toml")["farm"]
    for entry in named:
        _add_named(world, entry)
    towns = read_toml("banner.toml")["town"]
    villages = world.served
    share = {town["code"]: town["farms"] / len(town["served"]) for town in towns if town["served"]}
    weights = [share[village.code[:9]] for village in villages]
    empty = [village for village in villages if all(farm.place != village.code for farm in world.farms)]
    for place in range(world.size.farms * world.size.copies - len(named)):
        _add_drawn(world, empty[place] if place < len(empty) else world.one(villages, weights))


def _add_named(world: World, entry: dict) -> None:
    village = world.villages[entry["place"]]
    household = next((h for h in village.households if h[0].name == entry["contact"]), None)
    if household is None:
        household = add_household(world, village, [entry["contact"], *household_names(world, village, 3)[1:]], None)
    crops = [tuple(crop) for crop in entry["crops"]]
    farm = _add(world, entry["key"], FarmKind(entry["kind"]), village, household, entry.get("members", 0), crops)
    farm.asks = entry.get("asks", 1.0)


def _add_drawn(world: World, village: Village) -> None:
    kind = world.one(KINDS, KIND_WEIGHTS)
    taken = {farm.contact.id for farm in world.farms} | world.partner.keys()
    free = [house for house in village.households if house[0].liveliness and house[0].id not in taken]
    household = world.one(free or village.households)
    crops = _crops(world, village)
    name = f"{household[0].name}家" if kind is FarmKind.HOUSEHOLD else _fancy(world, crops[0][1], kind)
    least, most = MEMBERS[kind]
    farm = _add(world, name, kind, village, household, world.rng.randint(least, most), crops)
    farm.asks = 0.0 if world.chance(SILENT) else min(MOST_ASKED, world.rng.paretovariate(1.8))
    if not farm.asks:
        _silence(world, farm)


def _silence(world: World, farm: FarmHere) -> None:
    """Never asks: perhaps cannot be reached, perhaps has given up farming."""
    row = world.rows[Farm][farm.id - 1]
    row["unreachable"] = world.one([None, *Unreachable], UNREACHABLE_WEIGHTS)
    row["is_active"] = not world.chance(GIVEN_UP)


def _fancy(world: World, crop: str, kind: FarmKind) -> str:
    """A name that no other farm has; in a very large banner it may be taken."""
    taken = {farm.name for farm in world.farms}
    names = [f"{fancy}{crop}{CALLED[kind]}" for fancy in FANCY]
    return world.one([name for name in names if name not in taken] or names)


def _crops(world: World, village: Village) -> list[tuple[str, str]]:
    weights = [weight for _, _, weight in village.crops]
    drawn = world.rng.choices(village.crops, weights, k=world.rng.choice([1, 2, 2]))
    return list(dict.fromkeys((industry, crop) for industry, crop, _ in drawn))


def _add(
    world: World, name: str, kind: FarmKind, village: Village, household: list[Someone], members: int,
    crops: list[tuple[str, str]],
) -> FarmHere:
    """The contact speaks for the unit and must have a telephone."""
    contact = household[0]
    contact.phone = contact.phone or world.phones.next() or "19900000000"
    world.rows[Person][contact.id - 1]["phone"] = contact.phone
    own = [*household, *_others(world, village, members, household)]
    industries = sorted({industry for industry, _ in crops})
    cooperative = cooperative_of(world, kind, contact, crops)
    farm_id = world.add(
        Farm, county_code=COUNTY, kind=kind, name=name, pinyin=pinyin(name), place_code=village.code,
        contact_person_id=contact.id, phone=contact.phone, industries=industries,
        crops=[crop for _, crop in crops], parent_id=cooperative.id if cooperative else None, unreachable=None,
        is_active=True, version=1, **facts_of(world, kind, industries, contact),
    )
    for someone in own:
        world.link(FarmMember, farm_id=farm_id, person_id=someone.id)
    farm = FarmHere(farm_id, name, kind, village.code, contact, own, crops, 1.0)
    world.farms.append(farm)
    add_years(world, farm)
    return farm


def _others(world: World, village: Village, count: int, household: list[Someone]) -> list[Someone]:
    """Members from the village, then from the rest of the town: heads of households."""
    if not count:
        return []
    of_town = [other for other in world.served if other.code[:9] == village.code[:9]]
    near = [h[0] for h in village.households if h is not household]
    far = [h[0] for other in of_town if other is not village for h in other.households]
    near, far = ([someone for someone in group if someone.liveliness] for group in (near, far))
    members = world.rng.sample(near, min(count, len(near)))
    return [*members, *world.rng.sample(far, min(count - len(members), len(far)))]
