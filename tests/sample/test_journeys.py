"""The records that the journeys look for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from sqlalchemy import func, select

from data.domain.places import town_of
from data.domain.problem import TO_ASSIGN, Gate, ProblemStatus
from data.domain.register import Licence, PairDecision
from data.domain.roles import Actor, Role
from data.domain.signed_answer import check_general, checked_months
from data.domain.ties import WishKind
from data.domain.visit import COUNTED
from data.models.account import Account
from data.models.expert import Expert, ExpertAbsence
from data.models.farm import Farm, FarmMember
from data.models.person import Household, IdentityPair, IdentityRun, Person
from data.models.problem import Problem, StoredFile
from data.models.project import Claim, Project, ProjectExpert, ProjectPlace
from data.models.signed_answer import SignedAnswer
from data.models.tie import ConflictOfInterest, FarmWish
from data.models.visit import Visit, VisitExpert, VisitPerson, VisitProject
from data.queries.signed_answers import is_read
from data.sample.texts import read_toml
from data.services.askers import asker_of
from data.services.context import Context
from tests.sample.conftest import TODAY

PLUM_VILLAGE = "150824100201"


def expert_named(ctx: Context, name: str) -> Expert:
    return ctx.session.scalars(select(Expert).where(Expert.name == name)).one()


def reached(ctx: Context) -> set[int]:
    proven = VisitPerson.list_id.is_not(None) | VisitPerson.confirmation_id.is_not(None)
    links = select(VisitPerson.person_id).join(Visit, Visit.id == VisitPerson.visit_id)
    return set(ctx.session.scalars(links.where(Visit.status.in_(COUNTED), proven)))


def test_the_grower_and_her_household(ctx: Context) -> None:
    person = ctx.session.scalars(select(Person).where(Person.phone == "19900000001")).one()
    assert (person.name, person.place_code) == ("韩喜莲", PLUM_VILLAGE)
    household = select(func.count()).select_from(Person).where(Person.household_id == person.household_id)
    assert ctx.session.scalar(household) == 3
    assert ctx.session.get_one(Household, person.household_id).head_name == "韩喜莲"
    farm = ctx.session.scalars(select(Farm).where(Farm.contact_person_id == person.id)).one()
    assert "西梅" in farm.crops
    assert ctx.session.scalars(select(Account.login).where(Account.farm_id == farm.id)).one() == "farmer"


def test_a_few_experts_have_signed_answers_that_name_nobody(ctx: Context) -> None:
    answers = ctx.session.scalars(select(SignedAnswer)).all()
    names = set(ctx.session.scalars(select(Problem.asker_name))) | set(ctx.session.scalars(select(Farm.name)))
    assert 4 <= len(answers) <= 8 and len({one.about for one in answers}) == len(answers)
    for one in answers:
        check_general(f"{one.about} {one.advice}", "advice", names)
        assert one.signed_on <= TODAY and one.months == checked_months(one.months)
    read = select(func.count()).select_from(SignedAnswer).join(Visit, Visit.id == SignedAnswer.visit_id)
    read = read.join(Problem, Problem.id == Visit.problem_id).where(is_read(ctx))
    assert ctx.session.scalar(read) == len(answers)


def test_nobody_has_met_the_grower_or_her_neighbours_yet(ctx: Context) -> None:
    village = ctx.session.scalars(select(Person).where(Person.place_code == PLUM_VILLAGE)).all()
    met = set(ctx.session.scalars(select(VisitPerson.person_id)))
    unmet = {person.name for person in village if person.id not in met}
    assert 38 <= len(village) <= 50
    assert {"韩喜莲", "韩二", "贾福"} <= unmet
    assert len(unmet) >= 8


def test_the_orchard_expert_stands_as_pictured(ctx: Context) -> None:
    expert = expert_named(ctx, "贺海峰")
    cases = Counter(ctx.session.scalars(select(Problem.status).where(Problem.expert_id == expert.id)))
    assert cases == {ProblemStatus.SOLVED: 4, ProblemStatus.UNCONFIRMED: 2, ProblemStatus.IN_PROGRESS: 2}
    industries = set(ctx.session.scalars(select(Problem.industry).where(Problem.expert_id == expert.id)))
    assert industries == {"I4"}
    assert expert.max_open == 5


def test_the_plum_project_works_in_the_village_with_its_expert(ctx: Context) -> None:
    project = ctx.session.scalars(select(Project).where(Project.name == "西梅提质示范项目")).one()
    places = ctx.session.scalars(select(ProjectPlace.place_code).where(ProjectPlace.project_id == project.id)).all()
    experts = ctx.session.scalars(select(ProjectExpert.expert_id).where(ProjectExpert.project_id == project.id)).all()
    assert PLUM_VILLAGE in places
    assert expert_named(ctx, "贺海峰").id in experts
    assert project.last_day is None


def test_who_is_away_and_who_is_from_outside(ctx: Context) -> None:
    now = ExpertAbsence.first_day <= TODAY, ExpertAbsence.last_day >= TODAY
    names = set(ctx.session.scalars(select(Expert.name).join(ExpertAbsence).where(*now)))
    assert "田桂芳" in names
    assert any(expert_named(ctx, name).holds(Licence.VETERINARIAN, ctx.today) for name in names)
    assert ctx.session.scalar(select(func.count()).where(Expert.is_outside)) >= 4


def test_beef_cattle_in_the_north_hang_on_one_veterinarian_who_is_away(ctx: Context) -> None:
    north = ("150824201", "150824202", "150824203", "150824104", "150824105")
    vets = [
        expert for expert in ctx.session.scalars(select(Expert).where(Expert.is_active))
        if expert.holds(Licence.VETERINARIAN, ctx.today) and "肉牛" in expert.crops and expert.home_place in north
    ]
    assert [vet.name for vet in vets] == ["布仁"]
    away = select(ExpertAbsence).where(ExpertAbsence.expert_id == vets[0].id, ExpertAbsence.last_day >= TODAY)
    assert ctx.session.scalars(away).one().first_day <= TODAY


def test_nobody_knows_camels(ctx: Context) -> None:
    experts = ctx.session.scalars(select(Expert)).all()
    assert not any("骆驼" in expert.crops or "驼" in expert.profile for expert in experts)


def test_three_wrote_on_the_afternoon_of_the_hail(ctx: Context) -> None:
    hail = ctx.session.scalars(select(Problem).where(Problem.text.contains("雹") | Problem.text.contains("冰蛋"))).all()
    of_town = [problem for problem in hail if town_of(problem.place_code) == "150824102"]
    assert max(Counter(problem.created_at.date() for problem in of_town).values()) == 3
    assert {problem.gate for problem in of_town} >= {Gate.MASS_EVENT, Gate.HANDOVER}


def test_two_officers_see_the_whole_banner(ctx: Context) -> None:
    of_banner = Account.role == Role.OFFICER, Account.area_code == "150824"
    assert set(ctx.session.scalars(select(Account.name).where(*of_banner))) == {"王敏", "郝建军"}


def test_seven_of_ten_towns_and_31_villages_are_reached(ctx: Context) -> None:
    proven = VisitPerson.list_id.is_not(None) | VisitPerson.confirmation_id.is_not(None)
    places = set(ctx.session.scalars(
        select(Visit.place_code).join(VisitPerson).where(Visit.status.in_(COUNTED), proven)
    ))
    assert len(places) == 31
    assert {town_of(code) for code in places} == {f"150824{n}" for n in (100, 101, 102, 103, 200, 201, 203)}


def test_three_towns_reported_heads_only_and_two_farms_nothing(ctx: Context) -> None:
    served = {town_of(code) for code in ctx.session.scalars(select(Visit.place_code))}
    assert {"150824104", "150824105", "150824202"} <= served
    assert not {"150824400", "150824401"} & served


def test_many_are_reached_some_only_logged_some_never_met(ctx: Context) -> None:
    proven = reached(ctx)
    named = set(ctx.session.scalars(select(VisitPerson.person_id)))
    people = ctx.session.scalar(select(func.count()).select_from(Person))
    assert 0.1 * people < len(proven) < 0.4 * people
    assert len(named - proven) > 0.05 * people
    assert people - len(named) > 0.3 * people


def test_the_claim_does_not_hold(ctx: Context) -> None:
    claim = ctx.session.scalars(select(Claim)).one()
    assert claim.figures["people"] > 5 * len(reached(ctx))


def test_the_pair_is_reached_by_one_project_on_different_days(ctx: Context) -> None:
    records = select(Person).where(Person.name.in_(["王秀兰", "王秀蓝"]), Person.place_code == "150824102207")
    one, other = ctx.session.scalars(records.order_by(Person.name)).all()
    assert one.place_code == other.place_code
    assert sum(a != b for a, b in zip(one.phone, other.phone, strict=True)) == 1
    projects = [
        set(ctx.session.scalars(
            select(VisitProject.project_id).join(Visit, Visit.id == VisitProject.visit_id)
            .join(VisitPerson, VisitPerson.visit_id == Visit.id)
            .where(VisitPerson.person_id == person.id, VisitPerson.list_id.is_not(None))
        ))
        for person in (one, other)
    ]
    assert projects[0] & projects[1]


def test_the_named_pairs_wait_with_their_evidence_and_never_stood_side_by_side(ctx: Context) -> None:
    named = read_toml("names.toml")["pair"]
    pairs = ctx.session.scalars(select(IdentityPair).order_by(IdentityPair.id).limit(len(named))).all()
    for pair, entry in zip(pairs, named, strict=True):
        assert pair.decision is PairDecision.WAITING and pair.evidence
        ids = pair.person_a_id, pair.person_b_id
        assert [ctx.session.get_one(Person, one).name for one in ids] == entry["names"]
        visits = [
            set(ctx.session.scalars(select(VisitPerson.visit_id).where(VisitPerson.person_id == one))) for one in ids
        ]
        assert not visits[0] & visits[1]


def test_the_engine_has_joined_some_records_and_asks_about_others(ctx: Context) -> None:
    run = ctx.session.scalars(select(IdentityRun)).one()
    assert run.joined > 10 and run.asked > 10
    joined = ctx.session.scalars(select(Person).where(Person.same_as_id.is_not(None))).all()
    assert len(joined) == run.joined


def test_older_orchard_problems_have_drawings(ctx: Context) -> None:
    titles = set(ctx.session.scalars(
        select(Problem.title).join(StoredFile, StoredFile.problem_id == Problem.id).where(Problem.industry == "I4")
    ))
    assert len(titles) == 2


def test_the_machinery_cooperative_of_hongwei_has_members(ctx: Context) -> None:
    farm = ctx.session.scalars(select(Farm).where(Farm.place_code == "150824101206", Farm.name.contains("农机"))).one()
    assert ctx.session.scalar(select(func.count()).where(FarmMember.farm_id == farm.id)) >= 15


def test_an_officer_finds_the_grower_s_farm_by_phone_name_and_village(ctx: Context) -> None:
    officer = ctx.session.scalars(select(Account).where(Account.login == "officer")).one()
    actor = Actor(officer.id, 0, officer.role, officer.name, officer.area_code)
    asker = asker_of(replace(ctx, signed_in=actor), None, "韩喜莲", "199 0000 0001", PLUM_VILLAGE)
    assert ctx.session.get_one(Farm, asker.farm_id).name == "韩喜莲家"


def test_a_training_day_of_three_villages_has_guests_from_another_county(ctx: Context) -> None:
    people = ctx.session.execute(
        select(VisitPerson.visit_id, Person.place_code).join(Person, Person.id == VisitPerson.person_id)
        .where(VisitPerson.list_id.is_not(None))
    ).all()
    outside = {visit_id for visit_id, place in people if place[:6] != "150824"}
    assert len(outside) == 1
    places = [place for visit_id, place in people if visit_id in outside]
    assert sum(place[:6] != "150824" for place in places) == 5
    assert len({place for place in places if place[:6] == "150824"}) >= 3
    assert 50 <= len(places) <= 57


def test_eighteen_problems_are_open_for_the_board_and_three_of_them_are_of_orchards(ctx: Context) -> None:
    waiting = (*TO_ASSIGN, ProblemStatus.OFFERED)
    industries = Counter(ctx.session.scalars(select(Problem.industry).where(Problem.status.in_(waiting))))
    assert industries.total() == 18
    assert industries["I4"] >= 3


def test_the_ill_team_holds_an_offer(ctx: Context) -> None:
    ill = select(ExpertAbsence.expert_id).where(ExpertAbsence.reason.contains("生病"), ExpertAbsence.last_day >= TODAY)
    held = select(Problem).where(Problem.expert_id == ctx.session.scalars(ill).one())
    assert ProblemStatus.OFFERED in {problem.status for problem in ctx.session.scalars(held)}


def test_a_cooperative_was_served_last_year_by_an_expert_it_may_ask_for(ctx: Context) -> None:
    farm = ctx.session.scalars(select(Farm).where(Farm.name == "兴永胜瓜菜合作社（演示）")).one()
    served = set(ctx.session.scalars(
        select(Visit.service_day).where(Visit.farm_id == farm.id).join(VisitExpert, VisitExpert.visit_id == Visit.id)
        .where(VisitExpert.expert_id == expert_named(ctx, "石秀梅").id)
    ))
    assert any(day < TODAY - dt.timedelta(days=330) for day in served)


def test_some_farms_refused_an_expert_who_then_never_came(ctx: Context) -> None:
    wishes = ctx.session.scalars(select(FarmWish)).all()
    refused = {(wish.farm_id, wish.expert_id) for wish in wishes if wish.kind is WishKind.REFUSES}
    assert len(refused) >= 2 and any(wish.kind is WishKind.ASKS for wish in wishes)
    came = select(Visit.farm_id, VisitExpert.expert_id).join(VisitExpert, VisitExpert.visit_id == Visit.id)
    assert not refused & {tuple(row) for row in ctx.session.execute(came)}


def test_nobody_serves_a_farm_they_must_keep_away_from(ctx: Context) -> None:
    standing = select(ConflictOfInterest).where(ConflictOfInterest.ended_at.is_(None))
    conflicts = {(one.farm_id, one.expert_id) for one in ctx.session.scalars(standing)}
    assert len(conflicts) >= 6
    came = select(Visit.farm_id, VisitExpert.expert_id).join(VisitExpert, VisitExpert.visit_id == Visit.id)
    assert not conflicts & {tuple(row) for row in ctx.session.execute(came)}
