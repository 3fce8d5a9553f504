"""派出单位: who sends the experts."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.register import list_page
from data.register.sending_unit import KINDS, SENDING_UNIT
from pages.shared.badges import small
from pages.shared.components import badge_line, demonstration_line, empty_state, go_button, link, note, told_once
from pages.shared.formats import number, phone, plain
from pages.shared.guards import require
from pages.shared.labels import label
from pages.shared.register import exporting, listing

screen = require(Role.OFFICER)

head, add = st.columns([4, 1], vertical_alignment="bottom")
head.title(_("派出单位名册"), anchor=False)
with add:
    go_button(_("加一个"), "sending-unit", ":material/add:")
demonstration_line(screen)
told_once()

request = listing.ask(screen, SENDING_UNIT, ("kind",), _("名称、拼音、联系人"))
with screen.reading() as ctx:
    page = list_page(ctx, SENDING_UNIT, request)
count, action = st.columns([5, 4], vertical_alignment="center")
with count:
    note(ngettext("{n}个单位", "{n}个单位", page.total).format(n=number(page.total)))
with action, st.container(horizontal=True, horizontal_alignment="right"):
    exporting.button(screen, SENDING_UNIT, request, _("派出单位名册"))
for row in page.rows:
    with st.container(border=True, key=f"card_{row.id}", gap="xxsmall"):
        link(plain(row.name), "sending-unit", id=row.id)
        badge_line(small(
            label(KINDS, row.document["kind"]), row.document["contact_name"],
            phone(row.document["phone"]) if row.document["phone"] else None,
        ))
if not page.rows:
    empty_state(_("还没有这样的单位。专家由谁派出，在这里建一份，协议和派出单位就对得上。"))
listing.pages(SENDING_UNIT, page)
