"""Private fields as whoever may not see them sees them."""

from __future__ import annotations

from typing import Any

from data.domain.contact import mask_name, mask_phone
from data.register.concept import Concept, Document
from data.register.fields import Field, Kind


def masked(concept: Concept, document: Document) -> dict[str, Any]:
    """The document as whoever may not see its private fields sees it; also part of one."""
    return {
        name: _mask(concept.by_name[name], value)
        if name in concept.by_name and concept.by_name[name].is_private(document) else value
        for name, value in document.items()
    }


def _mask(field: Field, value: Any) -> Any:
    if not value:
        return value
    return mask_phone(value) if field.kind is Kind.PHONE else mask_name(value)
