"""地图轮廓: the county's own outlines of its towns, with the number under which the map was approved."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.exchange.outlines import MEGABYTES_MAX, POINTS_MAX
from data.i18n import _
from data.queries.outlines import Outlines, outlines
from data.services.outlines import NUMBER_MAX, drop_outlines, keep_outlines
from pages.shared import charts, charts_map, state
from pages.shared.components import done, facts, heading, note, told_once
from pages.shared.formats import full_day, number, plain
from pages.shared.guards import require
from pages.shared.photos import refused, upload_limit

COLUMN = 640

screen = require(Role.ADMIN)


def draw_kept(kept: Outlines) -> None:
    heading(_("现在用的"))
    with st.container(border=True, gap="small"):
        facts([
            (_("审图号"), plain(kept.approval_number)), (_("文件"), plain(kept.file_name)),
            (_("谁传的"), plain(kept.uploaded_by)), (_("哪天"), full_day(kept.uploaded_at.date())),
        ])
        shapes = [charts_map.Shape(code, "", "", 1, rings) for code, rings in kept.shapes.items()]
        alt = _("{n}个苏木镇的轮廓").format(n=number(len(shapes)))
        charts.draw(charts_map.outlines(shapes, _("北 ↑")), "outlines_kept", alt)
        if kept.lacking:
            note(_("没有轮廓的：{names}").format(names=plain(_("、").join(kept.lacking))))
        if st.button(_("撤掉，只用示意图"), key="drop_outlines") and done(screen, drop_outlines):
            state.pick("toast", _("撤掉了"))
            st.rerun()


def draw_form() -> None:
    heading(_("传一份"))
    note(_(
        "GeoJSON，一个苏木镇一个要素，属性code或name对得上「地方」；经纬度，最多{points}个点、{size}MB。"
        "公开的地图要有审图号，印在图下面。不连外网，文件只存在这台机器上。"
    ).format(points=number(POINTS_MAX), size=MEGABYTES_MAX))
    with st.container(key="upload_outlines", gap="xsmall"):
        file = st.file_uploader(
            _("GeoJSON文件"), type=("geojson", "json"), max_upload_size=upload_limit(MEGABYTES_MAX), key="outline_file",
        )
        refused("outlines")
    approved = st.text_input(_("审图号"), max_chars=NUMBER_MAX, key="outline_number")
    name, content = (file.name, file.getvalue()) if file else ("", b"")
    if st.button(_("用这份轮廓"), type="primary", width="stretch", key="keep_outlines") and done(
        screen, lambda ctx: keep_outlines(ctx, name, content, approved),
    ):
        state.pick("toast", _("传好了，在「服务成效」里可以换着看"))
        st.rerun()


with screen.reading() as ctx:
    kept = outlines(ctx)

with st.container(width=COLUMN, gap="small"):
    st.title(_("地图轮廓"), anchor=False)
    note(_("示意图总是在；有了自己的轮廓，看的人可以换。"))
    told_once()
    if kept:
        draw_kept(kept)
    draw_form()
