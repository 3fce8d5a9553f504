"""Cards of the lists: the name as the one link, then what one looks for first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from data.domain.register import BaseKind, PlatformKind
from data.i18n import _, ngettext
from data.queries.agreements import standings
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from data.register.demo_base import KINDS as BASE_KINDS
from data.register.platform import KINDS as PLATFORM_KINDS
from pages.projects._standing import standing_badge
from pages.shared.badges import small
from pages.shared.components import badge_line, link
from pages.shared.formats import number, period, plain
from pages.shared.guards import Screen
from pages.shared.register import marks

Cards = Callable[[Sequence[RecordRow], Codes], None]


def projects(_screen: Screen) -> Cards:
    def line(row: RecordRow, codes: Codes) -> list[str | None]:
        document = row.document
        money = sum(fund["amount_yuan"] for fund in document["funds"])
        return [
            _trades(row, codes), _term(document["first_day"], document["last_day"]),
            _people(len(document["expert_ids"])), _yuan(money) if money else None,
        ]

    return lambda rows, codes: _draw(rows, codes, "project", line)


def platforms(_screen: Screen) -> Cards:
    def line(row: RecordRow, codes: Codes) -> list[str | None]:
        document = row.document
        return [
            _(PLATFORM_KINDS[PlatformKind(document["kind"])]), codes["place"].get(document["place_code"]),
            document["host"], _people(len(document["resident_ids"])),
        ]

    return lambda rows, codes: _draw(rows, codes, "platform", line)


def bases(_screen: Screen) -> Cards:
    def line(row: RecordRow, codes: Codes) -> list[str | None]:
        document = row.document
        taken_up = len(document["farm_ids"])
        return [
            _(BASE_KINDS[BaseKind(document["kind"])]), codes["place"].get(document["place_code"]),
            _trades(row, codes),
            ngettext("{n}户照着做", "{n}户照着做", taken_up).format(n=number(taken_up)) if taken_up else None,
        ]

    return lambda rows, codes: _draw(rows, codes, "base", line)


def agreements(screen: Screen) -> Cards:
    def draw(rows: Sequence[RecordRow], codes: Codes) -> None:
        with screen.reading() as ctx:
            now = standings(ctx, [row.id for row in rows])

        def line(row: RecordRow, codes: Codes) -> list[str | None]:
            document = row.document
            return [
                codes["expert"].get(document["expert_id"]), codes["farm"].get(document["farm_id"]),
                _term(document["first_day"], document["last_day"]),
            ]

        _draw(rows, codes, "agreement", line, lambda row: standing_badge(now[row.id]))

    return draw


def _draw(
    rows: Sequence[RecordRow], codes: Codes, stem: str, line: Callable[[RecordRow, Codes], list[str | None]],
    mark: Callable[[RecordRow], str] = lambda _row: "",
) -> None:
    for row in rows:
        with st.container(border=True, key=f"card_{row.id}", gap="xxsmall"):
            link(plain(row.name), stem, id=row.id)
            badge_line(mark(row), marks.out_of_use(row), marks.hardly_known(row), small(*line(row, codes)))


def _trades(row: RecordRow, codes: Codes) -> str:
    return _("、").join(codes["industry"].get(code, code) for code in row.document["industries"])


def _people(count: int) -> str:
    return ngettext("{n}位专家", "{n}位专家", count).format(n=number(count))


def _yuan(amount: int) -> str:
    return _("{n}元").format(n=number(amount))


def _term(first: str, last: str | None) -> str:
    begins = dt.date.fromisoformat(first)
    return period(begins, dt.date.fromisoformat(last)) if last else _("{month}起").format(month=period(begins, begins))
