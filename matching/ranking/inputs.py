"""What the caller hands in: one question, the experts of today, and what they solved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

VET = "vet"
VET_RURAL = "vet_rural"
OUTCOMES = ("confirmed", "reported", "unsolved")


@dataclass(frozen=True, slots=True)
class ProblemQuery:
    """A question. Empty problem_types, industry, crop and language are read from the text; the gate is taken as given.

    problem_types: (code, share) pairs, any positive scale. town: 9-digit code, village: 12 digits.
    language: wished language, None = no wish. requested: experts the farm asked for by name.
    case_id: of the case that this question has become, which then is no evidence for itself; 0 = none.
    flagship: in [0, 1], above 0 where the town is known for the question's industry (一镇一品).
    """

    id: str
    text: str
    problem_types: tuple[tuple[str, float], ...] = ()
    industry: str | None = None
    crop: str | None = None
    urgency: str = "normal"
    gate: str | None = None
    town: str | None = None
    village: str | None = None
    language: str | None = None
    requested: tuple[int, ...] = ()
    flagship: float = 0.0
    day: date | None = None
    case_id: int = 0


@dataclass(frozen=True, slots=True)
class ExpertProfile:
    """An expert as registered, with today's load and absence. `away` pairs include both ends.

    days_served: days of service in this calendar month; month_days: at most so many, None = no limit.
    posts: towns (9 digits) where the expert is posted today.
    """

    id: int
    text: str = ""
    disciplines: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    problem_types: tuple[str, ...] = ()
    crops: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("zh",)
    home_place: str | None = None
    posts: tuple[str, ...] = ()
    outside: bool = False
    title: str | None = None
    licences: frozenset[str] = frozenset()
    open_count: int = 0
    max_open: int = 5
    last_assigned: datetime | None = None
    away: tuple[tuple[date, date], ...] = ()
    active: bool = True
    reachable: bool = True
    month_days: int | None = None
    days_served: int = 0
    last_confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class SolvedCase:
    """A closed question and who answered it. rating: 1..5 by the asker, None = not rated. id: the caller's, if any."""

    expert_id: int
    text: str
    problem_types: tuple[str, ...] = ()
    industry: str | None = None
    crop: str | None = None
    place: str | None = None
    day: date | None = None
    outcome: str = "confirmed"
    rating: float | None = None
    id: int = 0
