"""Who of a village that splits goes where: chosen by name, the rest stays with the first place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.place_changes import NewPlace, PlaceFacts
from data.domain.place_ledger import Record
from data.domain.places import VILLAGE
from data.i18n import _, ngettext
from data.register.farm import KINDS
from data.services.place_units import Unit, units_of
from pages.shared import state
from pages.shared.components import attempt, note
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen


def choose(
    screen: Screen, form: DraftForm, olds: Sequence[str], into: Sequence[str | NewPlace],
    places: Mapping[str, PlaceFacts],
) -> dict[Record, str]:
    """For each new place but the first, the households and farms that go there."""
    (old,) = olds
    if len(old) != VILLAGE:
        return {}
    units = _listed(screen, old)
    first = into[0]
    note(_("没选的都留在{place}。人跟着户走，问题和到访跟着农户走。").format(
        place=places[first].name if isinstance(first, str) else first.name,
    ))
    if not units:
        return {}
    known = {_key(unit.record): unit for unit in units}
    decided: dict[Record, str] = {}
    for n, new in enumerate((one for one in into[1:] if isinstance(one, NewPlace)), start=0):
        left = [key for key, unit in known.items() if unit.record not in decided]
        field = f"units_{n + isinstance(first, NewPlace)}"
        chosen = st.multiselect(
            _("哪些户归{place}").format(place=new.name), format_func=lambda key: _words(known[key]),
            placeholder=_("写名字找"), **form.choice(field, left),
        )
        decided |= {known[key].record: new.code for key in chosen}
    return decided


def _listed(screen: Screen, code: str) -> Sequence[Unit]:
    """Names are shown when asked for, which is written down."""
    shown = f"place_units:{code}"
    if not allows(screen.actor, Permission.PERSON_UNMASK, Subject(code)):
        note(_("各户的名字归科技局看，分户请科技局的人来登记。"))
        return ()
    if state.picked(shown) is None:
        if st.button(_("列出各户，分一分"), key="list_units"):
            state.pick(shown, attempt(screen, lambda ctx: units_of(ctx, code)))
            st.rerun()
        return ()
    return state.picked(shown)


def _key(record: Record) -> str:
    return f"{record[0]}:{record[1]}"


def _words(unit: Unit) -> str:
    if unit.kind is not None:
        return _("{name}（{kind}）").format(name=unit.name, kind=_(KINDS[unit.kind]))
    people = ngettext("{n}人", "{n}人", unit.people).format(n=unit.people)
    return _("{name}（{kind}）").format(name=unit.name, kind=people)
