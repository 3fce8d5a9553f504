"""What projects promise and cost, bases with their chain, agreements of three parties, what towns are known for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.domain.outcome import OutcomeKind
from data.domain.projects import ProjectFacts
from data.domain.register import BaseKind, Indicator
from data.models.demo_base import BaseFarm, DemoBase
from data.models.outcome import Outcome
from data.models.project import Platform, Project, ProjectFund, ProjectTarget
from data.models.taxonomy import Flagship
from data.sample.names import pinyin
from data.sample.texts import read_toml
from data.sample.world import COUNTY, World, at

# What a project promises for a year: least and most. Most projects promise people, trainings and solved problems.
TARGETS = {
    Indicator.PEOPLE: (200, 2500), Indicator.TRAININGS: (4, 16), Indicator.SOLVED: (10, 60),
    Indicator.HOUSEHOLDS: (40, 400), Indicator.NEW_PRACTICES: (1, 5), Indicator.AREA_MU: (300, 6000),
    Indicator.TRAINING_CONTACTS: (150, 900),
}
ALWAYS = (Indicator.PEOPLE, Indicator.TRAININGS, Indicator.SOLVED)
MORE, NO_TARGETS, ENDLESS = 0.4, 0.1, dt.timedelta(days=365)
WAN = 10_000
TAKEN_UP = 0.5  # share of the farms of a base's project that do as it shows


def platform_facts(world: World, leader_id: int) -> dict[str, Any]:
    """Columns of a platform's row that are drawn, and its leader."""
    return {
        "host": world.one(read_toml("works.toml")["partners"]["hosts"]), "leader_id": leader_id,
        "founded": world.today - dt.timedelta(days=world.rng.randint(300, 2500)),
        "phone": world.phones.next() if world.chance(0.7) else None, "is_active": True,
    }


def project_facts(world: World, leader_id: int) -> dict[str, Any]:
    """Columns of a project's row that are drawn, and its leader."""
    partners = read_toml("works.toml")["partners"]["names"]
    return {
        "partners": sorted(world.rng.sample(partners, world.one([0, 1, 1, 2, 3]))), "leader_id": leader_id,
        "is_active": True,
    }


def add_money_and_targets(world: World, project: ProjectFacts) -> None:
    """Funds of one or two sources and targets of some indicators, for each year that it runs in."""
    funds = world.rng.sample(read_toml("works.toml")["fund"], world.one([1, 2, 2]))
    indicators = [one for one in TARGETS if one in ALWAYS or world.chance(MORE)]
    last = min(project.last_day or world.today, world.today + ENDLESS)
    has_targets = not world.chance(NO_TARGETS)
    for year in range(project.first_day.year, last.year + 1):
        for fund in funds:
            world.add(
                ProjectFund, project_id=project.id, year=year, source=fund["source"],
                amount_yuan=world.rng.randint(*fund["wan"]) * WAN,
            )
        for indicator in indicators if has_targets else []:
            world.add(
                ProjectTarget, project_id=project.id, year=year, indicator=indicator,
                value=_round(world.rng.randint(*TARGETS[indicator])),
            )


def add_bases(world: World) -> None:
    """Researched at a platform, shown at the base, taken up by farms of the project."""
    platforms = {row["name"]: row["id"] for row in world.rows[Platform]}
    projects = {project.name: project for project in world.projects}
    farms = {farm.name: farm.id for farm in world.farms}
    for entry in read_toml("works.toml")["base"]:
        project = projects[entry["project"]]
        base_id = world.add(
            DemoBase, county_code=COUNTY, kind=BaseKind(entry["kind"]), name=entry["key"],
            pinyin=pinyin(entry["key"]), place_code=entry["place"], area_mu=entry.get("area_mu"),
            industries=entry["industries"], platform_id=platforms.get(entry.get("platform")), project_id=project.id,
            farm_id=farms.get(entry.get("farm")), shows=entry["shows"], is_active=True, version=1,
        )
        for farm_id in sorted(project.farm_ids - {farms.get(entry.get("farm"))}):
            if world.chance(TAKEN_UP):
                world.link(BaseFarm, base_id=base_id, farm_id=farm_id)


def add_flagships(world: World, industry_ids: dict[str, int]) -> None:
    for entry in read_toml("works.toml")["flagship"]:
        world.add(
            Flagship, industry_id=industry_ids[entry["industry"]], place_code=entry["place"],
            product=entry["product"], bonus=entry["bonus"],
        )


def add_outcomes(world: World) -> None:
    """For each project with farms: last season's, asked after harvest, and this season's, still to be asked."""
    entries = {code: entry for entry in read_toml("works.toml")["outcome"] for code in entry["industries"]}
    trades = {row["id"]: row["industries"] for row in world.rows[Project]}
    for project in (one for one in world.projects if one.farm_ids):
        entry, farm_id = entries[trades[project.id][0]], min(project.farm_ids)
        for season in (world.today.year - 1, world.today.year):
            asked = season < world.today.year
            at_harvest = dt.date(season, entry["month"], 15)
            world.add(
                Outcome, project_id=project.id, farm_id=farm_id, kind=OutcomeKind(entry["kind"]), season=season,
                practice=entry["practice"], expected=entry["expected"], expected_how=entry["expected_how"],
                ask_on=at_harvest, actual=entry["actual"] if asked else None,
                actual_how=entry["actual_how"] if asked else "", told_by=entry["told_by"] if asked else "",
                written_by_id=world.officers[0], written_at=at(dt.date(season, 4, 10), 10, 0),
                asked_by_id=world.officers[0] if asked else None,
                asked_at=at(dt.date(season, 12, 5), 10, 0) if asked else None, version=1,
            )


def _round(number: int) -> int:
    """As plans are written: to tens or hundreds."""
    step = 1 if number < 20 else 10 if number < 500 else 100
    return number // step * step


