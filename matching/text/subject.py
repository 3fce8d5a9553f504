"""The crop or animal a question is about, when several are named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from matching.text import taxonomy
from matching.text.lexicon import NAMING, Concept, Hit
from matching.text.types import Shares

INSIDE = 0.4
SURELY = 0.5
PASTURE, SHEEP = "草场", "羊"
RANGELAND = "crop.rangeland"
FLOCKS = {"I5": "绒山羊", "I6": "肉羊"}
GENERAL = frozenset({"crop.vegetable", "crop.fruit_tree", "crop.forage"})
# Words just before a name: last year's crop, the neighbour's, or the asker's own.
_FORMER = re.compile(r"(?:去年|头年|前年|年时|前茬|上茬|往年|原来)[^，。,；;]{0,6}$")
_OTHERS = re.compile(r"(?:隔壁|邻居|邻家|人家|别人家?|他家?|旁边)[^，。,；;]{0,6}$")
_OWN = re.compile(r"(?:我的|我家|我们家?|今年[^，。,；;]{0,4}|改种|想种|种的|养的|喂)$")
_FEED = re.compile(r"^[^，。,；;]{0,6}(?:喂|给)[^，。,；;]{0,2}(?:羊|牛|马|驼|猪|鸡)")


def subject_of(text: str, hits: Sequence[Hit], types: Shares) -> Concept | None:
    """What feed is made of is not meant. Animals for animal types, plants for plant types; then the asker's own before
    others' and last year's."""
    named = [(hit, c, 1.0) for hit in hits for c in hit.concepts if c.kind in NAMING and c.industries]
    wanted = _wanted_kind(types)
    named += [
        (hit, c, INSIDE) for hit in hits for c in hit.inside
        if c.industries and not (wanted == "animal" and c.kind == "crop" and hit.concepts[0].kind == "input")
    ]
    if not named:
        return None
    pasture = next((c for _, c, _ in named if c.id == RANGELAND), None)
    if pasture is not None and types[0][0] == "P16":
        return pasture
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


def meant(subject: Concept | None, types: Shares, industries: Shares) -> str | None:
    """Name of the crop or animal that is meant, by the kind of problem and the industry read: none for a machine or a
    quarrel, the pasture for a pasture problem, and the flock where an animal problem names no animal."""
    (top, share), (industry, _) = types[0], industries[0]
    if top == taxonomy.NOT_OURS or (top == "P17" and share > SURELY):
        return None
    if top == "P16" and (subject is None or "I8" not in subject.industries):
        return PASTURE
    if subject is None:
        return FLOCKS.get(industry) if top in taxonomy.ANIMAL_TYPES else None
    return SHEEP if subject.name == FLOCKS["I6"] and industry == "I8" else subject.name


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
