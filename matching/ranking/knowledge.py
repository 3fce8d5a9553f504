"""What a person knows: declared in the register, implied by the profile's words, shown by cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matching.ranking.inputs import ExpertProfile, SolvedCase
from matching.text.lexicon import Concept, Hit, Lexicon

# Lead disciplines per problem type (GB/T 13745), after the problem-type table of the field guide.
DISCIPLINES_OF_TYPE: Mapping[str, frozenset[str]] = {
    "P01": frozenset({"210.60", "220.30"}), "P02": frozenset({"210.60", "180.54", "220.30"}),
    "P03": frozenset({"210.60"}), "P04": frozenset({"210.50", "210.30"}), "P05": frozenset({"570", "210.50"}),
    "P06": frozenset({"210.30", "210.40"}), "P07": frozenset({"210.30", "210.40"}),
    "P08": frozenset({"210.40", "220.45"}), "P09": frozenset({"210.40", "416.50"}),
    "P10": frozenset({"210.30", "210.40", "210.20"}), "P11": frozenset({"230.30"}), "P12": frozenset({"230.30"}),
    "P13": frozenset({"230.20"}), "P14": frozenset({"230.20"}), "P15": frozenset({"230.20", "416.50"}),
    "P16": frozenset({"180.44", "230.20"}), "P17": frozenset({"416.50", "210.70"}), "P18": frozenset({"210.45", "550"}),
    "P19": frozenset({"550", "210.45"}), "P20": frozenset({"790.63", "630"}), "P21": frozenset({"790.63", "790.59"}),
    "P22": frozenset({"790.57", "630"}), "P24": frozenset({"790.57", "630"}),
}
# Names that include each other: a cattle vet takes dairy cows, "sheep" in a profile includes goats in part.
RELATED_CROPS: Mapping[str, Mapping[str, float]] = {
    "肉牛": {"奶牛": 0.6, "牛": 1.0}, "奶牛": {"肉牛": 0.6, "牛": 1.0}, "肉羊": {"绒山羊": 0.7, "羊": 1.0},
    "绒山羊": {"肉羊": 0.7, "羊": 1.0}, "马": {"驴": 0.7}, "驴": {"马": 0.8}, "西梅": {"李": 0.9, "杏": 0.6, "桃": 0.5},
    "李": {"西梅": 0.9, "杏": 0.7, "桃": 0.6}, "杏": {"李": 0.7, "西梅": 0.6, "桃": 0.7},
    "苹果": {"苹果梨": 0.7, "沙果": 0.8, "梨": 0.6}, "沙果": {"苹果": 0.9, "苹果梨": 0.7},
    "苹果梨": {"梨": 0.9, "苹果": 0.7}, "梨": {"苹果梨": 0.9, "苹果": 0.6},
    "青贮玉米": {"玉米": 0.6}, "燕麦草": {"莜麦": 0.4, "牧草": 0.8}, "苜蓿": {"牧草": 0.8}, "草场": {"牧草": 0.5},
    "籽用葫芦": {"籽瓜": 0.7, "南瓜": 0.7}, "籽瓜": {"籽用葫芦": 0.7, "西瓜": 0.7}, "西瓜": {"甜瓜": 0.8, "籽瓜": 0.6},
    "甜瓜": {"西瓜": 0.8}, "黄瓜": {"西葫芦": 0.7, "甜瓜": 0.4}, "西葫芦": {"黄瓜": 0.7, "南瓜": 0.6},
    "番茄": {"茄子": 0.5, "辣椒": 0.5}, "辣椒": {"番茄": 0.5, "茄子": 0.6}, "茄子": {"番茄": 0.7, "辣椒": 0.7},
}
_IMPLYING_KINDS = frozenset(
    {"disease", "pest", "weed", "deficiency", "practice", "machine", "policy", "market", "weather", "input"}
)
Area = tuple[str | None, str | None]  # industry and crop
_SHOWN_WEIGHT = {"confirmed": 1.0, "reported": 0.8, "unsolved": 0.3}


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with what its words add to missing codes."""

    case: SolvedCase
    types: frozenset[str]
    crop: str | None
    industry: str | None
    concepts: frozenset[str]


