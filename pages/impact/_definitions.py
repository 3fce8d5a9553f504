"""怎么算: each figure's name, value and one sentence, with the version of its rule."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.queries.impact import Impact, definitions
from pages.shared.components import note
from pages.shared.formats import number
from pages.shared.impact_words import of_population


def how_reckoned(found: Impact) -> None:
    """All figures of the scope, folded away."""
    with st.expander(_("怎么算的"), icon=":material/rule:"):
        for code, value in _values(found).items():
            figure = definitions()[code]
            st.markdown(_("**{name}** {value} {unit}").format(name=_(figure.name), value=value, unit=_(figure.unit)))
            note(_("{sentence}。规则第 {version} 版").format(sentence=_(figure.sentence), version=figure.version))
        if words := of_population(found):
            note(words)


def _values(found: Impact) -> dict[str, str]:
    evidence, problems, coverage = found.people.evidence, found.problems, found.coverage
    counts = {
        "people": found.people.reached.low, "logged_only": evidence.logged_only, "newly_reached": found.newly,
        "households": found.households, "contacts": found.contacts.gross,
        "training_contacts": found.contacts.training, "service_days": found.service_days,
        "solved": problems.solved, "finished": problems.finished,
        "unconfirmed": problems.unconfirmed, "open": problems.open,
    }
    return {code: number(value) for code, value in counts.items()} | {
        "towns": f"{coverage.towns} / {coverage.of_towns}", "villages": f"{coverage.villages} / {coverage.of_villages}",
    }
