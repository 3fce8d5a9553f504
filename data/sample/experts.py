"""The experts of experts.toml and colleagues.toml; a larger banner has each of them several times."""

from __future__ import annotations

import datetime as dt

from data.domain.register import ExpertKind, Licence, Title
from data.models.expert import Expert, ExpertAbsence, ExpertLicence
from data.sample.names import pinyin
from data.sample.texts import read_toml
from data.sample.world import COUNTY, ExpertHere, World

OUTCOMES = ("solved", "unconfirmed", "in_progress")


def add_experts(world: World) -> None:
    """Those of the files; each further copy has another name, home and limit."""
    entries = [*read_toml("experts.toml")["expert"], *read_toml("colleagues.toml")["expert"]]
    homes = sorted({entry["home"] for entry in entries})
    for copy in range(world.size.copies):
        for entry in entries:
            _add_expert(world, entry if copy == 0 else _copied(world, entry, homes))


def _copied(world: World, entry: dict, homes: list[str]) -> dict:
    name = world.names.head(mongolian="mn" in entry.get("languages", []))
    kept = {key: value for key, value in entry.items() if key not in ("cases", "in_hand", "offered", "away")}
    home = entry["home"] if entry.get("is_outside") else world.one(homes[1:])
    return kept | {"key": name, "home": home, "max_open": world.rng.randint(3, 7)}


def _add_expert(world: World, entry: dict) -> None:
    confirmed = world.today - dt.timedelta(days=20 if "cases" in entry else int(400 * world.rng.random() ** 3))
    expert_id = world.add(
        Expert, county_code=COUNTY, kind=ExpertKind(entry.get("kind", "person")), name=entry["key"],
        pinyin=pinyin(entry["key"]), unit=entry["unit"], title=Title(entry["title"]), subject=entry["subject"],
        profile=entry["profile"], phone=world.phones.next(), home_place=entry["home"],
        is_outside=entry.get("is_outside", False), disciplines=entry.get("disciplines", []),
        industries=entry["industries"], problem_types=entry["problem_types"], crops=entry.get("crops", []),
        languages=entry.get("languages", ["zh"]),
        max_open=entry.get("max_open", 5), is_active=entry.get("active", True), last_confirmed=confirmed, version=1,
    )
    for kind in entry.get("licences", []):
        world.add(ExpertLicence, expert_id=expert_id, kind=Licence(kind))
    for first, last, reason in entry.get("away", []):
        world.add(
            ExpertAbsence, expert_id=expert_id, first_day=world.today + dt.timedelta(days=first),
            last_day=world.today + dt.timedelta(days=last), reason=reason,
        )
    quota = dict(zip(OUTCOMES, entry["cases"], strict=True)) if "cases" in entry else None
    world.experts.append(ExpertHere(
        expert_id, entry["key"], entry["home"], entry["industries"], entry["problem_types"], entry.get("crops", []),
        entry.get("licences", []), entry.get("pull", 1.0), quota, _in_hand(entry), entry.get("offered", 0),
        "away" in entry,
    ))


def _in_hand(entry: dict) -> int:
    return entry["cases"][-1] if "cases" in entry else entry.get("in_hand", 0)
