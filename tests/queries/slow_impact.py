"""The definitions once more, as plain loops over all rows: slow, and easy to check against docs/definitions.md."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.domain.problem import ProblemStatus
from data.domain.register import FarmKind, PairDecision
from data.domain.visit import VisitKind, VisitStatus
from data.models.farm import Farm
from data.models.person import IdentityPair, Person
from data.models.place import Place
from data.models.problem import Problem
from data.models.visit import Visit, VisitExpert, VisitPerson, VisitProject
from data.queries.impact_scope import NO_PROJECT, ImpactScope, PlacesAs
from data.reach.interval import Interval

BEIJING = dt.timezone(dt.timedelta(hours=8))


class SlowImpact:
    def __init__(self, session: Session, scope: ImpactScope):
        def rows(model):
            return list(session.scalars(select(model)))

        self.scope = scope
        self.persons = {person.id: person for person in rows(Person)}
        self.farms = {farm.id: farm for farm in rows(Farm)}
        self.places = rows(Place)
        self.kinds = {place.code: place.kind for place in self.places}
        self.all_visits = [v for v in rows(Visit) if v.status in (VisitStatus.LOGGED, VisitStatus.CONFIRMED)]
        self.links = rows(VisitPerson)
        self.projects_of = {
            visit.id: {link.project_id for link in rows(VisitProject) if link.visit_id == visit.id}
            for visit in self.all_visits
        }
        self.experts_of = {
            visit.id: {link.expert_id for link in rows(VisitExpert) if link.visit_id == visit.id}
            for visit in self.all_visits
        }
        self.visits = [visit for visit in self.all_visits if self._in_scope(visit)]
        self.problems = [problem for problem in rows(Problem) if self._was_asked_here(problem)]
        self.groupings = list(self._possible_groupings(rows(IdentityPair)))

    # -- who is who

    def person(self, record_id: int) -> int:
        return self.persons[record_id].same_as_id or record_id

    def _possible_groupings(self, pairs):
        waiting = [p for p in pairs if p.decision is PairDecision.WAITING]
        decided = [p for p in pairs if p.decision is PairDecision.DIFFERENT]
        for answers in product((True, False), repeat=len(waiting)):
            group = {record: self.person(record) for record in self.persons}
            for pair, is_same in zip(waiting, answers, strict=True):
                if is_same:
                    old, new = group[pair.person_a_id], group[pair.person_b_id]
                    group = {record: new if name == old else name for record, name in group.items()}
            apart = decided + [pair for pair, is_same in zip(waiting, answers, strict=True) if not is_same]
            if all(group[p.person_a_id] != group[p.person_b_id] or self._is_contradiction(p) for p in apart):
                yield group

    def _is_contradiction(self, pair) -> bool:
        """Both records were merged already: the pair has nothing left to decide."""
        return self.person(pair.person_a_id) == self.person(pair.person_b_id)

    def least(self, records: set[int]) -> int:
        return min(len({group[record] for record in records}) for group in self.groupings)

    # -- where

    def at(self, row) -> str:
        return row.current_place if self.scope.places_as is PlacesAs.NOW else row.place_code

    def _lies_in(self, row) -> bool:
        return row.current_place.startswith(self.scope.area_code) and self.at(row).startswith(self.scope.town or "")

    def _existed(self, place: Place) -> bool:
        if self.scope.places_as is PlacesAs.NOW:
            return place.valid_to is None
        first, last = place.valid_from or dt.date.min, (place.valid_to or dt.date.max) - dt.timedelta(days=1)
        return first <= last and first <= self.scope.last_day and last >= self.scope.first_day

    # -- what counts

    def _in_scope(self, visit: Visit) -> bool:
        scope = self.scope
        return (
            visit.county_code == scope.area_code[:6]
            and scope.first_day <= visit.service_day <= scope.last_day
            and self._lies_in(visit)
            and scope.industry in (None, visit.industry)
            and self._is_of_project(visit)
        )

    def _is_of_project(self, visit: Visit) -> bool:
        served = self.projects_of[visit.id]
        return self.scope.project_id is None or self.scope.project_id in (served or {NO_PROJECT})

    def _was_asked_here(self, problem: Problem) -> bool:
        scope = self.scope
        return (
            scope.first_day <= problem.created_at.astimezone(BEIJING).date() <= scope.last_day
            and self._lies_in(problem)
            and scope.industry in (None, problem.industry)
            and scope.project_id is None
        )

    def grades(self, visit: Visit) -> dict[int, str]:
        """Each person of a visit with the better grade of merged records."""
        found: dict[int, str] = {}
        for link in self.links:
            if link.visit_id == visit.id:
                grade = "A" if link.list_id else "B" if link.confirmation_id else "C"
                person = self.person(link.person_id)
                found[person] = min(grade, found.get(person, "Z"))
        return found

    def heads(self, visits) -> int:
        return sum(visit.head_count - sum(link.visit_id == visit.id for link in self.links) for visit in visits)

    def reached(self, visits) -> set[int]:
        return {person for visit in visits for person, grade in self.grades(visit).items() if grade in "AB"}

    def interval(self, visits) -> Interval:
        records = self.reached(visits)
        return Interval(self.least(records), len(records) + self.heads(visits))

    # -- the figures

    def evidence(self) -> tuple[int, int, int, int]:
        with_list = {p for v in self.visits for p, grade in self.grades(v).items() if grade == "A"}
        anybody = {p for v in self.visits for p in self.grades(v)}
        proven = self.least(self.reached(self.visits))
        listed = self.least(with_list)
        return listed, proven - listed, self.least(anybody) - proven, self.heads(self.visits)

    def contacts(self, visits) -> int:
        return sum(len(self.grades(visit)) for visit in visits) + self.heads(visits)

    def training(self) -> int:
        return self.contacts([visit for visit in self.visits if visit.kind is VisitKind.TRAINING])

    def newly(self) -> int:
        scope = self.scope
        ever = [
            visit for visit in self.all_visits
            if visit.service_day <= scope.last_day and self._lies_in(visit)
            and scope.industry in (None, visit.industry)
            and self._is_of_project(visit)
        ]
        before = [visit for visit in ever if visit.service_day < scope.first_day]
        return self.least(self.reached(ever)) - self.least(self.reached(before))

    def households(self) -> int:
        found: set[object] = set()
        for person in self.reached(self.visits):
            if self.persons[person].household_id:
                found.add(self.persons[person].household_id)
        for visit in self.visits:
            farm = self.farms.get(visit.farm_id)
            if farm and farm.kind is FarmKind.HOUSEHOLD and visit.status is VisitStatus.CONFIRMED:
                contact = self.persons[self.person(farm.contact_person_id)]
                found.add(contact.household_id or ("farm", farm.id))
        return len(found)

    def service_days(self) -> int:
        return len({(expert, visit.service_day) for visit in self.visits for expert in self.experts_of[visit.id]})

    def problem_counts(self) -> dict[str | None, tuple[int, int, int, int, int]]:
        found = {}
        for industry in {problem.industry for problem in self.problems}:
            statuses = Counter(problem.status for problem in self.problems if problem.industry == industry)
            solved, finished = statuses[ProblemStatus.SOLVED], statuses[ProblemStatus.TO_CONFIRM]
            handed_over, unconfirmed = statuses[ProblemStatus.HANDED_OVER], statuses[ProblemStatus.UNCONFIRMED]
            rest = statuses.total() - solved - finished - handed_over - unconfirmed
            found[industry] = (solved, finished, rest, handed_over, unconfirmed)
        return found

    def months(self) -> dict[str, Interval]:
        return {
            f"{day:%Y-%m}": self.interval([v for v in self.visits if f"{v.service_day:%Y-%m}" <= f"{day:%Y-%m}"])
            for day in {visit.service_day for visit in self.visits}
        }

    def towns(self) -> dict[str, tuple[str, Interval]]:
        found = {}
        for place in self.places:
            here = place.code.startswith(self.scope.town or self.scope.area_code)
            if len(place.code) == 9 and here and self._existed(place):
                people = self.interval([visit for visit in self.visits if self.at(visit).startswith(place.code)])
                reported = any(self.at(visit).startswith(place.code) for visit in self.all_visits)
                found[place.code] = ("reached" if people.low else "zero" if reported else "unreported", people)
        return found

    def villages(self) -> int:
        return len({
            self.at(visit) for visit in self.visits
            if self.kinds[self.at(visit)] in ("gacha", "village") and self.reached([visit])
        })

    def projects(self) -> dict[int | None, tuple[Interval, int, int, int]]:
        """project -> people, shared with another row, contacts, visits."""
        rows: dict[int | None, list[Visit]] = {}
        for visit in self.visits:
            for project in self.projects_of[visit.id] or {None}:
                rows.setdefault(project, []).append(visit)
        return {
            project: (
                self.interval(visits),
                len(self.reached(visits) & self.reached([v for o, vs in rows.items() if o != project for v in vs])),
                self.contacts(visits), len(visits),
            )
            for project, visits in rows.items()
        }


