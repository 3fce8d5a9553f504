"""The industry as the register knows one: a tree per county, and what each town is known for (一镇一品)."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.works import industry_faults
from data.i18n import N_
from data.models.taxonomy import Industry
from data.register.concept import Concept
from data.register.fields import Field, Kind

BASICS, TOWNS = N_("基本"), N_("一镇一品")
BONUS_MAX = 10

INDUSTRY = Concept(
    name="industry", model=Industry, read=Permission.INDUSTRY_READ, edit=Permission.INDUSTRY_EDIT,
    private=Permission.INDUSTRY_EDIT, faults=industry_faults, same_as=("code",),
    fields=(
        Field("name", N_("名称"), Kind.TEXT, BASICS, required=True, longest=60),
        Field("code", N_("代码"), Kind.TEXT, BASICS, N_("比如I10；定了就不要改"), required=True, longest=8,
              searched=True),
        Field("short_name", N_("简称"), Kind.TEXT, BASICS, N_("图上用，六个字以内"), required=True, longest=12),
        Field("name_en", N_("英文名"), Kind.TEXT, BASICS, required=True, longest=60, searched=True),
        Field("short_name_en", N_("英文简称"), Kind.TEXT, BASICS, required=True, longest=24),
        Field("parent_id", N_("属于哪个大产业"), Kind.LINK, BASICS, target="industry"),
        Field("crops", N_("种的、养的"), Kind.WORDS, BASICS, searched=True, counts=True),
        Field("is_proposal", N_("还是建议，旗里没有定"), Kind.YES_NO, BASICS, bulk=True),
        Field("flagships", N_("哪个苏木镇以它出名"), Kind.ROWS, TOWNS, columns=(
            Field("place_code", N_("苏木镇"), Kind.CHOICE, required=True, codes="place"),
            Field("product", N_("出名的是什么"), Kind.TEXT, required=True, longest=40),
            Field("bonus", N_("派单时给驻在这里的专家加几分"), Kind.NUMBER, required=True, least=0, most=BONUS_MAX),
        )),
    ),
)
