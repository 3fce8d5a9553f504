"""Fit once on the register and the past, then recommend and explain from the same measurements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from matching.ranking.affinity import Affinity
from matching.ranking.affinity.space import Vector
from matching.ranking.assessed import Assessed, is_qualified, order_key, ring_of
from matching.ranking.changes import WhatIf
from matching.ranking.eligibility import objections
from matching.ranking.evidence import Likeness, evidence_of
from matching.ranking.features import QueryReading, concept_idf, fit_of, read_query, word_weights
from matching.ranking.inputs import ExpertProfile, ProblemQuery, SolvedCase
from matching.ranking.knowledge import Knowledge, ReadCase, knowledge_of, read_case
from matching.ranking.ladder import chance, climb
from matching.ranking.nearness import affinity_of
from matching.ranking.policy import Policy
from matching.ranking.reasons import ReasonCode
from matching.ranking.record import cases_of_field, prior_of, shrunk_record
from matching.ranking.refusals import ahead, behind, why_not_qualified
from matching.ranking.results import Candidate, NotQualified, Reason, Recommendation
from matching.ranking.scoring import (
    flagship_part,
    idle_part,
    load_part,
    place_part,
    rounded,
    text_part,
    total_of,
    wish_part,
)
from matching.ranking.wording import facts_of, minuses, pluses
from matching.text import TextEngine

NO_TRAVEL: Mapping[int, int] = {}
NOBODY_BARRED: Mapping[int, str] = {}
ALIKE = 0.35
PLUSES, MINUSES, LINES = 3, 2, 4


@dataclass(frozen=True)
class Ranker:
    """Immutable. Experts and cases are sorted at fit, so the order they come in changes nothing."""

    engine: TextEngine
    policy: Policy
    experts: tuple[ExpertProfile, ...]
    cases: tuple[ReadCase, ...]
    knowledge: tuple[Knowledge, ...]
    priors: tuple[float, ...]
    concept_idf: Mapping[str, float]
    affinity: Affinity
    compared: Mapping[str, int]

    @classmethod
    def fit(
        cls,
        engine: TextEngine,
        experts: Iterable[ExpertProfile],
        cases: Iterable[SolvedCase] = (),
        policy: Policy | None = None,
    ) -> Ranker:
        """Cases of unknown experts are left out. Raises ValueError if two experts share an id."""
        policy = policy or Policy()
        people = tuple(sorted(experts, key=lambda expert: expert.id))
        row = {expert.id: position for position, expert in enumerate(people)}
        if len(row) != len(people):
            raise ValueError("two experts share an id")
        known = sorted((case for case in cases if case.expert_id in row), key=_case_key)
        hits = {text: engine.lexicon.find(text) for text in _texts(people, known)}
        read = tuple(read_case(case, hits[case.text]) for case in known)
        bounds = _bounds([row[case.expert_id] for case in known], len(people))
        knowledge = tuple(
            knowledge_of(expert, hits[expert.text], read[start:end], engine.lexicon)
            for expert, (start, end) in zip(people, bounds, strict=True)
        )
        affinity = affinity_of(people, known, engine.lexicon.find, hits, policy)
        return cls(
            engine, policy, people, read, knowledge, _priors(people, read, bounds, policy), concept_idf(knowledge),
            affinity, {text: place for place, text in enumerate(affinity.words)},
        )

    def refreshed(self, experts: Iterable[ExpertProfile]) -> Ranker:
        """The same ranker with today's load, absences and limits; a new, gone or rewritten profile refits."""
        people = tuple(sorted(experts, key=lambda expert: expert.id))
        if [_lasting(expert) for expert in people] != [_lasting(expert) for expert in self.experts]:
            return Ranker.fit(self.engine, people, [read.case for read in self.cases], self.policy)
        return replace(self, experts=people)

    def recommend(
        self,
        query: ProblemQuery,
        now: datetime,
        travel_minutes: Mapping[int, int] = NO_TRAVEL,
        barred: Mapping[int, str] = NOBODY_BARRED,
    ) -> Recommendation:
        """Ranked, explained and complete: everyone is a candidate, excluded, not qualified, or in a closed ring."""
        reading = read_query(query, self.engine)
        assessed, likeness = self._assess(reading, now, travel_minutes, barred)
        climbed = climb(reading, assessed, self.policy.wanted)
        what_if = self._what_if(reading, assessed)
        candidates = tuple(
            replace(
                self._candidate(reading, one, rank, now, likeness),
                compared=self._compared(reading, climbed.ranked, rank, what_if),
            )
            for rank, one in enumerate(climbed.ranked, start=1)
        )
        return Recommendation(
            query_id=query.id,
            policy_version=self.policy.version,
            wanted=self.policy.wanted,
            candidates=candidates,
            exclusions={one.expert.id: one.objections for one in assessed if not one.eligible},
            not_qualified=self._not_qualified(reading, assessed),
            pool_size=sum(one.expert.active for one in assessed),
            qualified=len(candidates),
            rung=climbed.rung,
            steps=(*climbed.steps, *chance(climbed.ranked, self.policy.wanted)),
            runner_up=self._runner_up(reading, climbed.ranked),
        )

    def explain(
        self,
        query: ProblemQuery,
        expert_id: int,
        now: datetime,
        travel_minutes: Mapping[int, int] = NO_TRAVEL,
        barred: Mapping[int, str] = NOBODY_BARRED,
    ) -> tuple[Reason, ...]:
        """Why (not) this expert: hard rules first, then subject, what speaks for and against, and what would make the
        person first. Raises KeyError."""
        reading = read_query(query, self.engine)
        assessed, _ = self._assess(reading, now, travel_minutes, barred)
        one = next((a for a in assessed if a.expert.id == expert_id), None)
        if one is None:
            raise KeyError(expert_id)
        found = list(one.objections)
        if not one.qualified:
            found += why_not_qualified(reading, one, self.policy)
        found += self._position(reading, one, climb(reading, assessed, self.policy.wanted).ranked)
        found += minuses(reading, one, now, self.policy) if one.qualified else []
        found += pluses(reading, one, now, self.policy, self.engine.lexicon)
        return (*found, *self._what_if(reading, assessed).ways_to_lead(one))

    def fitting(
        self,
        query: ProblemQuery,
        now: datetime,
        travel_minutes: Mapping[int, int] = NO_TRAVEL,
        barred: Mapping[int, str] = NOBODY_BARRED,
    ) -> dict[int, float]:
        """Total of everybody whom no hard rule keeps away and whose subject fits, whatever the ring."""
        reading = read_query(query, self.engine)
        assessed, _ = self._assess(reading, now, travel_minutes, barred)
        return {one.expert.id: one.total for one in assessed if one.eligible and one.qualified}

    def parts(self, query: ProblemQuery, now: datetime, travel: Mapping[int, int]) -> dict[int, Mapping[str, float]]:
        """Parts per expert, regardless of rules and rings."""
        assessed, _ = self._assess(read_query(query, self.engine), now, travel, NOBODY_BARRED)
        return {one.expert.id: one.parts for one in assessed}

    def vector(self, text: str) -> Vector:
        return self.affinity.vector(text)

    def _assess(
        self, reading: QueryReading, now: datetime, travel: Mapping[int, int], barred: Mapping[int, str]
    ) -> tuple[list[Assessed], Likeness]:
        text = reading.query.text
        near_all, of_cases = self.affinity.near(text)
        if reading.query.case_id and text in self.compared:
            of_cases[self.compared[text]] = 0.0
        alike = self.affinity.signals.nearest.count(of_cases, ALIKE).tolist()
        weights = word_weights(reading, self.concept_idf)
        return [
            self._assess_one(row, reading, now, near, weights, alike[row], travel, barred)
            for row, near in enumerate(near_all.tolist())
        ], Likeness(self.compared, of_cases)

    def _assess_one(
        self,
        row: int,
        reading: QueryReading,
        now: datetime,
        near: float,
        weights: Mapping[str, float],
        alike: int,
        travel: Mapping[int, int],
        barred: Mapping[int, str],
    ) -> Assessed:
        expert, policy = self.experts[row], self.policy
        fit = fit_of(reading, self.knowledge[row], weights, policy)
        field_cases = cases_of_field(reading, self.knowledge[row].cases_by_type)
        minutes, ring = travel.get(expert.id), ring_of(reading, expert)
        parts = rounded({
            "subject": fit.subject,
            "text": text_part(near, policy),
            "place": place_part(policy.unknown_minutes[ring] if minutes is None else minutes, policy),
            "load": load_part(expert),
            "record": shrunk_record(field_cases, self.priors[row], policy),
            "wish": wish_part(reading.query, expert),
            "idle": idle_part(expert, now, policy),
            "flagship": flagship_part(reading.query, reading.industry, expert),
        })
        return Assessed(
            expert=expert, knowledge=self.knowledge[row], fit=fit, parts=parts, total=total_of(parts, policy),
            minutes=minutes, ring=ring, field_cases=tuple(field_cases), similar=alike,
            objections=objections(reading.query, expert, now.date(), barred.get(expert.id), policy),
            qualified=is_qualified(fit, parts, policy),
        )

    def _candidate(
        self, reading: QueryReading, one: Assessed, rank: int, now: datetime, likeness: Likeness
    ) -> Candidate:
        if rank > self.policy.detailed:
            return Candidate(one.expert.id, rank, one.ring, one.total, one.parts, facts_of(reading, one), ())
        minus = minuses(reading, one, now, self.policy)[:MINUSES]
        plus = pluses(reading, one, now, self.policy, self.engine.lexicon)[: min(PLUSES, LINES - len(minus))]
        return Candidate(
            one.expert.id, rank, one.ring, one.total, one.parts, facts_of(reading, one), (*plus, *minus),
            evidence=evidence_of(reading, one, likeness, self.engine.lexicon),
        )

    def _compared(
        self, reading: QueryReading, ranked: Sequence[Assessed], rank: int, what_if: WhatIf
    ) -> tuple[Reason, ...]:
        """Of those shown: the first beside the second, the others beside the first."""
        if rank > self.policy.wanted or len(ranked) == 1:
            return ()
        if rank == 1:
            return (ahead(ranked[0], ranked[1], self.policy),)
        one = ranked[rank - 1]
        lacks = replace(behind(reading, one, ranked[:1], self.policy), kind="behind")
        return (lacks, *what_if.ways_to_lead(one))

    def _what_if(self, reading: QueryReading, assessed: Sequence[Assessed]) -> WhatIf:
        return WhatIf(reading, assessed, word_weights(reading, self.concept_idf), self.policy)

    def _not_qualified(self, reading: QueryReading, assessed: Sequence[Assessed]) -> tuple[NotQualified, ...]:
        others = sorted((one for one in assessed if one.eligible and not one.qualified), key=order_key)
        return tuple(
            NotQualified(one.expert.id, one.parts, tuple(why_not_qualified(reading, one, self.policy)))
            for one in others
        )

    def _runner_up(self, reading: QueryReading, ranked: Sequence[Assessed]) -> Reason | None:
        wanted = self.policy.wanted
        return behind(reading, ranked[wanted], ranked[:wanted], self.policy) if len(ranked) > wanted else None

    def _position(self, reading: QueryReading, one: Assessed, ranked: Sequence[Assessed]) -> list[Reason]:
        if one not in ranked:
            return []
        rank = ranked.index(one) + 1
        place = Reason("plus", ReasonCode.QUALIFIED_RANK.value, {"rank": rank, "qualified": len(ranked)})
        shown = ranked[: self.policy.wanted]
        return [place] if rank <= len(shown) else [place, behind(reading, one, shown, self.policy)]


