"""What is still open today: seven for the bureau, some with the experts, some with the askers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from data.domain.problem import Gate, Urgency
from data.sample.cases import Case, Due, Outcome, farm_for, in_season, question_of
from data.sample.matchmaking import knows
from data.sample.questions import Question, spoken
from data.sample.world import ExpertHere, World

# Working days ago.
OPEN = {
    Outcome.IN_PROGRESS: [2, 2, 2, 3, 3, 4, 4, 5, 6, 8],
    Outcome.TO_CONFIRM: [5, 6, 7, 9, 10],
    Outcome.OFFERED: [1, 1, 1, 2],
    Outcome.UNSOLVED: [12],
}
# Beside last night's emergency; that and the unsolved one are due today.
WAITING = [Due.OVERDUE, Due.LATER, Due.LATER, Due.LATER, Due.LATER]
PATIENT = (Urgency.NORMAL, Urgency.PLANNING)
ILLNESS = "P12"  # treated within days, one way or the other

Wanted = Callable[[Question], bool]


def open_cases(world: World, questions: list[Question]) -> list[Case]:
    """At each scale step one backlog; the experts of the reference picture have theirs in hand in the first."""
    cases = []
    for copy in range(world.scale):
        backlog = Backlog(world, questions)
        backlog.add_waiting()
        in_hand = _pictured(world) if copy == 0 else []
        for outcome, days in OPEN.items():
            for ago in days:
                expert = in_hand.pop() if in_hand and outcome is Outcome.IN_PROGRESS else None
                backlog.add_with(expert, world.workday(ago), outcome)
        cases += backlog.cases
    return cases


def _pictured(world: World) -> list[ExpertHere]:
    return [expert for expert in world.experts for _ in range(expert.in_hand)]


class Backlog:
    """Cases of this season; no question and no farm twice. What waits came in the evening, by accounts."""

    def __init__(self, world: World, questions: list[Question]):
        self._world, self._questions = world, questions
        self.cases: list[Case] = []

    def add_waiting(self) -> None:
        """Of different industries, the emergency first."""
        today = self._world.today
        self._add(today, Outcome.WAITING, lambda q: q.gate is Gate.ANIMAL_EPIDEMIC, due=Due.TODAY)
        for due in WAITING:
            self._add(today, Outcome.WAITING, self._is_new_and(due), due=due)

    def add_with(self, expert: ExpertHere | None, on: dt.date, outcome: Outcome) -> None:
        """A case of `expert`'s own subject, or of any."""
        def wanted(question: Question) -> bool:
            urgency = self._world.urgencies[question.problem_types[0]]
            soon = urgency is not Urgency.PLANNING or outcome is not Outcome.UNSOLVED
            own = expert is None or knows(expert, question)
            return _is_ordinary(question) and question.problem_types[0] != ILLNESS and soon and own

        self._add(on, outcome, wanted, expert=expert)

    def _is_new_and(self, due: Due) -> Wanted:
        taken = {case.question.industry for case in self.cases}

        def wanted(question: Question) -> bool:
            patient = self._world.urgencies[question.problem_types[0]] in PATIENT
            return _is_ordinary(question) and question.industry not in taken and (patient or due is not Due.LATER)

        return wanted

    def _add(
        self, on: dt.date, outcome: Outcome, wanted: Wanted, *,
        due: Due | None = None, expert: ExpertHere | None = None,
    ) -> None:
        titles = {case.question.title for case in self.cases}
        fitting = [q for q in in_season(self._questions, on.month) if wanted(q)]
        question = question_of(self._world, [q for q in fitting if q.title not in titles] or fitting)
        used = {case.farm.id for case in self.cases}
        silent = {farm.id for farm in self._world.farms if due and farm.account_id is None}
        farm = farm_for(self._world, question, frozenset(used | silent))
        self.cases.append(Case(on, spoken(self._world, question, farm), farm, outcome, expert, due))


def _is_ordinary(question: Question) -> bool:
    """Emergencies never lie about for days, and what is handed over has gone."""
    return question.gate not in (Gate.HANDOVER, Gate.ANIMAL_EPIDEMIC) and question.industry != "other"
