"""One project: goal, people and places, money, and what it promised beside what the records support."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.outcomes import project_figures
from data.queries.works import bases_of_project
from data.register.project import BASICS, MONEY, PROJECT, WHERE
from pages.projects import _outcomes, _promised, _roster
from pages.projects._looks import PROJECTS
from pages.shared.growth import growth
from pages.shared.guards import require
from pages.shared.register import facts, lifecycle, links, past, record

screen = require(Role.OFFICER, Role.LEADER)

view = record.load(screen, PROJECT)
with screen.reading() as ctx:
    figures, bases = project_figures(ctx, view.page.id), bases_of_project(ctx, view.page.id)
record.head(screen, PROJECTS, view)
with st.container(key="split_project"):
    left, right = st.columns([1, 1], gap="medium")
    with left:
        facts.draw(PROJECT, view.page, view.codes, [BASICS, WHERE, MONEY], opens=view.opens)
    with right:
        _promised.draw(view, figures)
        links.draw(_("园区、基地"), "base", bases, _("还没有园区、基地。"))
        _roster.draw(screen, view.page.id, opens=screen.actor.role is Role.OFFICER)
if figures.impact.visits:
    growth(figures.impact)
_outcomes.draw(screen, view, figures)
past.draw(screen, PROJECT, view.page.id)
lifecycle.show(screen, PROJECT, view.page, _("停用后不再列出，做过的都留着，人数不变。"))
