"""Weights chosen inside the past: texts are held out, scored by what the others teach, and the weights fitted on that.

With days, the newest texts are held out and scored from the older ones; without, five folds (one when there is much).
Newcomers are practised too: some people lose all their texts, as many as truly have none, and are to be found.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.ranking.affinity.past import Past
from matching.ranking.affinity.signals import SIGNALS, Signals
from matching.ranking.affinity.space import row_vector
from matching.ranking.affinity.weights import Weights, learn, log_shares

FEWEST = 30
FOLDS = 5
FEWER_FOLDS, MANY = 3, 800
ONE_FOLD_FROM = 2500
MOST_HELD_OUT = 1500
MOST_VALUES = 3_000_000
NEWEST = ((0.8, 1.0), (0.6, 0.8))
SEED = 20261127

Split = tuple[np.ndarray, np.ndarray]


def choose_weights(past: Past, prior: Weights) -> Weights:
    """The prior itself when fewer than FEWEST texts are known."""
    if past.texts.shape[0] < FEWEST or past.handled.shape[1] < 2:
        return prior
    held = [_held_out(past, *split) for split in splits(past)]
    signals, shares = (np.concatenate(parts) for parts in zip(*held, strict=True))
    learned = learn(signals, shares, prior)
    return learned if _is_better(signals, shares, learned, prior) else prior


def splits(past: Past) -> Iterator[Split]:
    """(known, held out) positions of texts."""
    count, people = past.handled.shape
    most = max(FEWEST, min(MOST_HELD_OUT, MOST_VALUES // (people * len(SIGNALS))))
    random = np.random.default_rng(SEED)
    if past.days is not None:
        order = np.argsort(past.days, kind="stable")
        for start, end in NEWEST:
            known, held = order[: int(start * count)], order[int(start * count) : int(end * count)]
            yield np.sort(known), np.sort(held[-most // len(NEWEST) :])
        return
    folds = FOLDS if count < MANY else FEWER_FOLDS
    fold = random.permutation(count) % folds
    for number in range(1 if count > ONE_FOLD_FROM else folds):
        held = np.flatnonzero(fold == number)[: most // folds if count <= ONE_FOLD_FROM else most]
        yield np.setdiff1d(np.arange(count), held), held


def _held_out(past: Past, known: np.ndarray, held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    signals = Signals.fit(past.part(known))
    shares = past.handled[held].toarray()
    return np.stack([signals.of(row_vector(past.texts, row)) for row in held]), shares / shares.sum(1, keepdims=True)


def _is_better(signals: np.ndarray, shares: np.ndarray, learned: Weights, prior: Weights) -> bool:
    """By more than one standard error of the mean gain in log-likelihood."""
    gain = ((log_shares(signals @ learned.array()) - log_shares(signals @ prior.array())) * shares).sum(axis=1)
    return bool(gain.mean() > gain.std() / np.sqrt(len(gain)))
