"""Weights chosen inside the past: texts are held out, scored by what the others teach, and the weights fitted on that.

With days, the newest texts are held out and scored from the older ones; without, five folds (one when there is much).
Newcomers are practised too: some people lose all their texts, as many as truly have none, and are to be found.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from matching.ranking.affinity.past import Past
from matching.ranking.affinity.signals import SIGNALS, LearnSubject, Signals
from matching.ranking.affinity.space import evenly, row_vector
from matching.ranking.affinity.weights import Weights, choose

FEWEST = 30
FOLDS = 5
FEWER_FOLDS, MANY = 3, 800
ONE_FOLD_FROM = 2500
MOST_HELD_OUT = 1500
MOST_VALUES = 3_000_000
NEWEST = ((0.8, 1.0), (0.6, 0.8))
# Of every so many held-out texts one is a newcomer's.
NEWCOMERS_PART = 40
SEED = 20261127

Split = tuple[np.ndarray, np.ndarray]


def choose_weights(past: Past, prior: Weights, learn_subject: LearnSubject | None = None) -> Weights:
    """The prior itself when fewer than FEWEST texts are known."""
    if past.texts.shape[0] < FEWEST or past.handled.shape[1] < 2:
        return prior
    held = [_held_out(past, *split, learn_subject) for split in (*splits(past), *newcomers(past))]
    signals, shares = (np.concatenate(parts) for parts in zip(*held, strict=True))
    return choose(signals, shares, prior)


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


def newcomers(past: Past) -> Iterator[Split]:
    """Some people, as large a part as have no text in truth, lose all of theirs. Nothing where nobody is new, or
    where the new ones have written nothing either."""
    counts = np.diff(sparse.csc_matrix(past.handled).indptr)
    written = np.diff(past.profiles.indptr) > 0
    new, old = (counts == 0) & written, np.flatnonzero((counts > 0) & written)
    hidden = int(len(old) * new.sum() / len(counts))
    if hidden == 0:
        return
    chosen = np.random.default_rng(SEED).choice(old, hidden, replace=False)
    theirs = np.flatnonzero(np.asarray(past.handled[:, chosen].sum(axis=1)).ravel() > 0)
    known = np.setdiff1d(np.arange(len(past.words)), theirs)
    if len(known):
        yield known, theirs[evenly(len(theirs), max(1, past.texts.shape[0] // NEWCOMERS_PART))]


def _held_out(
    past: Past, known: np.ndarray, held: np.ndarray, learn_subject: LearnSubject | None
) -> tuple[np.ndarray, np.ndarray]:
    signals = Signals.fit(past.part(known), learn_subject)
    found = np.stack([signals.of(row_vector(past.texts, row), past.words[row]) for row in held.tolist()])
    shares = past.handled[held].toarray()
    return found, shares / shares.sum(axis=1, keepdims=True)
