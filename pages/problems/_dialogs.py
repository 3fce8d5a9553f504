"""One dialog at a time, drawn when it was asked for and still makes sense."""

from __future__ import annotations

from collections.abc import Callable

from data.i18n import _
from pages.problems import _answer, _asked, _correct, _dispatch, _ladder, _one_event, _refuse, _unfit
from pages.problems._loading import View
from pages.shared.guards import Screen, open_dialog


def show(screen: Screen, view: View) -> None:
    name, expert_id = _asked.asked(view)
    may = view.page.may
    made, expert = view.recommendation, view.expert(expert_id)
    if name == "assign" and may.assign and made and expert:
        _open(screen, _("派给{expert}？").format(expert=expert.name), _dispatch.draw, view, made, expert)
    elif name == "correct" and may.correct:
        _open(screen, _("改要点"), _correct.draw, view)
    elif name == "suggested" and may.correct:
        _open(screen, _("改要点"), _correct.draw, view, view.suggestion)
    elif name == "unfit" and may.assign:
        _open(screen, _("都不合适，怎么办？"), _unfit.draw, view)
    elif name == "part" and may.hand_over:
        _open(screen, _("一部分转给别的单位"), _one_event.part_dialog, view)
    elif name == "raise" and may.assign:
        _open(screen, _("旗里没有合适的，请谁？"), _ladder.draw, view)
    elif name == "decline" and may.answer and view.page.assignment:
        _open(screen, _("接不了？"), _answer.decline_dialog, view.page.assignment)
    elif name == "refuse" and may.refuse_expert and view.page.assignment:
        one = view.page.assignment
        _open(screen, _("换一位专家？"), _refuse.draw, view.page.id, one.expert_id, one.expert)
    elif name:
        _asked.forget()


def _open(screen: Screen, title: str, body: Callable[..., None], *args: object) -> None:
    open_dialog(screen, title, body, *args, on_dismiss=_asked.forget)
