"""Who is on the project's list: people that a list brought in for it."""

from __future__ import annotations

import streamlit as st

from data.i18n import _, ngettext
from data.queries.import_targets import project_roster
from pages.shared.components import heading, link, note
from pages.shared.formats import number, plain
from pages.shared.guards import Screen


def draw(screen: Screen, project_id: int, *, opens: bool) -> None:
    """`opens`: the reader may bring lists in."""
    with screen.reading() as ctx:
        roster = project_roster(ctx, project_id)
    heading(_("名单上的人"))
    if not roster.people:
        note(_("还没有名单。"))
    else:
        said = ngettext("名单上有{n}人", "名单上有{n}人", roster.people).format(n=number(roster.people))
        names = _("、").join(plain(name) for name in roster.names.values())
        st.markdown(f"**{said}**：{names}" + ("…" if roster.people > len(roster.names) else ""))
        note(_("在名单上不等于服务过，不算进惠及人数。"))
    if opens:
        link(_("导入名单"), "imports", ":material/upload_file:")
