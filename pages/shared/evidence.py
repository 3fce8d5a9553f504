"""What a candidate's place rests on, in words: cases, the profile's own words, where the person lives."""

from __future__ import annotations

from data.i18n import _
from data.queries.recommendations import CandidateView, CaseView
from pages.shared.formats import full_day, shorten, span
from pages.shared.labels import OUTCOMES, label
from pages.shared.reasons import Teller

WORDS_SHOWN = 30


def about_case(case: CaseView, teller: Teller) -> str:
    """The asker's words, or, where the reader may not see them, what it was about."""
    if case.words:
        return _("「{words}」").format(words=shorten(case.words, WORDS_SHOWN))
    return teller.name("crop", case.crop) if case.crop else _("别处的一件")


def outcome(case: CaseView) -> str:
    """When, and what came of it."""
    parts = [full_day(case.day)] if case.day else []
    return " · ".join([*parts, label(OUTCOMES, case.outcome)])


def profile_words(candidate: CandidateView) -> str:
    """The words of the profile that the question speaks of."""
    words = candidate.evidence.words
    return _("资料里写着：{words}").format(words=_("、").join(words)) if words else _("资料里没写到这些")


def whereabouts(candidate: CandidateView, teller: Teller) -> str:
    """Where the person lives and how far that is, as far as known."""
    home, minutes = candidate.evidence.home, candidate.facts.minutes
    if not home:
        return _("不知道人住在哪里")
    place = teller.name("place", home)
    if minutes is None:
        return _("人在{place}，不知道路有多远").format(place=place)
    return _("人在{place}，过来约{span}").format(place=place, span=span(minutes))
