"""The pieces of a hand-over: who leaves, each question with its successor, each stretch of duty with another name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.i18n import _
from data.queries.duty import Shift
from data.queries.leaving import OpenItem
from data.services.leaving import OnDuty
from pages.shared.badges import small
from pages.shared.components import badge_line, heading, link
from pages.shared.formats import full_day, plain
from pages.shared.labels import STATUS, label


def choose(title: str, names: Mapping[int, str]) -> int | None:
    return st.selectbox(
        title, list(names), index=None, key=f"leaving_{len(names)}", format_func=names.__getitem__,
        placeholder=_("姓名"),
    )


def items(rows: Sequence[OpenItem], others: Mapping[int, str], best: Mapping[int, int]) -> dict[int, int | None]:
    """Problem -> the successor chosen; the proposed one stands there first."""
    if rows:
        heading(_("问题 {n}件").format(n=len(rows)))
    ids, chosen = list(others), {}
    for row in rows:
        with st.container(border=True, key=f"card_leaving_{row.problem_id}", gap="xsmall"):
            link(_("「{words}」").format(words=plain(row.title)), "problem", id=row.problem_id)
            visit = _("约好{day}回访").format(day=full_day(row.follow_up_on)) if row.follow_up_on else None
            badge_line(small(row.number, label(STATUS, row.status), row.expert, visit))
            proposed = best.get(row.problem_id)
            chosen[row.problem_id] = st.selectbox(
                _("交给谁"), ids, index=ids.index(proposed) if proposed in others else None,
                key=f"successor_{row.problem_id}", format_func=others.__getitem__, placeholder=_("选一个"),
            )
    return chosen


def shifts(rows: Sequence[Shift]) -> dict[int, OnDuty]:
    """Shift -> who takes it over."""
    if rows:
        heading(_("值班 {n}班").format(n=len(rows)))
    chosen = {}
    for row in rows:
        with st.container(border=True, key=f"card_shift_{row.id}", gap="xsmall"):
            st.markdown(f"**{full_day(row.first_day)} — {full_day(row.last_day)}**")
            left, right = st.columns(2)
            name = left.text_input(_("谁接班（姓名）"), max_chars=40, key=f"duty_name_{row.id}")
            phone = right.text_input(_("值班电话"), value=row.phone, max_chars=20, key=f"duty_phone_{row.id}")
            chosen[row.id] = OnDuty(name, phone)
    return chosen
