"""The agreement of three parties as the register knows one."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.works import agreement_faults
from data.i18n import N_
from data.models.agreement import Agreement
from data.register.agreement_filters import AGREEMENT_FILTERS
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.indicators import INDICATORS, VALUE_MAX

PARTIES, PROMISED = N_("三方"), N_("答应做到多少")

AGREEMENT = Concept(
    name="agreement", model=Agreement, read=Permission.AGREEMENT_READ, edit=Permission.AGREEMENT_EDIT,
    private=Permission.AGREEMENT_EDIT, faults=agreement_faults, same_as=("name",), filters=AGREEMENT_FILTERS,
    fields=(
        Field("name", N_("协议名称或编号"), Kind.TEXT, PARTIES, required=True, longest=60),
        Field("expert_id", N_("专家"), Kind.LINK, PARTIES, target="expert", required=True),
        Field("sending_unit_id", N_("派出单位"), Kind.LINK, PARTIES, target="sending_unit", required=True),
        Field("farm_id", N_("服务对象"), Kind.LINK, PARTIES, target="farm", required=True),
        Field("first_day", N_("从哪天"), Kind.DAY, PARTIES, required=True),
        Field("last_day", N_("到哪天"), Kind.DAY, PARTIES, required=True, bulk=True),
        Field("is_exclusive", N_("协议期内这位专家只服务这一家"), Kind.YES_NO, PARTIES, bulk=True),
        Field("targets", N_("目标"), Kind.ROWS, PROMISED, counts=True, columns=(
            Field("indicator", N_("指标"), Kind.CHOICE, required=True, choices=INDICATORS),
            Field("value", N_("多少"), Kind.NUMBER, required=True, least=0, most=VALUE_MAX),
        )),
    ),
)
