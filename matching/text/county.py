"""A county's own words: rows that extend the shipped lexicon, each checked, each fault with its sentence.

A row with the name of a shipped concept of the same kind adds its folk names to that concept; any other row is a new
concept. `engine.with_lexicon(read_rows(rows, engine.lexicon).concepts)` reads with them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matching.text import taxonomy
from matching.text.lexicon import KINDS, STOP, Concept, Lexicon

LONGEST = 20
SOURCE = "county"
SENTENCES = {
    "NAME_MISSING": "第{row}行没有名称：请填写书面名称。",
    "NAME_SHORT": "第{row}行「{value}」只有一个字：单个字到处都会碰上，请写两个字以上的名称。",
    "NAME_LONG": "第{row}行「{value}」太长：名称最多20个字，请不要把整句话当作名称。",
    "KIND_UNKNOWN": "第{row}行的类别「{value}」不认识：请从类别表中选一个。",
    "INDUSTRY_UNKNOWN": "第{row}行的产业代码「{value}」不认识：请用I1到I9或other。",
    "TYPE_UNKNOWN": "第{row}行的问题类型代码「{value}」不认识：请用P01到P25或P99。",
    "BROADER_UNKNOWN": "第{row}行的上级「{value}」在词库里没有：请先加上级，或留空。",
    "NAME_TWICE": "第{row}行「{value}」在本表前面已经有了：请合成一行。",
}


@dataclass(frozen=True, slots=True)
class RowError:
    """row counts from 1. code is a key of SENTENCES."""

    row: int
    code: str
    value: str

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code].format(row=self.row, value=self.value)


@dataclass(frozen=True, slots=True)
class CountyWords:
    """What can be used, and what is wrong with the rest: a row with a fault gives no concept."""

    concepts: tuple[Concept, ...]
    errors: tuple[RowError, ...]


def read_rows(rows: Iterable[Mapping[str, str]], lexicon: Lexicon) -> CountyWords:
    """Rows with kind and name; if wanted english, folk (names with | between), industries and problem_types (codes
    with blanks between), broader (name or id of a concept)."""
    concepts: list[Concept] = []
    errors: list[RowError] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        faults = [RowError(number, code, value) for code, value in _faults(row, lexicon, seen)]
        seen.add(_field(row, "name"))
        errors.extend(faults)
        if not faults:
            concepts.append(_concept(row, lexicon))
    return CountyWords(tuple(concepts), tuple(errors))


def _faults(row: Mapping[str, str], lexicon: Lexicon, seen: set[str]) -> Iterable[tuple[str, str]]:
    name, kind, broader = _field(row, "name"), _field(row, "kind"), _field(row, "broader")
    if not name:
        yield "NAME_MISSING", ""
    if name in seen and name:
        yield "NAME_TWICE", name
    for said in filter(None, (name, *_folk(row))):
        if len(said) < 2:
            yield "NAME_SHORT", said
        if len(said) > LONGEST:
            yield "NAME_LONG", said
    if kind not in KINDS - {STOP}:
        yield "KIND_UNKNOWN", kind
    for code in _field(row, "industries").split():
        if code not in taxonomy.INDUSTRIES:
            yield "INDUSTRY_UNKNOWN", code
    for code in _field(row, "problem_types").split():
        if code not in taxonomy.PROBLEM_TYPES:
            yield "TYPE_UNKNOWN", code
    if broader and _broader(broader, lexicon) is None:
        yield "BROADER_UNKNOWN", broader


def _concept(row: Mapping[str, str], lexicon: Lexicon) -> Concept:
    name, kind = _field(row, "name"), _field(row, "kind")
    known = next((c for c in lexicon.named(name) if c.name == name and c.kind == kind), None)
    if known is not None:
        return replace(known, aliases=tuple(dict.fromkeys((*known.aliases, *_folk(row)))))
    return Concept(
        id=f"{kind}.{SOURCE}_{name}",
        kind=kind,
        name=name,
        english=_field(row, "english"),
        aliases=_folk(row),
        industries=tuple(_field(row, "industries").split()),
        problem_types=tuple(_field(row, "problem_types").split()),
        source=SOURCE,
        broader=_broader(_field(row, "broader"), lexicon) or "",
    )


def _broader(wanted: str, lexicon: Lexicon) -> str | None:
    ids = [concept.id for concept in lexicon.concepts if wanted in (concept.id, concept.name)]
    return ids[0] if ids else None


def _folk(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in _field(row, "folk").split("|"))))


def _field(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()
