"""Platforms and projects of projects.toml, the farms on their lists, and the figure that newspapers print."""

from __future__ import annotations

import datetime as dt

from data.domain.places import within
from data.domain.projects import ProjectFacts
from data.domain.register import PlatformKind
from data.models.project import (
    Claim,
    Platform,
    PlatformExpert,
    Project,
    ProjectExpert,
    ProjectFarm,
    ProjectPlace,
)
from data.sample.names import pinyin
from data.sample.texts import read_toml
from data.sample.works import add_money_and_targets, platform_facts, project_facts
from data.sample.world import COUNTY, YEAR, World, at

ENROLLED = 0.6  # share of the fitting farms in a project's places that are on its list


def add_projects(world: World) -> None:
    ids = {expert.name: expert.id for expert in reversed(world.experts)}
    entries = read_toml("projects.toml")
    platforms = {entry["key"]: _add_platform(world, entry, ids) for entry in entries["platform"]}
    for entry in entries["project"]:
        _add_project(world, entry, ids, platforms)
    world.add(
        Claim, county_code=COUNTY, text="40余名专家 · 9大产业 · 7个苏木镇 · 31个嘎查村 · 受益6.2万人",
        figures={"experts": 40, "industries": 9, "towns": 7, "villages": 31, "people": 62000},
        source="报纸报道（未附名单）", source_en="Newspaper report (no list attached)",
        recorded_at=at(world.today - YEAR, 9, 0),
    )


def _add_platform(world: World, entry: dict, ids: dict[str, int]) -> tuple[int, frozenset[int]]:
    experts = frozenset(ids[name] for name in entry["experts"])
    platform_id = world.add(
        Platform, county_code=COUNTY, kind=PlatformKind(entry["kind"]), name=entry["key"], pinyin=pinyin(entry["key"]),
        place_code=entry["place"], industries=entry["industries"], version=1,
        **platform_facts(world, ids[entry["experts"][0]]),
    )
    for expert_id in sorted(experts):
        world.link(PlatformExpert, platform_id=platform_id, expert_id=expert_id)
    return platform_id, experts


def _add_project(world: World, entry: dict, ids: dict[str, int], platforms: dict) -> None:
    platform_id, platform_experts = platforms.get(entry.get("platform"), (None, frozenset()))
    first_day = world.today + dt.timedelta(days=entry["from"])
    last_day = world.today + dt.timedelta(days=entry["to"]) if "to" in entry else None
    experts = frozenset(ids[name] for name in entry["experts"])
    project_id = world.add(
        Project, county_code=COUNTY, platform_id=platform_id, name=entry["key"], goal=entry["goal"],
        pinyin=pinyin(entry["key"]), first_day=first_day, last_day=last_day, industries=entry["industries"], version=1,
        **project_facts(world, ids[entry["experts"][0]]),
    )
    farms = _enrolled(world, entry)
    for expert_id in sorted(experts):
        world.link(ProjectExpert, project_id=project_id, expert_id=expert_id)
    for farm_id in farms:
        world.link(ProjectFarm, project_id=project_id, farm_id=farm_id)
    for code in entry["places"]:
        world.link(ProjectPlace, project_id=project_id, place_code=code)
    facts = ProjectFacts(
        project_id, entry["key"], first_day, last_day, experts | platform_experts, frozenset(farms),
        frozenset(entry["places"]),
    )
    world.projects.append(facts)
    add_money_and_targets(world, facts)


def _enrolled(world: World, entry: dict) -> list[int]:
    industries = set(entry["industries"])
    fitting = [
        farm.id for farm in world.farms
        if industries & {industry for industry, _ in farm.crops}
        and any(within(farm.place, code) for code in entry["places"])
    ]
    return [farm_id for farm_id in fitting if world.chance(ENROLLED)]
