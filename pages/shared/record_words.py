"""A service record in words: on the screen, on paper, in a workbook, and for whoever checks one."""

from __future__ import annotations

from data.domain.problem import ProblemStatus
from data.domain.visit import VisitStatus
from data.i18n import N_, _, ngettext
from data.queries.impact import definitions as rules
from data.queries.service_record import RULES, Record, RecordFigures
from data.queries.service_records import Corrected
from pages.shared.formats import full_day, number
from pages.shared.impact_words import people_words
from pages.shared.labels import VISIT_KIND, label

Cell = str | int | None

VISIT_STATES = {VisitStatus.LOGGED: N_("专家记的"), VisitStatus.CONFIRMED: N_("农户确认了")}
PROBLEM_STATES = {ProblemStatus.SOLVED: N_("农户确认解决"), ProblemStatus.UNCONFIRMED: N_("未确认结案")}
ASKERS_WORD = {VisitStatus.CONFIRMED, ProblemStatus.SOLVED}
HEADINGS = (
    N_("编号"), N_("日期"), N_("什么事"), N_("苏木镇"), N_("服务人次"), N_("其中有凭据"), N_("状态"), N_("农户的话"),
)


def figures(found: RecordFigures) -> list[tuple[str, str]]:
    """Every figure with its name, in the order of the sheet."""
    return [
        (_("服务天数"), ngettext("{n} 天", "{n} 天", found.service_days).format(n=number(found.service_days))),
        (_("服务次数"), _("{n} 次").format(n=number(found.visits))),
        (_("服务人次"), contacts(found.contacts)),
        (_("直接受益人数"), _people(found)),
        (_("只有专家记录的人"), people_words(found.logged_only)),
        (_("培训"), _("{n} 次").format(n=number(found.trainings))),
        (_("培训人次"), contacts(found.training_contacts)),
        (_("农户确认解决"), _("{n} 件").format(n=number(found.solved))),
        (_("未确认结案"), _("{n} 件").format(n=number(found.unconfirmed))),
        (_("农户留的话"), ngettext("{n} 句", "{n} 句", found.words).format(n=number(found.words))),
    ]


def definitions() -> list[tuple[str, str]]:
    """(name, what it counts) of the figures."""
    return [(_(rules()[code].name), _(rules()[code].sentence)) for code in RULES]


def days(found: Record) -> str:
    return f"{full_day(found.first_day)}—{full_day(found.last_day)}"


def corrected_words(found: Corrected) -> list[str]:
    """What has changed since it was issued; empty when nothing in it has."""
    disputed = ngettext("{n} 次服务农户后来说没有，还在查。", "{n} 次服务农户后来说没有，还在查。", found.disputed)
    told = [
        (found.voided, ngettext("{n} 次服务后来作废了。", "{n} 次服务后来作废了。", found.voided)),
        (found.disputed, disputed),
        (found.reopened, ngettext("{n} 件问题后来又打开了。", "{n} 件问题后来又打开了。", found.reopened)),
    ]
    return [words.format(n=number(n)) for n, words in told if n]


def rows(found: Record) -> list[list[Cell]]:
    """Visits, then questions, in the columns of HEADINGS."""
    visits = [
        [line.number, line.day.isoformat(), label(VISIT_KIND, line.kind), line.town, line.contacts, line.reached,
         label(VISIT_STATES, line.status), None]
        for line in found.visits
    ]
    problems = [
        [line.number, line.day.isoformat(), line.industry or _("问题"), line.town, None, None,
         label(PROBLEM_STATES, line.status), line.words or None]
        for line in found.problems
    ]
    return [*visits, *problems]


def headings() -> list[str]:
    return [_(name) for name in HEADINGS]


def contacts(count: int) -> str:
    return ngettext("{n} 人次", "{n} 人次", count).format(n=number(count))


def _people(found: RecordFigures) -> str:
    if found.people.is_exact:
        return people_words(found.people.low)
    return _("{low}，最多 {high}").format(low=people_words(found.people.low), high=number(found.people.high))
