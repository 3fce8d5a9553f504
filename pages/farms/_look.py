"""What the list, form and grid of served units are called."""

from __future__ import annotations

from data.i18n import N_
from data.register.farm import FARM
from pages.shared.register.screens import Look

FARMS = Look(
    FARM, "farm", N_("农户与合作社"), N_("加一户、一家"), N_("名称、姓名、拼音、手机尾号、种养"),
    N_("没有这样的农户、合作社。换个说法，或者去掉筛选。"), ("kind", "industries", "place_code"),
    ("phone", "industries", "demo_level", "last_confirmed"),
    N_("身份证号、银行卡都不用填。写到一半离开，字都留着。"),
)
