"""The project as the register knows one."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.works import project_faults
from data.i18n import N_
from data.models.project import Project
from data.register.concept import Concept
from data.register.fields import Field, Kind
from data.register.indicators import INDICATORS, VALUE_MAX

BASICS, WHERE, MONEY, PROMISED = N_("基本"), N_("谁做、在哪做"), N_("钱"), N_("要做到多少")

YEAR = Field("year", N_("哪一年"), Kind.NUMBER, required=True, least=2000, most=2100)

PROJECT = Concept(
    name="project", model=Project, read=Permission.PROJECT_READ, edit=Permission.PROJECT_EDIT,
    private=Permission.PROJECT_EDIT, faults=project_faults, same_as=("name",),
    fields=(
        Field("name", N_("名称"), Kind.TEXT, BASICS, required=True, longest=60),
        Field("goal", N_("要解决什么"), Kind.LONG_TEXT, BASICS, longest=1000, counts=True),
        Field("industries", N_("产业"), Kind.CHOICES, BASICS, codes="industry", bulk=True, counts=True),
        Field("first_day", N_("从哪天"), Kind.DAY, BASICS, required=True),
        Field("last_day", N_("到哪天"), Kind.DAY, BASICS, bulk=True, counts=True),
        Field("platform_id", N_("哪个平台的"), Kind.LINK, WHERE, target="platform"),
        Field("leader_id", N_("负责人"), Kind.LINK, WHERE, target="expert", counts=True),
        Field("expert_ids", N_("参加的专家"), Kind.LINKS, WHERE, target="expert", counts=True),
        Field("place_codes", N_("在哪些地方"), Kind.CODES, WHERE, codes="place", counts=True),
        Field("farm_ids", N_("名单上的农户、合作社"), Kind.LINKS, WHERE, target="farm"),
        Field("partners", N_("合作单位"), Kind.WORDS, WHERE, N_("写一个，按回车"), searched=True),
        Field("funds", N_("经费"), Kind.ROWS, MONEY, counts=True, columns=(
            YEAR,
            Field("source", N_("从哪来"), Kind.TEXT, required=True, longest=60),
            Field("amount_yuan", N_("多少（元）"), Kind.NUMBER, required=True, least=0, most=VALUE_MAX),
        )),
        Field("targets", N_("目标"), Kind.ROWS, PROMISED, counts=True, columns=(
            YEAR,
            Field("indicator", N_("指标"), Kind.CHOICE, required=True, choices=INDICATORS),
            Field("value", N_("多少"), Kind.NUMBER, required=True, least=0, most=VALUE_MAX),
        )),
    ),
)
