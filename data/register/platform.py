"""The platform as the register knows one: 科技小院, expert and doctor stations, experiment stations."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.register import PlatformKind
from data.i18n import N_
from data.models.project import Platform
from data.register.concept import Concept
from data.register.fields import Field, Kind

BASICS, PEOPLE = N_("基本"), N_("谁在里面")

KINDS = {
    PlatformKind.COURTYARD: N_("科技小院"), PlatformKind.EXPERT_STATION: N_("专家工作站"),
    PlatformKind.DOCTOR_STATION: N_("博士工作站"), PlatformKind.BASE: N_("试验站"),
}

PLATFORM = Concept(
    name="platform", model=Platform, read=Permission.PROJECT_READ, edit=Permission.PROJECT_EDIT,
    private=Permission.PROJECT_EDIT, same_as=("name",),
    fields=(
        Field("name", N_("名称"), Kind.TEXT, BASICS, required=True, longest=60),
        Field("kind", N_("哪一种"), Kind.CHOICE, BASICS, required=True, choices=KINDS, bulk=True),
        Field("place_code", N_("在哪里"), Kind.CHOICE, BASICS, required=True, codes="place"),
        Field("host", N_("依托单位"), Kind.TEXT, BASICS, bulk=True, searched=True, counts=True),
        Field("founded", N_("哪天设立"), Kind.DAY, BASICS, bulk=True, counts=True),
        Field("phone", N_("手机或座机"), Kind.PHONE, BASICS, bulk=True, counts=True),
        Field("industries", N_("产业"), Kind.CHOICES, BASICS, codes="industry", bulk=True, counts=True),
        Field("leader_id", N_("负责人"), Kind.LINK, PEOPLE, target="expert", counts=True),
        Field("resident_ids", N_("驻站专家"), Kind.LINKS, PEOPLE, target="expert", counts=True),
    ),
)
