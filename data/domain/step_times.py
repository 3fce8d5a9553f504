"""How long a question took, in working time without what the asker was waited for or it was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from data.domain.problem import BALL, Ball, ProblemEventKind, ProblemStatus, next_status

FEWEST = 10  # of fewer no median is told
MIDDLE, MOST = 0.5, 0.9


class Measure(StrEnum):
    """From when it was asked until …"""

    ASSIGN = "assign"  # it was first offered to an expert
    ANSWER = "answer"  # an expert first took it on
    VISIT = "visit"    # the first visit or advice was logged
    SOLVE = "solve"    # the expert finished what the asker then called solved


STILL = frozenset({Ball.ASKER, Ball.NOBODY})  # whose turn does not count
ENDS: Mapping[Measure, ProblemEventKind] = {
    Measure.ASSIGN: ProblemEventKind.ASSIGNED, Measure.ANSWER: ProblemEventKind.ACCEPTED,
    Measure.VISIT: ProblemEventKind.VISITED,
}


@dataclass(frozen=True)
class Spread:
    """Of `count` questions half took at most `median`, nine tenths at most `ninety` working minutes; None for fewer
    than ten."""

    count: int
    median: float | None
    ninety: float | None


def minutes_taken(
    steps: Sequence[tuple[ProblemEventKind, dt.datetime]], passed: Callable[[dt.datetime], float],
) -> dict[Measure, float]:
    """Of one question's events, oldest first: what was reached, in minutes of `passed` (a `WorkCalendar.meter`)."""
    status: ProblemStatus | None = None
    found: dict[Measure, float] = {}
    waited, last, finished = 0.0, 0.0, 0.0
    begin = passed(steps[0][1]) if steps else 0.0
    for kind, at in steps:
        now = passed(at) - begin
        if status is not None and BALL[status] in STILL:
            waited += now - last
        status, last = next_status(status, kind), now
        for measure, end in ENDS.items():
            if kind is end:
                found.setdefault(measure, now - waited)
        if kind is ProblemEventKind.FINISHED:
            finished = now - waited
    if status is ProblemStatus.SOLVED:
        found[Measure.SOLVE] = finished
    return found


def spread(minutes: Sequence[float]) -> Spread:
    """Median and 90th percentile by the nearest rank: both are times that a question really took."""
    ordered = sorted(minutes)
    if len(ordered) < FEWEST:
        return Spread(len(ordered), None, None)
    return Spread(len(ordered), _rank(ordered, MIDDLE), _rank(ordered, MOST))


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[ceil(share * len(ordered)) - 1]
