"""The form of a change: what kind, which places, what becomes of them; what is typed stays a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import streamlit as st

from data.domain.errors import AppError
from data.domain.place_changes import ChangeKind, ChangeRequest, NewPlace, PlaceFacts, parent_of, propose_code
from data.domain.places import KINDS as KINDS_OF
from data.domain.places import TOWN, VILLAGE, PlaceKind, PlaceLevel
from data.i18n import N_, _
from data.services.names import pinyin_of
from pages.places import _units
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.guards import Screen
from pages.shared.labels import PLACE_CHANGE, PLACE_KIND

LEVELS = {VILLAGE: N_("嘎查村、社区"), TOWN: N_("苏木镇")}
LEVEL_OF = {VILLAGE: PlaceLevel.VILLAGE, TOWN: PlaceLevel.TOWN}
NEW = "new"
PARTS_MOST = 3
EARLIEST = dt.date(1990, 1, 1)
PART_FIELDS = ("about", "name", "name_en", "kind", "code", "villages", "units")
Places = Mapping[str, PlaceFacts]


def draft_of(screen: Screen, places: Places, today: dt.date, code: str | None) -> DraftForm:
    """The draft; `code` is proposed as the place that changes."""
    parts = [f"{field}_{n}" for n in range(PARTS_MOST) for field in PART_FIELDS]
    fields = ("kind", "level", "olds", "old", "into", "goes_on", "parts", "town", "day", "reason")
    form = DraftForm(
        screen, "place_change", (*fields, *parts, *(f"carried_{one}" for one in places)), dates=("day",),
    )
    form.propose("kind", ChangeKind.MERGE.value)
    form.propose("level", len(code) if code in places else VILLAGE)
    form.propose("olds", [code] if code in places else [])
    form.propose("old", code if code in places else None)
    form.propose("goes_on", True)
    form.propose("parts", 1)
    form.propose("day", today)
    return form


def draw(screen: Screen, form: DraftForm, places: Places, today: dt.date) -> ChangeRequest | None:
    """The fields; what they ask for, or None while something is still to be chosen."""
    st.pills(
        _("怎么变"), format_func=lambda one: _(PLACE_CHANGE[ChangeKind(one)]), required=True,
        **form.choice("kind", [kind.value for kind in ChangeKind]),
    )
    kind = ChangeKind(form.value("kind"))
    if kind is not ChangeKind.MOVE:
        st.pills(
            _("哪一级"), format_func=lambda one: _(LEVELS[one]), required=True, **form.choice("level", list(LEVELS)),
        )
    level = VILLAGE if kind is ChangeKind.MOVE else form.value("level")
    drawn = {
        ChangeKind.MERGE: _merge, ChangeKind.SPLIT: _split, ChangeKind.RENAME: _rename, ChangeKind.MOVE: _move,
    }[kind](form, places, level)
    decisions = _units.choose(screen, form, drawn[0], drawn[1], places) if drawn and kind is ChangeKind.SPLIT else {}
    st.date_input(_("从哪天起"), min_value=EARLIEST, max_value=today, format="YYYY-MM-DD", **form.field("day"))
    st.text_input(_("依据，比如文号"), max_chars=200, **form.field("reason"))
    form.complain("day", "reason")
    if drawn is None:
        return None
    olds, into, villages = drawn
    carried = _carried(form, places, olds, into, villages)
    return ChangeRequest(
        kind, form.value("day") or today, form.value("reason", ""), olds, into, carried, decisions,
    )


def name_of(places: Places, code: str) -> str:
    """海流图镇 巴仁宝勒格村: village names repeat."""
    above = parent_of(code)
    own = _units.name_in(places, code)
    return f"{_units.name_in(places, above)} {own}" if above in places else own


Drawn = tuple[tuple[str, ...], tuple[str | NewPlace, ...], Mapping[str, str]]
"""Old places, what they become, and villages that leave a town by choice: village -> new town."""


def _merge(form: DraftForm, places: Places, level: int) -> Drawn | None:
    olds = st.multiselect(
        _("哪几个合成一个"), format_func=lambda one: name_of(places, one), placeholder=_("写名字找"),
        **form.choice("olds", _living(places, level)),
    )
    if len(olds) < 2:
        note(_("至少选两个。"))
        return None
    into = st.selectbox(
        _("合成哪一个"), index=None, placeholder=_("选一个"),
        format_func=lambda one: _("新设一个") if one == NEW else name_of(places, one),
        **form.choice("into", [*olds, NEW]),
    )
    if into is None:
        return None
    if into != NEW:
        return tuple(olds), (into,), {}
    return tuple(olds), (_new(form, places, 0, parent_of(olds[0]), olds[0]),), {}


def _split(form: DraftForm, places: Places, level: int) -> Drawn | None:
    old = _one(form, places, level, _("拆哪一个"))
    if old is None:
        return None
    goes_on = level == TOWN or st.checkbox(_("原来的名字和代码还用"), **form.field("goes_on"))
    least = 1 if goes_on else 2
    if (form.value("parts") or 0) < least:
        form.put("parts", least)
    count = st.pills(_("另设几个"), required=True, **form.choice("parts", list(range(least, PARTS_MOST + 1)))) or least
    into: list[str | NewPlace] = [old] if goes_on else []
    leaving: dict[str, str] = {}
    for n in range(count):
        taken = {one.code for one in into if isinstance(one, NewPlace)}
        new = _new(form, places, n, parent_of(old), old, code=_proposed(parent_of(old), old, taken | places.keys()))
        into.append(new)
        if level == TOWN:
            leaving |= dict.fromkeys(_villages(form, places, n, old, leaving), new.code)
    return (old,), tuple(into), leaving


def _rename(form: DraftForm, places: Places, level: int) -> Drawn | None:
    old = _one(form, places, level, _("哪一个改名"))
    if old is None:
        return None
    note(_("代码没有变就不用改；苏木改镇这样换了代码的，把新代码写上。"))
    return (old,), (_new(form, places, 0, parent_of(old), old, name_en=places[old].name_en, code=old),), {}


def _move(form: DraftForm, places: Places, level: int) -> Drawn | None:
    old = _one(form, places, level, _("哪一个嘎查村"))
    towns = [code for code in _living(places, TOWN) if old and code != parent_of(old)]
    town = st.selectbox(
        _("划到哪个苏木镇"), index=None, placeholder=_("选一个"), format_func=lambda one: name_of(places, one),
        **form.choice("town", towns),
    )
    if old is None or town is None:
        return None
    known = places[old]
    return (old,), (_new(form, places, 0, town, old, name=known.name, name_en=known.name_en),), {}


def _one(form: DraftForm, places: Places, level: int, label: str) -> str | None:
    return st.selectbox(
        label, index=None, placeholder=_("写名字找"), format_func=lambda one: name_of(places, one),
        **form.choice("old", _living(places, level)),
    )


def _new(
    form: DraftForm, places: Places, n: int, parent: str, like: str, *, name: str = "", name_en: str = "",
    code: str = "",
) -> NewPlace:
    """Name, kind, English name and code of a place to be made below `parent`; proposed anew for another place."""
    level = LEVEL_OF[len(like)]
    _propose(form, n, f"{form.value('kind')} {parent} {like}", {
        "name": name, "name_en": name_en, "kind": places[like].kind.value,
        "code": code or _proposed(parent, like, places),
    })
    name = st.text_input(_("新名字"), max_chars=80, **form.field(f"name_{n}")) or ""
    kind = st.pills(
        _("叫什么"), format_func=lambda one: _(PLACE_KIND[one]), required=True,
        **form.choice(f"kind_{n}", [one.value for one in KINDS_OF[level]]),
    )
    if name and not form.value(f"name_en_{n}"):
        form.put(f"name_en_{n}", pinyin_of(name).split(" ")[0].capitalize())
    name_en = st.text_input(_("英文名"), max_chars=80, **form.field(f"name_en_{n}")) or ""
    code = st.text_input(_("代码，以统计局的为准"), max_chars=12, **form.field(f"code_{n}")) or ""
    return NewPlace(code.strip(), name, PlaceKind(kind or places[like].kind), name_en)


def _propose(form: DraftForm, n: int, about: str, values: Mapping[str, str]) -> None:
    """Fill the fields of one new place, unless what they hold was for the same change."""
    if form.value(f"about_{n}") != about:
        for field, value in {"about": about, **values}.items():
            form.put(f"{field}_{n}", value)


def _proposed(parent: str, like: str, taken: Iterable[str]) -> str:
    try:
        return propose_code(parent, like, taken)
    except AppError:
        return ""


def _villages(form: DraftForm, places: Places, n: int, town: str, gone: Mapping[str, str]) -> list[str]:
    mine = [code for code in _living(places, VILLAGE) if parent_of(code) == town and code not in gone]
    return st.multiselect(
        _("哪些嘎查村归它"), format_func=lambda one: name_of(places, one), placeholder=_("写名字找"),
        **form.choice(f"villages_{n}", mine),
    )


def _carried(
    form: DraftForm, places: Places, olds: Iterable[str], into: Iterable[str | NewPlace], leaving: Mapping[str, str],
) -> dict[str, str]:
    """New codes of villages whose town changes: proposed, and open to be put right."""
    targets = [one if isinstance(one, str) else one.code for one in into]
    towns = {code: leaving[code] for code in leaving} | {
        code: targets[0] for code in _living(places, VILLAGE)
        if parent_of(code) in set(olds) - set(targets) and code not in leaving
    }
    if not towns:
        return {}
    taken, codes = set(places), {}
    keep_their_end_first = sorted(towns.items(), key=lambda one: (one[1] + one[0][TOWN:] in taken, one[0]))
    with st.expander(_("{n}个嘎查村跟着换代码，点开核对").format(n=len(towns))):
        for code, town in keep_their_end_first:
            if not (form.value(f"carried_{code}") or "").startswith(town):
                form.put(f"carried_{code}", _proposed(town, code, taken))
            typed = st.text_input(name_of(places, code), max_chars=12, **form.field(f"carried_{code}")) or ""
            codes[code] = typed.strip()
            taken.add(codes[code])
    return codes


def _living(places: Places, level: int) -> list[str]:
    return [code for code, place in places.items() if place.lives and len(code) == level]
