"""A signed answer in words, the same at every door."""

from __future__ import annotations

from data.domain.branches import Branch
from data.domain.signed_answer import AnswerForm
from data.i18n import N_, _, ngettext
from data.services.answers_alike import AnswerToRead
from pages.shared.formats import full_day, number

TITLE = N_("别人问过差不多的")
NOT_YOURS = N_("和您的不一样，照样交。")
HELPED = N_("这就够了，先不问了")
NOTED = N_("记下了。没到您那儿看过，不算解决；还不行就照样交。")


def medicine(one: AnswerForm | AnswerToRead, branch: Branch | None) -> str:
    """Product, dose and waiting days in one sentence; empty without one."""
    if one.product is None:
        return ""
    waits = _waits(one.waiting_days, branch) if one.waiting_days else _("不用等")
    return _("药、肥：{product}，{dose}，{waits}").format(product=one.product, dose=one.dose, waits=waits)


def _waits(days: int, branch: Branch | None) -> str:
    """Before harvest for plants, before slaughter for animals, both where it may be either."""
    if branch is Branch.PLANT:
        words = ngettext("等{n}天再采收", "等{n}天再采收", days)
    elif branch is Branch.ANIMAL:
        words = ngettext("等{n}天再屠宰", "等{n}天再屠宰", days)
    else:
        words = ngettext("等{n}天再采收、屠宰", "等{n}天再采收、屠宰", days)
    return words.format(n=number(days))


def signature(one: AnswerToRead) -> str:
    return _("{name}（{unit}）{day}签").format(name=one.name, unit=one.unit, day=full_day(one.signed_on))


def lines(one: AnswerToRead) -> dict[str, object]:
    """For the light pages: what it is about, what to do, the medicine, who signed."""
    return {
        "id": one.id, "about": one.about, "advice": one.advice, "medicine": medicine(one, one.branch),
        "signed": signature(one),
    }
