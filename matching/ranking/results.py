"""What a recommendation answers, frozen and ready to be stored whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

Param = str | int | float | list


@dataclass(frozen=True, slots=True)
class Reason:
    """kind: plus | minus | no | step, or of a comparison: ahead | behind | change (what would make first).

    code: a ReasonCode value. params: plain JSON values.
    """

    kind: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """One past case as evidence. id: as the caller numbers it, 0 = not numbered. alike: cosine in [0, 1]."""

    id: int
    day: str | None
    crop: str | None
    outcome: str
    alike: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """cases: of this field, the most telling first. words: of the profile, met in the question. home: place code."""

    cases: tuple[CaseSeen, ...] = ()
    words: tuple[str, ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The four facts of a card. fit: (kind, code or name) pairs; solved and confirmed count this field only."""

    fit: tuple[tuple[str, str], ...]
    minutes: int | None
    open: int
    max_open: int
    solved: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """parts in [0, 1]; total = sum of weight * part, rounded to 6 digits.

    compared: of those shown, what the first has over the second, what others lack against the first, and what would
    make them first. evidence and reasons: of the detailed ones.
    """

    expert_id: int
    rank: int
    ring: str
    total: float
    parts: Mapping[str, float]
    facts: Facts
    reasons: tuple[Reason, ...]
    compared: tuple[Reason, ...] = ()
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class NotQualified:
    expert_id: int
    parts: Mapping[str, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """candidates: all qualified of the rungs used, best first. rung: township | banner | outside | queue | handover."""

    query_id: str
    policy_version: str
    wanted: int
    candidates: tuple[Candidate, ...]
    exclusions: Mapping[int, tuple[Reason, ...]]
    not_qualified: tuple[NotQualified, ...]
    pool_size: int
    qualified: int
    rung: str
    steps: tuple[Reason, ...]
    runner_up: Reason | None

    @property
    def top(self) -> tuple[Candidate, ...]:
        """The candidates to show."""
        return self.candidates[: self.wanted]

    def to_dict(self) -> dict[str, object]:
        """Plain JSON values in a fixed order; expert ids become text keys."""
        stored = asdict(self)
        stored["exclusions"] = {str(key): value for key, value in sorted(stored["exclusions"].items())}
        return stored
