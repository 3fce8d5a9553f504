"""In which columns a county hands its services on to another platform: data of the county, with a default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from data.exchange.entries import Entry, Fault


class ServiceFact(StrEnum):
    """What a column may hold. VOUCHER: the number of an electronic voucher, empty until its rule is known."""

    OBJECT = "object"
    EXPERT = "expert"
    DATE = "date"
    KIND = "kind"
    RATING = "rating"
    VOUCHER = "voucher"
    NUMBER = "number"
    PLACE = "place"
    TOPIC = "topic"
    HEADS = "heads"


class ExchangeColumn(NamedTuple):
    heading: str
    fact: ServiceFact


DEFAULT_LAYOUT = tuple(ExchangeColumn(heading, fact) for heading, fact in (
    ("服务对象", ServiceFact.OBJECT), ("专家", ServiceFact.EXPERT), ("服务日期", ServiceFact.DATE),
    ("服务方式", ServiceFact.KIND), ("评价", ServiceFact.RATING), ("服务券号", ServiceFact.VOUCHER),
))


def exchange_layout(entry: Entry | None) -> tuple[ExchangeColumn, ...]:
    """The table [exchange] of a county's file: heading = fact, in order. Raises AppError county_file_…"""
    if entry is None:
        return DEFAULT_LAYOUT
    if not entry.cells:
        raise entry.error("exchange", Fault.EMPTY)
    return tuple(ExchangeColumn(heading, entry.word(heading, ServiceFact)) for heading in entry.cells)


def layout_from_settings(settings: Mapping[str, object]) -> tuple[ExchangeColumn, ...]:
    """As `County.settings` keeps it: [[heading, fact]]."""
    kept: Sequence[tuple[str, str]] = settings.get("exchange") or DEFAULT_LAYOUT  # type: ignore[assignment]
    return tuple(ExchangeColumn(heading, ServiceFact(fact)) for heading, fact in kept)
