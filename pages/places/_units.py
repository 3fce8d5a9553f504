"""Who of a village that splits goes where: chosen by name, the rest stays with the first place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.domain.permissions import Permission, Subject, allows
from data.domain.place_changes import NewPlace, PlaceFacts
from data.domain.place_ledger import Record
from data.domain.places import VILLAGE
from data.i18n import _, language, ngettext
from data.register.farm import KINDS
from data.services.place_units import Unit, units_of
from pages.shared import state
from pages.shared.components import attempt, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
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
    stays = plain(name_in(places, first))
    note(_("没选的都留在{place}。人跟着户走，问题和到访跟着农户走。").format(place=stays))
    if not units:
        return {}
    known = {_key(unit.record): unit for unit in units}
    decided: dict[Record, str] = {}
    for n, new in enumerate((one for one in into[1:] if isinstance(one, NewPlace)), start=0):
        left = [key for key, unit in known.items() if unit.record not in decided]
        field = f"units_{n + isinstance(first, NewPlace)}"
        chosen = st.multiselect(
            _("哪些户归{place}").format(place=name_in(places, new)), format_func=lambda key: _words(known[key]),
            placeholder=_("写名字找"), **form.choice(field, left),
        )
        decided |= {known[key].record: new.code for key in chosen}
    note(_("还有{n}家没说去哪里，留在{place}。").format(n=len(known) - len(decided), place=stays))
    return decided


def name_in(places: Mapping[str, PlaceFacts], one: str | NewPlace) -> str:
    """A place's own name in the reader's language, old or new."""
    facts = places[one] if isinstance(one, str) else one
    return facts.name_en if language() == "en" else facts.name


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
