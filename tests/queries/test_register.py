"""The register's lists: search held against a slow obvious one, filters, order, pages, export."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select

from data.domain.errors import NotAllowed
from data.domain.register import Unreachable
from data.models.account import AuditEvent
from data.models.expert import Expert, ExpertAbsence, ExpertLicence, ExpertSeason
from data.models.taxonomy import Industry
from data.queries.expert_record import expert_figures, expert_record
from data.queries.matching_inputs import expert_profiles
from data.queries.register import (
    BY_CHANGE,
    BY_COMPLETENESS,
    ListRequest,
    find_linkable,
    list_page,
    matching_ids,
    page_to_edit,
    record_page,
)
from data.register.concept import document_of
from data.register.expert import EXPERT
from data.services.experts import add_absence
from data.services.names import pinyin_of
from data.services.register import add, edit, retire
from data.services.register_cards import write_missing_cards
from data.services.register_export import export_list
from tests.desk import COUNTY, NOW, OTHER_TOWN, TOWN, Desk

TODAY = NOW.date()
WORDS = ["果树", "修剪", "西梅", "葡萄", "贺", "海峰", "hai", "hhf", "SRN", "推广", "1000", "9900", "羊", "大棚",
         "林果", "海流图", "乌加河", "zzz", "%", "_", "'"]


def names(desk: Desk, who: str = "王敏", **request) -> list[str]:
    with desk.reading(who) as ctx:
        return [row.name for row in list_page(ctx, EXPERT, ListRequest(**request)).rows]


def slow_search(ctx, search: str) -> set[str]:
    """Reads every record: names with pinyin, the searched fields, names of places and industries, ends of phones."""
    found = set()
    places = {TOWN: "海流图镇", OTHER_TOWN: "乌加河镇", "150824102": "德岭山镇", "150824103": "石哈河镇",
              "150824201": "川井苏木", "150802": "临河区"}
    trades = {industry.code: industry.short_name for industry in ctx.session.scalars(select(Industry))}
    for expert in ctx.session.scalars(select(Expert).where(Expert.is_active)):
        document = document_of(EXPERT, expert)
        lines = [expert.name, *pinyin_of(expert.name).split(), expert.unit, expert.subject, *expert.crops,
                 places[document["home_place"]], *(trades[code] for code in expert.industries)]
        if all(_says(lines, expert.phone or "", term) for term in search.lower().split()):
            found.add(expert.name)
    return found


def _says(lines: list[str], phone: str, term: str) -> bool:
    in_words = any(term in line.lower() for line in lines)
    return in_words or (term.isdecimal() and len(term) >= 4 and phone.endswith(term))


@settings(max_examples=30)
@given(terms=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
def test_search_finds_what_a_slow_one_finds(desk: Desk, terms: list[str]):
    search = " ".join(terms)
    with desk.reading("王敏") as ctx:
        assert {row.name for row in list_page(ctx, EXPERT, ListRequest(search)).rows} == slow_search(ctx, search)


def test_filters_narrow_and_orders_order(desk: Desk):
    assert names(desk, choices={"industries": "I6"}) == ["巴图"]
    assert set(names(desk, choices={"home_place": TOWN})) == {"贺海峰", "田桂芳"}
    assert names(desk, narrow="retired") == ["离岗的"]
    everybody = names(desk)
    assert everybody == sorted(everybody, key=pinyin_of) and len(everybody) == 7
    with desk.writing("王敏") as ctx:
        edit(ctx, EXPERT, desk.experts["苏日娜"], 1, {"unit": "", "crops": [], "languages": []})
    assert names(desk, order=BY_CHANGE)[0] == names(desk, order=BY_COMPLETENESS)[0] == "苏日娜"
    assert names(desk, narrow="incomplete") == ["苏日娜"]


def test_pages_hold_25_and_one_beyond_the_last_is_the_last(desk: Desk):
    with desk.writing("王敏") as ctx:
        for number in range(30):
            ctx.session.add(Expert(
                county_code=COUNTY, name=f"甲{number:02}", pinyin="jia j", unit="", title="middle", subject="果树",
                profile="", home_place=TOWN,
            ))
        ctx.session.flush()
        assert write_missing_cards(ctx, EXPERT) == 30
        assert write_missing_cards(ctx, EXPERT) == 0
    with desk.reading("王敏") as ctx:
        first, last, beyond = (list_page(ctx, EXPERT, ListRequest("甲", page=page)) for page in (1, 2, 9))
        assert (len(first.rows), len(last.rows), first.total, beyond.number) == (25, 5, 30, 2)
        assert not {row.id for row in first.rows} & {row.id for row in last.rows}
        assert len(matching_ids(ctx, EXPERT, ListRequest("甲"))) == 30
        assert len(find_linkable(ctx, EXPERT, "甲", 4)) == 4


@pytest.mark.parametrize("who", ["喜莲", "管理员"])
def test_strangers_to_the_register_see_no_list(desk: Desk, who: str):
    with pytest.raises(NotAllowed):
        names(desk, who)


def test_an_expert_lists_nobody_else(desk: Desk):
    assert names(desk, "贺海峰") == ["贺海峰"]


def away(desk: Desk, name: str, *, absence=None, season=None, **columns) -> None:
    with desk.writing("王敏") as ctx:
        expert = ctx.session.get_one(Expert, desk.experts[name])
        if absence:
            expert.absences = [ExpertAbsence(first_day=absence[0], last_day=absence[1], reason="")]
        if season:
            expert.seasons = [ExpertSeason(first=season[0], last=season[1])]
        for column, value in columns.items():
            setattr(expert, column, value)


def test_who_is_free_today_and_until_when_not(desk: Desk):
    day = dt.timedelta(days=1)
    away(desk, "贺海峰", absence=(TODAY - day, TODAY + day))
    away(desk, "苏日娜", absence=(TODAY + day, TODAY + day))
    away(desk, "刘文涛", season=("11-01", "04-09"))
    away(desk, "乔志远", season=("04-10", "11-01"))
    away(desk, "田桂芳", unreachable=Unreachable.PHONE_DEAD)
    assert set(names(desk, narrow="free")) == {"苏日娜", "乔志远", "巴图", "市里老师"}
    with desk.reading("王敏") as ctx:
        figures = expert_figures(ctx, list(desk.experts.values()))
        ends = {name: figures[id_].away_until for name, id_ in desk.experts.items() if figures[id_].away_until}
        assert ends == {"贺海峰": TODAY + day, "刘文涛": TODAY}
        profiles = {profile.id: profile for profile in expert_profiles(ctx, COUNTY)}
        assert not profiles[desk.experts["田桂芳"]].reachable
        spans = profiles[desk.experts["刘文涛"]].away
        assert (dt.date(2025, 11, 1), dt.date(2026, 4, 9)) in spans


def test_whom_to_check_and_what_a_licence_that_ran_out_does(desk: Desk):
    assert names(desk, narrow="check") == [] == names(desk, narrow="quiet")
    with desk.writing("王敏") as ctx:
        vet = ctx.session.get_one(Expert, desk.experts["巴图"])
        vet.licences = [ExpertLicence(kind="veterinarian", valid_until=TODAY - dt.timedelta(days=1))]
        ctx.session.get_one(Expert, desk.experts["贺海峰"]).last_confirmed = TODAY - dt.timedelta(days=183)
    assert names(desk, narrow="check") == ["巴图", "贺海峰"]
    assert names(desk, narrow="quiet") == ["贺海峰"]
    with desk.reading("王敏") as ctx:
        profiles = {profile.id: profile for profile in expert_profiles(ctx, COUNTY)}
        assert profiles[desk.experts["巴图"]].licences == frozenset()


def test_declared_beside_shown(desk: Desk):
    with desk.reading("王敏") as ctx:
        record = expert_record(ctx, desk.experts["贺海峰"])
        assert record.shown.problem_types == () and record.cases == () and record.service == (0, 0, 0)
        assert record_page(ctx, EXPERT, desk.experts["贺海峰"]).document["crops"] == ["西梅", "葡萄"]


def test_a_team_with_leader_members_and_term(desk: Desk):
    leader, member = desk.experts["贺海峰"], desk.experts["苏日娜"]
    with desk.writing("王敏") as ctx:
        team_id = add(ctx, EXPERT, {
            "name": "果树服务团", "kind": "team", "title": "senior", "subject": "果树", "home_place": TOWN,
            "max_open": 3, "leader_id": leader, "member_ids": [member, leader], "term_first": "2026-01-01",
            "term_last": "2028-12-31",
        })
    with desk.reading("王敏") as ctx:
        assert record_page(ctx, EXPERT, team_id).document["member_ids"] == sorted([leader, member])
        assert expert_record(ctx, member).teams == ((team_id, "果树服务团"),) == expert_record(ctx, leader).teams


def test_days_off_are_added_and_those_over_go(desk: Desk):
    expert_id, day = desk.experts["贺海峰"], dt.timedelta(days=1)
    away(desk, "贺海峰", absence=(TODAY - 9 * day, TODAY - day))
    with desk.writing("贺海峰") as ctx:
        add_absence(ctx, expert_id, 1, TODAY, TODAY + day, "开会")
    with desk.reading("贺海峰") as ctx:
        kept = record_page(ctx, EXPERT, expert_id).document["absences"]
        assert kept == [{"first_day": "2026-04-09", "last_day": "2026-04-10", "reason": "开会"}]


@pytest.mark.parametrize(("who", "phone"), [("王敏", "19900001000"), ("赵书记", "199****1000")])
def test_the_list_leaves_as_filtered_and_masked(desk: Desk, who: str, phone: str):
    with desk.writing(who) as ctx:
        book = load_workbook(io.BytesIO(export_list(ctx, EXPERT, ListRequest("西梅"), "专家")))
        assert ctx.session.scalar(select(AuditEvent.details).where(AuditEvent.action == "expert:export"))["rows"] == 5
    head, *rows = book.active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == names(desk, search="西梅")
    assert {row[head.index("手机或座机")] for row in rows} == {phone}
    assert rows[0][head.index("常在哪里")] == "海流图镇" and rows[0][head.index("手上最多几件")] == 5


def test_retired_is_out_of_matching_and_out_of_links(desk: Desk):
    with desk.writing("王敏") as ctx:
        retire(ctx, EXPERT, desk.experts["贺海峰"], 1, "退休")
    with desk.reading("王敏") as ctx:
        assert not next(p for p in expert_profiles(ctx, COUNTY) if p.id == desk.experts["贺海峰"]).active
        assert "贺海峰" not in [name for _id, name in find_linkable(ctx, EXPERT, "")]


@pytest.mark.parametrize(("who", "may"), [("王敏", True), ("赵书记", False), ("镇干部", False)])
def test_the_form_opens_only_for_those_who_may_change_the_record(desk: Desk, who: str, may: bool):
    with desk.reading(who) as ctx:
        expert_id = ctx.session.scalars(select(Expert.id).where(Expert.name == "贺海峰")).one()
        assert record_page(ctx, EXPERT, expert_id).may_edit is may
        if may:
            assert page_to_edit(ctx, EXPERT, expert_id).name == "贺海峰"
        else:
            with pytest.raises(NotAllowed, match="not_allowed"):
                page_to_edit(ctx, EXPERT, expert_id)
