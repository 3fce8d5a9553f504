"""The ranker's subject part for outside data: what the engine reads from profiles, tags and handled texts.

Only where the lexicon has something to say: in a third of the texts it must find what is grown, kept or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from matching.ranking.affinity import Past, Person, Row
from matching.ranking.affinity.signals import LearnSubject, Subject
from matching.ranking.affinity.space import evenly
from matching.ranking.features import concept_idf, fit_of, read_query, word_weights
from matching.ranking.inputs import ExpertProfile, ProblemQuery, SolvedCase
from matching.ranking.knowledge import Knowledge, knowledge_of, read_case
from matching.ranking.policy import Policy
from matching.text import TextEngine

LEAST_SPOKEN = 1 / 3
LOOKED_AT = 300
MOST_PEOPLE = 1000
MOST_TEXTS = 20_000
TELLING = frozenset({"crop", "animal", "disease", "pest", "weed", "deficiency", "practice", "machine", "chemical"})


def subject_learner(engine: TextEngine, people: Sequence[Person], rows: Sequence[Row]) -> LearnSubject | None:
    """None where the texts are not of farming, or there are too many people to read each anew for every query."""
    texts = sorted({row.text for row in rows} | {person.profile for person in people if person.profile})
    looked_at = [texts[place] for place in evenly(len(texts), LOOKED_AT)]
    spoken = sum(_is_told(engine, text) for text in looked_at)
    if not looked_at or spoken < LEAST_SPOKEN * len(looked_at) or len(people) > MOST_PEOPLE or len(texts) > MOST_TEXTS:
        return None
    return lambda past: _subject(engine, people, past)


def _subject(engine: TextEngine, people: Sequence[Person], past: Past) -> Subject:
    known = [_knowledge(engine, *pair) for pair in zip(people, _handled_words(past), strict=True)]
    idf, policy = concept_idf(known), Policy()

    def subject(text: str) -> np.ndarray:
        reading = read_query(ProblemQuery("", text), engine)
        weights = word_weights(reading, idf)
        return np.array([fit_of(reading, one, weights, policy).subject for one in known])

    return subject


def _knowledge(engine: TextEngine, person: Person, texts: Sequence[str]) -> Knowledge:
    find = engine.lexicon.find
    cases = [read_case(SolvedCase(0, text), find(text)) for text in texts]
    return knowledge_of(ExpertProfile(0, person.profile), find(person.profile), cases, engine.lexicon)


def _handled_words(past: Past) -> list[list[str]]:
    by_person = sparse.csc_matrix(past.handled)
    spans = pairwise(by_person.indptr.tolist())
    return [[past.words[text] for text in by_person.indices[start:end].tolist()] for start, end in spans]


def _is_told(engine: TextEngine, text: str) -> bool:
    return any(concept.kind in TELLING for hit in engine.lexicon.find(text) for concept in hit.concepts)
