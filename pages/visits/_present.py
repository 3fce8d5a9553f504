"""Who was there: a few by pills for the thumb; a big village is searched, never listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.domain.visit_form import HEADS_MAX
from data.i18n import _
from data.queries.villagers import search_villagers
from data.queries.visit_rows import Villager, VisitFormPage
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
from pages.shared.guards import Screen

PILLS_MOST = 24


def draw(screen: Screen, form: DraftForm, page: VisitFormPage) -> None:
    of_farm, others = _of_farm(page.people), _not_of_farm(page.people)
    _pills(form, "people", _("谁在场：这户的人"), of_farm)
    if page.has_more_people:
        _searched(screen, form, page, others)
    elif len(others) > PILLS_MOST:
        st.multiselect(_("村里别的人"), placeholder=_("打名字找，可以选多位"), **_options(form, "others", others))
    else:
        _pills(form, "others", _("村里别的人"), others)
    form.complain("person_ids")
    _not_listed(form)


def _searched(screen: Screen, form: DraftForm, page: VisitFormPage, nearest: list[Villager]) -> None:
    st.text_input(
        _("找村里别的人（可不填）"), placeholder=_("名字、拼音或手机后四位"), **form.field("search"),
    )
    term, ticked = form.value("search") or "", form.value("others", [])
    with screen.reading() as ctx:
        found = _not_of_farm(search_villagers(ctx, page.problem_id, term, ticked))
    kept = [one for one in found if one.person_id in ticked]
    new = [one for one in (found if term.strip() else nearest) if one not in kept]
    _pills(form, "others", _("村里别的人"), [*kept, *new[:PILLS_MOST]])
    if term.strip() and not new:
        note(_("没有别的人叫「{term}」，写在下面就行。").format(term=plain(term)))
    elif len(new) > PILLS_MOST and term.strip():
        note(_("还有，多打一个字再找。"))


def _not_listed(form: DraftForm) -> None:
    st.text_area(
        _("名单上没有的（一行一个，后面可写手机号）"), height=80, placeholder=_("张三 19900000000"),
        **form.field("new_names"),
    )
    form.complain("new_names")
    st.number_input(
        _("还有几个人没写名字"), min_value=0, max_value=HEADS_MAX, step=1, **form.field("heads"),
    )
    form.complain("unnamed_heads")


def _of_farm(people: Sequence[Villager]) -> list[Villager]:
    return [one for one in people if one.is_contact or one.is_of_farm]


def _not_of_farm(people: Sequence[Villager]) -> list[Villager]:
    return [one for one in people if not (one.is_contact or one.is_of_farm)]


def _pills(form: DraftForm, field: str, label: str, people: Sequence[Villager]) -> None:
    if people:
        st.pills(label, selection_mode="multi", **_options(form, field, people))


def _options(form: DraftForm, field: str, people: Sequence[Villager]) -> dict:
    """Two of one name are told apart by the end of their phones, else by a number."""
    names = Counter(one.name for one in people)
    shown = {
        one.person_id: f"{one.name} {one.phone_tail}".strip() if names[one.name] > 1 else one.name for one in people
    }
    alike = Counter(shown.values())
    for label in (label for label, count in alike.items() if count > 1):
        for number, person_id in enumerate([id_ for id_, words in shown.items() if words == label], 1):
            shown[person_id] = f"{label}（{number}）"
    return {"format_func": shown.get, **form.choice(field, list(shown))}
