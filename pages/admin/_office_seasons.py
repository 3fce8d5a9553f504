"""农时: days in which less time is promised, for which crops, animals and kinds of problem."""

from __future__ import annotations

import datetime as dt
import re

import streamlit as st
from babel.dates import format_skeleton

from data.domain.office_time import OfficeTime
from data.domain.seasons import LEAP_YEAR, Season, SeasonKind
from data.i18n import _, language
from data.services.office_hours import add_season, remove_season
from pages.shared import state
from pages.shared.components import done, heading, note
from pages.shared.crop_names import crop_name
from pages.shared.formats import locale, month_name, plain
from pages.shared.guards import Screen
from pages.shared.promise_words import SEASONS

BETWEEN = re.compile(r"[、，,;；\s]+")
SHARES = (75, 50, 25)
MONTHS, DAYS = range(1, 13), range(1, 32)


def draw(screen: Screen, office: OfficeTime, trades: dict[str, str], types: dict[str, str], may_edit: bool) -> None:
    heading(_("农时：答应得比平时早"))
    note(_("农时里，派专家、专家答复、到地里看都提前；给农户答话的时间不减。"))
    for number, season in enumerate(office.seasons):
        with st.container(border=True, key=f"card_season_{number}", gap="xsmall"):
            days = _("{first}至{last}").format(first=_day(season.first), last=_day(season.last))
            share = _("平时的{percent}%").format(percent=season.percent)
            st.markdown(f"**{_(SEASONS[season.kind])}** &nbsp; {days} &nbsp; {share}")
            note(plain(_concerning(season, trades, types)))
            if may_edit and st.button(_("去掉"), key=f"season_off_{number}", type="tertiary") and done(
                screen, lambda ctx, season=season: remove_season(ctx, season),
            ):
                state.pick("toast", _("去掉了"))
                st.rerun()
    if may_edit:
        _add(screen, trades, types)


def _concerning(season: Season, trades: dict[str, str], types: dict[str, str]) -> str:
    subjects = [*(trades.get(code, code) for code in season.industries), *map(crop_name, season.crops)]
    kinds = [types.get(code, code) for code in season.types]
    about = _("、").join(subjects) or _("什么庄稼、牲畜都算")
    what = _("、").join(kinds) or _("什么问题都算")
    return f"{about} · {what}"


def _add(screen: Screen, trades: dict[str, str], types: dict[str, str]) -> None:
    with st.form("season", border=True):
        kind = st.selectbox(_("什么农时"), list(SeasonKind), format_func=lambda one: _(SEASONS[one]), key="season_kind")
        first = _day_of_year(_("从几月"), _("从几日"), "first", (2, 15))
        last = _day_of_year(_("到几月"), _("到几日"), "last", (4, 30))
        share = st.pills(
            _("用平时多少时间"), SHARES, default=50, key="season_share", format_func=lambda one: f"{one}%",
        )
        industries = st.multiselect(_("产业（不选就都算）"), list(trades), format_func=trades.get, key="season_trades")
        crops = st.text_input(
            _("庄稼、牲畜（可不填，用顿号隔开）"), max_chars=100, key="season_crops", placeholder=_("比如：绵羊、山羊"),
        )
        kinds = st.multiselect(_("哪类问题（不选就都算）"), list(types), format_func=types.get, key="season_types")
        sent = st.form_submit_button(_("加这个农时"), width="stretch")
        named = tuple(filter(None, BETWEEN.split(crops.strip())))
        season = Season(kind, first, last, share or 50, tuple(industries), named, tuple(kinds))
        if sent and done(screen, lambda ctx: add_season(ctx, season)):
            state.pick("toast", _("加上了"))
            st.rerun()


def _day_of_year(of_month: str, of_day: str, key: str, usual: tuple[int, int]) -> str:
    """Chosen by month and day: "02-15"."""
    left, right = st.columns(2)
    month = left.selectbox(of_month, MONTHS, usual[0] - 1, format_func=month_name, key=f"season_{key}_month")
    day = right.selectbox(of_day, DAYS, usual[1] - 1, key=f"season_{key}_day")
    return f"{month:02}-{day:02}"


def _day(text: str) -> str:
    month, day = map(int, text.split("-"))
    return format_skeleton("MMMd", dt.date(LEAP_YEAR, month, day), locale=locale(language()))
