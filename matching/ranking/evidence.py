"""What a candidate's place rests on: the cases most like this one, the profile's own words, where the person lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.ranking.assessed import Assessed
from matching.ranking.features import QueryReading
from matching.ranking.knowledge import ReadCase
from matching.ranking.results import CaseSeen, Evidence
from matching.text import Lexicon

CASES, WORDS = 3, 5
# Kinds of concept that tell nothing of a field, and concepts so wide that they are but another name for one.
_VAGUE = frozenset({"symptom", "unit"})
_WIDE = frozenset({
    "practice.feeding", "practice.processing", "practice.irrigation", "practice.variety_choice", "market.selling",
    "input.seed",
})
SHORTEST = 2
_BY_OUTCOME = {"confirmed": 0, "reported": 1, "unsolved": 2}
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the question each past text is: its cosine, 0 for a text that is not compared."""

    places: Mapping[str, int]
    cosines: np.ndarray

    def of(self, case: ReadCase) -> float:
        place = self.places.get(case.case.text)
        return 0.0 if place is None else float(self.cosines[place])


def evidence_of(reading: QueryReading, one: Assessed, likeness: Likeness, lexicon: Lexicon) -> Evidence:
    return Evidence(
        cases=tuple(_seen(case, likeness) for case in _told(one, likeness)),
        words=tuple(shared_words(reading, one, lexicon)[:WORDS]),
        home=one.expert.home_place,
    )


def shared_words(reading: QueryReading, one: Assessed, lexicon: Lexicon) -> list[str]:
    """Words of the profile that the question speaks of, as the profile writes them, each once."""
    shared = sorted((reading.concepts & one.knowledge.profile_words.keys()) - _WIDE)
    told = (one.knowledge.profile_words[id_] for id_ in shared if lexicon.concept(id_).kind not in _VAGUE)
    return [word for word in dict.fromkeys(told) if len(word) >= SHORTEST]


def _told(one: Assessed, likeness: Likeness) -> list[ReadCase]:
    """Own cases of this field: confirmed before reported before unsolved, then the most alike, the newest."""
    return sorted(one.field_cases, key=lambda case: (
        _BY_OUTCOME.get(case.case.outcome, len(_BY_OUTCOME)), -round(likeness.of(case), DIGITS),
        -(case.case.day.toordinal() if case.case.day else 0), case.case.id, case.case.text,
    ))[:CASES]


def _seen(case: ReadCase, likeness: Likeness) -> CaseSeen:
    day = case.case.day.isoformat() if case.case.day else None
    return CaseSeen(case.case.id, day, case.crop, case.case.outcome, round(likeness.of(case), DIGITS))
