"""Whether what was typed may become a record: every fault is collected, none hides another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidForm, InvalidInput, NotAllowed
from data.domain.permissions import is_about_oneself
from data.domain.places import county_of
from data.queries.register_codes import Codes, codes_for, linked_ids
from data.queries.scope import in_scope
from data.register.concept import Concept, Document
from data.register.concepts import CONCEPTS
from data.register.fields import Field, tidy
from data.services.context import Context


def checked(
    ctx: Context, concept: Concept, raw: Mapping[str, Any], document: Document, record_id: int | None,
    codes: Codes | None = None,
) -> dict[str, Any]:
    """`raw` values, tidied, that differ from `document` (the stored one, or the empty one of a new record).

    Raises InvalidForm with all faults; NotAllowed('field_not_yours', label) for a field the actor may not change.
    """
    values, errors = tidy_all(concept, raw, codes or codes_for(ctx, concept))
    changes = {name: value for name, value in values.items() if value != document[name]}
    _require_own(ctx, concept, changes)
    errors += _link_faults(ctx, concept, changes, record_id)
    if not errors:
        errors += concept.faults({**document, **changes})
        errors += _twice(ctx, concept, changes, document, record_id)
    if errors:
        raise InvalidForm(errors)
    return changes


def tidied(ctx: Context, concept: Concept, raw: Mapping[str, Any], codes: Codes | None = None) -> dict[str, Any]:
    """`raw` values as they would be stored, each checked by itself. Raises InvalidForm with all faults."""
    values, errors = tidy_all(concept, raw, codes or codes_for(ctx, concept))
    if errors:
        raise InvalidForm(errors)
    return values


def empty_document(concept: Concept) -> dict[str, Any]:
    """A record about which nothing is known; what is missing shows in the required fields."""
    return {field.name: field.empty for field in concept.fields}


def may_change(ctx: Context, concept: Concept, field: Field) -> bool:
    """Whom a record is about changes the fields that are their own; whoever keeps the register, all."""
    return field.own or not is_about_oneself(ctx.actor.role, concept.edit)


def tidy_all(
    concept: Concept, raw: Mapping[str, Any], codes: Codes,
) -> tuple[dict[str, Any], list[InvalidInput]]:
    """`raw` values as they would be stored, and every fault of the others."""
    values: dict[str, Any] = {}
    errors: list[InvalidInput] = []
    for name, given in raw.items():
        try:
            values[name] = tidy(concept.by_name[name], given, codes)
        except InvalidForm as several:
            errors += several.errors
        except InvalidInput as error:
            errors.append(error)
    return values, errors


def _require_own(ctx: Context, concept: Concept, changes: Mapping[str, Any]) -> None:
    for name in changes:
        if not may_change(ctx, concept, concept.by_name[name]):
            raise NotAllowed("field_not_yours", field=name)


def _link_faults(
    ctx: Context, concept: Concept, changes: Mapping[str, Any], record_id: int | None,
) -> Iterator[InvalidInput]:
    """A link leads to another record in use that the actor may see."""
    for name, value in changes.items():
        field = concept.by_name[name]
        wanted = set(linked_ids(field, value))
        if wanted and record_id in wanted and field.target == concept.name:
            yield InvalidInput("link_to_itself", field=name)
        elif wanted and wanted != _in_use(ctx, CONCEPTS[field.target], wanted):
            yield InvalidInput("link_unknown", field=name)


def _in_use(ctx: Context, target: Concept, ids: set[int]) -> set[int]:
    model: Any = target.model
    return set(ctx.session.scalars(
        select(model.id).where(model.id.in_(ids), model.is_active, in_scope(ctx.actor, target.read, model))
    ))


def _twice(
    ctx: Context, concept: Concept, changes: Document, document: Document, record_id: int | None,
) -> Iterator[InvalidInput]:
    """Another record in use says the same in all of `same_as`."""
    if not any(name in changes for name in concept.same_as):
        return
    model: Any = concept.model
    wanted = {name: {**document, **changes}[name] for name in concept.same_as}
    if all(wanted.values()):
        same = [getattr(model, name) == value for name, value in wanted.items()]
        county = model.county_code == county_of(ctx.actor.area_code)
        if ctx.session.scalar(select(model.id).where(county, model.is_active, model.id != (record_id or 0), *same)):
            yield InvalidInput("record_twice", field=concept.same_as[0])
