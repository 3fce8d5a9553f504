"""One platform: what it is, who is there, which projects and bases hang on it."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.works import bases_of_platform, projects_of_platform
from data.register.platform import PLATFORM
from pages.projects._looks import PLATFORMS
from pages.shared.guards import require
from pages.shared.register import lifecycle, links, past, record

screen = require(Role.OFFICER, Role.LEADER)

view = record.load(screen, PLATFORM)
with screen.reading() as ctx:
    projects, bases = projects_of_platform(ctx, view.page.id), bases_of_platform(ctx, view.page.id)
record.head(screen, PLATFORMS, view)
with st.container(key="split_platform"):
    left, right = st.columns([1, 1], gap="medium")
    with left:
        record.sections(PLATFORM, view)
    with right:
        links.draw(_("做着的项目"), "project", projects, _("还没有项目挂在这里。"))
        links.draw(_("示范的园区、基地"), "base", bases, _("还没有园区、基地。"))
past.draw(screen, PLATFORM, view.page.id)
lifecycle.show(screen, PLATFORM, view.page, _("停用后不再列出，做过的都留着。"))
