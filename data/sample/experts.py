"""The experts of experts.toml and colleagues.toml; a larger banner has each of them several times."""

from __future__ import annotations

import datetime as dt

from data.domain.register import ExpertKind, Title, Unreachable
from data.models.expert import Expert
from data.sample.expert_parts import add_parts, day_from
from data.sample.names import pinyin
from data.sample.sending_units import add_sending_units
from data.sample.texts import read_toml
from data.sample.world import COUNTY, ExpertHere, World

OUTCOMES = ("solved", "unconfirmed", "in_progress")
NOT_COPIED = ("cases", "in_hand", "offered", "away", "leader", "members")
NEVER_CONFIRMED = 0.05
GONE = -60  # days from today: since then those who left or never answer are sent nowhere
MONTH_DAYS = [None, None, 4, 6, 8, 10]  # how many days a month somebody has for this


def add_experts(world: World) -> None:
    """Those of the files; each further copy has another name, home and limit."""
    entries = [*read_toml("experts.toml")["expert"], *read_toml("colleagues.toml")["expert"]]
    homes = sorted({entry["home"] for entry in entries})
    units = add_sending_units(world)
    for copy in range(world.size.copies):
        for entry in entries:
            _add_expert(world, entry if copy == 0 else _copied(world, entry, homes), units)
    add_parts(world, entries)


def _copied(world: World, entry: dict, homes: list[str]) -> dict:
    name = world.names.head(mongolian="mn" in entry.get("languages", []))
    kept = {key: value for key, value in entry.items() if key not in NOT_COPIED}
    home = entry["home"] if entry.get("is_outside") else world.one(homes[1:])
    return kept | {"key": name, "home": home, "max_open": world.rng.randint(3, 7)}


def _month_days(world: World, entry: dict) -> int | None:
    """Those of the reference picture, and whom the journeys name, are held by no limit, whatever the day."""
    drawn = None if "cases" in entry else world.one(MONTH_DAYS)
    return None if entry.get("any_day") else drawn


def _add_expert(world: World, entry: dict, units: dict[str, int]) -> None:
    expert_id = world.add(
        Expert, county_code=COUNTY, kind=ExpertKind(entry.get("kind", "person")), name=entry["key"],
        pinyin=pinyin(entry["key"]), unit=entry["unit"], sending_unit_id=units.get(entry["unit"]),
        title=Title(entry["title"]), three_areas_year=_year(world, entry.get("three_areas")),
        subject=entry["subject"], profile=entry["profile"], phone=world.phones.next(),
        contact_name=_contact(world, entry), home_place=entry["home"], is_outside=entry.get("is_outside", False),
        discipline_edition="2009", disciplines=entry.get("disciplines", []), industries=entry["industries"],
        problem_types=entry["problem_types"], crops=entry.get("crops", []), languages=entry.get("languages", ["zh"]),
        max_open=entry.get("max_open", 5), month_days=_month_days(world, entry),
        leader_id=_leader(world, entry), **_term(world, entry), last_confirmed=_confirmed(world, entry),
        unreachable=Unreachable(entry["unreachable"]) if "unreachable" in entry else None,
        is_active=True, version=1,
    )
    quota = dict(zip(OUTCOMES, entry["cases"], strict=True)) if "cases" in entry else None
    world.experts.append(ExpertHere(
        expert_id, entry["key"], entry["home"], entry["industries"], entry["problem_types"], entry.get("crops", []),
        entry.get("licences", []), entry.get("pull", 1.0), quota, _in_hand(entry), entry.get("offered", 0),
        until=_until(world, entry), is_away="away" in entry,
        seasons=tuple((first, last) for first, last, _ in entry.get("seasons", [])),
    ))


def _year(world: World, ago: int | None) -> int | None:
    return None if ago is None else world.today.year - ago


def _contact(world: World, entry: dict) -> str:
    """Whoever answers for a team or a firm."""
    return "" if entry.get("kind", "person") in ("person", "reverse") else world.names.head(mongolian=False)


def _leader(world: World, entry: dict) -> int | None:
    """Leaders stand before their teams in the files, as their rows do in the table."""
    return next((expert.id for expert in world.experts if expert.name == entry.get("leader")), None)


def _term(world: World, entry: dict) -> dict[str, dt.date | None]:
    first, last = entry.get("term", (None, None))
    return {"term_first": day_from(world, first), "term_last": day_from(world, last)}


def _confirmed(world: World, entry: dict) -> dt.date | None:
    """Most were asked of late, some not for a year, a few never."""
    if "cases" in entry:
        return day_from(world, -20)
    return None if world.chance(NEVER_CONFIRMED) else day_from(world, -int(400 * world.rng.random() ** 3))


def _until(world: World, entry: dict) -> dt.date | None:
    return None if "unreachable" not in entry else day_from(world, GONE)


def _in_hand(entry: dict) -> int:
    return entry["cases"][-1] if "cases" in entry else entry.get("in_hand", 0)
