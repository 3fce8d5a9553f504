"""Concepts and the names people use for them: book names, folk names, dialect, voice-input errors."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from matching.text.normalise import normalise_with_offsets

LEXICON_FILE = Path(__file__).with_name("lexicon.tsv")
STOP = "stop"
KINDS = frozenset({
    "crop", "animal", "breed", "disease", "pest", "weed", "deficiency", "symptom", "chemical", "input", "machine",
    "practice", "weather", "market", "policy", "unit", STOP,
})
NAMING = frozenset({"crop", "animal"})
SELF_CONTAINED = frozenset({"crop", "animal", "chemical", "weed", STOP})
VERBS = frozenset("养喂卖买放接杀死病")
ACTS = VERBS | frozenset("打喷上灌用吃")
PRESCRIPTION, NOTIFIABLE = "prescription", "notifiable"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing of the field. broader: id of the concept it is a kind of, or "". status: PRESCRIPTION for veterinary
    medicine on prescription, NOTIFIABLE for an animal disease that must be reported, or "". problem_types: first the
    one its name speaks for most."""

    id: str
    kind: str
    name: str
    english: str
    aliases: tuple[str, ...]
    industries: tuple[str, ...]
    problem_types: tuple[str, ...]
    source: str
    broader: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: `text[start:end]`, every concept it may stand for, the crops or animals that the name
    itself names (马 in 马腹痛), and the concepts that those it stands for are kinds of (黄萎病 for 向日葵黄萎病)."""

    start: int
    end: int
    words: str
    concepts: tuple[Concept, ...]
    inside: tuple[Concept, ...] = ()
    wider: tuple[Concept, ...] = ()


class Lexicon:
    """Immutable set of concepts with longest-match look-up."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._by_id = {concept.id: concept for concept in self.concepts}
        self._by_name: dict[str, tuple[Concept, ...]] = {}
        for concept in self.concepts:
            for name in (concept.name, *concept.aliases):
                key = normalise_with_offsets(name)[0]
                if concept not in self._by_name.get(key, ()):
                    self._by_name[key] = (*self._by_name.get(key, ()), concept)
        self._lengths = _lengths_by_first_character(self._by_name)
        self._wider = {name: self._wider_than(found) for name, found in self._by_name.items()}
        self._inside = {
            name: tuple(dict.fromkeys((*self._named_inside(name, found), *_naming(self._wider[name]))))
            for name, found in self._by_name.items()
        }

    def extended(self, concepts: Iterable[Concept]) -> Lexicon:
        """With these concepts; one of a known id takes the place of the known one."""
        return Lexicon((self._by_id | {concept.id: concept for concept in concepts}).values())

    def concept(self, concept_id: str) -> Concept:
        """The concept of that id. Raises KeyError."""
        return self._by_id[concept_id]

    def named(self, name: str) -> tuple[Concept, ...]:
        """Concepts that `name` may stand for, empty if unknown."""
        return self._by_name.get(normalise_with_offsets(name)[0], ())

    def english(self, name: str) -> str | None:
        """English of a book, folk or dialect name."""
        for concept in self.named(name):
            return concept.english or None
        return None

    def find(self, text: str) -> tuple[Hit, ...]:
        """Names in `text`, left to right, longest first, without overlaps; spans refer to `text` itself."""
        plain, offsets = normalise_with_offsets(text)
        hits: list[Hit] = []
        position = 0
        while position < len(plain):
            name = self._longest_at(plain, position)
            if name is None or self._yields(plain, position, name):
                position += 1
                continue
            concepts = tuple(c for c in self._by_name[name] if c.kind != STOP)
            last = position + len(name) - 1
            if concepts:
                start, end = offsets[position], offsets[last] + 1
                hits.append(Hit(start, end, text[start:end], concepts, self._inside[name], self._wider[name]))
            position = last + 1
        return tuple(hits)

    def _yields(self, plain: str, position: int, name: str) -> bool:
        """A name that begins with an act gives way to one that is as long and begins within it: 打|头孢, not 打头."""
        if plain[position] not in ACTS:
            return False
        within = (self._longest_at(plain, place) for place in range(position + 1, position + len(name)))
        return any(other is not None and len(other) >= len(name) for other in within)

    def _wider_than(self, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
        wider: dict[Concept, None] = {}
        for concept in concepts:
            while concept.broader:
                concept = self._by_id[concept.broader]
                if concept in wider:
                    break
                wider[concept] = None
        return tuple(wider)

    def _named_inside(self, name: str, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
        """A single character counts only at the front or after a verb: 牛 is in 牛棚 and 卖牛, not in 天牛."""
        if any(concept.kind in SELF_CONTAINED for concept in concepts):
            return ()
        ends = range(1, len(name) + 1)
        parts = [(name[i:j], name[:i]) for i in range(len(name)) for j in ends if i < j and j - i < len(name)]
        named = [
            concept for part, before in parts if len(part) > 1 or not before or before in VERBS
            for concept in self._by_name.get(part, ()) if concept.kind in NAMING
        ]
        return tuple(dict.fromkeys(named))

    def _longest_at(self, plain: str, position: int) -> str | None:
        for length in self._lengths.get(plain[position], ()):
            name = plain[position : position + length]
            if name in self._by_name and _stands_alone(plain, position, name):
                return name
        return None


def load_lexicon(path: Path = LEXICON_FILE) -> Lexicon:
    """Read a lexicon file (tab separated, `#` starts a comment line)."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return Lexicon(_concept(row) for row in rows)


def _concept(row: dict[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        english=row["english"],
        aliases=tuple(filter(None, row["folk"].split("|"))),
        industries=tuple(row["industries"].split()),
        problem_types=tuple(row["problem_types"].split()),
        source=row["source"],
        broader=row["broader"],
        status=row["status"],
    )


def _naming(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(concept for concept in concepts if concept.kind in NAMING)


def _lengths_by_first_character(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def _stands_alone(plain: str, position: int, name: str) -> bool:
    """Latin names and numbers must not be part of a longer one: `sc` is not in `scale`."""
    if not name.isascii():
        return True
    before = plain[position - 1 : position]
    after = plain[position + len(name) : position + len(name) + 1]
    return not _is_latin(before) and not _is_latin(after)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
