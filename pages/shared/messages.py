"""The very words an assignment sends: one place, so that dialog, copy box and tests show the same text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.i18n import _
from pages.shared.formats import deadline, phone, promised


@dataclass(frozen=True)
class Dispatch:
    """What both messages need. `address` is the question's page; the asker's phone stands there, not in a chat."""

    number: str
    words: str
    place: str
    expert: str
    unit: str
    reply_by: dt.datetime
    now: dt.datetime
    address: str
    office_phone: str | None
    note: str = ""


def to_expert(dispatch: Dispatch) -> str:
    """For WeChat or a text message to the expert."""
    lines = [
        _("{expert}，有一件问题派给您：").format(expert=dispatch.expert),
        _("第{number}号，{place}").format(number=dispatch.number, place=dispatch.place),
        _("原话：「{words}」").format(words=dispatch.words),
        _("请在{deadline}答复接不接。").format(deadline=deadline(dispatch.reply_by, dispatch.now)),
    ]
    if dispatch.note.strip():
        lines.append(_("附言：{note}").format(note=dispatch.note.strip()))
    lines.append(_("照片和电话在这里：{address}").format(address=dispatch.address))
    return "\n".join(lines)


def to_asker(dispatch: Dispatch) -> str:
    """For the farmer: who has it, until when, whom to call."""
    lines = [
        _("您问的事派给专家了，编号{number}。").format(number=dispatch.number),
        _("谁来办：{expert}，{unit}").format(expert=dispatch.expert, unit=dispatch.unit),
        _("什么时候：{moment}前答复，接下后和您联系").format(moment=promised(dispatch.reply_by, dispatch.now)),
    ]
    if dispatch.office_phone:
        lines.append(_("有急事打{phone}").format(phone=phone(dispatch.office_phone)))
    return "\n".join(lines)
