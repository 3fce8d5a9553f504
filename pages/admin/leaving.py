"""有人离岗，交接: everything an expert or an officer has open on one page, each to a successor, all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.domain.roles import Role
from data.i18n import N_, _
from data.queries.duty import shifts_of_expert, shifts_of_officer
from data.queries.experts import expert_choices
from data.queries.leaving import OpenItem, answered_for, in_hand, officers, tasks_of
from data.services.context import Context
from data.services.leaving import Successors, hand_on_expert, hand_on_officer, proposed_successors
from pages.admin import _leaving
from pages.shared import duty_people, state
from pages.shared.components import demonstration_line, done, empty_state, note, told_once
from pages.shared.duty_people import Person
from pages.shared.guards import require

COLUMN, PROPOSED = 720, "leaving:proposed"
WHO = {"expert": N_("专家"), "officer": N_("科技局的人")}

screen = require(Role.OFFICER)


def of_an_expert() -> None:
    with screen.reading() as ctx:
        experts = {one.id: one for one in expert_choices(ctx)}
    leaving = _leaving.choose(_("谁离岗"), {one.id: f"{one.name} · {one.unit}" for one in experts.values()})
    if leaving is None:
        return
    with screen.reading() as ctx:
        items, tasks = in_hand(ctx, leaving), tasks_of(ctx, expert_id=leaving)
        shifts, best = shifts_of_expert(ctx, leaving), _proposed(ctx, leaving, items)
        people = _others(ctx, ("expert_id", leaving))
    others = {one.id: one.name for one in experts.values() if one.is_active and one.id != leaving}
    note(_("接手的人要再答复一次。等农户确认的不用交。"))
    to = Successors(
        _leaving.items(items, others, best), _leaving.tasks(tasks, others), _leaving.shifts(shifts, people),
    )
    _finish(to, lambda ctx: hand_on_expert(ctx, leaving, to))


def _proposed(ctx: Context, leaving: int, items: Sequence[OpenItem]) -> dict[int, int]:
    """Reckoned once for whoever leaves and what is in hand, not at every choice made on the page."""
    asked = (leaving, *(one.problem_id for one in items))
    if state.picked(PROPOSED, (None,))[0] != asked:
        state.pick(PROPOSED, (asked, proposed_successors(ctx, leaving)))
    return state.picked(PROPOSED)[1]


def _others(ctx: Context, leaving: Person) -> dict[Person, str]:
    return {one: name for one, name in duty_people.here(ctx).items() if one != leaving}


def of_an_officer() -> None:
    with screen.reading() as ctx:
        names = dict(officers(ctx))
    leaving = _leaving.choose(_("谁离岗"), names)
    if leaving is None:
        return
    with screen.reading() as ctx:
        items, tasks = answered_for(ctx, leaving), tasks_of(ctx, account_id=leaving)
        shifts, people = shifts_of_officer(ctx, leaving), _others(ctx, ("account_id", leaving))
    others = {id_: name for id_, name in names.items() if id_ != leaving}
    note(_("派出去、还没办完的，换人经手。没派的归科技局，不用交。"))
    to = Successors(_leaving.items(items, others, {}), _leaving.tasks(tasks, others), _leaving.shifts(shifts, people))
    _finish(to, lambda ctx: hand_on_officer(ctx, leaving, to))


def _finish(to: Successors, call: Callable[[Context], None]) -> None:
    if not (to.problems or to.tasks or to.duty):
        empty_state(_("手上没有要交接的。"))
    elif st.button(_("全部交接"), type="primary", key="hand_on", width="stretch") and done(screen, call):
        state.pick("toast", _("交接好了，都记下了"))
        st.rerun()


with st.container(width=COLUMN, gap="small"):
    st.title(_("有人离岗，交接"), anchor=False)
    demonstration_line(screen)
    told_once()
    st.markdown(_("手上的问题、答应过的事、值班的日子，一件一件交给谁，一次交清；少一件都不成。"))
    who = st.pills(
        _("离岗的是"), list(WHO), default="expert", required=True, key="leaving_who",
        format_func=lambda one: _(WHO[one]),
    )
    if who == "expert":
        of_an_expert()
    else:
        of_an_officer()
