"""Weights and thresholds of one version of the recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PARTS = ("subject", "text", "place", "load", "record", "wish", "idle", "flagship")


def _weights() -> Mapping[str, float]:
    """The town's own trade takes 3 %; the other parts share the rest as 38 : 24 : 16 : 7 : 7 : 6 : 2."""
    return MappingProxyType({
        "subject": 0.3686, "text": 0.2328, "place": 0.1552, "load": 0.0679, "record": 0.0679, "wish": 0.0582,
        "idle": 0.0194, "flagship": 0.03,
    })


def _affinity() -> Mapping[str, float]:
    return MappingProxyType({"linear": 0.25, "sum": 0.25, "nearest": 0.25, "topics": 0.25})


@dataclass(frozen=True, slots=True)
class Policy:
    """weights sum to 1, one per part. affinity: weights of the signals (`affinity/signals.py`) that the text part is
    made of; they sum to 1 too, each signal being about between 0 and 1. Fits are in [0, 1], minutes by road.

    wanted: so many are shown. detailed: so many carry reasons; the others can be asked for with `explain`.

    min_type, min_known, min_area, min_fit: below any of them a person is "not qualified" and never proposed. min_known
    is asked of the one main type a person knows best: two solved cases, several words of the profile, or declared.
    strong_text: own records so close to the question that a missing declaration does not matter.
    implied_fit: knowledge of a type that one, or several, words of the profile speak of, where no type is declared;
    implied_beside_declared the same where others are declared. discipline_*: the person's discipline leads in it.
    licence_for_gate: one of these licences is a hard rule; a village vet treats but does not prescribe.
    """

    version: str = "prior-5"
    wanted: int = 3
    detailed: int = 10
    weights: Mapping[str, float] = field(default_factory=_weights)
    affinity: Mapping[str, float] = field(default_factory=_affinity)
    min_type: float = 0.25
    min_known: float = 0.40
    min_area: float = 0.35
    min_fit: float = 0.25
    strong_text: float = 0.65
    text_half: float = 0.20
    place_half: float = 60.0
    unknown_minutes: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({"township": 20.0, "banner": 75.0, "outside": 180.0})
    )
    near_minutes: int = 45
    far_minutes: int = 75
    record_prior_cases: float = 5.0
    discipline_prior_cases: float = 10.0
    prior_success: float = 0.75
    idle_days: int = 30
    shown_half: float = 3.0
    implied_fit: tuple[float, float] = (0.6, 0.8)
    implied_beside_declared: tuple[float, float] = (0.2, 0.35)
    discipline_fit: float = 0.4
    discipline_beside_declared: float = 0.2
    stale_days: int = 180
    licence_for_gate: Mapping[str, frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({"prescription": frozenset({"vet"})})
    )

    def __post_init__(self) -> None:
        if set(self.weights) != set(PARTS) or abs(sum(self.weights.values()) - 1.0) > 1e-9:
            raise ValueError("weights must name every part once and sum to 1")

    def to_dict(self) -> dict[str, object]:
        """The numbers that matter for a reader of a stored recommendation."""
        names = ("version", "wanted", "min_type", "min_known", "min_area", "min_fit")
        return {**{name: getattr(self, name) for name in names}, "weights": dict(self.weights)}
