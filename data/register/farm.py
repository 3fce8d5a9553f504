"""The served unit as the register knows one."""

from __future__ import annotations

from data.domain.farm import HOUSEHOLDS, ORGANISATIONS, farm_faults
from data.domain.permissions import Permission
from data.domain.register import DemoLevel, FarmKind, Unreachable
from data.i18n import N_
from data.models.farm import Farm
from data.register.concept import Concept
from data.register.farm_filters import FARM_FILTERS
from data.register.fields import Field, Kind
from data.register.languages import LANGUAGES

BASICS, TRADE, TIES, CHECK = N_("基本"), N_("种什么、养什么"), N_("归属和示范"), N_("核实")

KINDS = {
    FarmKind.HOUSEHOLD: N_("农牧户"), FarmKind.FAMILY_FARM: N_("家庭农牧场"), FarmKind.COOPERATIVE: N_("合作社"),
    FarmKind.FIRM: N_("企业"), FarmKind.COLLECTIVE: N_("村集体"),
}
DEMO_LEVELS = {
    DemoLevel.BANNER: N_("旗级示范"), DemoLevel.CITY: N_("市级示范"), DemoLevel.REGION: N_("自治区级示范"),
    DemoLevel.NATION: N_("国家级示范"),
}
UNREACHABLE = {
    Unreachable.PHONE_DEAD: N_("电话打不通"), Unreachable.MOVED: N_("搬走了"),
    Unreachable.NO_ANSWER: N_("总不接电话"),
}
OF_HOUSEHOLD = ("kind", frozenset({FarmKind.HOUSEHOLD.value}))
MU_MAX = HEADS_MAX = 9_999_999

FIELDS = (
    Field("name", N_("名称或户主姓名"), Kind.TEXT, BASICS, required=True, private=True, private_if=OF_HOUSEHOLD),
    Field("kind", N_("哪一种"), Kind.CHOICE, BASICS, required=True, choices=KINDS, default=FarmKind.HOUSEHOLD.value,
          bulk=True),
    Field("place_code", N_("在哪个村、嘎查"), Kind.CHOICE, BASICS, required=True, codes="place"),
    Field("contact_name", N_("谁接电话"), Kind.TEXT, BASICS, N_("户主自己接就空着"), longest=40, own=True, private=True,
          searched=True),
    Field("phone", N_("手机或座机"), Kind.PHONE, BASICS, own=True, private=True, bulk=True, searched=True,
          counts=True),
    Field("language", N_("说什么话方便"), Kind.CHOICE, BASICS, choices=LANGUAGES, default="zh", own=True,
          bulk=True),
    Field("household_no", N_("户编号"), Kind.TEXT, BASICS, longest=24, only_if=("kind", HOUSEHOLDS), private=True,
          searched=True),
    Field("credit_code", N_("统一社会信用代码"), Kind.TEXT, BASICS, N_("18位，在营业执照上"), longest=18,
          only_if=("kind", ORGANISATIONS), searched=True),

    Field("industries", N_("产业"), Kind.CHOICES, TRADE, codes="industry", bulk=True, counts=True),
    Field("crops", N_("种的、养的"), Kind.WORDS, TRADE, N_("比如西梅、肉羊"), own=True, searched=True, counts=True),
    Field("years", N_("每年种了多少、养了多少"), Kind.ROWS, TRADE, own=True, counts=True, columns=(
        Field("year", N_("哪一年"), Kind.NUMBER, required=True, least=2000, most=2100),
        Field("industry", N_("产业"), Kind.CHOICE, required=True, codes="industry"),
        Field("area_mu", N_("面积（亩）"), Kind.NUMBER, least=0, most=MU_MAX),
        Field("heads", N_("存栏（头只）"), Kind.NUMBER, least=0, most=HEADS_MAX),
    )),
    Field("need", N_("最想解决什么"), Kind.LONG_TEXT, TRADE, N_("用自己的话写，不急的事也可以写"), longest=1000,
          own=True),

    Field("parent_id", N_("是哪个合作社的社员"), Kind.LINK, TIES, target="farm", only_if=("kind", HOUSEHOLDS)),
    Field("demo_level", N_("示范牌子"), Kind.CHOICE, TIES, choices=DEMO_LEVELS, bulk=True),
    Field("demo_year", N_("哪一年评的"), Kind.NUMBER, TIES, least=1990, most=2100, bulk=True),

    Field("last_confirmed", N_("哪天核实过"), Kind.DAY, CHECK, bulk=True, counts=True),
    Field("unreachable", N_("找不着人"), Kind.CHOICE, CHECK, choices=UNREACHABLE, bulk=True),
)

FARM = Concept(
    name="farm", model=Farm, read=Permission.FARM_READ, edit=Permission.FARM_EDIT, private=Permission.FARM_PHONE,
    fields=FIELDS, faults=farm_faults, same_as=("name", "place_code", "phone"), filters=FARM_FILTERS,
)
