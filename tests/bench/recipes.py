"""The recipes to beat, as scores (queries, experts). Each knows the experts' words and the history, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.svm import LinearSVC

from matching.evaluation import Given

PROFILE, NEIGHBOURS, K1, B = 4.0, 10, 1.2, 0.75
RECENT_DAYS = 90


def handled(given: Given) -> np.ndarray:
    """Position of the expert of every row; rows of strangers must have been taken out."""
    place = {expert.id: position for position, expert in enumerate(given.experts)}
    return np.array([place[case.expert] for case in given.history])


def popularity(given: Given) -> np.ndarray:
    return _for_each(given, np.bincount(handled(given), minlength=len(given.experts)).astype(float))


def recent_activity(given: Given) -> np.ndarray:
    days = np.array([np.nan if case.day is None else case.day for case in given.history])
    recent = np.nan_to_num(days > np.nanmax(days) - RECENT_DAYS) if np.isfinite(days).any() else np.zeros(len(days))
    return _for_each(given, np.bincount(handled(given), weights=recent, minlength=len(given.experts)))


def bm25_neighbours(given: Given) -> np.ndarray:
    """Sum of the BM25 of the ten nearest past texts (character pairs, or words), per expert."""
    counter = CountVectorizer(**_view(given, pairs_only=True))
    rows = counter.fit_transform([case.text for case in given.history]).astype(float)
    asked = (counter.transform([query.text for query in given.queries]) > 0).astype(float)
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    idf = np.log(1 + (rows.shape[0] - frequency + 0.5) / (frequency + 0.5))
    lengths = np.asarray(rows.sum(axis=1)).ravel()
    damp = np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(rows.indptr))
    rows.data = rows.data * (K1 + 1) / (rows.data + damp) * idf[rows.indices]
    near, owners = (asked @ rows.T).toarray(), handled(given)
    scores = np.zeros((len(given.queries), len(given.experts)))
    for number, row in enumerate(near):
        best = np.argsort(-row, kind="stable")[:NEIGHBOURS]
        np.add.at(scores[number], owners[best], row[best])
    return scores


def linear_svm(given: Given) -> np.ndarray:
    """Balanced linear SVM on TF-IDF with one more row per expert that holds the expert's own words."""
    written = [place for place, expert in enumerate(given.experts) if expert.profile]
    texts = [*(case.text for case in given.history), *(given.experts[place].profile for place in written)]
    owners = np.concatenate([handled(given), np.array(written, dtype=int)])
    space = TfidfVectorizer(sublinear_tf=True, **_view(given))
    machine = LinearSVC(class_weight="balanced").fit(space.fit_transform(texts), owners)
    found = machine.decision_function(space.transform([query.text for query in given.queries]))
    scores = np.full((len(given.queries), len(given.experts)), found.min() - 1.0)
    scores[:, machine.classes_] = found
    return scores


def rocchio(given: Given) -> np.ndarray:
    """Cosine with the sum of past texts + 4 x profile."""
    space = TfidfVectorizer(sublinear_tf=True, **_view(given))
    profiles = [expert.profile for expert in given.experts]
    space.fit([*(case.text for case in given.history), *filter(None, profiles)])
    rows, owners = space.transform([case.text for case in given.history]), handled(given)
    members = sparse.csr_matrix((np.ones(len(owners)), (owners, range(len(owners)))), (len(profiles), len(owners)))
    sums = (members @ rows + PROFILE * space.transform(profiles)).toarray()
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return space.transform([query.text for query in given.queries]) @ (sums / np.where(lengths == 0, 1, lengths)).T


RECIPES: Mapping[str, Callable[[Given], np.ndarray]] = {
    "popularity": popularity, "recent": recent_activity, "BM25-kNN": bm25_neighbours, "SVM": linear_svm,
    "Rocchio": rocchio,
}


def _view(given: Given, pairs_only: bool = False) -> dict:
    """Characters of Chinese, words of everything else."""
    sample = "".join(case.text for case in given.history[:50])
    if sum("\u4e00" <= character <= "\u9fff" for character in sample) > len(sample) / 5:
        return {"analyzer": "char", "ngram_range": (2, 2) if pairs_only else (1, 2)}
    return {"analyzer": "word", "stop_words": "english"}


def _for_each(given: Given, scores: np.ndarray) -> np.ndarray:
    return np.tile(scores, (len(given.queries), 1))
