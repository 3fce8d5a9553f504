"""Coverage: what hangs on one, what nobody can do, whom to recruit; last year once more with other people."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.coverage import Trade, Work, field_of, fields_known, free_days
from data.domain.errors import NotAllowed
from data.models.expert import Expert
from data.services.conflicts import declare_conflict
from data.services.coverage import county_coverage, recruit_options, recruiting_advice
from data.services.whatif import Setting, past_year, replayed
from tests.desk import LAMBS, LAND, NOW, PLUMS, Desk, on_sqlite

VET, ORCHARD = "巴图", field_of("I4", Work.GROWING)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Over some weeks four flocks fall ill and three orchards ask; one dispute is not for experts."""
    for week in range(4):
        desk.ask(text=f"{LAMBS}，第{week}回", now=NOW - WEEK * (week + 1))
    for week in range(3):
        desk.ask(text=f"{PLUMS}，第{week}回", now=NOW - WEEK * (week + 1))
    desk.ask(text=LAND, now=NOW - WEEK)
    return desk


def test_sick_flocks_hang_on_the_only_veterinarian(asked: Desk):
    with asked.reading("赵书记") as ctx:
        county = county_coverage(ctx)
        names = {gap.person for gap in county.one if gap.field.endswith(f"/{Work.DISEASE}")}
        loss = next(one for one in county.losses if one.person == VET)
        assert len(county.inputs.asked) == 7
        assert names == {VET}
        assert loss.days > 0
        assert county.total.firm < county.total.served <= county.total.demand
        for sums in (county.by_town, county.by_industry, county.by_month):
            assert sum(one.demand for one in sums.values()) == pytest.approx(county.total.demand)


def test_a_second_veterinarian_is_looked_for(asked: Desk):
    with asked.reading("王敏") as ctx:
        advice = recruiting_advice(ctx, 2)
        first = advice.recruits[0]
        assert first.trade is Trade.VET
        assert any(field.endswith(f"/{Work.DISEASE}") for field, _town in first.eases)
        assert 0 < advice.guarantee <= 1
        assert [one.gain for one in advice.recruits] == sorted((one.gain for one in advice.recruits), reverse=True)


def test_the_year_once_more_without_the_veterinarian_and_with_a_recruit(asked: Desk):
    seen = []
    with asked.reading("赵书记") as ctx:
        year = past_year(ctx, lambda done, of_all, _phase: seen.append((done, of_all)))
        vets = tuple(one.person.id for one in recruit_options(county_coverage(ctx).inputs) if one.trade is Trade.VET)
    gone = frozenset({asked.experts[VET]})
    now, without = replayed(year, Setting()), replayed(year, Setting(without=gone))
    made_up = replayed(year, Setting(without=gone, recruits=vets))
    assert (now.cases, now.served, without.served, made_up.served) == (7, 7, 3, 7)
    assert not gone & without.loads.keys()
    assert sum(made_up.loads[id_] for id_ in vets) == 4
    assert now.in_time == 7
    assert seen[-1] == (7, 7)


@on_sqlite
def test_whoever_has_few_days_comes_late_and_whom_the_farm_is_kin_to_not_at_all(asked: Desk):
    """Four sick flocks, a week apart, each promised within a day and a half; the only veterinarian."""
    def vet_of_the_year(**changes) -> tuple[int, int]:
        with asked.runtime.writing(None) as ctx:
            for name, value in changes.items():
                setattr(ctx.session.get_one(Expert, asked.experts[VET]), name, value)
        with asked.reading("赵书记") as ctx:
            year = past_year(ctx)
        only_vet = Setting(without=frozenset(year.monthly) - {asked.experts[VET]})
        return replayed(year, only_vet).served, replayed(year, only_vet).in_time

    assert vet_of_the_year() == (4, 4)
    assert vet_of_the_year(month_days=1) == (4, 1)
    with asked.writing("王敏") as ctx:
        declare_conflict(ctx, asked.experts[VET], asked.farms["喜莲果业合作社"], "kin")
    assert vet_of_the_year() == (0, 0)


@on_sqlite
def test_experts_of_one_name_are_asked_each_by_themselves(asked: Desk):
    """One grows plums; of the others, all called the same, only the first of the register has days to learn it."""
    with asked.runtime.writing(None) as ctx:
        grower, learner, *others = ctx.session.scalars(select(Expert).where(Expert.is_active).order_by(Expert.id))
        for one in (grower, learner, *others):
            one.industries, one.problem_types = ["I4"], ["P06" if one is grower else "P17"]
        for one in (learner, *others):
            one.name, one.month_days = "王强", 8 if one is learner else 0
    with asked.reading("赵书记") as ctx:
        (training,) = recruiting_advice(ctx, 1).trainings
    assert (training.person, training.field) == ("王强", ORCHARD)
    assert training.gain > 0


@on_sqlite
def test_without_free_days_nobody_serves(asked: Desk):
    with asked.runtime.writing(None) as ctx:
        for expert in ctx.session.scalars(select(Expert)):
            expert.month_days = 0
    with asked.reading("赵书记") as ctx:
        year = past_year(ctx)
        assert county_coverage(ctx).total.served == 0
    assert replayed(year, Setting()).served == 0


@on_sqlite
def test_what_is_reckoned_is_kept_until_an_expert_changes(asked: Desk):
    with asked.reading("赵书记") as ctx:
        first = county_coverage(ctx)
        assert county_coverage(ctx) is first
    with asked.runtime.writing(None) as ctx:
        ctx.session.get_one(Expert, asked.experts[VET]).is_active = False
    with asked.reading("赵书记") as ctx:
        assert any(gap.field.endswith(f"/{Work.DISEASE}") for gap in county_coverage(ctx).nobody)


@on_sqlite
def test_only_those_who_oversee_see_it(asked: Desk):
    for who in ("喜莲", "贺海峰", "管理员"):
        with asked.reading(who) as ctx:
            for call in (county_coverage, lambda ctx: recruiting_advice(ctx, 1), past_year):
                with pytest.raises(NotAllowed):
                    call(ctx)


@on_sqlite
def test_a_year_without_questions_says_so(desk: Desk):
    with desk.reading("赵书记") as ctx:
        county = county_coverage(ctx)
        assert (county.inputs.asked, county.total.demand, county.one) == ((), 0, ())
        assert recruiting_advice(ctx, 2).recruits == ()


def test_disease_takes_a_licence_and_a_season_takes_days():
    assert fields_known(["I6"], ["P11", "P13"], is_vet=False) == {"I6/feeding"}
    assert fields_known(["I6"], ["P11", "P13"], is_vet=True) == {"I6/feeding", "I6/disease"}
    february, late_april = (dt.date(2026, 2, 1), dt.date(2026, 2, 28)), (dt.date(2026, 4, 16), dt.date(2026, 4, 30))
    days = free_days(8, [february, late_april], 2026)
    assert (days[1], days[2], days[4]) == (8, 0, 4)
    assert free_days(None, [], 2026)[12] == free_days(8, [], 2026)[12]
