"""Words for what a county must be able to do: fields, trades, days, gaps."""

from __future__ import annotations

from collections.abc import Mapping

from data.domain.coverage import Trade, Work, parts_of
from data.i18n import N_, _, ngettext
from data.queries.coverage_inputs import CoverageInputs
from data.queries.taxonomy import code_names
from data.services.context import Context
from data.services.coverage import Gap, Recruit, Sum, Training
from pages.shared.formats import number, period

WORKS = {
    Work.DISEASE: N_("{industry}的病"),
    Work.PESTS: N_("{industry}的病虫草害"),
    Work.SOIL: N_("{industry}的水肥盐碱"),
    Work.GROWING: N_("{industry}的种植管理"),
    Work.FEEDING: N_("{industry}的饲养繁育"),
    Work.MACHINES: N_("{industry}的农机"),
    Work.BUSINESS: N_("{industry}的加工销售和合作社"),
}
TRADES = {
    Trade.VET: N_("执业兽医"),
    Trade.AGRONOMIST: N_("{industry}的种植植保"),
    Trade.KEEPER: N_("养殖、繁育"),
    Trade.MECHANIC: N_("农机"),
    Trade.ADVISER: N_("加工、销售、合作社"),
}
TOWNS_NAMED = 4


class Words:
    """Names of fields, trades and towns in the reader's language, read once."""

    def __init__(self, ctx: Context, towns: Mapping[str, str]):
        self._names, self._towns = code_names(ctx), towns

    def field(self, field: str) -> str:
        industry, work = parts_of(field)
        return _(WORKS[work]).format(industry=self.industry(industry))

    def industry(self, code: str) -> str:
        return self._names.get(("industry", code), code)

    def town(self, code: str) -> str:
        return self._towns.get(code, code)

    def trade(self, one: Recruit) -> str:
        return _(TRADES[one.trade]).format(industry=self.industry(one.industry or ""))

    def towns(self, gap: Gap) -> str:
        """「川井苏木6.3天、巴音乌兰苏木1.6天」, most days first."""
        shown = gap.towns[:TOWNS_NAMED]
        named = [_("{town}{days}天").format(town=self.town(code), days=days(amount)) for code, amount in shown]
        more = len(gap.towns) - len(named)
        listed = _("、").join(named)
        return _("{towns}，另有{n}处").format(towns=listed, n=more) if more else listed

    def gap(self, gap: Gap) -> str:
        if gap.person is None:
            return _("{field}：没有人会、够得着。{towns}").format(field=self.field(gap.field), towns=self.towns(gap))
        return _("{field}：只靠{person}一位。{towns}").format(
            field=self.field(gap.field), person=gap.person, towns=self.towns(gap),
        )

    def recruit(self, one: Recruit) -> str:
        return _("{trade}，住{town}").format(trade=self.trade(one), town=self.town(one.town))

    def eases(self, one: Recruit) -> str:
        """The fields that would no longer hang on one person or on nobody, and in how many towns."""
        fields = list(dict.fromkeys(field for field, _town in one.eases))
        named = _("、").join(self.field(field) for field in fields[:3])
        towns = len({town for _field, town in one.eases})
        return _("不再只靠一个人，或者没有人：{fields}，{n}个苏木镇").format(fields=named, n=towns)

    def training(self, one: Training) -> str:
        return _("让{person}再学{field}：多{days}天稳当的").format(
            person=one.person, field=self.field(one.field), days=days(one.gain),
        )

    def named(self, gap: Gap) -> str:
        """Where it stands under whom it hangs on."""
        return _("{field}：{towns}").format(field=self.field(gap.field), towns=self.towns(gap))


def about(inputs: CoverageInputs) -> str:
    """What was watched, and how much of it could not be counted: a number never walks alone."""
    said = _("{period}的{n}件问题，{people}位专家。").format(
        period=period(inputs.first, inputs.last), n=number(len(inputs.asked)), people=number(len(inputs.people)),
    )
    if not inputs.left_out:
        return said
    return said + _("另有{left}件没有算：没写产业或问题类型，类型不是专家的活，或者不在这里的苏木镇。").format(
        left=number(inputs.left_out),
    )


def three_sums(total: Sum) -> list[tuple[str, str]]:
    """(name, days in words): asked for, could be served, firm."""
    amounts = {_("一年要跑的天数"): total.demand, _("有人能去的"): total.served, _("稳当的"): total.firm}
    return [
        (name, ngettext("{n}天", "{n}天", round(amount)).format(n=days(amount))) for name, amount in amounts.items()
    ]


def days(amount: float) -> str:
    """12, 6.3: whole from ten on."""
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.1f}"
