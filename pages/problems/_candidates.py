"""The experts recommended for a question: one card each, facts in the same order, reasons before scores."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from pages.shared.components import badge, facts, heading, note, reason_list
from pages.shared.formats import plain, span
from pages.shared.labels import TITLE, label


def draw(view, may_assign: bool) -> int | None:
    """All cards; the id of the expert whose 派给 was just clicked, else None."""
    heading(
        _headline(len(view.candidates)),
        beside=_("全旗{pool}位，合适的{fit}位").format(pool=view.pool_size, fit=view.qualified),
    )
    chosen = None
    with st.container(gap="small"):
        for candidate in view.candidates:
            if _card(candidate, _best(view.candidates), may_assign):
                chosen = candidate.expert_id
    return chosen


def _headline(count: int) -> str:
    words = {1: _("推荐一位专家"), 2: _("推荐两位专家"), 3: _("推荐三位专家")}
    return words.get(count) or _("推荐专家")


def _best(candidates: Sequence) -> dict[str, object]:
    """The best value of each compared fact: nearest, fewest open, most solved."""
    known = [c.facts.minutes for c in candidates if c.facts.minutes is not None]
    return {
        "minutes": min(known, default=None),
        "open": min((c.facts.open for c in candidates), default=None),
        "solved": max((c.facts.solved for c in candidates), default=0) or None,
    }


def _card(candidate, best: dict[str, object], may_assign: bool) -> bool:
    is_first = candidate.rank == 1
    key = f"lead_{candidate.expert_id}" if is_first else f"card_{candidate.expert_id}"
    with st.container(border=True, key=key, gap="small"):
        with st.container(gap=None):
            praise = badge(_("最合适"), "green", "thumb_up") if is_first else ""
            st.markdown(f"### {candidate.rank} &nbsp; {plain(candidate.name)} &nbsp; {praise}", anchors=False)
            note(" · ".join([label(TITLE, candidate.title), plain(candidate.subject), plain(candidate.unit)]))
        facts(_facts(candidate.facts, best))
        if not may_assign:
            reason_list(candidate.reasons, f"of_{candidate.expert_id}")
            return False
        reasons, action = st.columns([5, 2], vertical_alignment="bottom", gap="small")
        with reasons:
            reason_list(candidate.reasons, f"of_{candidate.expert_id}")
        return action.button(
            _("派给{expert}").format(expert=candidate.name), key=f"assign_{candidate.expert_id}",
            type="primary" if is_first else "secondary", width="stretch", wrap=True,
        )


def _facts(facts_of, best: dict[str, object]) -> list[tuple[str, str, bool]]:
    solved = _("{n}件，确认{m}件").format(n=facts_of.solved, m=facts_of.confirmed) if facts_of.solved else _("还没有")
    road = "–" if facts_of.minutes is None else span(facts_of.minutes)
    return [
        (_("对口"), plain(facts_of.fit) or "–", False),
        (_("路程"), road, facts_of.minutes is not None and facts_of.minutes == best["minutes"]),
        (_("手上"), _("{n}件，最多{m}件").format(n=facts_of.open, m=facts_of.max_open), facts_of.open == best["open"]),
        (_("办结"), solved, facts_of.solved == best["solved"]),
    ]
