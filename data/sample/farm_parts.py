"""What hangs on a served unit beside its people: area and head per year, badge, needs, cooperative, when checked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.domain.register import DemoLevel, FarmKind
from data.models.farm import FarmMember, FarmYear
from data.sample.texts import read_groups
from data.sample.world import FarmHere, Someone, World

# What a household has of an industry: least and most, in mu, or in head where there are animals.
AREAS = {"I1": (20, 120), "I2": (15, 100), "I3": (2, 12), "I4": (4, 40), "I8": (150, 2400)}
HEADS = {"I5": (60, 320), "I6": (40, 260), "I7": (6, 50)}
TIMES = {
    FarmKind.HOUSEHOLD: 1, FarmKind.FAMILY_FARM: 3, FarmKind.COOPERATIVE: 12, FarmKind.FIRM: 6, FarmKind.COLLECTIVE: 8,
}
YEARS = 3  # this one and those before it
CHANGE = 0.15  # from year to year
UNKNOWN = 0.12  # share of units whose areas and heads nobody has asked for
BADGED = 0.3  # share of family farms and cooperatives with a badge
LEVELS, LEVEL_WEIGHTS = list(DemoLevel), [6.0, 3.0, 1.5, 0.5]
WITH_NEED, NEVER_CHECKED, IN_COOPERATIVE = 0.35, 0.08, 0.6
OF_HOUSES = (FarmKind.HOUSEHOLD, FarmKind.FAMILY_FARM)


def facts_of(world: World, kind: FarmKind, industries: list[str], contact: Someone) -> dict[str, Any]:
    """Columns of the unit's row that are drawn."""
    has_badge = kind in (FarmKind.FAMILY_FARM, FarmKind.COOPERATIVE) and world.chance(BADGED)
    needs = read_groups("needs.tsv", "industry", "text")
    checked = world.today - dt.timedelta(days=int(700 * world.rng.random() ** 2))
    return {
        "credit_code": "", "contact_name": "" if kind is FarmKind.HOUSEHOLD else contact.name,
        "household_no": f"{contact.place[-6:]}-{contact.household_id:05}" if kind in OF_HOUSES else "",
        "language": "mn" if world.names.is_mongolian(contact.name) else "zh",
        "need": world.one(needs[world.one(industries)]) if world.chance(WITH_NEED) else "",
        "demo_level": world.one(LEVELS, LEVEL_WEIGHTS) if has_badge else None,
        "demo_year": world.today.year - world.rng.randint(0, 6) if has_badge else None,
        "last_confirmed": None if world.chance(NEVER_CHECKED) else checked,
    }


def add_years(world: World, farm: FarmHere) -> None:
    """One line per year and industry; for industries without land or animals there is nothing to ask."""
    if world.chance(UNKNOWN):
        return
    for industry in sorted({industry for industry, _ in farm.crops} & {*AREAS, *HEADS}):
        least, most = AREAS.get(industry) or HEADS[industry]
        amount = world.rng.randint(least, most) * TIMES[farm.kind]
        for year in range(world.today.year - YEARS + 1, world.today.year + 1):
            world.add(
                FarmYear, farm_id=farm.id, year=year, industry=industry,
                area_mu=amount if industry in AREAS else None, heads=amount if industry in HEADS else None,
            )
            amount = max(1, round(amount * world.rng.uniform(1 - CHANGE, 1 + CHANGE)))


def cooperative_of(world: World, kind: FarmKind, contact: Someone, crops: list[tuple[str, str]]) -> FarmHere | None:
    """The cooperative of the town that the house belongs to: it is a member, or now becomes one."""
    near = [
        farm for farm in world.farms
        if farm.kind is FarmKind.COOPERATIVE and farm.place[:9] == contact.place[:9] and set(farm.crops) & set(crops)
    ]
    if kind not in OF_HOUSES or not near or not world.chance(IN_COOPERATIVE):
        return None
    joined = world.one(near)
    if contact not in joined.own:
        joined.own.append(contact)
        world.link(FarmMember, farm_id=joined.id, person_id=contact.id)
    return joined
