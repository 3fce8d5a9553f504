"""How sure a figure of people is: one bar from dark (signed list) to empty (heads without names)."""

from __future__ import annotations

from html import escape

import streamlit as st

from data.i18n import _
from data.queries.impact_people import Evidence
from pages.shared.formats import number

# Signed list, confirmed, the expert's word, heads only; light and dark page.
COLOURS = (("#0F4A38", "#9BCDB8"), ("#3F8F73", "#549E83"), ("#A9CFBF", "#2B5E4C"), ("#FFFFFF", "#141A18"))


def bar(evidence: Evidence) -> None:
    """The bar, and under it the words with their figures; the first two make the headline."""
    values = (evidence.listed, evidence.confirmed, evidence.logged_only, evidence.unnamed)
    words = (_("有签字名单"), _("本人或户主确认"), _("只有专家记录"), _("只有人数"))
    parts = [part for part in zip(values, words, COLOURS, strict=True) if part[0]]
    label = _("、").join(f"{word} {number(value)}" for value, word, _colours in parts)
    segments = "".join(f'<span style="flex:{value};{_fill(colours)}"></span>' for value, _word, colours in parts)
    legend = "".join(_entry(value, word, colours, word in words[2:]) for value, word, colours in parts)
    st.html(
        f'<div role="img" aria-label="{escape(label)}" style="display:flex;gap:2px;height:16px;border-radius:4px;'
        f'overflow:hidden">{segments}</div><div style="display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;'
        f'margin-top:.625rem">{legend}</div>'
    )


def _entry(value: int, word: str, colours: tuple[str, str], is_left_out: bool) -> str:
    aside = escape(_("未算"))
    left_out = f' <span style="opacity:.75">{aside}</span>' if is_left_out else ""
    square = f'<span style="display:inline-block;width:12px;height:12px;border-radius:2px;{_fill(colours)}"></span>'
    return f'<span style="white-space:nowrap">{square} {escape(capital(word))} <b>{number(value)}</b>{left_out}</span>'


def capital(word: str) -> str:
    """Words that also stand inside sentences begin with a capital here."""
    return word[:1].upper() + word[1:]


def _fill(colours: tuple[str, str]) -> str:
    """The first declaration is for browsers that do not know `light-dark`."""
    light, dark = colours
    edge = "box-shadow:inset 0 0 0 1px #8E9A94;" if light == "#FFFFFF" else ""
    return f"{edge}background:{light};background:light-dark({light},{dark})"
