"""The one scoring function: eight parts in [0, 1], total = weighted sum.

subject  features.fit_of
text     c / (c + half): c = Affinity.near
place    1 / (1 + (minutes / half)^2): about 1 within the town, .5 after an hour, .2 after two
load     1 - open / max
record   shrunk confirmed share in this field
wish     share of the wishes met (asked for by name, language); 1 if nothing is wished
idle     days since the last assignment / idle_days, at most 1; never assigned = 1
flagship the county's bonus (of 1) where the question is about what its town is known for and the person, who works
         in that trade, is posted or lives in the town; else 0
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from matching.ranking.inputs import ExpertProfile, ProblemQuery
from matching.ranking.policy import PARTS, Policy

DIGITS = 4


def place_part(minutes: float, policy: Policy) -> float:
    return 1.0 / (1.0 + (max(minutes, 0.0) / policy.place_half) ** 2)


def text_part(near: float, policy: Policy) -> float:
    near = max(near, 0.0)
    return near / (near + policy.text_half)


def load_part(expert: ExpertProfile) -> float:
    if expert.max_open <= 0:
        return 0.0
    return max(0.0, 1.0 - expert.open_count / expert.max_open)


def wish_part(query: ProblemQuery, expert: ExpertProfile) -> float:
    wishes = []
    if query.requested:
        wishes.append(expert.id in query.requested)
    if query.language is not None:
        wishes.append(query.language in expert.languages)
    return sum(wishes) / len(wishes) if wishes else 1.0


def flagship_part(query: ProblemQuery, industry: str | None, expert: ExpertProfile) -> float:
    is_there = query.town is not None and query.town in (*expert.posts, (expert.home_place or "")[: len(query.town)])
    return query.flagship if is_there and industry in expert.industries else 0.0


def idle_part(expert: ExpertProfile, now: datetime, policy: Policy) -> float:
    days = idle_days(expert, now)
    return 1.0 if days is None else min(1.0, max(0, days) / policy.idle_days)


def idle_days(expert: ExpertProfile, now: datetime) -> int | None:
    """Whole days since the last assignment, None = never."""
    return None if expert.last_assigned is None else (now - expert.last_assigned).days


def total_of(parts: Mapping[str, float], policy: Policy) -> float:
    """Weighted sum of stored parts; the same from a stored recommendation as when it was made."""
    return round(sum(policy.weights[name] * parts[name] for name in PARTS), 6)


def rounded(parts: Mapping[str, float]) -> dict[str, float]:
    return {name: round(min(1.0, max(0.0, parts[name])), DIGITS) for name in PARTS}
