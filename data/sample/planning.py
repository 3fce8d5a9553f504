"""Which problems the year brings: when, what, whose, and how each ends. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum

from data.domain.problem import Gate, ProblemStatus, Urgency
from data.sample.matchmaking import fits, pick_expert
from data.sample.questions import INDUSTRY_WEIGHTS, Question, load_questions, spoken
from data.sample.texts import read_toml
from data.sample.world import ExpertHere, FarmHere, World

PROBLEMS = 320
SETTLED_BEFORE = 17  # days ago: what was asked before has come to its end
MONTH_WEIGHTS = [0.7, 0.9, 1.3, 1.5, 1.5, 1.4, 1.3, 1.1, 1.0, 0.8, 0.7, 0.6]


class Outcome(StrEnum):
    """How a problem's story stands today."""

    SOLVED = "solved"
    UNCONFIRMED = "unconfirmed"    # finished weeks ago, the asker was never reached
    TO_CONFIRM = "to_confirm"
    IN_PROGRESS = "in_progress"
    OFFERED = "offered"
    WAITING = "waiting"
    UNSOLVED = "unsolved"
    HANDED_OVER = "handed_over"


class Due(StrEnum):
    """When a waiting problem has to be assigned."""

    OVERDUE = "overdue"
    TODAY = "today"  # on the next working day, if today is none
    LATER = "later"


STATUS_OF = {outcome: ProblemStatus(outcome) for outcome in Outcome if outcome is not Outcome.UNCONFIRMED}
STATUS_OF[Outcome.UNCONFIRMED] = ProblemStatus.TO_CONFIRM

# Working days ago for each open problem at scale 1.
OPEN = {
    Outcome.IN_PROGRESS: [2, 2, 2, 3, 3, 4, 4, 5, 6, 8],
    Outcome.TO_CONFIRM: [5, 6, 7, 9, 10],
    Outcome.OFFERED: [1, 1, 1, 2],
    Outcome.UNSOLVED: [12],
}
# The first is an emergency of last night.
WAITING = [Due.TODAY, Due.OVERDUE, Due.TODAY, Due.LATER, Due.LATER, Due.LATER]
PATIENT = (Urgency.NORMAL, Urgency.PLANNING)
UNCONFIRMED = 7


@dataclass
class Case:
    """One problem to come. `on` is the day it is asked, `fixed` what cases.toml says beyond the question."""

    on: dt.date
    question: Question
    farm: FarmHere
    outcome: Outcome
    expert: ExpertHere | None = None
    due: Due | None = None
    fixed: dict = field(default_factory=dict)


def plan_cases(world: World) -> list[Case]:
    """All problems of the year, not yet in order of filing."""
    questions = load_questions()
    open_cases = [*_open(world, questions), *_waiting(world, questions)]
    fixed = _fixed(world)
    count = PROBLEMS * world.scale - len(open_cases) - len(fixed)
    settled = [_settled(world, questions) for _ in range(count)]
    cases = [*fixed, *open_cases, *settled]
    _keep_quotas(world, cases)
    _leave_unconfirmed(world, settled)
    for case in cases:
        needs_expert = case.outcome not in (Outcome.WAITING, Outcome.HANDED_OVER)
        if case.expert is None and needs_expert:
            case.expert = pick_expert(world, case.question, case.farm)
    return cases


def _settled(world: World, questions: list[Question]) -> Case:
    on = _some_day(world)
    question = _question_of(world, questions, on.month)
    farm = _farm_for(world, question)
    outcome = Outcome.HANDED_OVER if question.gate is Gate.HANDOVER else Outcome.SOLVED
    return Case(on, spoken(world, question, farm), farm, outcome)


def _some_day(world: World) -> dt.date:
    days = [world.today - dt.timedelta(days=ago) for ago in range(SETTLED_BEFORE, 365)]
    return world.one(days, [MONTH_WEIGHTS[day.month - 1] for day in days])


def _question_of(world: World, questions: list[Question], month: int) -> Question:
    """An industry by its share of the year, then a question that people ask in that month."""
    in_season: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if month in question.months:
            in_season[question.industry].append(question)
    industries = list(in_season)
    industry = world.one(industries, [INDUSTRY_WEIGHTS[industry] for industry in industries])
    return world.one(in_season[industry])


def _farm_for(world: World, question: Question) -> FarmHere:
    """A farm that grows it, else one of the industry, else anybody who asks."""
    def keep(of: list[FarmHere]) -> list[FarmHere]:
        return [farm for farm in of if farm.asks]

    growing = keep([farm for farm in world.farms if (question.industry, question.crop) in farm.crops])
    industry = keep([farm for farm in world.farms if question.industry in {i for i, _ in farm.crops}])
    if growing and question.crop:
        pool = growing
    else:
        pool = industry or keep(world.farms)
    return world.one(pool, [farm.asks for farm in pool])


