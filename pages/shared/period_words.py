"""Closed periods in words: what they are called, their figures, what changed and why. On screen and on paper."""

from __future__ import annotations

import datetime as dt

from data.domain.closed_period import ClosedKind, kind_of
from data.domain.outcome import OutcomeKind
from data.domain.place_changes import ChangeKind
from data.domain.problem import ProblemEventKind
from data.domain.register import PairDecision
from data.domain.visit import VisitEventKind
from data.domain.worktime import BEIJING
from data.i18n import N_, _
from data.queries.closed_periods import Signed
from data.queries.impact import definitions
from data.queries.impact_people import Interval
from data.queries.period_causes import Cause, Source
from data.queries.period_figures import Difference, PeriodFigures, Value
from pages.shared.formats import full_day, full_moment, month, number
from pages.shared.labels import PLACE_CHANGE
from pages.shared.outcomes import OUTCOME_KIND

QUARTERS = (N_("{year}年第一季度"), N_("{year}年第二季度"), N_("{year}年第三季度"), N_("{year}年第四季度"))
HALVES = (N_("{year}年上半年"), N_("{year}年下半年"))
NAMES = {
    "listed": N_("有签字名单的人"), "confirmed": N_("本人或户主确认的人"), "unnamed": N_("只有人数、没有名字的"),
    "undecided": N_("是不是同一人还没认定的人"), "of_towns": N_("苏木镇总数"), "of_villages": N_("嘎查村总数"),
    "population": N_("登记人口"), "name": N_("名称"), "said": N_("对外公布的"), "held": N_("记录里有的"),
}
CLAIM = {
    "experts": N_("专家"), "industries": N_("产业"), "towns": N_("苏木镇"), "villages": N_("嘎查村"),
    "people": N_("受益的人"),
}
OUTCOMES = {"expected": N_("{kind}，预计"), "actual": N_("{kind}，实际")}
VISIT_STEPS = {
    VisitEventKind.LOGGED: N_("到访{name}是签字以后才记的"),
    VisitEventKind.NAMES_ADDED: N_("到访{name}加了名单上的名字"),
    VisitEventKind.NAMES_REMOVED: N_("到访{name}撤回了一份导入的名单"),
    VisitEventKind.LIST_ATTACHED: N_("到访{name}附上了签字名单"),
    VisitEventKind.CONFIRMED: N_("到访{name}农户确认了"),
    VisitEventKind.CALLED: N_("到访{name}打电话核实了"),
    VisitEventKind.DISPUTED: N_("到访{name}农户说没有这回事"),
    VisitEventKind.UPHELD: N_("到访{name}查实了，照样计数"),
    VisitEventKind.VOIDED: N_("到访{name}作废了"),
    VisitEventKind.PROJECTS_CORRECTED: N_("到访{name}改了项目"),
}
PAIR_STEPS = {
    PairDecision.SAME: N_("{name}认成一个人了"), PairDecision.DIFFERENT: N_("{name}认成两个人了"),
    PairDecision.WAITING: N_("{name}撤回了，再等人认"),
}
PLACE_STEPS = {"made": N_("登记了地方变更：{name}"), "undone": N_("撤回了地方变更：{name}")}
PROBLEM_STEPS = {
    ProblemEventKind.SUBMITTED: N_("第{name}号问题是签字以后才登记的"),
    ProblemEventKind.FINISHED: N_("第{name}号问题专家办完了"),
    ProblemEventKind.CONFIRMED: N_("第{name}号问题农户说解决了"),
    ProblemEventKind.NOT_SOLVED: N_("第{name}号问题农户说没解决"),
    ProblemEventKind.CLOSED: N_("第{name}号问题没联系上农户，结案了"),
    ProblemEventKind.REOPENED: N_("第{name}号问题又打开了"),
    ProblemEventKind.HANDED_OVER: N_("第{name}号问题转出了"),
}
OUTCOME_STEPS = {"expected": N_("{name}写了一条预计的成果"), "actual": N_("{name}问到了实际的成果")}
STEPS: dict[Source, dict] = {
    Source.VISIT: VISIT_STEPS, Source.PAIR: PAIR_STEPS, Source.PLACE: PLACE_STEPS, Source.PROBLEM: PROBLEM_STEPS,
    Source.OUTCOME: OUTCOME_STEPS,
}


