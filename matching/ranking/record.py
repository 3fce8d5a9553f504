"""Track record, shrunk: a person's confirmed share is pulled towards the mean of the discipline.

rate = (successes + m * prior) / (cases + m), prior itself shrunk from the discipline's cases to the general prior
(Beta-binomial, empirical Bayes). success of a case: confirmed 1, reported .6, unsolved 0; a rating r in 1..5 moves
it halfway to (r - 1) / 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matching.ranking.features import QueryReading, main_types
from matching.ranking.knowledge import Area, ReadCase
from matching.ranking.policy import Policy

SUCCESS = {"confirmed": 1.0, "reported": 0.6, "unsolved": 0.0}


def success(case: ReadCase) -> float:
    value = SUCCESS.get(case.case.outcome, 0.5)
    if case.case.rating is None:
        return value
    return 0.5 * value + 0.5 * (case.case.rating - 1.0) / 4.0


def prior_of(cases: Sequence[ReadCase], policy: Policy) -> float:
    """Mean success of a group, pulled to `policy.prior_success` when there is little."""
    total = sum(sorted(success(case) for case in cases))
    return (total + policy.discipline_prior_cases * policy.prior_success) / (len(cases) + policy.discipline_prior_cases)


def shrunk_record(cases: Sequence[ReadCase], prior: float, policy: Policy) -> float:
    total = sum(sorted(success(case) for case in cases))
    return (total + policy.record_prior_cases * prior) / (len(cases) + policy.record_prior_cases)


def cases_of_field(reading: QueryReading, by_type: Mapping[str, Mapping[Area, Sequence[ReadCase]]]) -> list[ReadCase]:
    """Own cases of one of the question's main types, in its industry or on its crop when those are known; never the
    question itself."""
    found: dict[int, ReadCase] = {}
    for code in main_types(reading):
        for (industry, crop), cases in by_type.get(code, {}).items():
            if _same_area(reading, industry, crop):
                found.update((id(case), case) for case in cases)
    itself = reading.query.case_id
    return [case for case in found.values() if case.case.id == 0 or case.case.id != itself]


def _same_area(reading: QueryReading, industry: str | None, crop: str | None) -> bool:
    if reading.crop is not None and crop == reading.crop:
        return True
    if reading.industry is None or industry is None:
        return reading.crop is None or crop is None
    return industry == reading.industry
