"""The year of problems: filed, assigned, visited, confirmed; written in order of filing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from data.domain.problem import ProblemStatus, Urgency
from data.models.problem import Problem
from data.sample.cases import Case, Outcome
from data.sample.pictures import Picture, keep_picture
from data.sample.story import Story
from data.sample.timetable import Timetable, timetable
from data.sample.world import COUNTY, World
from data.services.context import BEIJING
from matching.text import Understanding

BY_ACCOUNT = 0.75  # share of questions that a farm with an account files itself
LEFT_OPEN = 60  # a bench's hundreds of other open problems do without a recommendation
OVER = (Outcome.SOLVED, Outcome.UNCONFIRMED, Outcome.HANDED_OVER)

Read = Callable[[str], Understanding]


@dataclass(frozen=True, eq=False)
class Filing:
    case: Case
    urgency: Urgency
    account_id: int
    table: Timetable


def write_problems(world: World, cases: list[Case], pictures: dict[str, Picture], read: Read) -> list[Story]:
    """All problems, numbered per year from 1, with everything that has happened to those that are over.

    Returns the newest stories that still go on, told only as far as their filing.
    """
    filings = sorted((_filing(world, case) for case in cases), key=lambda filing: filing.table.filed)
    left_open = [filing for filing in filings if filing.case.outcome not in OVER][-LEFT_OPEN:]
    going_on = []
    for filing, number in _numbered(filings):
        problem = _problem(world, filing, number, read)
        for name in filing.case.fixed.get("photos", []):
            keep_picture(world, pictures[name], filing.table.filed, filing.account_id, problem_id=problem["id"])
        story = Story(world, filing.case, problem, filing.urgency, filing.table)
        story.begin()
        if filing in left_open:
            going_on.append(story)
        else:
            story.go_on()
    return going_on


def _numbered(filings: list[Filing]) -> Iterator[tuple[Filing, str]]:
    running: Counter[int] = Counter()
    for filing in filings:
        year = filing.table.filed.astimezone(BEIJING).year
        running[year] += 1
        yield filing, f"{year}-{running[year]:04}"


def _filing(world: World, case: Case) -> Filing:
    urgency = world.urgency(case.question.problem_types[0], case.question.gate)
    own = case.farm.account_id
    by_itself = own is not None and (case.due is not None or world.chance(BY_ACCOUNT))
    account_id = own if by_itself and own is not None else world.one(world.officers)
    return Filing(case, urgency, account_id, timetable(world, case, urgency, by_officer=not by_itself))


def _problem(world: World, filing: Filing, number: str, read: Read) -> dict:
    """The row as it is filed, the reading already put right; what follows from the events is set by `Life`."""
    case, question = filing.case, filing.case.question
    understanding = {**asdict(read(question.text)), "types_stated": True}
    world.add(
        Problem, number=number, token=world.token(), county_code=COUNTY, place_code=case.farm.place,
        farm_id=case.farm.id, asker_name=case.farm.contact.name, asker_phone=case.farm.contact.phone,
        filed_by_id=filing.account_id, text=question.text, title=question.title,
        industry=None if question.industry == "other" else question.industry,
        crop=question.crop, problem_types=list(question.problem_types),
        urgency=filing.urgency, gate=question.gate, understanding=understanding, status=ProblemStatus.WAITING,
        expert_id=None, created_at=filing.table.filed.astimezone(dt.UTC), due_at=None, version=1,
    )
    return world.rows[Problem][-1]
