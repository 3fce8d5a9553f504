"""Signals of one text for every person: what the weights of `weights.py` add up.

linear   ridge score (`ridge.py`), rare people's rows count more
sum      cosine with the sum of own texts + PROFILE x profile (Rocchio)
nearest  mean cosine of the five nearest own texts
topics, topics_nearest   as `sum` and `nearest`, among latent topics
profile  cosine with the profile
field    mean over own tags of the tag's ridge score: everybody who carries the tag teaches it
young_profile, young   profile / (1 + n) and 1 / (1 + n), n = own texts: how far a newcomer is judged by the profile
subject  how well the person's subject fits, as the caller reads it (0 where nobody does)
active, active_90, active_14   log of the share of texts: of all, and with a half-life of 90 and of 14 days
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.ranking.affinity.nearest import NearestTexts
from matching.ranking.affinity.past import Past
from matching.ranking.affinity.ridge import Ridge, balanced, kernel_of
from matching.ranking.affinity.space import Columns, Vector, evenly, unit_rows
from matching.ranking.affinity.topics import Topics

SIGNALS = (
    "linear", "sum", "nearest", "topics", "topics_nearest", "profile", "field", "young_profile", "young", "subject",
    "active", "active_90", "active_14",
)
PROFILE = 4.0
PROFILE_ROW = 2.0
BALANCE, PENALTY = 0.8, 0.6
FIELD_BALANCE, FIELD_PENALTY = 0.4, 1.0
HALF_LIVES = (None, 90.0, 14.0)
UNSEEN = 0.5
LEAST_IMPORTANCE = 0.01
# So many texts are compared one by one; the sums know all of them.
MOST_COMPARED = 60_000

Subject = Callable[[str], np.ndarray]
LearnSubject = Callable[[Past], Subject]


@dataclass(frozen=True)
class Signals:
    """Fitted. `of` gives an array (people, len(SIGNALS))."""

    cosines: Columns
    people: int
    nearest: NearestTexts
    linear: Ridge
    field_ridge: Ridge
    fields: sparse.csr_matrix
    topics: Topics
    topic_sums: np.ndarray
    topic_texts: np.ndarray
    topic_profiles: np.ndarray
    young: np.ndarray
    active: np.ndarray
    subject: Subject | None

    @classmethod
    def fit(cls, past: Past, learn_subject: LearnSubject | None = None) -> Signals:
        sums = unit_rows(sparse.csr_matrix(past.handled.T) @ past.texts + PROFILE * past.profiles)
        counts = np.asarray((past.handled > 0).sum(axis=0)).ravel()
        compared = past.part(evenly(past.texts.shape[0], MOST_COMPARED))
        topics = Topics.fit(sparse.csr_matrix(sparse.vstack([compared.texts, past.profiles])))
        linear, field_ridge = _ridges(compared)
        return cls(
            cosines=Columns(sparse.vstack([sums, past.profiles, compared.texts], format="csr")),
            people=past.handled.shape[1],
            nearest=NearestTexts(compared.handled),
            linear=linear,
            field_ridge=field_ridge,
            fields=past.fields,
            topics=topics,
            topic_sums=topics.of_rows(sums),
            topic_texts=topics.of_rows(compared.texts),
            topic_profiles=topics.of_rows(past.profiles),
            young=(1.0 / (1.0 + counts)).astype(np.float32),
            active=activity(past),
            subject=learn_subject(past) if learn_subject else None,
        )

    def of(self, text: Vector, words: str) -> np.ndarray:
        return self.compare(text, words)[0]

    def compare(self, text: Vector, words: str) -> tuple[np.ndarray, np.ndarray]:
        """The signals, and the cosines with the texts one by one (see `nearest`). words: what `text` says."""
        n = self.people
        cosines = self.cosines.dot(text)
        sums, profiles, texts = cosines[:n], cosines[n : 2 * n], cosines[2 * n :]
        topic = self.topics.of_vector(text)
        topic_profiles = self.topic_profiles @ topic
        signals = np.column_stack([
            self.linear.scores(cosines[n:]), sums, self.nearest.mean(texts, profiles), self.topic_sums @ topic,
            self.nearest.mean(self.topic_texts @ topic, topic_profiles), profiles,
            self.fields @ self.field_ridge.scores(cosines[n:]), self.young * profiles, self.young,
            self.subject(words) if self.subject else np.zeros(n), self.active,
        ])
        return signals.astype(np.float32), texts

    @property
    def nbytes(self) -> int:
        dense = (self.linear.dual, self.field_ridge.dual, self.topic_sums, self.topic_texts, self.topic_profiles)
        return self.cosines.nbytes + self.topics.nbytes + sum(matrix.nbytes for matrix in dense)


def activity(past: Past) -> np.ndarray:
    """(people, half-lives): log of the smoothed share of texts; 0 for half-lives where days are unknown."""
    people = past.handled.shape[1]
    found = np.zeros((people, len(HALF_LIVES)), dtype=np.float32)
    for place, half_life in enumerate(HALF_LIVES):
        if half_life is None:
            weights = np.ones(past.handled.shape[0])
        elif past.days is not None:
            weights = 0.5 ** ((past.days.max() - past.days) / half_life)
        else:
            continue
        counts = np.asarray(past.handled.T @ weights).ravel() + UNSEEN
        found[:, place] = np.log(counts / counts.sum())
    return found


def _ridges(past: Past) -> tuple[Ridge, Ridge]:
    """For people and for tags. Rows: profiles of everybody, then texts. A profile is a row of its person; an empty
    one teaches nothing."""
    written = (np.diff(past.profiles.indptr) > 0).astype(np.float32)
    rows = sparse.csr_matrix(sparse.vstack([past.profiles, past.texts]))
    people = _shares(sparse.csr_matrix(sparse.vstack([sparse.diags(written), past.handled])))
    tags = _shares(sparse.csr_matrix(people @ (past.fields > 0).astype(np.float32)))
    handled = np.asarray(past.handled.sum(axis=1), dtype=float).ravel()
    importance = np.maximum(np.concatenate([np.full(len(written), PROFILE_ROW), handled]), LEAST_IMPORTANCE)
    kernel = kernel_of(rows)
    return (
        Ridge.fit(rows, kernel, people, balanced(people, BALANCE) * importance, PENALTY),
        Ridge.fit(rows, kernel, tags, balanced(tags, FIELD_BALANCE) * importance, FIELD_PENALTY),
    )


def _shares(targets: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows that sum to 1."""
    totals = np.asarray(targets.sum(axis=1), dtype=float).ravel()
    totals[totals == 0.0] = 1.0
    return sparse.csr_matrix(sparse.diags(1.0 / totals) @ targets, dtype=np.float32)
