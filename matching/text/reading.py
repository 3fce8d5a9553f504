"""Problem type, industry and crop or animal out of the concepts found and a small linear model.

score(type) = sum over concepts of their kind's weight (first type full, others half)
            + MODEL_WEIGHT * ridge score + fit of the type with what is grown or kept
            + SILENCE (or NOTHING) for "unsure".
share       = softmax(score / TEMPERATURE); MODEL_WEIGHT from 5 folds over the shipped
              examples, both temperatures from questions that had not been seen (share = how often it is right)
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from matching.text import taxonomy
from matching.text.lexicon import Concept, Hit
from matching.text.types import Shares

KIND_WEIGHTS = {
    "disease": 2.2, "pest": 2.2, "weed": 2.2, "deficiency": 2.0, "weather": 2.0, "practice": 1.6, "policy": 1.8,
    "market": 1.6, "machine": 1.8, "chemical": 1.0, "input": 1.2, "symptom": 0.9, "breed": 0.8, "unit": 0.5,
}
MODEL_WEIGHT = 12.0
VOTES = 0.8
TEMPERATURE = 0.8
# Watering, selling and the greenhouse are mostly told beside another matter.
OFTEN_BESIDE = frozenset(
    {"practice.irrigation", "market.selling", "practice.greenhouse", "practice.lambing", "policy.subsidy",
     "practice.insurance"}
)
CONTEXT = 0.35
INDUSTRY_MODEL_WEIGHT = 4.0
INDUSTRY_TEMPERATURE = 1.2
OTHER_TYPE = 0.5
EPIDEMIC = 0.6
REPEAT = 0.35
MISFIT = 4.0
TOLD = 2.5  # against "unsure" where something that happens is named
TELLING = frozenset({"disease", "pest", "weed", "deficiency", "symptom", "weather", "chemical", "market", "policy"})
SILENCE = 0.5
NOTHING, FAINT = 5.0, 0.2  # where no name is found and no example comes near
SUBJECT_PULL = 3.0
NAMED = 1.5
BESIDE = 0.5

INDUSTRY_OF_TYPE = {"P16": "I8", "P17": "I9", "P20": "I9", "P22": "I9", "P25": "other", "P99": "other"}
# How strongly a type names its industry even when a crop or an animal is named as well.
TYPE_PULL = {"P16": 4.0, "P17": 7.0, "P20": 2.0, "P22": 1.2, "P25": 8.0, "P99": 1.0}
DENIABLE = frozenset({"disease", "pest", "weed", "weather", "deficiency"})
_DENIED = re.compile(r"(?:(?<!是)不是|没有|没见|没|无|不像|不信是)$")
GOAT_SIGNS = frozenset({"animal.cashmere_goat", "breed.erlangshan", "practice.cashmere", "market.wool"})
GENERAL_SHEEP = frozenset(
    {"羊", "母羊", "公羊", "种公羊", "羔子", "羊羔", "羔羊", "羊群", "种羊", "老羊", "大羊", "小羊"}
)


def shares(scores: Mapping[str, float], temperature: float) -> Shares:
    """Softmax, best first."""
    top = max(scores.values())
    raised = {code: math.exp((score - top) / temperature) for code, score in scores.items()}
    return as_shares(raised)


def as_shares(weights: Mapping[str, float]) -> Shares:
    """Parts of their sum, best first, ties by code; rounded to 4 digits so that equal input gives equal bytes."""
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
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


def affirmed(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Without causes that the asker rules out: 没虫没病, 不是旱."""
    return tuple(
        hit for hit in hits
        if hit.concepts[0].kind not in DENIABLE or not _DENIED.search(text[max(0, hit.start - 4) : hit.start])
    )


def as_goats(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """"Sheep" (羊) is also said of goats: where cashmere is named, the general word means the goat."""
    named = {concept.id for hit in hits for concept in hit.concepts}
    if not named & GOAT_SIGNS:
        return tuple(hits)
    return tuple(hit for hit in hits if not (hit.words in GENERAL_SHEEP and hit.concepts[0].id == "animal.meat_sheep"))


def type_shares(hits: Sequence[Hit], model: Mapping[str, float]) -> Shares:
    scores = dict.fromkeys(taxonomy.PROBLEM_TYPES, 0.0)
    scores[taxonomy.UNSURE] = SILENCE if hits or max(model.values()) > FAINT else NOTHING
    for code, value in model.items():
        scores[code] += MODEL_WEIGHT * value
    for concept, weight in distinct_concepts(hits):
        for place, code in enumerate(concept.problem_types):
            scores[code] += VOTES * _strength(concept) * weight * (1.0 if place == 0 else OTHER_TYPE)
    for code in misfits(hits):
        scores[code] -= MISFIT
    if any(concept.kind in TELLING for concept, _ in distinct_concepts(hits)):
        scores[taxonomy.UNSURE] -= TOLD
    return shares(scores, TEMPERATURE)


def as_epidemic(types: Shares) -> Shares:
    """Where the gate suspects an epidemic, animal disease comes first whatever the words are closest to."""
    return as_shares({
        code: (1 - EPIDEMIC) * share + (EPIDEMIC if code == taxonomy.EPIDEMIC_TYPE else 0.0) for code, share in types
    })


def _strength(concept: Concept) -> float:
    return (CONTEXT if {concept.id, concept.broader} & OFTEN_BESIDE else 1.0) * KIND_WEIGHTS.get(concept.kind, 0.5)


def misfits(hits: Sequence[Hit]) -> frozenset[str]:
    """Types that cannot be meant: animal types where only plants are named, and the other way round."""
    kinds = {concept.kind for hit in hits for concept in (*hit.concepts, *hit.inside)}
    plants = "crop" in kinds
    animals = "animal" in kinds or ("breed" in kinds and not plants)
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
        beside = subject is not None and concept.kind in ("crop", "animal") and concept != subject
        for code in concept.industries:
            scores[code] += (BESIDE if beside else NAMED) * weight / len(concept.industries)
    if subject is not None:
        for code in subject.industries[:1]:
            scores[code] += SUBJECT_PULL
    machines = [c.industries[0] for c, _ in distinct_concepts(hits) if c.kind == "machine" and c.industries]
    field = next((code for code in machines if code in ("I3", "I7")), INDUSTRY_OF_TYPE["P17"])
    for rank, (code, share) in enumerate(types):
        if code in INDUSTRY_OF_TYPE:
            industry = field if code == "P17" else INDUSTRY_OF_TYPE[code]
            scores[industry] += TYPE_PULL[code] * (max(share, 0.75) if rank == 0 and share > 0.3 else share)
    return shares(scores, INDUSTRY_TEMPERATURE)
