"""The text part: how near a question is to what an expert writes of himself and has handled.

It is `Affinity.near` with the weights of the policy, which `evaluate` calls with weights it validates or is given.
A case counts by its outcome and its age: OUTCOME_WEIGHT x (1 + 2^(-age / HALF_LIFE)) / 2, age from the newest case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from matching.ranking.affinity import Affinity, Person, Row, Weights
from matching.ranking.affinity.tokens import tokens
from matching.ranking.inputs import ExpertProfile, SolvedCase
from matching.ranking.policy import Policy
from matching.text.lexicon import Hit

Find = Callable[[str], tuple[Hit, ...]]
OUTCOME_WEIGHT = {"confirmed": 1.0, "reported": 0.8, "unsolved": 0.3}
HALF_LIFE = 730.0


def affinity_of(
    experts: Sequence[ExpertProfile], cases: Sequence[SolvedCase], find: Find, known: Mapping[str, tuple[Hit, ...]],
    policy: Policy,
) -> Affinity:
    """Rows in the order of `experts`; every case is one of theirs. find: the concepts of a text; known: those of every
    profile and case."""
    place = {expert.id: position for position, expert in enumerate(experts)}
    newest = max((case.day for case in cases if case.day), default=None)
    rows = [Row(case.text, place[case.expert_id], case_weight(case, newest)) for case in cases]
    people = [Person(str(expert.id), expert.text) for expert in experts]
    made = Affinity.fit(people, rows, partial(_read, known.__getitem__), Weights.of(policy.affinity))
    return replace(made, read=partial(_read, find))


def _read(find: Find, text: str) -> dict[str, float]:
    return tokens(text, find(text))


def case_weight(case: SolvedCase, newest: date | None) -> float:
    """In (0, 1]; a case without a day counts as new."""
    age = (newest - case.day).days if newest and case.day else 0
    return OUTCOME_WEIGHT.get(case.outcome, 0.5) * (1.0 + 0.5 ** (age / HALF_LIFE)) / 2.0
