"""The park or base as the register knows one, with its chain 研发 → 示范 → 应用."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.register import BaseKind
from data.i18n import N_
from data.models.demo_base import DemoBase
from data.register.concept import Concept
from data.register.fields import Field, Kind

BASICS, CHAIN = N_("基本"), N_("研发、示范、应用")
MU_MAX = 9_999_999

KINDS = {BaseKind.PARK: N_("园区"), BaseKind.BASE: N_("基地")}

DEMO_BASE = Concept(
    name="demo_base", model=DemoBase, read=Permission.PROJECT_READ, edit=Permission.PROJECT_EDIT,
    private=Permission.PROJECT_EDIT, same_as=("name",),
    fields=(
        Field("name", N_("名称"), Kind.TEXT, BASICS, required=True, longest=60),
        Field("kind", N_("哪一种"), Kind.CHOICE, BASICS, required=True, choices=KINDS, bulk=True),
        Field("place_code", N_("在哪里"), Kind.CHOICE, BASICS, required=True, codes="place"),
        Field("area_mu", N_("面积（亩）"), Kind.NUMBER, BASICS, least=0, most=MU_MAX, bulk=True, counts=True),
        Field("industries", N_("产业"), Kind.CHOICES, BASICS, codes="industry", bulk=True, counts=True),
        Field("farm_id", N_("谁经营"), Kind.LINK, BASICS, target="farm", counts=True),
        Field("platform_id", N_("研发：哪个平台"), Kind.LINK, CHAIN, target="platform", counts=True),
        Field("project_id", N_("研发：哪个项目"), Kind.LINK, CHAIN, target="project"),
        Field("shows", N_("示范：给人看什么"), Kind.LONG_TEXT, CHAIN, N_("品种、做法，一句一样"), longest=1000,
              counts=True),
        Field("farm_ids", N_("应用：谁照着做了"), Kind.LINKS, CHAIN, target="farm", counts=True),
    ),
)
