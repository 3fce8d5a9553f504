"""A count of people that is known only between two ends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """`low` holds whatever is still decided, `high` is the most there can be; both are people, 0 <= low <= high."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"no interval: {self.low}..{self.high}")

    @property
    def is_exact(self) -> bool:
        return self.low == self.high
