"""What an evaluation is given, checked and in plain types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matching.ranking.affinity import Person


@dataclass(frozen=True, slots=True)
class Case:
    """A text of the past and who handled it. day: days since 1970, None = unknown."""

    text: str
    expert: str
    weight: float = 1.0
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """relevant: expert -> gain, 0 or more."""

    id: str
    text: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Given:
    """Experts (or labels that stand for them), what they handled, and the questions to route."""

    experts: tuple[Person, ...]
    history: tuple[Case, ...]
    queries: tuple[Query, ...]
