"""专家: find the person, keep the register alive."""

from __future__ import annotations

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.expert_record import expert_figures
from data.queries.register import list_page
from data.queries.register_codes import codes_for
from data.register.expert import EXPERT
from pages.experts import _cards
from pages.experts._look import EXPERTS
from pages.shared.components import empty_state
from pages.shared.formats import number
from pages.shared.guards import require
from pages.shared.register import listing
from pages.shared.register.screens import below_filters, list_head

screen = require(Role.OFFICER, Role.LEADER)

list_head(screen, EXPERTS)
request = listing.ask(screen, EXPERT, EXPERTS.filters, _(EXPERTS.search))
with screen.reading() as ctx:
    page = list_page(ctx, EXPERT, request)
    figures = expert_figures(ctx, [row.id for row in page.rows])
    codes, today = codes_for(ctx, EXPERT), ctx.today
below_filters(screen, EXPERTS, request, ngettext("{n}位专家", "{n}位专家", page.total).format(n=number(page.total)))
for row in page.rows:
    _cards.draw(row, figures[row.id], codes, today)
if not page.rows:
    empty_state(_(EXPERTS.nothing))
listing.pages(EXPERT, page)
