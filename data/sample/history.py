"""The year of problems: filed, assigned, visited, confirmed; written in order of filing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from data.domain.problem import ProblemStatus, Urgency
from data.models.problem import Problem
from data.sample.pictures import Picture, keep_picture
from data.sample.planning import Case
from data.sample.story import Story
from data.sample.timetable import Timetable, timetable
from data.sample.world import COUNTY, World
from data.services.context import BEIJING

BY_ACCOUNT = 0.75  # share of questions that a farm with an account files itself


@dataclass(frozen=True)
class Filing:
    case: Case
    urgency: Urgency
    account_id: int
    table: Timetable


def write_problems(world: World, cases: list[Case], pictures: dict[str, Picture]) -> None:
    """All problems with their events, assignments, visits and confirmations; numbers per year from 1."""
    running: Counter[int] = Counter()
    for filing in sorted((_filing(world, case) for case in cases), key=lambda filing: filing.table.filed):
        year = filing.table.filed.astimezone(BEIJING).year
        running[year] += 1
        problem = _problem(world, filing, f"{year}-{running[year]:04}")
        for name in filing.case.fixed.get("photos", []):
            keep_picture(world, pictures[name], filing.table.filed, filing.account_id, problem_id=problem["id"])
        Story(world, filing.case, problem, filing.urgency).tell(filing.table)


def _filing(world: World, case: Case) -> Filing:
    urgency = world.urgency(case.question.problem_types[0], case.question.gate)
    own = case.farm.account_id
    by_itself = own is not None and (case.due is not None or world.chance(BY_ACCOUNT))
    account_id = own if by_itself and own is not None else world.one(world.officers)
    return Filing(case, urgency, account_id, timetable(world, case, urgency, by_officer=not by_itself))


def _problem(world: World, filing: Filing, number: str) -> dict:
    """The row as it is filed; what follows from the events is set by `Life`."""
    case, question = filing.case, filing.case.question
    world.add(
        Problem, number=number, token=world.token(), county_code=COUNTY, place_code=case.farm.place,
        farm_id=case.farm.id, asker_name=case.farm.contact.name, asker_phone=case.farm.contact.phone,
        filed_by_id=filing.account_id, text=question.text, title=question.title,
        industry=question.industry, crop=question.crop, problem_types=list(question.problem_types),
        urgency=filing.urgency, gate=question.gate, understanding={}, status=ProblemStatus.WAITING,
        expert_id=None, created_at=filing.table.filed.astimezone(dt.UTC), due_at=None, version=1,
    )
    return world.rows[Problem][-1]
