"""What is to be looked at again: whose it is, when, and done with one tap; a new one in three fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from data.domain.visit_form import DAYS_AHEAD
from data.i18n import _, ngettext
from data.queries.follow_ups import FollowUpRow, FollowUpsHere
from data.services.follow_ups import WHAT_MAX, FollowUpForm, add_follow_up, finish_follow_up
from pages.shared import state
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, done, heading, link
from pages.shared.formats import day, number, plain
from pages.shared.guards import Screen

WEEK, SOON = dt.timedelta(days=7), dt.timedelta(days=2)


def draw(
    screen: Screen, rows: Sequence[FollowUpRow], today: dt.date, title: str, *, links: bool = True, anchor: str = "",
) -> None:
    """Earliest first; nothing when there are none. `links`: each leads to what it is about, and what others do later is
    folded away; `anchor` as `heading`."""
    if not rows:
        return
    heading(title, anchor=anchor)
    later = [row for row in rows if links and row.due_on > today + SOON and not row.is_mine]
    for row in rows:
        if row not in later:
            _card(screen, row, today, links)
    if later:
        said = ngettext("以后的{n}件", "以后的{n}件", len(later)).format(n=number(len(later)))
        with st.expander(said, icon=":material/event:"):
            for row in later:
                _card(screen, row, today, links)


def here(screen: Screen, found: FollowUpsHere | None, today: dt.date, **about: int) -> None:
    """On the page of a problem or a visit; `about` as in the form."""
    if found is not None:
        draw(screen, found.rows, today, _("说好要做的"), links=False)
        _add(screen, found.owners, today, about)


def _add(screen: Screen, owners: Mapping[int, str], today: dt.date, about: Mapping[str, int]) -> None:
    """Without an expert to ask, the writer does it."""
    with st.popover(_("约个后续"), icon=":material/event:", type="tertiary"):
        what = st.text_input(_("要做什么"), max_chars=WHAT_MAX, key="follow_what")
        below_what = st.container()
        owner = st.selectbox(
            _("谁来做"), [*owners, None], key="follow_owner",
            format_func=lambda id_: owners[id_] if id_ else _("我自己"),
        ) if owners else None
        due = st.date_input(
            _("哪天"), value=today + WEEK, min_value=today, max_value=today + dt.timedelta(days=DAYS_AHEAD),
            format="YYYY-MM-DD", key="follow_day",
        )
        if st.button(_("记下"), type="primary", key="follow_add") and done(
            screen, lambda ctx: add_follow_up(ctx, FollowUpForm(what, due, expert_id=owner, **about)), what=below_what,
        ):
            state.pick("toast", _("记下了，做完以前一直在「今天」里"))
            st.rerun()


def _owner(row: FollowUpRow) -> str:
    if row.owner is None:
        return _("科技局，等派了专家")
    return _("我") if row.is_mine else plain(row.owner)


def _card(screen: Screen, row: FollowUpRow, today: dt.date, links: bool) -> None:
    with st.container(border=True, key=f"card_follow_{row.id}", gap="xxsmall"):
        _row(screen, row, today, links)


def _row(screen: Screen, row: FollowUpRow, today: dt.date, links: bool) -> None:
    what = plain(row.what or _("再去看一次"))
    if links:
        path, id_ = ("problem", row.problem_id) if row.problem_id else ("visit", row.visit_id)
        link(what, path, id=id_)
    else:
        st.markdown(f"**{what}**")
    colour = "red" if row.due_on < today else "orange" if row.due_on == today else "gray"
    late = _("{day}，过了").format(day=day(row.due_on, today)) if row.due_on < today else day(row.due_on, today)
    badge_line(
        badge(_owner(row), "blue", "person"), badge(late, colour, "event"),
        small(row.place, row.title),
    )
    if st.button(_("做完了"), key=f"follow_done_{row.id}", icon=":material/check:", type="tertiary") and done(
        screen, lambda ctx: finish_follow_up(ctx, row.id),
    ):
        state.pick("toast", _("记下了：做完了"))
        st.rerun()