def _open(world: World, questions: list[Question]) -> list[Case]:
    cases = []
    for outcome, days in OPEN.items():
        for ago in days * world.scale:
            on = world.workday(ago)
            question = _open_question(world, questions, on.month)
            farm = _farm_for(world, question)
            cases.append(Case(on, spoken(world, question, farm), farm, outcome))
    _busy_as_pictured(world, questions, cases)
    return cases


def _busy_as_pictured(world: World, questions: list[Question], cases: list[Case]) -> None:
    """Turn the first cases in progress into such as the experts of the reference picture have in hand."""
    in_hand = iter([case for case in cases if case.outcome is Outcome.IN_PROGRESS])
    for expert in world.experts:
        for _ in range((expert.quota or {}).get(Outcome.IN_PROGRESS, 0)):
            case = next(in_hand)
            fitting = [q for q in questions if fits(expert, q)]
            question = world.one([q for q in fitting if case.on.month in q.months] or fitting)
            case.farm = _farm_for(world, question)
            case.question, case.expert = spoken(world, question, case.farm), expert


def _open_question(world: World, questions: list[Question], month: int) -> Question:
    """Without emergencies: these never lie about for days."""
    while True:
        question = _question_of(world, questions, month)
        if question.gate not in (Gate.HANDOVER, Gate.ANIMAL_EPIDEMIC) and question.industry != "other":
            return question


def _waiting(world: World, questions: list[Question]) -> list[Case]:
    """Those that wait for the bureau: of different industries, of this season, due as WAITING says."""
    cases = []
    for _ in range(world.scale):
        taken: set[str] = set()
        for place, due in enumerate(WAITING):
            question = _waiting_question(world, questions, due, emergency=place == 0, taken=taken)
            taken.add(question.industry)
            farm = _farm_for(world, question)
            cases.append(Case(world.today, spoken(world, question, farm), farm, Outcome.WAITING, due=due))
    return cases


def _waiting_question(
    world: World, questions: list[Question], due: Due, *, emergency: bool, taken: set[str],
) -> Question:
    month = world.today.month
    if emergency:
        return world.one([q for q in questions if q.gate is Gate.ANIMAL_EPIDEMIC and month in q.months])
    while True:
        question = _open_question(world, questions, month)
        patient = world.urgencies[question.problem_types[0]] in PATIENT
        if question.industry not in taken and (patient or due is not Due.LATER):
            return question


def _fixed(world: World) -> list[Case]:
    farms = {farm.name: farm for farm in world.farms}
    experts = {expert.name: expert for expert in reversed(world.experts)}
    cases = []
    for entry in read_toml("cases.toml")["case"]:
        farm = farms[entry["farm"]]
        question = Question(
            frozenset(), entry["industry"], entry.get("crop"), tuple(entry["problem_types"]),
            Gate(entry["gate"]) if "gate" in entry else None, entry["title"], entry["text"],
        )
        question = replace(question, text=question.text.format(mu=60))
        cases.append(Case(
            _last(world, entry["on"]), question, farm, Outcome(entry["outcome"]),
            experts.get(entry.get("expert", "")), fixed=entry,
        ))
    return cases


def _last(world: World, month_day: str) -> dt.date:
    """The latest such day that is settled by now."""
    month, day = map(int, month_day.split("-"))
    latest = world.today - dt.timedelta(days=SETTLED_BEFORE)
    this_year = dt.date(latest.year, month, day)
    return this_year if this_year <= latest else dt.date(latest.year - 1, month, day)


def _keep_quotas(world: World, cases: list[Case]) -> None:
    """Give the experts of the reference picture exactly the finished cases their picture shows."""
    for expert in world.experts:
        for outcome in (Outcome.SOLVED, Outcome.UNCONFIRMED):
            own = sum(case.expert is expert and case.outcome is outcome for case in cases)
            fitting = [
                case for case in cases
                if case.expert is None and case.outcome is Outcome.SOLVED and fits(expert, case.question)
            ]
            for case in fitting[:max(0, (expert.quota or {}).get(outcome, 0) - own)]:
                case.expert, case.outcome = expert, outcome


def _leave_unconfirmed(world: World, settled: list[Case]) -> None:
    """Some askers were never reached, mostly of late."""
    recent = sorted((case for case in settled if case.outcome is Outcome.SOLVED and not case.expert), key=lambda c: c.on)
    recent = recent[-60 * world.scale:]
    for case in world.rng.sample(recent, min(len(recent), UNCONFIRMED * world.scale)):
        case.outcome = Outcome.UNCONFIRMED
