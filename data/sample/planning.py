"""Which problems eighteen months bring: when, what, whose, and how each ends. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from data.domain.problem import Gate
from data.sample.cases import Case, Outcome, farm_for, in_season, question_of
from data.sample.matchmaking import fits, pick_expert
from data.sample.open_cases import open_cases
from data.sample.questions import Question, load_questions, spoken
from data.sample.size import HISTORY_DAYS
from data.sample.texts import read_toml
from data.sample.ties import let_farms_refuse
from data.sample.world import World

UNCONFIRMED = 0.02  # share of all problems, beside those of the reference picture
WITH_EXPERT = (Outcome.OFFERED, Outcome.IN_PROGRESS)
SETTLED_BEFORE = 17  # days ago: what was asked before has come to its end
MONTH_WEIGHTS = [0.7, 0.9, 1.3, 1.5, 1.4, 1.3, 1.3, 1.1, 1.0, 1.0, 0.8, 0.7]


def plan_cases(world: World) -> list[Case]:
    """All problems, not yet in order of filing; none for which nobody has time that day."""
    questions = load_questions()
    going_on, fixed = open_cases(world, questions), _fixed(world)
    count = world.size.problems * world.size.copies - len(going_on) - len(fixed)
    settled = [_settled(world, questions, on) for on in _some_days(world, count)]
    cases = [*fixed, *going_on, *settled]
    _keep_quotas(world, cases)
    _leave_unconfirmed(world, settled)
    for case in cases:
        if case.expert is None and _needs_expert(case):
            is_open = case.outcome in WITH_EXPERT
            case.expert = pick_expert(world, case.question, case.farm, case.on, is_open=is_open)
    cases = [case for case in cases if case.expert or not _needs_expert(case)]
    let_farms_refuse(world, cases)
    return cases


def _needs_expert(case: Case) -> bool:
    return case.outcome not in (Outcome.WAITING, Outcome.ASKED, Outcome.HANDED_OVER)


def _settled(world: World, questions: list[Question], on: dt.date) -> Case:
    question = question_of(world, in_season(questions, on.month))
    farm = farm_for(world, question)
    outcome = Outcome.HANDED_OVER if question.gate is Gate.HANDOVER else Outcome.SOLVED
    return Case(on, spoken(world, question, farm), farm, outcome)


def _some_days(world: World, count: int) -> list[dt.date]:
    days = [world.today - dt.timedelta(days=ago) for ago in range(SETTLED_BEFORE, HISTORY_DAYS)]
    return world.rng.choices(days, [MONTH_WEIGHTS[day.month - 1] for day in days], k=count)


def _fixed(world: World) -> list[Case]:
    farms = {farm.name: farm for farm in world.farms}
    experts = {expert.name: expert for expert in reversed(world.experts)}
    cases = []
    for entry in read_toml("cases.toml")["case"]:
        farm = farms[entry["farm"]]
        question = Question(
            entry["title"], frozenset(), entry["industry"], entry.get("crop"), tuple(entry["problem_types"]),
            Gate(entry["gate"]) if "gate" in entry else None, entry["title"], entry["text"],
        )
        question = replace(question, text=question.text.format(mu=60))
        cases.append(Case(
            _day_of(world, entry), question, farm, Outcome(entry["outcome"]),
            experts.get(entry.get("expert", "")), fixed=entry,
        ))
    return cases


def _day_of(world: World, entry: dict) -> dt.date:
    return world.today - dt.timedelta(days=entry["ago"]) if "ago" in entry else _last(world, entry["on"])


def _last(world: World, month_day: str) -> dt.date:
    """The latest such day that is settled by now."""
    month, day = map(int, month_day.split("-"))
    latest = world.today - dt.timedelta(days=SETTLED_BEFORE)
    this_year = dt.date(latest.year, month, day)
    return this_year if this_year <= latest else dt.date(latest.year - 1, month, day)


def _keep_quotas(world: World, cases: list[Case]) -> None:
    """Give the experts of the reference picture exactly the finished cases their picture shows."""
    pictured = [(expert, expert.quota) for expert in world.experts if expert.quota is not None]
    for expert, quota in pictured:
        for outcome in (Outcome.SOLVED, Outcome.UNCONFIRMED):
            own = sum(case.expert is expert and case.outcome is outcome for case in cases)
            fitting = [
                case for case in cases
                if case.expert is None and case.outcome is Outcome.SOLVED and fits(expert, case.question)
            ]
            for case in _spread(fitting, quota[outcome] - own):
                case.expert, case.outcome = expert, outcome


def _spread(cases: list[Case], count: int) -> list[Case]:
    """`count` of them over the year, the latest among them; none for 0 or less."""
    newest_first = sorted(cases, key=lambda case: case.on, reverse=True)
    return newest_first[::max(1, len(cases) // max(1, count))][:max(0, count)]


def _leave_unconfirmed(world: World, settled: list[Case]) -> None:
    """Some askers were never reached, mostly of late."""
    closed = [case for case in settled if case.outcome is Outcome.SOLVED and not case.expert]
    recent = sorted(closed, key=lambda case: case.on)[-len(closed) // 5:]
    for case in world.rng.sample(recent, min(len(recent), round(UNCONFIRMED * len(closed)))):
        case.outcome = Outcome.UNCONFIRMED
