"""What the register minds about a row of a list: as a new record, and beside the record it may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidForm, InvalidInput
from data.domain.parts import in_parts
from data.domain.places import within
from data.queries.import_documents import CONCEPTS, DOCUMENTS, SOURCES, Values, Words, completed, words_of
from data.queries.import_questions import question_of
from data.queries.import_services import ServiceNames, service_names
from data.queries.register_codes import Codes, codes_for
from data.register.concept import Concept, Document, document_of
from data.register.fields import Kind
from data.services.context import Context
from data.services.register_checks import tidy_all

ADDED_TO = (Kind.CHOICES, Kind.CODES, Kind.WORDS, Kind.LINKS, Kind.ROWS)
PLACES = {"experts": "home_place", "farms": "place_code"}  # that decides who may bring it in


@dataclass(frozen=True)
class Rules:
    """For lists of one kind. `known`: the documents of records that rows may be. `names`: whom a service record may
    name."""

    kind: str
    area: str
    fills: Mapping[str, Any]
    words: Words
    concept: Concept | None = None
    codes: Codes | None = None
    known: Mapping[int, Document] | None = None
    names: ServiceNames | None = None

    def check_new(self, values: Values) -> dict[str, Any]:
        """The document of a new record, empty for a kind that is no concept. Raises InvalidForm with every fault."""
        if self.concept is None:
            self._check_reach(self._place_of(values), "village")
            return {}
        if "record_no" in values:
            raise InvalidForm([InvalidInput("record_no_unknown", field="record_no")])
        document = self._tidied(completed(self.kind, self.said(values), self.fills))
        if errors := list(self.concept.faults(document)):
            raise InvalidForm(errors)
        if place := PLACES.get(self.kind):
            self._check_reach(document[place], place)
        return document

    def _place_of(self, values: Values) -> str | None:
        """Where a row belongs that is no record of the register. Raises InvalidForm."""
        if self.names is not None:
            return self.names.read(values).place_code
        if self.kind == "problems":
            return question_of(values, self.words.industries).place_code
        return values.get("village_code") or values.get("town_code")

    def said(self, values: Values) -> dict[str, Any]:
        """What the row itself says, as a document. Raises InvalidForm."""
        try:
            return DOCUMENTS[self.kind](values, self.words)
        except InvalidInput as error:
            raise InvalidForm([error]) from None

    def differences(self, record_id: int, values: Values) -> list[str]:
        """Fields that the record and the row both fill, and not alike. Raises InvalidForm."""
        if self.concept is None or self.known is None:
            return []
        document, said = self.known[record_id], self._tidied(self.said(values))
        return [name for name in said if self._is_clash(name, document[name], said[name])]

    def changes(self, record_id: int, values: Values, *, take: bool) -> dict[str, Any]:
        """What the row adds to the record; with `take` also what it says otherwise."""
        if self.concept is None or self.known is None:
            return {}
        document, said = self.known[record_id], self._tidied(self.said(values))
        changes = {}
        for name, value in said.items():
            if self._is_list(name):
                added = [one for one in value if one not in document[name]]
                if added and (take or not self._is_clash(name, document[name], value)):
                    changes[name] = self._joined(name, document[name], added)
            elif not document[name] or (take and document[name] != value):
                changes[name] = value
        return changes

    def beside(self, known: Mapping[int, Document]) -> Rules:
        """The same rules for rows that may be these records."""
        return replace(self, known=known)

    def source_of(self, name: str) -> str:
        """The field of the list that a field of the register comes from."""
        return SOURCES.get(self.kind, {}).get(name, name)

    def _is_clash(self, name: str, stored: Any, said: Any) -> bool:
        """Lists grow and do not clash, but for two figures of one year and industry."""
        if name == "years":
            there = {(row["year"], row["industry"]): row for row in stored}
            return any(there.get((row["year"], row["industry"]), row) != row for row in said)
        return not self._is_list(name) and bool(stored) and stored != said

    def _joined(self, name: str, stored: list, added: list) -> list:
        if name == "years":
            new = {(row["year"], row["industry"]) for row in added}
            stored = [row for row in stored if (row["year"], row["industry"]) not in new]
        return [*stored, *added]

    def _is_list(self, name: str) -> bool:
        return self.concept is not None and self.concept.by_name[name].kind in ADDED_TO

    def _tidied(self, raw: Document) -> dict[str, Any]:
        values, errors = tidy_all(self.concept, raw, self.codes)
        if errors:
            raise InvalidForm(errors)
        return values

    def _check_reach(self, place: str | None, field: str) -> None:
        if place is not None and not within(place, self.area):
            raise InvalidForm([InvalidInput("out_of_your_area", field=field)])


def rules_for(ctx: Context, kind: str, fills: Mapping[str, Any], ids: Collection[int] = ()) -> Rules:
    """The rules of `kind`; `ids`: records that rows will be compared with."""
    concept = CONCEPTS.get(kind)
    rules = Rules(kind, ctx.actor.area_code, fills, words_of(ctx))
    if concept is None:
        return replace(rules, names=service_names(ctx)) if kind == "visits" else rules
    return Rules(
        kind, rules.area, fills, rules.words, concept, codes_for(ctx, concept), documents(ctx, concept, ids),
    )


def documents(ctx: Context, concept: Concept, ids: Collection[int]) -> dict[int, Document]:
    """The records of `ids` as documents."""
    model: Any = concept.model
    wanted, found = sorted(ids), {}
    for some in in_parts(wanted):
        query = select(model).where(model.id.in_(some)).options(*concept.loading())
        found.update({record.id: document_of(concept, record) for record in ctx.session.scalars(query)})
    return found
