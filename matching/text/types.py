"""What `understand` answers, frozen."""

from __future__ import annotations

from dataclasses import dataclass

Shares = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that spoke: `text[start:end]`. kind = kind of the concept, or "rule"."""

    start: int
    end: int
    words: str
    kind: str
    concept: str
    name: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """Codes read from a text. Shares are best first; those of types and industries sum to 1. places is empty when
    none is named or the engine knows no place names. language: the one the asker wishes to speak, if said."""

    problem_types: Shares
    industry: Shares
    crop_or_animal: str | None
    urgency: str
    gate: str | None
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    concepts: tuple[str, ...]
    places: Shares = ()
    language: str | None = None

    @property
    def problem_type(self) -> str:
        return self.problem_types[0][0]
