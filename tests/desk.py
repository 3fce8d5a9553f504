"""The real places and code lists with eight experts, two cooperatives, an account for each: for tests of the desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from uuid import uuid4

import pytest
from sqlalchemy import select

from data.domain.register import FarmKind, Licence, Title
from data.domain.roles import Actor, Role
from data.exchange.county_files import places_folder
from data.models.account import Account
from data.models.expert import Expert, ExpertLicence
from data.models.farm import Farm, FarmMember
from data.models.person import Person
from data.models.problem import Problem
from data.models.recommendation import Assignment, Candidate, Recommendation
from data.register.expert import EXPERT
from data.runtime import Runtime
from data.services.county import install_county
from data.services.dispatch import accept, assign
from data.services.engines import SHIPPED
from data.services.filing import ProblemForm, Receipt
from data.services.names import pinyin_of
from data.services.problems import submit_problem
from data.services.register_cards import write_missing_cards
from matching.text import TextEngine, load_engine

# For many small cases of a rule that no database has a say in.
on_sqlite = pytest.mark.parametrize("desk", ["sqlite"], indirect=True)

COUNTY, TOWN, OTHER_TOWN = "150824", "150824100", "150824101"
PLUM_VILLAGE, MACHINE_VILLAGE = "150824100201", "150824101206"
NOW = dt.datetime(2026, 4, 9, 2, tzinfo=dt.UTC)  # ten o'clock in Beijing, a Thursday
PLUMS = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
LAMBS = "早起羊羔死了六只 还有十几只拉稀站不起来"
LAND = "邻居占了我家的地边，村里不管，找谁"

EXPERTS = (
    # name, title, subject, profile, home, industries, problem types, crops, more
    ("贺海峰", Title.SENIOR, "果树栽培", "西梅、葡萄整形修剪，果园施肥，卷叶黄叶", TOWN,
     ["I4"], ["P08", "P04", "P01"], ["西梅", "葡萄"], {}),
    ("苏日娜", Title.ASSOCIATE, "果树", "果树修剪，果园缺素诊断", OTHER_TOWN,
     ["I4"], ["P08", "P04"], ["西梅"], {}),
    ("刘文涛", Title.MIDDLE, "果树植保", "西梅、葡萄修剪，果树病虫害，果园施肥", "150824102",
     ["I4", "I1"], ["P08", "P04", "P01", "P02"], ["葡萄", "西梅"], {}),
    ("乔志远", Title.ASSOCIATE, "果树栽培", "西梅、葡萄修剪，果园管理", "150824103",
     ["I4"], ["P08", "P04", "P07"], ["葡萄", "西梅"], {}),
    ("田桂芳", Title.SENIOR, "设施蔬菜", "大棚番茄、黄瓜病虫害和温湿度管理", TOWN,
     ["I3"], ["P01", "P09"], ["番茄", "黄瓜"], {}),
    ("巴图", Title.MIDDLE, "兽医", "羊病防治，羔羊腹泻", "150824201",
     ["I5", "I6"], ["P11", "P12", "P15"], ["绵羊", "山羊"], {"licences": [Licence.VETERINARIAN]}),
    ("市里老师", Title.SENIOR, "果树", "西梅、李子栽培修剪", "150802",
     ["I4"], ["P08", "P01"], ["西梅"], {"is_outside": True}),
    ("离岗的", Title.JUNIOR, "果树", "西梅修剪", TOWN, ["I4"], ["P08"], ["西梅"], {"is_active": False}),
)


@cache
def shared_engine() -> TextEngine:
    """Immutable and slow to load: one for the whole test run."""
    return load_engine()


@dataclass
class Desk:
    """Ids by name; one actor per account."""

    runtime: Runtime
    experts: dict[str, int] = field(default_factory=dict)
    farms: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def writing(self, who: str, now: dt.datetime = NOW, lang: str = "zh"):
        return self.runtime.writing(self.actors[who], lang, now)

    def reading(self, who: str, now: dt.datetime = NOW, lang: str = "zh"):
        return self.runtime.reading(self.actors[who], lang, now)

    def ask(self, who: str = "喜莲", text: str = PLUMS, now: dt.datetime = NOW, token: str = "", **changes) -> Receipt:
        """File a question as a cooperative would; `changes` to the form."""
        plain = {"place_code": PLUM_VILLAGE, "farm_id": None, "asker_name": "", "asker_phone": ""}
        with self.writing(who, now) as ctx:
            return submit_problem(ctx, ProblemForm(text=text, **{**plain, **changes}), token or str(uuid4()))

    def assign_first(self, problem_id: int, now: dt.datetime = NOW, who: str = "王敏") -> tuple[int, int]:
        """Assign the first recommended: (assignment id, expert id)."""
        with self.writing(who, now) as ctx:
            problem = ctx.session.get_one(Problem, problem_id)
            made = ctx.session.scalar(
                select(Recommendation).where(Recommendation.problem_id == problem_id)
                .order_by(Recommendation.id.desc()).limit(1)
            )
            first = ctx.session.scalar(
                select(Candidate.expert_id).where(Candidate.recommendation_id == made.id, Candidate.rank == 1)
            )
            return assign(ctx, problem_id, problem.version, first, made.id), first

    def accept(self, assignment_id: int, now: dt.datetime = NOW) -> None:
        with self.runtime.reading(None) as ctx:
            expert_id = ctx.session.get_one(Assignment, assignment_id).expert_id
        name = next(name for name, id_ in self.experts.items() if id_ == expert_id)
        with self.writing(name, now) as ctx:
            accept(ctx, assignment_id)


def build(runtime: Runtime) -> Desk:
    """Write the county into an empty migrated database."""
    with runtime.writing(None, now=NOW) as ctx:
        install_county(ctx.session, places_folder(COUNTY), COUNTY, demonstration=True)
        _add_experts(ctx.session)
        _add_farm(ctx.session, "喜莲果业合作社", PLUM_VILLAGE, "韩喜莲", "19900000001")
        _add_farm(ctx.session, "宏伟农机合作社", MACHINE_VILLAGE, "孙宏伟", "19900000002")
        ctx.session.flush()
        _add_accounts(ctx.session)
        ctx.session.flush()
        write_missing_cards(ctx, EXPERT)
    return opened(runtime)


def opened(runtime: Runtime) -> Desk:
    """The desk of a database that `build` filled, or of a copy."""
    runtime.fitted[SHIPPED] = shared_engine()
    desk = Desk(runtime)
    with runtime.reading(None) as ctx:
        desk.experts = {e.name: e.id for e in ctx.session.scalars(select(Expert))}
        desk.farms = {f.name: f.id for f in ctx.session.scalars(select(Farm))}
        desk.actors = {
            a.name: Actor(a.id, 0, a.role, a.name, a.area_code, a.farm_id, a.expert_id)
            for a in ctx.session.scalars(select(Account))
        }
    return desk


def _add_experts(session) -> None:
    for name, title, subject, profile, home, industries, types, crops, more in EXPERTS:
        session.add(Expert(
            county_code=COUNTY, name=name, pinyin=pinyin_of(name), unit="旗农牧业技术推广中心", title=title,
            subject=subject, profile=profile, home_place=home, industries=industries, problem_types=types,
            crops=crops, disciplines=["210.40"], languages=["zh"], phone="19900001000",
            last_confirmed=NOW.date(), licences=[ExpertLicence(kind=one) for one in more.get("licences", [])],
            is_outside=more.get("is_outside", False), is_active=more.get("is_active", True),
        ))


def _add_farm(session, name: str, place_code: str, contact: str, phone: str) -> None:
    person = Person(
        county_code=COUNTY, name=contact, pinyin=pinyin_of(contact), phone=phone, place_code=place_code,
        is_synthetic=True,
    )
    session.add(person)
    session.flush()
    farm = Farm(
        county_code=COUNTY, kind=FarmKind.COOPERATIVE, name=name, pinyin=pinyin_of(name), place_code=place_code,
        contact_person_id=person.id,
    )
    session.add(farm)
    session.flush()
    session.add(FarmMember(farm_id=farm.id, person_id=person.id))


def _add_accounts(session) -> None:
    farms = {farm.name: farm.id for farm in session.scalars(select(Farm))}
    experts = {expert.name: expert.id for expert in session.scalars(select(Expert))}
    accounts = [
        ("管理员", Role.ADMIN, COUNTY, {}), ("王敏", Role.OFFICER, COUNTY, {}), ("李明", Role.OFFICER, COUNTY, {}),
        ("镇干部", Role.OFFICER, OTHER_TOWN, {}), ("赵书记", Role.LEADER, COUNTY, {}),
        ("喜莲", Role.COOPERATIVE, PLUM_VILLAGE, {"farm_id": farms["喜莲果业合作社"]}),
        ("宏伟", Role.COOPERATIVE, MACHINE_VILLAGE, {"farm_id": farms["宏伟农机合作社"]}),
        *((name, Role.EXPERT, COUNTY, {"expert_id": id_}) for name, id_ in experts.items()),
        ("白秀兰", Role.INFORMANT, PLUM_VILLAGE, {}), ("丁桂香", Role.INFORMANT, MACHINE_VILLAGE, {}),
    ]
    session.add_all(
        Account(login=f"a{n}", name=name, role=role, area_code=area, password_hash="-", created_at=NOW, **links)
        for n, (name, role, area, links) in enumerate(accounts)
    )
