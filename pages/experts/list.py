"""专家: find the person, keep the register alive."""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.roles import Role
from data.i18n import ngettext
from data.queries.expert_record import expert_figures
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from pages.experts import _cards
from pages.experts._look import EXPERTS
from pages.shared.formats import number
from pages.shared.guards import require
from pages.shared.register.screens import list_screen

screen = require(Role.OFFICER, Role.LEADER)


def _draw(rows: Sequence[RecordRow], codes: Codes) -> None:
    with screen.reading() as ctx:
        figures, today = expert_figures(ctx, [row.id for row in rows]), ctx.today
    for row in rows:
        _cards.draw(row, figures[row.id], codes, today)


def _counted(total: int) -> str:
    return ngettext("{n}位专家", "{n}位专家", total).format(n=number(total))


list_screen(screen, EXPERTS, _draw, _counted)
