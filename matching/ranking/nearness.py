"""The text part: how near a question is to what an expert writes of himself and has handled.

nearness = mean of the signals NEAR (see `affinity/signals.py`); each is a cosine or lies about between 0 and 1.
A case counts by its outcome and its age: OUTCOME_WEIGHT x (1 + 2^(-age / HALF_LIFE)) / 2, age from the newest case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from matching.ranking.affinity import SIGNALS, Past, Person, Row
from matching.ranking.affinity.tokens import tokens
from matching.ranking.inputs import ExpertProfile, SolvedCase
from matching.text.lexicon import Hit

NEAR = ("linear", "sum", "nearest", "topics")
OUTCOME_WEIGHT = {"confirmed": 1.0, "reported": 0.8, "unsolved": 0.3}
HALF_LIFE = 730.0
_COLUMNS = [SIGNALS.index(name) for name in NEAR]


def nearness(signals: np.ndarray) -> np.ndarray:
    """One per expert, about 0 to 1."""
    return signals[:, _COLUMNS].mean(axis=1)


def past_of(
    experts: Sequence[ExpertProfile], cases: Sequence[SolvedCase], hits: Mapping[str, tuple[Hit, ...]]
) -> Past:
    """hits: of every profile and case text."""
    place = {expert.id: position for position, expert in enumerate(experts)}
    newest = max((case.day for case in cases if case.day), default=None)
    rows = [Row(case.text, place[case.expert_id], case_weight(case, newest)) for case in cases]
    people = [Person(str(expert.id), expert.text) for expert in experts]
    return Past.read(people, rows, lambda text: tokens(text, hits[text]))


def case_weight(case: SolvedCase, newest: date | None) -> float:
    """In (0, 1]; a case without a day counts as new."""
    age = (newest - case.day).days if newest and case.day else 0
    return OUTCOME_WEIGHT.get(case.outcome, 0.5) * (1.0 + 0.5 ** (age / HALF_LIFE)) / 2.0
