"""One industry in the list: what belongs to it, who knows it, where it is the town's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.i18n import _, ngettext
from data.queries.industry_record import industry_figures
from data.queries.register import RecordRow
from data.queries.register_codes import Codes
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, link
from pages.shared.formats import number, plain
from pages.shared.guards import Screen
from pages.shared.register import marks


def industries(screen: Screen) -> Callable[[Sequence[RecordRow], Codes], None]:
    def draw(rows: Sequence[RecordRow], codes: Codes) -> None:
        with screen.reading() as ctx:
            figures = industry_figures(ctx, [row.document["code"] for row in rows])
        for row in rows:
            experts, farms = figures[row.document["code"]]
            with st.container(border=True, key=f"card_{row.id}", gap="xxsmall"):
                link(plain(row.name), "industry", id=row.id)
                badge_line(
                    badge(_("建议，旗里没有定"), "orange", "help") if row.document["is_proposal"] else "",
                    marks.out_of_use(row),
                    small(
                        codes["industry"].get(row.document["parent_id"] or ""),
                        ngettext("{n}位专家", "{n}位专家", experts).format(n=number(experts)),
                        ngettext("{n}户在种在养", "{n}户在种在养", farms).format(n=number(farms)),
                    ),
                )
                badge_line(*(
                    badge(f"{plain(codes['place'].get(one['place_code'], one['place_code']))} {plain(one['product'])}",
                          "green", "eco")
                    for one in row.document["flagships"]
                ))

    return draw
