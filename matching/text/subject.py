"""The crop or animal a question is about, when several are named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from matching.text import taxonomy
from matching.text.lexicon import NAMING, Concept, Hit
from matching.text.types import Shares

INSIDE = 0.4
GENERAL = frozenset({"crop.vegetable", "crop.fruit_tree", "crop.forage"})
# Words just before a name: last year's crop, the neighbour's, or the asker's own.
_FORMER = re.compile(r"(?:去年|头年|前年|年时|前茬|上茬|往年|原来)[^，。,；;]{0,6}$")
_OTHERS = re.compile(r"(?:隔壁|邻居|邻家|人家|别人家?|他家?|旁边)[^，。,；;]{0,6}$")
_OWN = re.compile(r"(?:我的|我家|我们家?|今年[^，。,；;]{0,4}|改种|想种|种的|养的|喂)$")
_FEED = re.compile(r"^[^，。,；;]{0,6}(?:喂|给)[^，。,；;]{0,2}(?:羊|牛|马|驼|猪|鸡)")


def subject_of(text: str, hits: Sequence[Hit], types: Shares) -> Concept | None:
    """Animals for animal types, plants for plant types; then the asker's own before others' and last year's."""
    named = [(hit, c, 1.0) for hit in hits for c in hit.concepts if c.kind in NAMING and c.industries]
    named += [(hit, c, INSIDE) for hit in hits for c in hit.inside if c.industries]
    if not named:
        return None
    wanted = _wanted_kind(types)
    weight: dict[str, float] = defaultdict(float)
    first: dict[str, int] = {}
    for hit, concept, share in named:
        weight[concept.id] += share * _mention(text, hit)
        first.setdefault(concept.id, hit.start)
    ranked = sorted(
        {concept.id: concept for _, concept, _ in named}.values(),
        key=lambda c: (wanted not in (None, c.kind), c.id in GENERAL, -round(weight[c.id], 2), first[c.id]),
    )
    return ranked[0]


def _mention(text: str, hit: Hit) -> float:
    before = text[max(0, hit.start - 10) : hit.start]
    if _FORMER.search(before) or _OTHERS.search(before):
        return 0.1
    if _FEED.match(text[hit.end : hit.end + 12]):
        return 0.2
    return 1.6 if _OWN.search(before) else 1.0


def _wanted_kind(types: Shares) -> str | None:
    animal = sum(share for code, share in types if code in taxonomy.ANIMAL_TYPES)
    plant = sum(share for code, share in types if code in taxonomy.PLANT_TYPES)
    if max(animal, plant) < 0.35:
        return None
    return "animal" if animal > plant else "crop"
