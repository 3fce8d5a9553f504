"""The two records side by side, field by field: what agrees, what differs, what the engine makes of it."""

from __future__ import annotations

import streamlit as st

from data.i18n import N_, _
from data.i18n.identity_words import EVIDENCE_WORDS
from data.queries.identity_pair import PairPage, Side
from pages.shared.formats import plain

FIELDS = {
    "name": N_("姓名"), "phone": N_("手机号"), "id_number": N_("身份证号"), "birth": N_("出生年"),
    "village": N_("哪里的人"), "household": N_("户主"),
}
SPEAKS_FOR, SPEAKS_AGAINST = .5, -.5  # bits
FOR, AGAINST, NEITHER = ":green[:material/check:]", ":orange[:material/priority_high:]", ":gray[:material/remove:]"


def table(pair: PairPage) -> None:
    one, other = pair.sides
    rows = []
    for field, name in FIELDS.items():
        left, right = _values(field, one, other)
        rows.append({
            _("哪一项"): f"**{_(name)}**  \n{_verdict(pair, field, left, right)}",
            _("第一条"): left or "–", _("第二条"): right or "–",
        })
    st.table(rows, border="horizontal", hide_index=True)


def marked(one: str, other: str) -> tuple[str, str]:
    """Both as Markdown, the places in which they differ in bold; texts of two lengths as they are."""
    if len(one) != len(other):
        return plain(one), plain(other)
    differs = [a != b for a, b in zip(one, other, strict=True)]
    return _bold(one, differs), _bold(other, differs)


def _bold(text: str, differs: list[bool]) -> str:
    return "".join(f":orange-background[**{plain(c)}**]" if d else plain(c) for c, d in zip(text, differs, strict=True))


def _values(field: str, one: Side, other: Side) -> tuple[str, str]:
    if field == "name":
        return marked(one.name, other.name)
    if field == "phone":
        return marked(one.phone, other.phone)
    if field == "birth":
        return str(one.birth_year or ""), str(other.birth_year or "")
    if field == "id_number":
        return tuple(_("记过") if side.id_hash else "" for side in (one, other))  # type: ignore[return-value]
    attribute = "place" if field == "village" else field
    return plain(getattr(one, attribute)), plain(getattr(other, attribute))


def _verdict(pair: PairPage, field: str, left: str, right: str) -> str:
    """The engine's words with their mark; where it was not asked, whether the two texts agree."""
    said = pair.evidence.get(field)
    if said:
        mark = FOR if said.bits >= SPEAKS_FOR else AGAINST if said.bits <= SPEAKS_AGAINST else NEITHER
        return _small(mark, _(EVIDENCE_WORDS[said.code]))
    if not left or not right:
        return _small(NEITHER, _("没法比"))
    is_same = left == right if field != "id_number" else pair.sides[0].id_hash == pair.sides[1].id_hash
    return _small(FOR, _("一样")) if is_same else _small(AGAINST, _("不同"))


def _small(mark: str, words: str) -> str:
    return f"{mark}&nbsp;:small[{words}]"
