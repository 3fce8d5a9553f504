"""Indicators that projects and agreements promise, with their unit in the name."""

from __future__ import annotations

from data.domain.register import Indicator
from data.i18n import N_

INDICATORS = {
    Indicator.PEOPLE: N_("直接受益人数（人）"), Indicator.HOUSEHOLDS: N_("受益户数（户）"),
    Indicator.VISITS: N_("服务次数（次）"), Indicator.SERVICE_DAYS: N_("服务天数（天）"),
    Indicator.TRAININGS: N_("培训（场）"), Indicator.TRAINING_CONTACTS: N_("培训人次（人次）"),
    Indicator.SOLVED: N_("农户确认解决（件）"), Indicator.NEW_PRACTICES: N_("新品种、新技术（个）"),
    Indicator.AREA_MU: N_("推广面积（亩）"), Indicator.INCOME_YUAN: N_("增收（元）"),
}
VALUE_MAX = 10_000_000_000
