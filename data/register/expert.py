"""The expert as the register knows one: what is asked and nothing else (no identity number, no bank, no politics)."""

from __future__ import annotations

from data.domain.expert import expert_faults
from data.domain.permissions import Permission
from data.domain.register import ExpertKind, Licence, Title, Unreachable
from data.i18n import N_
from data.models.expert import Expert
from data.register.concept import Concept
from data.register.expert_filters import EXPERT_FILTERS
from data.register.fields import Field, Kind
from data.register.languages import LANGUAGES

BASICS, SKILLS, REACH, AWAY = N_("基本"), N_("专长，自报的"), N_("在哪里、接多少"), N_("什么时候不在")
POSTINGS, PAPERS, TEAM, CHECK = N_("派驻"), N_("资格"), N_("团队"), N_("核实")

KINDS = {
    ExpertKind.PERSON: N_("自然人"), ExpertKind.TEAM: N_("团队"), ExpertKind.LEGAL: N_("法人"),
    ExpertKind.REVERSE: N_("反向科技特派员"),
}
TITLES = {
    Title.SENIOR: N_("正高级"), Title.ASSOCIATE: N_("副高级"), Title.MIDDLE: N_("中级"), Title.JUNIOR: N_("初级"),
    Title.LOCAL: N_("乡土人才"),
}
LICENCES = {Licence.VETERINARIAN: N_("执业兽医"), Licence.VILLAGE_VET: N_("乡村兽医")}
UNREACHABLE = {
    Unreachable.PHONE_DEAD: N_("电话打不通"), Unreachable.MOVED: N_("调走了、搬走了"),
    Unreachable.NO_ANSWER: N_("派了总不答复"),
}
TRAINED = frozenset(Title) - {Title.LOCAL}
OF_TEAM = ("kind", frozenset({ExpertKind.TEAM.value}))

FIRST_DAY = Field("first_day", N_("从哪天"), Kind.DAY, required=True)

FIELDS = (
    Field("name", N_("姓名或名称"), Kind.TEXT, BASICS, required=True, longest=40),
    Field("kind", N_("哪一种"), Kind.CHOICE, BASICS, required=True, choices=KINDS, default=ExpertKind.PERSON.value),
    Field("title", N_("职称"), Kind.CHOICE, BASICS, required=True, choices=TITLES, bulk=True),
    Field("unit", N_("工作单位"), Kind.TEXT, BASICS, bulk=True, searched=True, counts=True),
    Field("sending_unit_id", N_("派出单位"), Kind.LINK, BASICS, target="sending_unit"),
    Field("three_areas_year", N_("三区人才，哪一年选派"), Kind.NUMBER, BASICS, least=2014, most=2100, bulk=True),
    Field("phone", N_("手机或座机"), Kind.PHONE, BASICS, own=True, private=True, bulk=True, counts=True),
    Field("contact_name", N_("联系人"), Kind.TEXT, BASICS, N_("不是本人接电话才填"), longest=40, own=True,
          searched=True),

    Field("subject", N_("专业"), Kind.TEXT, SKILLS, N_("比如果树栽培"), required=True, longest=40, bulk=True,
          searched=True),
    Field("profile", N_("会什么、办过什么"), Kind.LONG_TEXT, SKILLS, N_("用自己的话写，派单时照这个找"), longest=2000,
          own=True, counts=True),
    Field("disciplines", N_("学科（GB/T 13745）"), Kind.CHOICES, SKILLS, codes="discipline",
          only_if=("title", TRAINED), counts=True),
    Field("industries", N_("产业"), Kind.CHOICES, SKILLS, codes="industry", bulk=True, counts=True),
    Field("problem_types", N_("能办哪类事"), Kind.CHOICES, SKILLS, codes="problem_type", counts=True),
    Field("crops", N_("种的、养的"), Kind.WORDS, SKILLS, N_("比如西梅、肉羊"), own=True, searched=True, counts=True),
    Field("languages", N_("会说"), Kind.CHOICES, SKILLS, choices=LANGUAGES, default=["zh"], own=True,
          bulk=True, counts=True),

    Field("home_place", N_("常在哪里"), Kind.CHOICE, REACH, required=True, codes="place", bulk=True),
    Field("is_outside", N_("旗外的专家，旗里没有合适的才请"), Kind.YES_NO, REACH, bulk=True),
    Field("max_open", N_("手上最多几件"), Kind.NUMBER, REACH, required=True, least=1, most=30, default=5, own=True,
          bulk=True),
    Field("month_days", N_("一个月最多几天"), Kind.NUMBER, REACH, least=1, most=31, own=True, bulk=True),
    Field("postings", N_("派到别处"), Kind.ROWS, POSTINGS, columns=(
        Field("place_code", N_("派到哪里"), Kind.CHOICE, required=True, codes="place"),
        FIRST_DAY,
        Field("last_day", N_("到哪天"), Kind.DAY),
        Field("exclusive_group", N_("只能有一处的任务"), Kind.TEXT, longest=40, help=N_("比如一人一团")),
    )),

    Field("absences", N_("请假、出差"), Kind.ROWS, AWAY, own=True, columns=(
        FIRST_DAY,
        Field("last_day", N_("到哪天"), Kind.DAY, required=True),
        Field("reason", N_("为什么"), Kind.TEXT, longest=80),
    )),
    Field("seasons", N_("每年这段时间没空"), Kind.ROWS, AWAY, own=True, columns=(
        Field("first", N_("从几月几日"), Kind.YEARLY, required=True),
        Field("last", N_("到几月几日"), Kind.YEARLY, required=True),
        Field("reason", N_("为什么"), Kind.TEXT, longest=80),
    )),

    Field("licences", N_("执照"), Kind.ROWS, PAPERS, columns=(
        Field("kind", N_("哪一种"), Kind.CHOICE, required=True, choices=LICENCES),
        Field("number", N_("证号"), Kind.TEXT, longest=40),
        Field("valid_until", N_("有效到"), Kind.DAY),
    )),

    Field("leader_id", N_("团长"), Kind.LINK, TEAM, target="expert", only_if=OF_TEAM),
    Field("member_ids", N_("团员"), Kind.LINKS, TEAM, target="expert", only_if=OF_TEAM, counts=True),
    Field("term_first", N_("任期从"), Kind.DAY, TEAM, only_if=OF_TEAM),
    Field("term_last", N_("任期到"), Kind.DAY, TEAM, only_if=OF_TEAM, counts=True),

    Field("last_confirmed", N_("哪天核实过"), Kind.DAY, CHECK, bulk=True, counts=True),
    Field("unreachable", N_("找不着人"), Kind.CHOICE, CHECK, N_("选了就不再派给，记录都留着"), choices=UNREACHABLE,
          bulk=True),
)

EXPERT = Concept(
    name="expert", model=Expert, read=Permission.EXPERT_READ, edit=Permission.EXPERT_EDIT,
    private=Permission.EXPERT_PHONE, fields=FIELDS, faults=expert_faults, same_as=("name", "phone"),
    filters=EXPERT_FILTERS,
)
