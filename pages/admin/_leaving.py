"""The pieces of a hand-over: who leaves; questions, follow-ups and stretches of duty, each with a successor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.i18n import _
from data.queries.duty import Shift
from data.queries.leaving import OpenItem, OpenTask
from data.services.leaving import OnDuty
from pages.shared import duty_people
from pages.shared.badges import small
from pages.shared.components import badge_line, heading, link
from pages.shared.duty_people import Person
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
    chosen = {}
    for row in rows:
        with st.container(border=True, key=f"card_leaving_{row.problem_id}", gap="xsmall"):
            link(_("「{words}」").format(words=plain(row.title)), "problem", id=row.problem_id)
            badge_line(small(row.number, label(STATUS, row.status), row.expert))
            proposed = best.get(row.problem_id)
            chosen[row.problem_id] = _successor(f"successor_{row.problem_id}", others, proposed)
    return chosen


def tasks(rows: Sequence[OpenTask], others: Mapping[int, str]) -> dict[int, int | None]:
    """Follow-up -> the successor chosen."""
    if rows:
        heading(_("答应过的 {n}件").format(n=len(rows)))
    chosen = {}
    for row in rows:
        with st.container(border=True, key=f"card_task_{row.id}", gap="xsmall"):
            what = row.what or _("再去看看")
            st.markdown(f"**{full_day(row.due_on)}** &nbsp; {plain(what)}")
            badge_line(small(row.title))
            chosen[row.id] = _successor(f"task_{row.id}", others)
    return chosen


def _successor(key: str, others: Mapping[int, str], proposed: int | None = None) -> int | None:
    ids = list(others)
    return st.selectbox(
        _("交给谁"), ids, index=ids.index(proposed) if proposed in others else None, key=key,
        format_func=others.__getitem__, placeholder=_("选一个"),
    )


def shifts(rows: Sequence[Shift], people: Mapping[Person, str]) -> dict[int, OnDuty | None]:
    """Shift -> who takes it over, one of `people` or anybody by name; None for one that is somebody else's of the same
    name."""
    if rows:
        heading(_("值班 {n}班").format(n=len(rows)))
    chosen: dict[int, OnDuty | None] = {}
    for row in rows:
        with st.container(border=True, key=f"card_shift_{row.id}", gap="xsmall"):
            st.markdown(f"**{full_day(row.first_day)} — {full_day(row.last_day)}**")
            if not row.is_linked and st.checkbox(
                _("值班表上只写了姓名：是同名的别人，不交"), key=f"duty_other_{row.id}",
            ):
                chosen[row.id] = None
                continue
            who = duty_people.choose(people, f"duty_person_{row.id}")
            left, right = st.columns(2)
            name = left.text_input(_("姓名（上面选了就不用写）"), max_chars=40, key=f"duty_name_{row.id}")
            phone = right.text_input(_("值班电话"), value=row.phone, max_chars=20, key=f"duty_phone_{row.id}")
            chosen[row.id] = OnDuty(name, phone, **who)
    return chosen