def _texts(people: Sequence[ExpertProfile], cases: Sequence[SolvedCase]) -> set[str]:
    return {expert.text for expert in people} | {case.text for case in cases}


def _case_key(case: SolvedCase) -> tuple[int, str, str, str, str]:
    day = case.day.isoformat() if case.day else ""
    return (case.expert_id, day, case.text, case.outcome, repr(case))


def _bounds(owners: Sequence[int], experts: int) -> tuple[tuple[int, int], ...]:
    edges = np.searchsorted(np.array(owners, dtype=int), np.arange(experts + 1))
    return tuple((int(edges[row]), int(edges[row + 1])) for row in range(experts))


def _priors(
    people: Sequence[ExpertProfile], cases: Sequence[ReadCase], bounds: Sequence[tuple[int, int]], policy: Policy
) -> tuple[float, ...]:
    """Mean success of each person's first discipline, shrunk."""
    groups: dict[str, list[ReadCase]] = defaultdict(list)
    names = [(expert.disciplines or ("",))[0] for expert in people]
    for name, (start, end) in zip(names, bounds, strict=True):
        groups[name].extend(cases[start:end])
    means = {name: prior_of(own, policy) for name, own in groups.items()}
    return tuple(means[name] for name in names)


def _lasting(expert: ExpertProfile) -> tuple[object, ...]:
    return (expert.id, expert.text, expert.disciplines, expert.industries, expert.problem_types, expert.crops)
