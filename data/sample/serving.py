"""Visits: who came, who was there, by what evidence; every step with its event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.domain.projects import ProjectFacts, proposed
from data.domain.register import FarmKind, Licence
from data.domain.visit import VisitEventKind, VisitKind, VisitStatus, next_visit_status
from data.models.visit import SignedList, Visit, VisitEvent, VisitExpert, VisitPerson, VisitProject
from data.sample.pictures import Picture, keep_picture
from data.sample.questions import Question
from data.sample.world import COUNTY, ExpertHere, FarmHere, Someone, World

NO_PROJECT = 0.12  # share of fitting visits that the expert put under no project
NEAR = 250  # a larger crowd is drawn from first
PLANT_TYPES, ANIMAL_TYPES = ("P01", "P02", "P03"), ("P11", "P12")


@dataclass
class Served:
    """A visit and what its later steps change."""

    world: World
    row: dict[str, Any]
    account_id: int
    links: dict[int, dict[str, Any]] = field(default_factory=dict)
    steps: int = 0

    def step(self, kind: VisitEventKind, moment: dt.datetime, account_id: int, **details: Any) -> None:
        before = self.row["status"] if self.steps else None
        self.row["status"] = next_visit_status(before, kind)
        self.steps += 1
        self.world.add(
            VisitEvent, visit_id=self.row["id"], sequence=self.steps, kind=kind, at=moment, account_id=account_id,
            details=details,
        )


@dataclass(frozen=True)
class Occasion:
    """What is known of a visit before people come. `number` and `problem_id` as the visit's row has them.

    `project`: what it was held for; else the expert says, and now and then names none.
    """

    number: str
    kind: VisitKind
    expert: ExpertHere
    place: str
    industry: str | None
    day: dt.date
    logged_at: dt.datetime
    advice: str
    problem_id: int | None = None
    farm: FarmHere | None = None
    product: tuple[str, str, int] | None = None
    follow_up_on: dt.date | None = None
    project: ProjectFacts | None = None


def log_visit(world: World, occasion: Occasion, people: Sequence[Someone], unnamed: int) -> Served:
    """Write the visit, its links and its first event."""
    expert, farm = occasion.expert, occasion.farm
    people = apart(world, people)
    product, dose, waiting_days = occasion.product or (None, None, None)
    visit_id = world.add(
        Visit, number=occasion.number, token=world.token(), county_code=COUNTY, problem_id=occasion.problem_id,
        farm_id=farm.id if farm else None, place_code=occasion.place, industry=occasion.industry, kind=occasion.kind,
        service_day=occasion.day, advice=occasion.advice, product=product, dose=dose, waiting_days=waiting_days,
        head_count=len(people) + unnamed, follow_up_on=occasion.follow_up_on, status=VisitStatus.LOGGED,
        logged_by_id=expert.account_id, logged_at=occasion.logged_at, version=1,
    )
    served = Served(world, world.rows[Visit][-1], expert.account_id)
    world.link(VisitExpert, visit_id=visit_id, expert_id=expert.id)
    projects = _projects(world, occasion)
    for project_id in projects:
        world.link(VisitProject, visit_id=visit_id, project_id=project_id)
    for someone in people:
        served.links[someone.id] = {
            "visit_id": visit_id, "person_id": someone.id, "list_id": None, "confirmation_id": None,
        }
        world.rows[VisitPerson].append(served.links[someone.id])
    served.step(
        VisitEventKind.LOGGED, occasion.logged_at, expert.account_id, person_ids=list(served.links),
        heads=served.row["head_count"], project_ids=projects, known=[], doubtful=[],
    )
    return served


def apart(world: World, people: Sequence[Someone]) -> list[Someone]:
    """Each person once; of two records that may be one person only the first."""
    kept: dict[int, Someone] = {}
    for someone in people:
        if world.partner.get(someone.id) not in kept:
            kept[someone.id] = someone
    return list(kept.values())


def _projects(world: World, occasion: Occasion) -> list[int]:
    farm_id = occasion.farm.id if occasion.farm else None
    fitting = proposed(world.projects, [occasion.expert.id], farm_id, occasion.place, occasion.day)
    if occasion.project:
        return sorted({occasion.project.id, *(project.id for project in fitting)})
    return [] if world.chance(NO_PROJECT) else sorted(project.id for project in fitting)


def attach_list(served: Served, scan: Picture, moment: dt.datetime) -> None:
    """A signed list of everyone named."""
    world = served.world
    file_id = keep_picture(world, scan, moment, served.account_id, visit_id=served.row["id"], kind="list")
    list_id = world.add(
        SignedList, visit_id=served.row["id"], file_id=file_id, attached_by_id=served.account_id, attached_at=moment,
    )
    for link in served.links.values():
        link["list_id"] = list_id
    served.step(
        VisitEventKind.LIST_ATTACHED, moment, served.account_id, list_id=list_id, person_ids=sorted(served.links),
        filename="签到名单.jpg",
    )


def confirm_visit(served: Served, farm: FarmHere, confirmation_id: int, moment: dt.datetime, account_id: int) -> None:
    """Grade B for the farm's contact and its own members who were there."""
    own = {farm.contact.id, *(someone.id for someone in farm.own)}
    lifted = sorted(own & set(served.links))
    for person_id in lifted:
        served.links[person_id]["confirmation_id"] = confirmation_id
    served.step(
        VisitEventKind.CONFIRMED, moment, account_id, confirmation_id=confirmation_id, person_ids=lifted,
    )


def present(world: World, farm: FarmHere, kind: VisitKind) -> tuple[list[Someone], int]:
    """Who of the farm and the village was there, and how many more nobody wrote down."""
    if kind is VisitKind.REMOTE:
        return [farm.contact], 0
    lively = [someone for someone in farm.own if someone.liveliness and someone is not farm.contact]
    if farm.kind is FarmKind.COOPERATIVE:
        most = 26 if kind is VisitKind.GROUP else 12
        members = world.rng.sample(lively, min(len(lively), world.rng.randint(3, most)))
        return [farm.contact, *members], world.one([0, 0, 0, 0, 1, 3])
    members = [someone for someone in lively if world.chance(0.45)]
    neighbours = some_of(world, world.villages[farm.place].people, world.one([0, 0, 1, 2, 3, 5]))
    return [farm.contact, *members, *neighbours], world.one([0, 0, 0, 0, 0, 2])


def some_of(world: World, people: Sequence[Someone], count: int) -> list[Someone]:
    """Up to `count` different people; the lively come more often, the quiet never."""
    near = world.rng.sample(people, NEAR) if len(people) > NEAR else people
    lively = [someone for someone in near if someone.liveliness]
    keys = {someone.id: world.rng.random() ** (1 / someone.liveliness) for someone in lively}
    return sorted(lively, key=lambda someone: keys[someone.id], reverse=True)[:count]


def product_for(world: World, expert: ExpertHere, question: Question) -> tuple[str, str, int] | None:
    """(product, dose, waiting days) or None. Generic words: a demonstration must not prescribe."""
    problem_type = question.problem_types[0]
    if problem_type in PLANT_TYPES and question.crop and world.chance(0.45):
        return f"登记在{question.crop}上的低毒药剂", "按标签用量", world.one([7, 10, 14])
    if problem_type in ANIMAL_TYPES and Licence.VETERINARIAN in expert.licences and world.chance(0.5):
        return "处方兽药（见处方笺）", "按体重，见处方笺", world.one([14, 28])
    return None
