"""Problem type, industry and crop or animal out of the concepts found and a small linear model.

score(type) = sum over concepts of their kind's weight (first type full, others half)
            + MODEL_WEIGHT * ridge score + fit of the type with what is grown or kept.
share       = softmax(score / TEMPERATURE)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from matching.text import taxonomy
from matching.text.lexicon import Concept, Hit
from matching.text.types import Shares

KIND_WEIGHTS = {
    "disease": 2.2, "pest": 2.2, "weed": 2.2, "deficiency": 2.0, "weather": 2.0, "practice": 1.6, "policy": 1.8,
    "market": 1.6, "machine": 1.8, "chemical": 1.0, "input": 1.2, "symptom": 0.9, "breed": 0.8, "unit": 0.5,
}
MODEL_WEIGHT = 9.0
TEMPERATURE = 1.3
INDUSTRY_MODEL_WEIGHT = 4.0
INDUSTRY_TEMPERATURE = 0.9
OTHER_TYPE = 0.5
REPEAT = 0.35
MISFIT = 2.5

INDUSTRY_OF_TYPE = {"P16": "I8", "P17": "I9", "P20": "I9", "P22": "I9", "P25": "other", "P99": "other"}


def shares(scores: Mapping[str, float], temperature: float) -> Shares:
    """Softmax, best first, ties by code; rounded to 4 digits so that equal input gives equal bytes."""
    top = max(scores.values())
    raised = {code: math.exp((score - top) / temperature) for code, score in scores.items()}
    total = sum(raised.values())
    ranked = sorted(raised.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, round(value / total, 4)) for code, value in ranked)


def distinct_concepts(hits: Sequence[Hit]) -> list[tuple[Concept, float]]:
    """Concepts in order of appearance with a weight: the share of its name, a little more when repeated."""
    weights: dict[str, float] = defaultdict(float)
    concepts: dict[str, Concept] = {}
    for hit in hits:
        for concept in hit.concepts:
            share = 1.0 / len(hit.concepts)
            weights[concept.id] += share * (REPEAT if concept.id in concepts else 1.0)
            concepts[concept.id] = concept
    return [(concepts[name], min(weight, 1.7)) for name, weight in weights.items()]


def type_shares(hits: Sequence[Hit], model: Mapping[str, float]) -> Shares:
    scores = dict.fromkeys(taxonomy.PROBLEM_TYPES, 0.0)
    for code, value in model.items():
        scores[code] += MODEL_WEIGHT * value
    for concept, weight in distinct_concepts(hits):
        for place, code in enumerate(concept.problem_types):
            scores[code] += KIND_WEIGHTS.get(concept.kind, 0.5) * weight * (1.0 if place == 0 else OTHER_TYPE)
    for code in misfits(hits):
        scores[code] -= MISFIT
    return shares(scores, TEMPERATURE)


def misfits(hits: Sequence[Hit]) -> frozenset[str]:
    """Types that cannot be meant: animal types where only plants are named, and the other way round."""
    kinds = {concept.kind for hit in hits for concept in hit.concepts}
    plants = "crop" in kinds
    animals = "animal" in kinds or "breed" in kinds and not plants
    if plants and not animals:
        return frozenset({"P11", "P12", "P14", "P15"})
    if animals and not plants:
        return taxonomy.PLANT_TYPES - {"P10"}
    return frozenset()


def industry_shares(hits: Sequence[Hit], types: Shares, model: Mapping[str, float], subject: Concept | None) -> Shares:
    scores = dict.fromkeys(taxonomy.INDUSTRIES, 0.0)
    for code, value in model.items():
        scores[code] += INDUSTRY_MODEL_WEIGHT * value
    for concept, weight in distinct_concepts(hits):
        named = 2.5 if concept.kind in ("crop", "animal", "breed") else 1.5
        for code in concept.industries:
            scores[code] += named * weight / len(concept.industries)
    if subject is not None:
        for code in subject.industries[:1]:
            scores[code] += 2.0
    for code, share in types:
        if code in INDUSTRY_OF_TYPE:
            scores[INDUSTRY_OF_TYPE[code]] += 3.0 * share
    return shares(scores, INDUSTRY_TEMPERATURE)


def subject_of(hits: Sequence[Hit], types: Shares) -> Concept | None:
    """The crop or animal the question is about: animals for animal types, plants for plant types, else the first."""
    named = [(hit.start, c) for hit in hits for c in hit.concepts if c.kind in ("crop", "animal") and c.industries]
    if not named:
        return _subject_of_breed(hits)
    wanted = _wanted_kind(types)
    counts: dict[str, int] = defaultdict(int)
    for _, concept in named:
        counts[concept.id] += 1
    ranked = sorted(named, key=lambda item: (item[1].kind != wanted, _is_general(item[1]), -counts[item[1].id], item[0]))
    return ranked[0][1]


def _subject_of_breed(hits: Sequence[Hit]) -> Concept | None:
    return next((c for hit in hits for c in hit.concepts if c.kind == "breed"), None)


def _wanted_kind(types: Shares) -> str | None:
    animal = sum(share for code, share in types if code in taxonomy.ANIMAL_TYPES)
    plant = sum(share for code, share in types if code in taxonomy.PLANT_TYPES or code == "P16")
    if max(animal, plant) < 0.35:
        return None
    return "animal" if animal > plant else "crop"


def _is_general(concept: Concept) -> bool:
    return concept.id in ("crop.vegetable", "crop.fruit_tree", "crop.forage")
