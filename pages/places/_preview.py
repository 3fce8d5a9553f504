"""会怎样: what a change would do, in words and numbers, before it is made."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.place_changes import ChangeKind, ChangeRequest
from data.i18n import _
from data.queries.place_preview import ChangePreview, Step, preview_change
from pages.places._words import affected
from pages.shared.components import MARKS, heading, marked_list, note, show_error
from pages.shared.formats import number, plain
from pages.shared.guards import Screen

SHOWN = 8


def draw(screen: Screen, request: ChangeRequest | None) -> ChangePreview | None:
    """The preview, or what is still missing."""
    with st.container(border=True, key="panel_preview", gap="small"):
        heading(_("会怎样"))
        if request is None:
            note(_("选好地方，这里写出会怎样、牵涉多少记录。没有登记之前什么都不变。"))
            return None
        try:
            with screen.reading() as ctx:
                found = preview_change(ctx, request)
        except AppError as error:
            show_error(error)
            return None
        _steps(request, found)
        st.markdown(_("牵涉到：{records}").format(records=affected(found.affected)))
        if request.kind is ChangeKind.SPLIT:
            st.markdown(_("其中{n}条记录换地方，别的留在第一个地方。").format(n=number(found.elsewhere)))
        if found.accounts:
            names = _("、").join(plain(name) for name in found.accounts)
            st.markdown(_("这些账号管的地方跟着变：{names}").format(names=names))
        note(_("老记录还写着当时的地方，两种都查得到。登记错了可以撤回。"))
    return found


def _steps(request: ChangeRequest, found: ChangePreview) -> None:
    lines = [_line(step) for step in found.steps]
    ended = dict.fromkeys(plain(step.old_name) for step in found.steps if step.ends)
    marked_list(lines[:SHOWN], "preview")
    if lines[SHOWN:]:
        with st.expander(_("还有{n}处").format(n=len(lines) - SHOWN)):
            marked_list(lines[SHOWN:], "preview_more")
    if ended:
        note(_("{day}起不再有：{names}").format(day=request.day, names=_("、").join(ended)))


def _line(step: Step) -> str:
    new = _("{name}（{code}，新设）") if step.makes else _("{name}（{code}）")
    after = new.format(name=plain(step.new_name), code=step.new_code)
    return f"{MARKS['step']} " + _("{old} → {new}").format(
        old=_("{name}（{code}）").format(name=plain(step.old_name), code=step.old_code), new=after,
    )
