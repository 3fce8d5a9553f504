"""One expert measured against one question: everything that scoring, ladder and words need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.ranking.features import Fit, QueryReading
from matching.ranking.inputs import ExpertProfile
from matching.ranking.knowledge import Knowledge, ReadCase
from matching.ranking.policy import Policy
from matching.ranking.results import Reason

TOWN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Assessed:
    expert: ExpertProfile
    knowledge: Knowledge
    fit: Fit
    parts: Mapping[str, float]
    total: float
    minutes: int | None
    ring: str
    field_cases: tuple[ReadCase, ...]
    similar: int
    objections: tuple[Reason, ...]
    qualified: bool

    @property
    def eligible(self) -> bool:
        return not self.objections

    @property
    def is_newcomer(self) -> bool:
        """Never assigned anything and without a past case."""
        return self.expert.last_assigned is None and not self.knowledge.cases_by_type


def ring_of(reading: QueryReading, expert: ExpertProfile) -> str:
    """township: lives in the town of the question; banner: elsewhere in the banner; outside."""
    if expert.outside:
        return "outside"
    town = reading.query.town or (reading.query.village or "")[:TOWN_DIGITS]
    home = (expert.home_place or "")[:TOWN_DIGITS]
    return "township" if town and home == town[:TOWN_DIGITS] else "banner"


def is_qualified(fit: Fit, parts: Mapping[str, float], policy: Policy) -> bool:
    """Subject first: an idle neighbour of another field stays out, whatever the other parts say."""
    weights = policy.weights
    both = (weights["subject"] * parts["subject"] + weights["text"] * parts["text"]) / (
        weights["subject"] + weights["text"]
    )
    if fit.area < policy.min_area or both < policy.min_fit:
        return False
    knows = fit.type >= policy.min_type and fit.best >= policy.min_known
    return knows or parts["text"] >= policy.strong_text


def order_key(one: Assessed) -> tuple[float, int, datetime | float, int]:
    """Best first; ties by fewest open, longest idle (never assigned first), id."""
    last = one.expert.last_assigned
    return (-one.total, one.expert.open_count, last.timestamp() if last else float("-inf"), one.expert.id)
