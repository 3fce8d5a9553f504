"""The lists a county sends, as data: which fields a row has, which headings mean them, how each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.domain.contact import NAME_MAX
from data.domain.text import WORDS_MAX

COLUMN_MAX = 80  # what the register's name columns hold


class Reading(StrEnum):
    """How a cell becomes a value."""

    TEXT = "text"
    PERSON = "person"
    PHONE = "phone"
    DAY = "day"          # an event: the day is needed, not later than today
    BIRTH = "birth"      # a date of the past; month or year alone will do
    TERM = "term"        # a date that may lie ahead; month or year alone will do
    YEAR = "year"
    AREA = "area"        # mu, fractions allowed
    COUNT = "count"      # whole
    MONEY = "money"      # ten thousand yuan
    DAYS = "days"        # halves allowed
    CHOICE = "choice"
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    RECORD_NO = "record_no"  # under which a record of the register left in a workbook
    NUMBER_TEXT = "number_text"  # a number that names, such as a household's
    TOWN = "town"
    VILLAGE = "village"
    TOWNS = "towns"      # towns an expert serves, several allowed


@dataclass(frozen=True)
class Field:
    """`headings`: what a column may be called. `longest` in characters. `choices`: written word -> register's word."""

    name: str
    headings: tuple[str, ...]
    reading: Reading = Reading.TEXT
    required: bool = False
    longest: int = COLUMN_MAX
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of list. `needs_place`: a row must name its village or at least its town. `as_written`: repeats,
    phones and places are left to whoever takes the list. `chosen`: heading -> name of the field that somebody says it
    means, None for a column that is not wanted."""

    name: str
    fields: tuple[Field, ...]
    needs_place: bool = False
    as_written: bool = False
    chosen: Mapping[str, str | None] = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.required)


def words(**choices: str) -> dict[str, str]:
    """{'合作社': '合作社', '专业合作社': '合作社'} from 合作社='合作社/专业合作社'."""
    return {written: word for word, all_written in choices.items() for written in all_written.split("/")}


SEXES = words(男="男/男性", 女="女/女性")
EXPERT_KINDS = words(
    自然人="自然人/自然人科技特派员/自然人特派员",
    法人="法人/法人科技特派员/法人特派员",
    团队="团队/团队科技特派员/团队特派员/科技特派团",
    反向="反向/反向科技特派员/反向特派员",
    三区人才="三区人才/三区科技人才/三区",
)
FARM_KINDS = words(
    农户="农户/农牧户/牧户",
    家庭农场="家庭农场/家庭牧场/家庭农牧场",
    合作社="合作社/专业合作社/农民合作社/农民专业合作社/农牧民专业合作社/农牧业专业合作社",
    企业="企业/公司/龙头企业/有限公司/有限责任公司",
    村集体="村集体/嘎查集体/村集体经济组织/嘎查集体经济组织/村集体经济/集体经济组织",
)
WAYS = words(
    现场="现场/现场指导/现场服务/入户/入户指导/入户服务/实地指导",
    远程="远程/远程指导/远程服务/电话/电话指导/电话咨询/视频/视频指导/微信/微信指导/线上/线上指导",
    培训="培训/集中培训/培训班/技术培训/培训讲座",
)


def of(name: str, headings: str, reading: Reading = Reading.TEXT, **more: object) -> Field:
    return Field(name, tuple(headings.split("/")), reading, **more)


PERSON_PHONE = of("phone", "手机号/手机/联系电话/电话/手机号码/联系方式", Reading.PHONE)
ID_NUMBER = of("id_number", "身份证号/身份证号码/公民身份号码/证件号码", Reading.ID_NUMBER)
BIRTH = of("birth_date", "出生日期/出生年月/出生年月日", Reading.BIRTH)
SEX = of("sex", "性别", Reading.CHOICE, choices=SEXES)
ETHNICITY = of("ethnicity", "民族")
TOWN = of("town", "乡镇/苏木镇/所属乡镇/镇（苏木）", Reading.TOWN)
VILLAGE = of("village", "村/嘎查村/行政村/所在村/村（嘎查）/所在嘎查村", Reading.VILLAGE)
RECORD_NO = of("record_no", "名册编号", Reading.RECORD_NO)
REMARK = of("remark", "备注/附注", longest=WORDS_MAX)

EXPERTS = Kind("experts", (
    of("name", "姓名/专家姓名/特派员姓名", Reading.PERSON, required=True, longest=NAME_MAX),
    of("phone", "/".join(PERSON_PHONE.headings), Reading.PHONE, required=True),
    of("kind", "类型/特派员类型/人员类别", Reading.CHOICE, choices=EXPERT_KINDS),
    SEX, ETHNICITY, BIRTH, ID_NUMBER,
    of("education", "学历/文化程度"),
    of("title", "职称/专业技术职称"),
    of("post", "职务"),
    of("unit", "工作单位/单位/派出单位/所在单位"),
    of("email", "邮箱/电子邮箱"),
    of("specialty", "专业擅长/专业特长/擅长领域/特长", longest=WORDS_MAX),
    of("discipline", "专业名称/所学专业"),
    of("town", "服务乡镇/拟服务地点/对接苏木镇", Reading.TOWNS),
    of("three_areas_year", "三区人才年度/三区年度", Reading.YEAR),
    of("start", "服务开始/派驻开始", Reading.TERM),
    of("end", "服务结束/派驻结束", Reading.TERM),
    REMARK, RECORD_NO,
))  # fmt: skip

FARMS = Kind("farms", (
    of("name", "名称/主体名称/经营主体/合作社名称/单位名称/户主姓名/户主", Reading.PERSON, required=True),
    of("kind", "主体类型/类型/类别", Reading.CHOICE, choices=FARM_KINDS),
    of("credit_code", "统一社会信用代码/信用代码", Reading.CREDIT_CODE),
    of("household_no", "户编号/户号", Reading.NUMBER_TEXT),
    of("contact", "联系人/负责人/法定代表人/理事长", Reading.PERSON, longest=NAME_MAX),
    PERSON_PHONE, TOWN, VILLAGE,
    of("industry", "主营产业/产业/主导产业"),
    of("area_mu", "面积/种植面积/经营面积/面积（亩）", Reading.AREA),
    of("heads", "存栏/存栏量/养殖数量/存栏（头只）", Reading.COUNT),
    of("year", "年度/年份", Reading.YEAR),
    of("members", "成员数/社员数", Reading.COUNT),
    of("founded", "成立日期/成立时间", Reading.BIRTH),
    of("income_wan", "年收入（万元）/年收入", Reading.MONEY),
    of("demo", "示范户/示范等级"),
    of("need", "技术需求/科技需求", longest=WORDS_MAX),
    REMARK, RECORD_NO,
), needs_place=True)  # fmt: skip

PEOPLE = Kind("people", (
    of("name", "姓名/成员姓名", Reading.PERSON, required=True, longest=NAME_MAX),
    of("household_head", "户主/户主姓名", Reading.PERSON, longest=NAME_MAX),
    of("relation", "与户主关系/关系"),
    of("household_no", "户号/户编号", Reading.NUMBER_TEXT),
    SEX, ETHNICITY, BIRTH, ID_NUMBER, PERSON_PHONE, TOWN, VILLAGE,
    of("group", "组/社/村民小组", Reading.NUMBER_TEXT),
    REMARK,
), needs_place=True)  # fmt: skip

VISITS = Kind("visits", (
    of("date", "服务日期/日期/服务时间", Reading.DAY, required=True),
    of("expert", "专家/特派员/专家姓名/服务专家/特派员姓名", Reading.PERSON, required=True),
    of("kind", "服务方式/方式/服务类型", Reading.CHOICE, choices=WAYS),
    TOWN, VILLAGE,
    of("farm", "服务对象/对象", Reading.PERSON),
    of("topic", "服务内容/内容/主题", longest=WORDS_MAX),
    of("heads", "服务人数/参加人数/人数/人次", Reading.COUNT),
    of("days", "服务天数/天数", Reading.DAYS),
    of("result", "服务效果/成效", longest=WORDS_MAX),
    REMARK,
))  # fmt: skip

PROBLEMS = Kind("problems", (
    of("text", "问题/问题描述/反映内容/诉求/内容", required=True, longest=WORDS_MAX),
    of("date", "日期/登记时间/来电时间/反映时间", Reading.DAY),
    of("asker", "姓名/反映人/来电人/申请人", Reading.PERSON, longest=NAME_MAX),
    PERSON_PHONE, TOWN, VILLAGE,
    of("industry", "产业/作物"),
    of("type", "问题类型/类别"),
    of("expert", "承办专家/指派专家", Reading.PERSON),
    of("answer", "答复/处理结果", longest=WORDS_MAX),
    of("status", "状态/办理状态"),
    of("closed", "办结日期", Reading.DAY),
    REMARK,
), needs_place=True)  # fmt: skip

PROJECTS = Kind("projects", (
    of("name", "项目名称/科技项目/课题名称", required=True, longest=60),
    of("goal", "主要内容/项目目标/目标/建设内容/研究内容/解决什么", longest=1000),
    of("industry", "产业/涉及产业/主导产业"),
    of("first_day", "开始日期/开始时间/起始日期/起始时间/立项日期/立项时间", Reading.TERM),
    of("last_day", "结束日期/结束时间/截止日期/截止时间/完成时间", Reading.TERM),
    of("leader", "负责人/项目负责人/主持人", Reading.PERSON, longest=NAME_MAX),
    of("experts", "参加人员/项目成员/参加专家/主要参加人", longest=400),
    of("partners", "合作单位/参与单位/协作单位", longest=400),
    TOWN, VILLAGE,
    of("funds_wan", "经费/项目经费/资金/总投资/经费（万元）", Reading.MONEY),
    of("funding", "资金来源/经费来源"),
    REMARK,
))  # fmt: skip

# Whoever signed may live in any county, and a wrong number is asked about with the name beside it: so all is text here.
SIGNED_LIST = Kind("signed_list", (
    of("name", "姓名/签到人/参加人/学员姓名/签名/签字", Reading.PERSON, required=True, longest=NAME_MAX),
    of("phone", "/".join(PERSON_PHONE.headings)),
    of("town", "/".join(TOWN.headings)),
    of("village", "/".join((*VILLAGE.headings, "住址", "家庭住址", "地址", "所在地", "单位或住址"))),
    REMARK,
), as_written=True)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (EXPERTS, FARMS, PEOPLE, VISITS, PROBLEMS, PROJECTS, SIGNED_LIST)
}
