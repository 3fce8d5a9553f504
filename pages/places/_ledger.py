"""Changes of places in words."""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.place_changes import ChangeKind
from data.i18n import _
from data.queries.place_preview import ChangeLine, Step
from pages.shared.components import MARKS
from pages.shared.formats import plain
from pages.shared.labels import PLACE_CHANGE

SHOWN = 6


def line(change: ChangeLine) -> str:
    """2026-04-09 合并：甲村、乙村 → 丙村（文号），王敏登记; taken back or not."""
    said = _("{day} **{kind}**：{steps}（{reason}），{who}登记").format(
        day=change.day, kind=_(PLACE_CHANGE[change.kind]), steps=steps_in_words(change.kind, change.steps),
        reason=plain(change.reason), who=plain(change.who),
    )
    if change.undone_by is None:
        return f"{MARKS['done']} {said}"
    undone = _("{who}撤回了").format(who=plain(change.undone_by))
    return f"{MARKS['no']} {said} :gray[{undone}]"


def steps_in_words(kind: ChangeKind, steps: Sequence[Step]) -> str:
    """Old → new; places that come or stay together are named together."""
    if kind is ChangeKind.SPLIT:
        own = [step for step in steps if step.old_code == steps[0].old_code]
        news = _("、").join(plain(step.new_name) for step in own)
        return _("{old} → {new}").format(old=plain(own[0].old_name), new=news) + _rest(steps[len(own):])
    by_new: dict[str, list[Step]] = {}
    for step in steps:
        by_new.setdefault(step.new_code, []).append(step)
    groups = [
        _("{old} → {new}").format(old=_("、").join(plain(one.old_name) for one in group), new=plain(group[0].new_name))
        for group in by_new.values()
    ]
    return _("；").join(groups[:SHOWN]) + (_("；等{n}处").format(n=len(groups)) if len(groups) > SHOWN else "")


def _rest(carried: Sequence[Step]) -> str:
    return _("，{n}个嘎查村换代码").format(n=len(carried)) if carried else ""