def period_name(first_day: dt.date, last_day: dt.date) -> str:
    """2026年第三季度, 2026年上半年, 2026年, or both days."""
    match kind_of(first_day, last_day):
        case ClosedKind.QUARTER:
            return _(QUARTERS[first_day.month // 3]).format(year=first_day.year)
        case ClosedKind.HALF_YEAR:
            return _(HALVES[first_day.month // 6]).format(year=first_day.year)
        case ClosedKind.YEAR:
            return _("{year}年全年").format(year=first_day.year)
        case ClosedKind.DAYS:
            return f"{full_day(first_day)}—{full_day(last_day)}"


def version_words(version: int) -> str:
    return _("第{n}版").format(n=version)


def signed_day(one: Signed) -> dt.date:
    """In Beijing."""
    return one.at.astimezone(BEIJING).date()


def value_words(value: Value) -> str:
    """1,204; 1,204（最多 1,310）for people between two ends; – for what nobody has reported; words as they are."""
    if value is None or isinstance(value, str):
        return value or "–"
    if isinstance(value, Interval):
        low = number(value.low)
        return low if value.is_exact else _("{low}（最多 {high}）").format(low=low, high=number(value.high))
    return number(value)


def figures(found: PeriodFigures) -> list[tuple[str, str]]:
    """All whole figures of a period with their names."""
    evidence, problems, coverage = found.people.evidence, found.problems, found.coverage
    counts: dict[str, Value] = {
        "people": found.people.reached, "logged_only": evidence.logged_only, "newly_reached": found.newly,
        "households": found.households, "contacts": found.contacts.gross,
        "training_contacts": found.contacts.training, "service_days": found.service_days, "solved": problems.solved,
        "finished": problems.finished, "unconfirmed": problems.unconfirmed, "open": problems.open,
    }
    rows = [(_figure(code), value_words(value)) for code, value in counts.items()]
    rows.append((_figure("towns"), f"{coverage.towns} / {coverage.of_towns}"))
    rows.append((_figure("villages"), f"{coverage.villages} / {coverage.of_villages}"))
    return rows + [
        (_(OUTCOMES[end]).format(kind=_(OUTCOME_KIND[one.kind])), value_words(getattr(one, end)))
        for one in found.outcomes for end in OUTCOMES
    ]


def seasons(first_day: dt.date, last_day: dt.date) -> str:
    """Of which years the outcomes are."""
    years = f"{first_day.year}" if first_day.year == last_day.year else f"{first_day.year}—{last_day.year}"
    return _("成果按年算，是{years}年全年的，到签字为止。").format(years=years)


def what_changed(one: Difference) -> str:
    """The figure, and of which town, project, month, outcome or number of the claim."""
    if one.part == "outcome":
        return _(OUTCOMES[one.figure]).format(kind=_(OUTCOME_KIND[OutcomeKind(one.name)]))
    name = _figure(one.figure)
    if not one.part:
        return name
    of = _(CLAIM[one.name]) if one.part == "claim" else one.name or _("不属于任何项目")
    if one.part == "month":
        of = month(dt.date.fromisoformat(f"{one.name}-01"))
        name = _("累计受益（人）") if one.figure == "people" else name
    return _("{name}：{words}").format(name=of, words=name)


def cause_words(one: Cause) -> str:
    """When, what, by whom and why."""
    name = _(PLACE_CHANGE[ChangeKind(one.name)]) if one.source is Source.PLACE else one.name
    said = _(STEPS[one.source][one.step]).format(name=name)
    if one.is_earlier:
        said = _("{said}（这段时间以前的服务，只影响新增）").format(said=said)
    if one.who:
        said = _("{said}，{who}").format(said=said, who=one.who)
    if one.reason:
        said = _("{event}，因为{reason}").format(event=said, reason=one.reason)
    return f"{full_moment(one.at)} {said}"


def _figure(code: str) -> str:
    return _(NAMES[code]) if code in NAMES else _(definitions()[code].name)
