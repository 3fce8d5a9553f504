"""Reads a farmer's words: `load_engine()` once, then `engine.understand(text)`."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matching.text.gates import gate_of
from matching.text.languages import language_of
from matching.text.lexicon import Concept, Hit, Lexicon, load_lexicon
from matching.text.linear import LinearLabels, concept_features, gram_features
from matching.text.missing import missing_of_parts
from matching.text.normalise import normalise
from matching.text.passages import with_passages
from matching.text.places import PlaceNames
from matching.text.reading import affirmed, as_epidemic, as_goats, industry_shares, type_shares
from matching.text.spoken import own_words
from matching.text.subject import meant, subject_of
from matching.text.types import Evidence, Shares, Understanding
from matching.text.urgency import urgency_of

EXAMPLES_FILE = Path(__file__).with_name("examples.tsv")
TYPE_PENALTY = 0.6
INDUSTRY_PENALTY = 0.6


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence written for this project and what it is about."""

    problem_type: str
    industry: str
    text: str


@dataclass(frozen=True)
class TextEngine:
    """Immutable; holds the lexicon and the two small models fitted on the shipped examples."""

    lexicon: Lexicon
    types: LinearLabels
    industries: LinearLabels
    examples: tuple[Example, ...] = ()
    place_names: PlaceNames | None = None

    def with_places(self, places: Iterable[tuple[str, str]]) -> TextEngine:
        """The same engine that also finds these (code, name) places."""
        return replace(self, place_names=PlaceNames(places))

    def with_lexicon(self, concepts: Iterable[Concept]) -> TextEngine:
        """The same engine with these concepts beside or in place of the shipped ones (see `county.read_rows`); the
        models are fitted anew, in about half a second."""
        return replace(_fitted(self.lexicon.extended(concepts), self.examples), place_names=self.place_names)

    def understand(self, text: str, given: Collection[str] = ()) -> Understanding:
        """Codes with shares, gate, urgency, evidence and missing facts. Any text is legal; an empty one is unsure.
        `given`: codes of facts that the asker was asked for and gave, in whatever words."""
        spoken = own_words(text)
        hits = as_goats(affirmed(spoken, self.lexicon.find(spoken)))
        plain = normalise(spoken)
        features = gram_features(spoken) | concept_features(hits)
        types = with_passages(spoken, hits, self._types(spoken, hits), self._types)
        subject = subject_of(spoken, hits, types)
        gate = gate_of(plain, hits, types)
        if gate == "animal_epidemic":
            types = as_epidemic(types)
        industries = industry_shares(hits, types, self.industries.scores(features), subject)
        return Understanding(
            problem_types=types,
            industry=industries,
            crop_or_animal=meant(subject, types, industries),
            urgency=urgency_of(plain, types[0][0], gate),
            gate=gate,
            evidence=_evidence(hits),
            missing=missing_of_parts(plain, types, given),
            concepts=tuple(sorted({concept.id for hit in hits for concept in (*hit.concepts, *hit.wider)})),
            places=self.place_names.find(text) if self.place_names else (),
            language=language_of(plain),
        )

    def _types(self, text: str, hits: Sequence[Hit]) -> Shares:
        return type_shares(hits, self.types.scores(gram_features(text)))


def load_engine(examples: Path = EXAMPLES_FILE) -> TextEngine:
    """Read the shipped lexicon and examples, fit the two models. About half a second."""
    return _fitted(load_lexicon(), read_examples(examples))


def read_examples(path: Path = EXAMPLES_FILE) -> tuple[Example, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return tuple(Example(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _fitted(lexicon: Lexicon, examples: tuple[Example, ...]) -> TextEngine:
    spoken = [gram_features(example.text) for example in examples]
    named = [words | concept_features(lexicon.find(e.text)) for words, e in zip(spoken, examples, strict=True)]
    return TextEngine(
        lexicon=lexicon,
        types=LinearLabels.fit(spoken, [example.problem_type for example in examples], TYPE_PENALTY),
        industries=LinearLabels.fit(named, [example.industry for example in examples], INDUSTRY_PENALTY),
        examples=examples,
    )


def _evidence(hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(hit.start, hit.end, hit.words, concept.kind, concept.id, concept.name)
        for hit in hits
        for concept in hit.concepts
    )
