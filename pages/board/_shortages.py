"""Which questions compete for too few places, and what would help, cheapest first."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.board import BoardView
from data.queries.board_shortages import RepairView, Shortage
from data.queries.problem_rows import ProblemCard
from data.services.boards import repair, repaired_beforehand
from pages.board import _doing
from pages.shared.components import heading, link, marked_list, note
from pages.shared.formats import number, plain, shorten


def draw(view: BoardView) -> None:
    if not view.shortages:
        return
    heading(_("为什么排不下"))
    for place, one in enumerate(view.shortages):
        with st.container(border=True, key=f"alarm_short_{place}", gap="xsmall"):
            st.markdown(f"### {plain(_headline(one))}", anchors=False)
            marked_list([*_facts(one)], f"short_{place}")
            _repairs(view, place, one)


def _headline(one: Shortage) -> str:
    """「3件果树问题，只有2个名额」."""
    count = len(one.problems)
    what = one.industry or _("不同产业")
    asked = ngettext("{n}件{industry}问题", "{n}件{industry}问题", count).format(n=number(count), industry=what)
    if not one.experts:
        return _("{asked}，没有人可以给").format(asked=asked)
    places = ngettext("只有{n}个名额", "只有{n}个名额", one.places).format(n=number(one.places))
    return _("{asked}，{places}").format(asked=asked, places=places)


def _facts(one: Shortage) -> list[str]:
    found = [_("「{words}」").format(words=plain(shorten(card.words))) + _waits(card, one) for card in one.problems]
    found += [plain(_room(name, places)) for name, places in one.experts]
    found += [plain(_("您说了{what}不给{name}").format(what=_of(card), name=name)) for card, name in one.forbidden]
    found += [plain(_("您把{what}锁给了{name}").format(what=_of(card), name=name)) for card, name in one.locked]
    return [f":orange[:material/remove:] {line}" for line in found]


def _room(name: str, places: int) -> str:
    if not places:
        return _("会的{name}手上满了").format(name=name)
    said = ngettext("会的{name}只能再接{n}件", "会的{name}只能再接{n}件", places)
    return said.format(name=name, n=number(places))


def _waits(card: ProblemCard, one: Shortage) -> str:
    return _("　**这次排不下**") if card in one.unserved else ""


def _repairs(view: BoardView, place: int, one: Shortage) -> None:
    note(_("任选一样就排得下，省事的在前："))
    for which, change in enumerate(one.repairs):
        left, right = st.columns([5, 2], vertical_alignment="center")
        left.markdown(f"{which + 1}. " + plain(_("；").join(_changes(change))))
        with right:
            _doing.solving_button(
                _verb(change),
                lambda ctx, told, solved, w=which: repair(ctx, view.id, view.version, place, w, told, solved),
                lambda ctx, told, w=which: repaired_beforehand(ctx, view.id, place, w, told),
                key=f"repair_{place}_{which}", width="stretch", wrap=True,
            )
    if one.unserved:
        link(_("请旗外的人，或者问清再派"), "problem", ":material/arrow_forward:", id=one.unserved[0].id)


def _changes(change: RepairView) -> list[str]:
    return [
        *(_("跟{name}说好，多接{n}件").format(name=name, n=number(added)) for name, added in change.places),
        *(_("{what}先等等，这次不派").format(what=_of(card)) for card in change.later),
        *(_("{what}还是可以给{name}").format(what=_of(card), name=name) for card, name in change.unforbid),
        *(_("{what}不锁给{name}").format(what=_of(card), name=name) for card, name in change.unlock),
    ]


def _verb(change: RepairView) -> str:
    if change.places and not (change.later or change.unforbid or change.unlock):
        return _("说好了，加名额")
    return _("先等等") if change.later and not (change.unforbid or change.unlock) else _("照这样改")


def _of(card: ProblemCard) -> str:
    return _("{number}（{title}）").format(number=card.number, title=shorten(card.title, 14))
