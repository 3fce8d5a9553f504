"""凭据: on a candidate's card, what the place rests on, one click away."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.i18n import _
from data.queries.offers import OffersMade
from data.queries.recommendations import CandidateView, CaseView
from pages.shared import evidence
from pages.shared.components import link, note
from pages.shared.formats import plain
from pages.shared.offer_words import offers_in_words
from pages.shared.reasons import Teller


def draw(candidate: CandidateView, teller: Teller, offers: OffersMade) -> None:
    with st.popover(_("凭据"), icon=":material/fact_check:", type="tertiary"):
        with _part(_("办过的")):
            for case in candidate.evidence.cases:
                _case(case, teller)
            if not candidate.evidence.cases:
                note(_("这类问题还没有办过"))
        with _part(_("自己写的")):
            note(plain(evidence.profile_words(candidate)))
        with _part(_("人在哪里")):
            note(plain(evidence.whereabouts(candidate, teller)))
        with _part(_("派过去怎么样")):
            note(plain(offers_in_words(offers)))


def _part(title: str) -> DeltaGenerator:
    part = st.container(gap="xxsmall")
    part.markdown(f"**{title}**")
    return part


def _case(case: CaseView, teller: Teller) -> None:
    """A case that the reader may open is a link."""
    about = plain(evidence.about_case(case, teller))
    with st.container(gap=None):
        if case.words:
            link(about, "problem", id=case.problem_id)
        else:
            st.markdown(about)
        note(plain(evidence.outcome(case)))
