"""农户与合作社: find the unit, keep the register alive."""

from __future__ import annotations

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.farm_record import farm_figures
from data.queries.register import list_page
from data.queries.register_codes import codes_for
from data.register.farm import FARM
from pages.farms import _cards
from pages.farms._look import FARMS
from pages.shared.components import empty_state
from pages.shared.formats import number
from pages.shared.guards import require
from pages.shared.register import listing
from pages.shared.register.screens import below_filters, list_head

screen = require(Role.OFFICER, Role.LEADER)

list_head(screen, FARMS)
request = listing.ask(screen, FARM, FARMS.filters, _(FARMS.search))
with screen.reading() as ctx:
    page = list_page(ctx, FARM, request)
    figures = farm_figures(ctx, [row.id for row in page.rows])
    codes, today = codes_for(ctx, FARM), ctx.today
below_filters(screen, FARMS, request, ngettext("{n}户、家", "{n}户、家", page.total).format(n=number(page.total)))
for row in page.rows:
    _cards.draw(row, figures[row.id], codes, today)
if not page.rows:
    empty_state(_(FARMS.nothing))
listing.pages(FARM, page)
