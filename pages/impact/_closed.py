"""Closed periods as lines: who signed when, and whether the figures have moved since."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from data.queries.closed_periods import Signed, closed_periods
from data.queries.impact import data_version
from data.queries.restatements import since_signed
from data.services.context import Context
from pages.shared.components import link
from pages.shared.formats import full_day, plain
from pages.shared.guards import Screen
from pages.shared.period_words import period_name, signed_day

MARKS_SHOWN = 3


def marks(screen: Screen) -> tuple[Signed, ...]:
    """The latest closed periods, small, on the page of the figures; all of them come back."""
    with screen.reading() as ctx:
        closed = closed_periods(ctx)
    with st.container(key="noprint_closed", gap="xsmall"):
        lines(screen, closed[:MARKS_SHOWN])
        link(_("结账"), "periods", ":material/lock:")
    return closed


def lines(screen: Screen, closed: Sequence[Signed]) -> None:
    for one in closed:
        with screen.reading() as ctx:
            state_of = ctx.runtime.settings.database_url, data_version(ctx), one.period_id, one.version
            has_moved = _has_moved(state_of, one, ctx)
        said = _("**{period}**：{day}{who}签字，第{n}版").format(
            period=plain(period_name(one.first_day, one.last_day)), day=full_day(signed_day(one)),
            who=plain(one.signer), n=one.version,
        )
        stands = _("签字以后数有变化") if has_moved else _("没有变化")
        icon = ":material/edit_notifications:" if has_moved else ":material/lock:"
        link(f"{said} · {stands}", "period", icon, id=one.period_id)


@st.cache_data(max_entries=200, show_spinner=False)
def _has_moved(state_of: tuple[str, int, int, int], _signed: Signed, _ctx: Context) -> bool:
    """Counted anew only after a change in the county, or another signature."""
    return bool(since_signed(_ctx, _signed).differences)
