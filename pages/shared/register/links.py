"""A short list of other records."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.shared.components import heading, link, note
from pages.shared.formats import plain


def draw(title: str, stem: str, rows: Sequence[tuple[int, str]], nothing: str) -> None:
    heading(title)
    with st.container(key=f"goto_{stem}", gap="xsmall"):
        for id_, name in rows:
            link(plain(name), stem, id=id_)
    if not rows:
        note(nothing)
