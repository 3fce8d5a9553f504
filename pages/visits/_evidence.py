"""State and size of a visit in words."""

from __future__ import annotations

from data.domain.visit import VisitEventKind, VisitStatus
from data.i18n import N_, ngettext
from pages.shared.formats import number

STATUS = {
    VisitStatus.LOGGED: (N_("记下了，等确认"), "violet", "agriculture"),
    VisitStatus.CONFIRMED: (N_("农户确认了"), "green", "check_circle"),
    VisitStatus.DISPUTED: (N_("农户说没有这回事"), "red", "error"),
    VisitStatus.VOIDED: (N_("作废了，不计数"), "red", "close"),
}
EVENT = {
    VisitEventKind.LOGGED: N_("{who}记下了"),
    VisitEventKind.NAMES_ADDED: N_("{who}加上了名单上的名字"),
    VisitEventKind.NAMES_REMOVED: N_("{who}撤回了一份导入的名单"),
    VisitEventKind.LIST_ATTACHED: N_("{who}附上了签字名单"),
    VisitEventKind.CONFIRMED: N_("农户确认了（{who}记）"),
    VisitEventKind.CALLED: N_("{who}打电话核实了"),
    VisitEventKind.DISPUTED: N_("农户说没有这回事（{who}记）"),
    VisitEventKind.UPHELD: N_("{who}查实了，照样计数"),
    VisitEventKind.VOIDED: N_("{who}作废了"),
    VisitEventKind.PROJECTS_CORRECTED: N_("{who}改了项目"),
}


def contacts(count: int) -> str:
    return ngettext("{n} 人次", "{n} 人次", count).format(n=number(count))


def days(count: int) -> str:
    return ngettext("{n} 天", "{n} 天", count).format(n=number(count))