@dataclass(frozen=True)
class Knowledge:
    """declared: as registered. implied: read from the profile's words (types with the number of concepts that say
    so). profile_words: concept -> the profile's own word for it, none for wider ones. shown: weighted solved cases
    per code."""

    declared_types: frozenset[str]
    declared_crops: frozenset[str]
    declared_industries: frozenset[str]
    implied_types: Mapping[str, int]
    implied_crops: frozenset[str]
    implied_industries: frozenset[str]
    discipline_types: frozenset[str]
    concepts: frozenset[str]
    profile_words: Mapping[str, str]
    shown_types: Mapping[str, float] = field(default_factory=dict)
    shown_crops: Mapping[str, float] = field(default_factory=dict)
    shown_industries: Mapping[str, float] = field(default_factory=dict)
    cases_by_type: Mapping[str, Mapping[Area, Sequence[ReadCase]]] = field(default_factory=dict)


def read_case(case: SolvedCase, hits: tuple[Hit, ...]) -> ReadCase:
    concepts = [concept for hit in hits for concept in (*hit.concepts, *hit.wider)]
    crops = [concept for concept in concepts if concept.kind in ("crop", "animal") and concept.industries]
    first = crops[0] if crops else None
    return ReadCase(
        case=case,
        types=frozenset(case.problem_types) or _types_of(concepts),
        crop=case.crop or (first.name if first else None),
        industry=case.industry or (first.industries[0] if first else None),
        concepts=frozenset(concept.id for concept in concepts),
    )


def knowledge_of(
    expert: ExpertProfile, hits: tuple[Hit, ...], cases: Iterable[ReadCase], lexicon: Lexicon
) -> Knowledge:
    concepts = [concept for hit in hits for concept in (*hit.concepts, *hit.wider)]
    crops = [concept for concept in concepts if concept.kind in ("crop", "animal")]
    own = list(cases)
    profile = frozenset(concept.id for concept in concepts)
    return Knowledge(
        declared_types=frozenset(expert.problem_types),
        declared_crops=frozenset(book_name(crop, lexicon) for crop in expert.crops),
        declared_industries=frozenset(expert.industries),
        implied_types=Counter(code for concept in set(concepts) for code in _types_of([concept])),
        implied_crops=frozenset(concept.name for concept in crops),
        implied_industries=frozenset(code for concept in crops for code in concept.industries[:1]),
        discipline_types=frozenset(
            code for code, leads in DISCIPLINES_OF_TYPE.items() if leads & set(expert.disciplines)
        ),
        concepts=profile.union(*(case.concepts for case in own)),
        profile_words={concept.id: hit.words for hit in reversed(hits) for concept in hit.concepts},
        shown_types=_shown((code, case) for case in own for code in sorted(case.types)),
        shown_crops=_shown((case.crop, case) for case in own if case.crop),
        shown_industries=_shown((case.industry, case) for case in own if case.industry),
        cases_by_type=_by_type(own),
    )


def book_name(crop: str, lexicon: Lexicon) -> str:
    """Book name of a crop or animal as registered; the word itself if the lexicon does not know it."""
    return next((concept.name for concept in lexicon.named(crop) if concept.kind in ("crop", "animal")), crop)


def _types_of(concepts: Iterable[Concept]) -> frozenset[str]:
    return frozenset(c.problem_types[0] for c in concepts if c.kind in _IMPLYING_KINDS and c.problem_types)


def _shown(pairs: Iterable[tuple[str, ReadCase]]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for code, case in pairs:
        counts[code] += _SHOWN_WEIGHT.get(case.case.outcome, 0.5)
    return dict(sorted(counts.items()))


def _by_type(cases: Iterable[ReadCase]) -> dict[str, dict[Area, list[ReadCase]]]:
    found: dict[str, dict[Area, list[ReadCase]]] = {}
    for case in cases:
        for code in case.types:
            found.setdefault(code, {}).setdefault((case.industry, case.crop), []).append(case)
    return found
