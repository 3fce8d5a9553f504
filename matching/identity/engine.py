"""The whole way from records to persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import expit

from matching.identity.blocking import candidate_pairs, unseen_pairs
from matching.identity.clusters import Grower, neighbourhoods, pairs_inside
from matching.identity.compare import Evidence, compare
from matching.identity.decide import STAGES, Outcome, decide
from matching.identity.frequencies import (
    Frequencies,
    count_frequencies,
    expected_weight,
    first_guess,
    guessed_weight,
)
from matching.identity.links import Links, learn_links
from matching.identity.model import Model, fit
from matching.identity.records import Columns, Encoded, Encoder

MOSTLY_DUPLICATES = .5


@dataclass(frozen=True)
class Learned:
    """What a register taught: how common values are, which values stand for one thing, the weights."""

    counts: Frequencies
    links: Links
    model: Model


@dataclass(frozen=True)
class DecidedPairs:
    """Pairs of records (indices into the ids), with the probability of being one person's. `is_asked`: a question,
    and not a link. `levels`, `ratios`: the evidence by field, as log likelihood ratios against the likelier of the two
    other kinds of pairs, relatives or strangers."""

    a: np.ndarray
    b: np.ndarray
    probability: np.ndarray
    is_asked: np.ndarray
    levels: np.ndarray
    ratios: np.ndarray


@dataclass(frozen=True)
class Identification:
    """`ids` in order; `person`: the index of the record each one's person is named by; `records`: as read."""

    ids: list[str]
    person: np.ndarray
    pairs: DecidedPairs
    outcome: Outcome
    learned: Learned
    records: Encoded

    def likeliest_apart(self, most: int) -> DecidedPairs:
        """The pairs of records that were left two people's and look most like one, at most so many, likeliest first."""
        a, b = candidate_pairs(self.records)
        apart = self.person[a] != self.person[b]
        judged = self.judge(a[apart], b[apart])
        best = np.argsort(-judged.probability, kind="stable")[:most]
        return DecidedPairs(*(getattr(judged, field.name)[best] for field in fields(judged)))

    def judge(self, a: Sequence[int] | np.ndarray, b: Sequence[int] | np.ndarray) -> DecidedPairs:
        """These pairs of records (indices into the ids), whatever became of them, each looked at by itself."""
        a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        evidence = compare(self.records, self.learned.counts, self.learned.links, a, b)
        model = self.learned.model
        probability, ratios = expit(model.log_odds(evidence)), model.against_rival(evidence)
        return DecidedPairs(a, b, probability, np.ones(len(a), bool), evidence.levels, ratios)

    @property
    def is_mostly_duplicates(self) -> bool:
        """More than half of the records repeat another one: a file loaded twice, most likely."""
        return len(self.ids) > 1 and self.outcome.high < len(self.ids) * (1 - MOSTLY_DUPLICATES)


def identify(columns: Columns, this_year: int) -> Identification:
    """Which records are one person's. Ids must be unique; the order of the records changes nothing. `this_year` is what
    ages count from."""
    columns = columns.ordered()
    records = Encoder(this_year).encode(columns)
    a, b = candidate_pairs(records)
    learned, evidence = learn(records, a, b)
    log_odds = learned.model.log_odds(evidence)
    label = neighbourhoods(len(records), a, b, log_odds)
    outside = expit(log_odds[label[a] != label[b]]).sum()
    missed = unseen_pairs(records, a, b, expit(log_odds)) + float(outside)
    inside_a, inside_b = pairs_inside(label)
    inside = compare(records, learned.counts, learned.links, inside_a, inside_b)
    outcome = decide(Grower(label, inside_a, inside_b, inside, learned.model, STAGES[-1]), missed)
    pairs = _decided(records, learned, outcome, inside_a, inside_b, inside)
    person = _named_by_first(outcome.grouping.label)
    return Identification(list(columns.id), person, pairs, outcome, learned, records)


def learn(records: Encoded, a: np.ndarray, b: np.ndarray) -> tuple[Learned, Evidence]:
    """The model of a register from its candidate pairs, and the evidence of these. Values are counted twice: first
    with a guess of who is the same, then with the probabilities that follow from it."""
    guess = first_guess(records)
    links = learn_links(records, guess)
    weight = guessed_weight(guess)
    for _ in range(2):
        counts = count_frequencies(records, weight)
        evidence = compare(records, counts, links, a, b)
        model = fit(evidence, counts, records)
        weight = expected_weight(len(records), a, b, expit(model.log_odds(evidence)))
    return Learned(counts, links, model), evidence


def _named_by_first(label: np.ndarray) -> np.ndarray:
    """Each record's group, named by the first record in it."""
    _, first, of = np.unique(label, return_index=True, return_inverse=True)
    return first[of]


def _decided(
    records: Encoded, learned: Learned, outcome: Outcome, a: np.ndarray, b: np.ndarray, evidence: Evidence,
) -> DecidedPairs:
    """Questions first, the most valuable one on top; then all linked pairs by their records."""
    asked_a, asked_b = _closest(outcome, a, b, learned.model.log_odds(evidence))
    asked = compare(records, learned.counts, learned.links, asked_a, asked_b)
    joined_at = outcome.grouping.joined_at
    linked = ~np.isneginf(joined_at)
    levels = np.concatenate([asked.levels, evidence.levels[linked]])
    strangers = np.concatenate([asked.stranger, evidence.stranger[linked]])
    ratios = learned.model.against_rival(Evidence(levels, strangers))
    return DecidedPairs(
        np.r_[asked_a, a[linked]], np.r_[asked_b, b[linked]],
        expit(np.r_[outcome.asked.log_odds, joined_at[linked]]),
        np.arange(len(levels)) < len(asked_a), levels, ratios,
    )


def _closest(outcome: Outcome, a: np.ndarray, b: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each question about two groups the two records of theirs that fit each other best."""
    label, n = outcome.grouping.label.astype(np.int64), len(outcome.grouping.label)
    key = np.minimum(label[a], label[b]) * n + np.maximum(label[a], label[b])
    order = np.lexsort((-log_odds, key))
    keys, first = np.unique(key[order], return_index=True)
    asked = np.minimum(outcome.asked.x, outcome.asked.y) * n + np.maximum(outcome.asked.x, outcome.asked.y)
    best = order[first[np.searchsorted(keys, asked)]]
    return a[best], b[best]
