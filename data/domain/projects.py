"""Which projects a visit probably served (docs/definitions.md, "Which project reached whom")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from data.domain.places import within


@dataclass(frozen=True)
class ProjectFacts:
    """`expert_ids`: the project's own experts and those of its platform. `last_day` None: still open."""

    id: int
    name: str
    first_day: dt.date
    last_day: dt.date | None
    expert_ids: frozenset[int] = frozenset()
    farm_ids: frozenset[int] = frozenset()
    place_codes: frozenset[str] = frozenset()


def runs_on(project: ProjectFacts, day: dt.date) -> bool:
    """True when `day` lies in the project's dates, both ends included."""
    return project.first_day <= day and (project.last_day is None or day <= project.last_day)


def serves(project: ProjectFacts, farm_id: int | None, place_code: str) -> bool:
    """True when the farm is on the project's list, or the project works in the place or one that contains it."""
    return farm_id in project.farm_ids or any(within(place_code, code) for code in project.place_codes)


def own(projects: Iterable[ProjectFacts], expert_ids: Iterable[int], day: dt.date) -> list[ProjectFacts]:
    """Those of one of `expert_ids`, by project or platform, that run on `day`: what an expert may name."""
    wanted = frozenset(expert_ids)
    return [project for project in projects if project.expert_ids & wanted and runs_on(project, day)]


def proposed(
    projects: Iterable[ProjectFacts], expert_ids: Iterable[int], farm_id: int | None, place_code: str, day: dt.date,
) -> list[ProjectFacts]:
    """`own` projects that also serve the farm or the place; the expert confirms them with one tap."""
    return [project for project in own(projects, expert_ids, day) if serves(project, farm_id, place_code)]
