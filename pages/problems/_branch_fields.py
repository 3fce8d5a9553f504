"""The form's branch: what this kind of question needs, short and optional, once the words say or the asker chose."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.domain.branches import FACT_CODES, FACT_MAX, FACTS, LOSING, LOSS, Branch
from data.i18n import _
from pages.shared.amount_words import read_as
from pages.shared.components import facts, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
from pages.shared.labels import BRANCH, fact_label, label

FIELDS = ("branch", *(f"fact_{code}" for code in FACT_CODES))


def draw(form: DraftForm, branch: Branch | None) -> None:
    """Which branch, and its fields; nothing before there are words. What was answered stays, whatever the branch."""
    if not form.value("text"):
        return
    st.pills(
        _("哪一类事（可不选）"), format_func=lambda code: label(BRANCH, code),
        **form.choice("branch", [one.value for one in Branch]),
    )
    answered = [code for code in FACT_CODES if form.value(f"fact_{code}")]
    asked = (*FACTS[branch], *((LOSS,) if branch in LOSING else ())) if branch else ()
    shown = dict.fromkeys([*asked, *answered])
    if not shown:
        return
    note(_("知道哪样写哪样，专家更好答（都可不填）"))
    with st.grid(2, min_column_width=220, gap="small"):
        for code in shown:
            with st.container(gap="xsmall"):
                st.text_input(fact_label(code), max_chars=FACT_MAX, **form.field(f"fact_{code}"))
                form.complain(f"fact_{code}")
                if said := read_as(code, form.value(f"fact_{code}") or ""):
                    note(said)


def chosen(form: DraftForm) -> Branch | None:
    value = form.value("branch")
    return Branch(value) if value else None


def typed(form: DraftForm) -> dict[str, str]:
    """The answers by code."""
    return {code: form.value(f"fact_{code}") or "" for code in FACT_CODES}


def answered(given: Mapping[str, str]) -> None:
    """What was answered, below the asker's words, and what was read of an amount."""
    if given:
        facts([(fact_label(code), _with_reading(code, words)) for code, words in given.items()], columns=2)


def _with_reading(code: str, words: str) -> str:
    said = read_as(code, words)
    return f"{plain(words)} :small[:gray[{said}]]" if said else plain(words)
