"""The rungs of the ladder and the reasons for a step, in words."""

from __future__ import annotations

from data.domain.ladder import Cause, Rule, Step
from data.domain.problem import Rung
from data.i18n import N_, _, ngettext
from pages.shared.formats import number

RUNG_NAMES = {
    Rung.VILLAGE: N_("村技术员"),
    Rung.TOWNSHIP: N_("苏木、镇"),
    Rung.BANNER: N_("旗里"),
    Rung.PLATFORM: N_("平台（小院、工作站）"),
    Rung.OUTSIDE: N_("旗外的专家队"),
    Rung.LEADER: N_("旗里的领导"),
}
CAUSES = {
    Cause.LOSS: N_("话里读着紧急"),
    Cause.HEAD: N_("病死的牲畜（头、只）"),
    Cause.MU: N_("涉及的面积（亩）"),
    Cause.YUAN: N_("损失的钱（元）"),
    Cause.SPREAD: N_("几户是一件事（户）"),
    Cause.OVERDUE: N_("超时（工作日）"),
    Cause.REPEAT: N_("农户说没解决（次）"),
    Cause.DECLINED: N_("专家接不了或没答复（次）"),
}

def reason_of(step: Step) -> str:
    """超时2个工作日."""
    return counted(step.cause, step.count)


def raised(step: Step) -> str:
    """按规则报到旗里：超时2个工作日."""
    return _("按规则报到{rung}：{reason}").format(rung=_(RUNG_NAMES[step.rung]), reason=reason_of(step))


def proposed(step: Step) -> str:
    """按规则该请平台了：2次没解决."""
    return _("按规则该请{rung}了：{reason}").format(rung=_(RUNG_NAMES[step.rung]), reason=reason_of(step))


def counted(cause: Cause, count: int) -> str:
    """2次没解决."""
    words = {
        Cause.LOSS: _("话里读着紧急"),
        Cause.HEAD: _("病死牲畜{n}头（只）"),
        Cause.MU: _("涉及{n}亩"),
        Cause.YUAN: _("损失{n}元"),
        Cause.SPREAD: ngettext("{n}户是一件事", "{n}户是一件事", count),
        Cause.OVERDUE: ngettext("超时{n}个工作日", "超时{n}个工作日", count),
        Cause.REPEAT: ngettext("{n}次没解决", "{n}次没解决", count),
        Cause.DECLINED: ngettext("专家{n}次接不了或没答复", "专家{n}次接不了或没答复", count),
    }
    return words[cause].format(n=number(count))


def rule_words(rule: Rule) -> str:
    """超时2个工作日 → 旗里; as a line of its own it begins large in English."""
    since = counted(rule.cause, rule.least)
    return _("{since} → **{rung}**").format(since=since[:1].upper() + since[1:], rung=_(RUNG_NAMES[rule.rung]))
