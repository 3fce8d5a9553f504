"""What the list, form and grid of industries are called."""

from __future__ import annotations

from data.i18n import N_
from data.register.industry import INDUSTRY
from pages.shared.register.screens import Look

INDUSTRIES = Look(
    INDUSTRY, "industry", N_("产业目录"), N_("加一个产业"), N_("名称、代码、种养"),
    N_("没有这样的产业。换个说法，或者去掉筛选。"), (), ("is_proposal",),
)
