"""Who can be on duty and is known by more than a name: the register's experts, the office's people."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.i18n import _
from data.queries.experts import expert_choices
from data.queries.leaving import officers
from data.services.context import Context

Person = tuple[str, int]  # the field of the roster that names them, and the id


def here(ctx: Context) -> dict[Person, str]:
    experts = {("expert_id", one.id): f"{one.name} · {one.unit}" for one in expert_choices(ctx) if one.is_active}
    return experts | {("account_id", id_): _("{name} · 科技局").format(name=name) for id_, name in officers(ctx)}


def choose(people: Mapping[Person, str], key: str) -> dict[str, int]:
    """Empty for somebody who is in no book."""
    chosen = st.selectbox(
        _("名册里的专家、科技局的人（不在里面就不选）"), list(people), index=None, key=key,
        format_func=people.__getitem__, placeholder=_("姓名"),
    )
    return dict([chosen]) if chosen else {}
