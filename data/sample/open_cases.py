"""What is still open today: thirteen for the bureau, the others with the experts or with the askers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from data.domain.problem import Gate, Urgency
from data.sample.cases import Case, Due, Outcome, farm_for, in_season, question_of
from data.sample.matchmaking import ILLNESS, knows
from data.sample.questions import Question, spoken
from data.sample.world import ExpertHere, World

# Working days ago.
OPEN = {
    Outcome.IN_PROGRESS: [2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 12, 14],
    Outcome.TO_CONFIRM: [5, 6, 6, 7, 7, 9, 9, 10],
    Outcome.OFFERED: [1, 1, 1, 1, 2],
    Outcome.UNSOLVED: [12],
    Outcome.ASKED: [1],
}
# Beside last night's emergency and the unsolved one; with those offered they are eighteen. Three orchards ask about
# water for the first time, which only one expert knows, and he has two places left.
ORCHARD_WATER = "I4", "P05"
WAITING = [(Due.OVERDUE, None), *[(Due.TODAY, ORCHARD_WATER)] * 3, *[(Due.LATER, None)] * 7]
MOST_ALIKE = 2  # of one industry among those that wait, orchards apart
PATIENT = (Urgency.NORMAL, Urgency.PLANNING)

Wanted = Callable[[Question], bool]


def open_cases(world: World, questions: list[Question]) -> list[Case]:
    """For each copy one backlog; the experts of the reference picture have theirs in hand in the first."""
    cases = []
    for copy in range(world.size.copies):
        backlog = Backlog(world, questions)
        backlog.add_waiting()
        pinned = _pinned(world) if copy == 0 else {}
        for outcome, days in OPEN.items():
            having = pinned.get(outcome, [])
            for ago in days:
                expert = having.pop() if having else None
                backlog.add_with(expert, world.workday(ago), outcome)
        cases += backlog.cases
    return cases


def _pinned(world: World) -> dict[Outcome, list[ExpertHere]]:
    return {
        Outcome.IN_PROGRESS: [expert for expert in world.experts for _ in range(expert.in_hand)],
        Outcome.OFFERED: [expert for expert in world.experts for _ in range(expert.offered)],
    }


class Backlog:
    """Cases of this season; no question and no farm twice. What waits came in the evening, by accounts."""

    def __init__(self, world: World, questions: list[Question]):
        self._world, self._questions = world, questions
        self.cases: list[Case] = []

    def add_waiting(self) -> None:
        """The emergency first."""
        today = self._world.today
        self._add(today, Outcome.WAITING, lambda q: q.gate is Gate.ANIMAL_EPIDEMIC, due=Due.TODAY)
        for due, subject in WAITING:
            wanted = self._may_wait(due)
            self._add(today, Outcome.WAITING, self._of(*subject, wanted) if subject else self._rare(wanted), due=due)

    def add_with(self, expert: ExpertHere | None, on: dt.date, outcome: Outcome) -> None:
        """A case of `expert`'s own subject, in a bad season of their industry; or of any."""
        def ordinary(question: Question) -> bool:
            urgency = self._world.urgencies[question.problem_types[0]]
            soon = urgency is not Urgency.PLANNING or outcome is not Outcome.UNSOLVED
            treated_at_once = question.problem_types[0] == ILLNESS
            return _is_ordinary(question) and bool(question.months) and not treated_at_once and soon

        def own(question: Question) -> bool:
            return ordinary(question) and (expert is None or knows(expert, question))

        def near(question: Question) -> bool:
            return ordinary(question) and expert is not None and question.industry in expert.industries

        season = in_season(self._questions, on.month)
        wanted = own if any(own(question) for question in season) else near
        self._add(on, outcome, wanted, expert=expert)

    def _may_wait(self, due: Due) -> Wanted:
        def wanted(question: Question) -> bool:
            patient = self._world.urgencies[question.problem_types[0]] in PATIENT
            return _is_ordinary(question) and (patient or due is not Due.LATER)

        return wanted

    def _of(self, industry: str, problem_type: str, wanted: Wanted) -> Wanted:
        return lambda q: q.industry == industry and q.problem_types[0] == problem_type and wanted(q)

    def _rare(self, wanted: Wanted) -> Wanted:
        """Of an industry that does not wait several times already."""
        waiting = Counter(case.question.industry for case in self.cases)
        return lambda q: waiting[q.industry] < MOST_ALIKE and bool(q.months) and wanted(q)

    def _add(
        self, on: dt.date, outcome: Outcome, wanted: Wanted, *,
        due: Due | None = None, expert: ExpertHere | None = None,
    ) -> None:
        topics = {case.question.topic for case in self.cases}
        new = [question for question in self._questions if not question.months]
        fitting = [question for question in [*new, *in_season(self._questions, on.month)] if wanted(question)]
        question = question_of(self._world, [q for q in fitting if q.topic not in topics] or fitting)
        used = {case.farm.id for case in self.cases}
        silent = {farm.id for farm in self._world.farms if due and farm.account_id is None}
        farm = farm_for(self._world, question, frozenset(used | silent))
        words = spoken(self._world, question, farm)
        self.cases.append(Case(on, words, farm, outcome, expert, due, is_pinned=expert is not None))


def _is_ordinary(question: Question) -> bool:
    """Emergencies never lie about for days, and what is handed over has gone."""
    return question.gate not in (Gate.HANDOVER, Gate.ANIMAL_EPIDEMIC) and question.industry != "other"
