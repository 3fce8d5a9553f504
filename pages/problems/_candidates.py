"""The experts recommended for a question: one card each, facts in the same order, reasons before scores."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.i18n import _
from data.queries.offers import OffersMade
from data.queries.recommendations import CandidateView, Facts, RecommendationView
from data.register.expert import TITLES
from pages.problems import _evidence
from pages.problems._loading import View
from pages.shared.components import badge, facts, heading, note, reason_list
from pages.shared.formats import plain, span
from pages.shared.labels import label
from pages.shared.reasons import Teller


def draw(view: View, made: RecommendationView, may_assign: bool) -> int | None:
    """All cards; the id of the expert whose 派给 was just clicked, else None."""
    heading(
        _headline(len(made.candidates)) if may_assign else _("当时推荐的专家"),
        beside=_("全旗{pool}位，合适的{fit}位").format(pool=made.pool_size, fit=made.qualified), anchor="experts",
    )
    chosen = None
    with st.container(gap="small"):
        best = _best(made.candidates)
        for candidate in made.candidates:
            if _card(candidate, view, best, may_assign):
                chosen = candidate.expert_id
    return chosen


def _headline(count: int) -> str:
    words = {1: _("推荐一位专家"), 2: _("推荐两位专家"), 3: _("推荐三位专家")}
    return words.get(count) or _("推荐专家")


def _best(candidates: Sequence[CandidateView]) -> dict[str, int | None]:
    """The best value of each compared fact: nearest, fewest open, most solved."""
    known = [c.facts.minutes for c in candidates if c.facts.minutes is not None]
    return {
        "minutes": min(known, default=None),
        "open": min((c.facts.open for c in candidates), default=None),
        "solved": max((c.facts.solved for c in candidates), default=0) or None,
    }


def _card(candidate: CandidateView, view: View, best: dict[str, int | None], may_assign: bool) -> bool:
    is_first, teller = candidate.rank == 1, view.teller
    key = f"lead_{candidate.expert_id}" if is_first else f"card_{candidate.expert_id}"
    with st.container(border=True, key=key, gap="small"):
        with st.container(gap=None):
            praise = badge(_("最合适"), "green", "thumb_up") if is_first else ""
            st.markdown(f"### {candidate.rank} &nbsp; {plain(candidate.name)} &nbsp; {praise}", anchors=False)
            note(" · ".join([label(TITLES, candidate.title), plain(candidate.subject), plain(candidate.unit)]))
        facts(_facts(candidate.facts, teller, best))
        why = teller.rows([*candidate.reasons, *candidate.compared])
        reason_list(why, f"of_{candidate.expert_id}")
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _evidence.draw(candidate, teller, view.offers.get(candidate.expert_id, OffersMade()))
            return may_assign and st.button(
                _("派给{expert}").format(expert=candidate.name), key=f"assign_{candidate.expert_id}",
                type="primary" if is_first else "secondary", wrap=True,
            )


def _facts(of: Facts, teller: Teller, best: dict[str, int | None]) -> list[tuple[str, str, bool]]:
    solved = _("{n}件，确认{m}件").format(n=of.solved, m=of.confirmed) if of.solved else _("还没有")
    road = "–" if of.minutes is None else span(of.minutes)
    return [
        (_("对口"), plain(_("、").join(teller.name(kind, code) for kind, code in of.fit)) or "–", False),
        (_("路程"), road, of.minutes is not None and of.minutes == best["minutes"]),
        (_("手上"), _("{n}件，最多{m}件").format(n=of.open, m=of.max_open), of.open == best["open"]),
        (_("办结"), solved, of.solved == best["solved"]),
    ]
