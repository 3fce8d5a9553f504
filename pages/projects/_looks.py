"""What the lists, forms and grids of these four concepts are called."""

from __future__ import annotations

from data.i18n import N_
from data.register.agreement import AGREEMENT
from data.register.demo_base import DEMO_BASE
from data.register.platform import PLATFORM
from data.register.project import PROJECT
from pages.shared.register.screens import Look

PROJECTS = Look(
    PROJECT, "project", N_("科技项目"), N_("加一个项目"), N_("名称、拼音、合作单位"),
    N_("没有这样的项目。换个说法，或者去掉筛选。"), ("industries",), ("industries", "last_day"),
)
PLATFORMS = Look(
    PLATFORM, "platform", N_("平台"), N_("加一个平台"), N_("名称、拼音、依托单位"),
    N_("没有这样的平台。换个说法，或者去掉筛选。"), ("kind", "industries", "place_code"), ("kind", "host", "phone"),
)
BASES = Look(
    DEMO_BASE, "base", N_("园区和基地"), N_("加一个园区、基地"), N_("名称、拼音、地方"),
    N_("没有这样的园区、基地。换个说法，或者去掉筛选。"), ("kind", "industries", "place_code"), ("kind", "area_mu"),
)
AGREEMENTS = Look(
    AGREEMENT, "agreement", N_("三方协议"), N_("加一份协议"), N_("名称、编号、拼音"),
    N_("没有这样的协议。换个说法，或者去掉筛选。"), (), ("last_day", "is_exclusive"),
)
