"""How well a person's subject fits a question, from concepts of the register and of the words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.ranking.inputs import ProblemQuery
from matching.ranking.knowledge import RELATED_CROPS, Knowledge, book_name
from matching.ranking.policy import Policy
from matching.text import Lexicon, TextEngine, Understanding
from matching.text.taxonomy import BUSINESS_TYPES, UNSURE

LEAST_SHARE = 0.15
MAIN_SHARE = 0.15
# A reading may be surely wrong: second causes keep more of their share than their probability.
SOFTEN = 0.6
# Second kinds asked about have at least this part of the first one's share.
ASKED_PART = 0.25**SOFTEN
# Kinds of problem that may each be behind one symptom: a question has one of them, others stay possible.
CAUSES = frozenset({"P01", "P02", "P03", "P04", "P05", "P09", "P10", "P11", "P12"})
SUBJECT_KINDS = frozenset({"crop", "animal", "unit", "stop"})
# Problem types whose specialists serve every crop and animal: for them the area counts little.
CROSS_TYPES = BUSINESS_TYPES | {"P17", "P18"}


@dataclass(frozen=True, slots=True)
class QueryReading:
    """A question with its gaps filled from the words. types: shares that sum to 1, at most four."""

    query: ProblemQuery
    types: tuple[tuple[str, float], ...]
    industry: str | None
    crop: str | None
    concepts: frozenset[str]

    @property
    def top_type(self) -> str:
        return self.types[0][0]

    @property
    def is_unclear(self) -> bool:
        """Neither a kind of problem nor a field: to be asked back, not to be assigned."""
        return self.top_type == UNSURE and self.crop is None and self.industry is None


@dataclass(frozen=True, slots=True)
class Fit:
    """subject = weighted mean of type, area and words, all in [0, 1]. best: knowledge of the one main type known
    best, whatever its share."""

    type: float
    best: float
    area: float
    words: float
    subject: float


def read_query(query: ProblemQuery, engine: TextEngine) -> QueryReading:
    """Fill empty problem types, industry, crop and language from the text; what the caller gives stays."""
    read = engine.understand(query.text)
    crop = book_name(query.crop, engine.lexicon) if query.crop else read.crop_or_animal
    return QueryReading(
        query=replace(query, language=query.language or read.language),
        types=_main_types(query.problem_types or read.problem_types),
        industry=_named(query.industry) or _known_industry(read),
        crop=crop,
        concepts=_subject_concepts(read.concepts, engine.lexicon),
    )


def asked_types(reading: QueryReading) -> list[str]:
    """The kinds of problem asked about, at most one of the possible causes."""
    (first, most), *others = reading.types
    found = [first]
    for code, share in others:
        if share >= ASKED_PART * most and code != UNSURE and not (code in CAUSES and CAUSES & set(found)):
            found.append(code)
    return found


def main_types(reading: QueryReading) -> list[str]:
    """The kinds asked about and, where the cause is in doubt, the other causes with a good share."""
    asked = asked_types(reading)
    if not CAUSES & set(asked):
        return asked
    possible = [code for code, share in reading.types if share >= MAIN_SHARE and code in CAUSES]
    return list(dict.fromkeys([*asked, *possible]))


def fit_of(reading: QueryReading, knowledge: Knowledge, weights: Mapping[str, float], policy: Policy) -> Fit:
    """type: share-weighted knowledge of the problem types. area: crop, else industry. words: idf-weighted share of
    the question's concepts met in the profile or the cases. subject = .5 type + .3 area + .2 words; where the
    question names no concept, words take no part."""
    known = {code: knows_type(knowledge, code, policy) for code, _ in reading.types}
    type_fit = sum(share * known[code] for code, share in reading.types)
    best = max(known[code] for code in main_types(reading))
    area_fit = _area_fit(reading, knowledge)
    words_fit = _words_fit(weights, knowledge.concepts)
    if words_fit is None:
        subject = (0.5 * type_fit + 0.3 * area_fit) / 0.8
    else:
        subject = 0.5 * type_fit + 0.3 * area_fit + 0.2 * words_fit
    return Fit(type_fit, best, area_fit, words_fit or 0.0, subject)


def knows_type(knowledge: Knowledge, code: str, policy: Policy) -> float:
    """1 declared; else the best of shown n / (n + 2), profile words and lead discipline. P99: anyone, half."""
    if code == UNSURE:
        return 0.5
    if code in knowledge.declared_types:
        return 1.0
    shown = knowledge.shown_types.get(code, 0.0)
    beside = bool(knowledge.declared_types)
    one, several = policy.implied_beside_declared if beside else policy.implied_fit
    said = knowledge.implied_types.get(code, 0)
    discipline = policy.discipline_beside_declared if beside else policy.discipline_fit
    return max(
        shown / (shown + policy.shown_half),
        0.0 if not said else one if said == 1 else several,
        discipline if code in knowledge.discipline_types else 0.0,
    )


def calls_own(knowledge: Knowledge, code: str) -> bool:
    """The person counts this type among the own fields: declared, or, with nothing declared, written."""
    return code in knowledge.declared_types or (not knowledge.declared_types and code in knowledge.implied_types)


def knows_crop(knowledge: Knowledge, crop: str) -> float:
    """1 declared; else a related crop declared, named in the profile, or n / (n + 2) shown."""
    if crop in knowledge.declared_crops:
        return 1.0
    related = RELATED_CROPS.get(crop, {})
    declared = max((value for name, value in related.items() if name in knowledge.declared_crops), default=0.0)
    shown = knowledge.shown_crops.get(crop, 0.0)
    return max(declared, 0.8 if crop in knowledge.implied_crops else 0.0, shown / (shown + 2.0))


def knows_industry(knowledge: Knowledge, industry: str) -> float:
    if industry in knowledge.declared_industries:
        return 1.0
    shown = knowledge.shown_industries.get(industry, 0.0)
    return max(0.6 if industry in knowledge.implied_industries else 0.0, shown / (shown + 3.0))


def _area_fit(reading: QueryReading, knowledge: Knowledge) -> float:
    industry = knows_industry(knowledge, reading.industry) if reading.industry else None
    if reading.crop is None:
        known = 0.5 if industry is None else industry
    else:
        crop = knows_crop(knowledge, reading.crop)
        known = crop if industry is None else max(crop, 0.35 * crop + 0.5 * industry)
    if reading.top_type in CROSS_TYPES and calls_own(knowledge, reading.top_type):
        return 0.5 + 0.5 * known
    return known


def concept_idf(knowledge: Sequence[Knowledge]) -> dict[str, float]:
    """Of each concept: the fewer people know it, the more it tells."""
    counts = Counter(name for one in knowledge for name in one.concepts)
    return {name: math.log((1 + len(knowledge)) / (1 + n)) + 0.2 for name, n in sorted(counts.items())}


def word_weights(reading: QueryReading, idf: Mapping[str, float]) -> dict[str, float]:
    """Weight of each concept of the question; one that nobody knows weighs most."""
    unknown = max(idf.values(), default=1.0)
    return {name: idf.get(name, unknown) for name in sorted(reading.concepts)}


def _words_fit(weights: Mapping[str, float], known: frozenset[str]) -> float | None:
    if not weights:
        return None
    return sum(value for name, value in weights.items() if name in known) / sum(weights.values())


def _main_types(types: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    soft = [(code, share**SOFTEN) for code, share in types if share > 0.0]
    ranked = sorted(soft, key=lambda item: (-item[1], item[0]))[:4]
    kept = [item for item in ranked if item[1] >= LEAST_SHARE * ranked[0][1] and item[1] > 0.0] or ranked[:1]
    total = sum(share for _, share in kept) or 1.0
    return tuple((code, share / total) for code, share in kept)


def _known_industry(read: Understanding) -> str | None:
    code, share = read.industry[0]
    return None if share < 0.35 else _named(code)


def _named(industry: str | None) -> str | None:
    return None if industry == "other" else industry


def _subject_concepts(concepts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name for name in concepts if lexicon.concept(name).kind not in SUBJECT_KINDS)
