"""What the list, form and grid of experts are called."""

from __future__ import annotations

from data.i18n import N_
from data.register.expert import EXPERT
from pages.shared.register.screens import Look

EXPERTS = Look(
    EXPERT, "expert", N_("专家"), N_("加一位专家"), N_("姓名、拼音、专长、单位、手机尾号"),
    N_("没有这样的专家。换个说法，或者去掉筛选。"), ("industries", "home_place"),
    ("phone", "unit", "max_open", "last_confirmed"),
    N_("身份证号、银行卡、政治面貌都不用填。写到一半离开，字都留着。"),
)
