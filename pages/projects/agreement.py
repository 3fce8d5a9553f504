"""One agreement of three parties: what was promised, the scan, and what each party says."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _
from data.queries.agreements import agreement_record
from data.register.agreement import AGREEMENT
from pages.projects import _parties
from pages.projects._looks import AGREEMENTS
from pages.projects._standing import standing_badge
from pages.shared.guards import require
from pages.shared.register import lifecycle, past, record

screen = require(Role.OFFICER, Role.LEADER, Role.EXPERT, Role.COOPERATIVE)

view = record.load(screen, AGREEMENT)
with screen.reading() as ctx:
    said = agreement_record(ctx, view.page.id)
record.head(screen, AGREEMENTS, view, standing_badge(said.standing))
with st.container(key="split_agreement"):
    left, right = st.columns([1, 1], gap="medium")
    with left:
        record.sections(AGREEMENT, view)
    with right:
        _parties.draw(screen, view, said)
        _parties.scans(screen, view, said)
past.draw(screen, AGREEMENT, view.page.id)
_parties.show(screen, view)
lifecycle.show(screen, AGREEMENT, view.page, _("停用后不再算在执行，扫描件和经过都留着。"))
