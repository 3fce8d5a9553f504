"""Crops and animals in the reader's language."""

from __future__ import annotations

from functools import cache

from data.exchange.code_lists import load_industries
from data.i18n import language


def crop_name(crop: str) -> str:
    """In English as the list of industries has it; what is not in the list stays as it was typed."""
    return _english().get(crop, crop) if language() == "en" else crop


@cache
def _english() -> dict[str, str]:
    return {crop: name for one in load_industries() for crop, name in zip(one.crops, one.crops_en, strict=True)}
