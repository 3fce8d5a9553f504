"""The seasons of a county's settings file. Layout: docs/county-files.md."""

from __future__ import annotations

from data.domain.errors import InvalidInput
from data.domain.seasons import PERCENT_LEAST, PERCENT_MOST, Season, SeasonKind, checked_season
from data.exchange.entries import Entry, Fault


def seasons(entries: list[Entry]) -> tuple[Season, ...]:
    return tuple(season(entry) for entry in entries)


def season(entry: Entry) -> Season:
    entry.only("kind", "first", "last", "percent", "industries", "crops", "types")
    row = Season(
        entry.word("kind", SeasonKind), entry.text("first"), entry.text("last"),
        entry.whole("percent", PERCENT_MOST, PERCENT_LEAST),
        entry.words("industries"), entry.words("crops"), entry.words("types"),
    )
    try:
        return checked_season(row)
    except InvalidInput as bad:
        raise entry.error(bad.field or "first", Fault.WRONG_FORM) from None
