"""Projects, platforms, bases and industries by the register's mechanism."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import InvalidForm, NotAllowed
from data.models.project import Project, ProjectPlace
from data.models.taxonomy import Industry
from data.queries.outcomes import project_figures
from data.queries.register import ListRequest, list_page, record_page
from data.queries.register_codes import codes_for
from data.queries.works import bases_of_platform, bases_of_project, projects_of_platform
from data.register.concept import Concept
from data.register.demo_base import DEMO_BASE
from data.register.expert import EXPERT
from data.register.farm import FARM
from data.register.industry import INDUSTRY
from data.register.platform import PLATFORM
from data.register.project import PROJECT
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from data.services.register import add, edit, retire
from data.services.register_cards import write_missing_cards
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import MACHINE_VILLAGE, OTHER_TOWN, PLUM_VILLAGE, TOWN, Desk, on_sqlite


def made(desk: Desk, concept: Concept, values: dict, who: str = "王敏") -> int:
    with desk.writing(who) as ctx:
        return add(ctx, concept, values)


def courtyard(desk: Desk) -> int:
    return made(desk, PLATFORM, {
        "name": "西梅科技小院", "kind": "courtyard", "place_code": PLUM_VILLAGE, "host": "农大",
        "leader_id": desk.experts["贺海峰"], "resident_ids": [desk.experts["苏日娜"], desk.experts["贺海峰"]],
    })


def project(desk: Desk, **changes) -> int:
    return made(desk, PROJECT, {
        "name": "西梅提质", "goal": "三年成形", "first_day": "2026-01-01", "industries": ["I4"],
        "expert_ids": [desk.experts["贺海峰"]], "place_codes": [OTHER_TOWN, TOWN],
        "farm_ids": [desk.farms["喜莲果业合作社"]], "partners": ["农大"],
        "funds": [{"year": "2026", "source": "自治区", "amount_yuan": "350000"}],
        "targets": [{"year": "2026", "indicator": "people", "value": "300"}], **changes,
    })


def test_a_project_is_kept_whole_and_its_ledger_gives_it(desk: Desk):
    project_id = project(desk, platform_id=courtyard(desk))
    with desk.writing("王敏") as ctx:
        edit(ctx, PROJECT, project_id, 1, {"place_codes": [MACHINE_VILLAGE, TOWN], "expert_ids": [], "funds": []})
    with desk.reading("王敏") as ctx:
        row = ctx.session.get_one(Project, project_id)
        assert replay(changes_of(ctx.session, PROJECT, project_id)) == stored_state(PROJECT, row)
        assert row.version == 2
        places = ctx.session.scalars(
            select(ProjectPlace.place_code).where(ProjectPlace.project_id == project_id)
            .order_by(ProjectPlace.place_code)
        ).all()
        assert places == [TOWN, MACHINE_VILLAGE]


def test_platform_project_and_base_hang_together(desk: Desk):
    platform_id = courtyard(desk)
    project_id = project(desk, platform_id=platform_id)
    base_id = made(desk, DEMO_BASE, {
        "name": "西梅示范园", "kind": "park", "place_code": PLUM_VILLAGE, "area_mu": "120", "platform_id": platform_id,
        "project_id": project_id, "shows": "三主枝", "farm_ids": [desk.farms["喜莲果业合作社"]],
    })
    with desk.reading("赵书记") as ctx:
        assert projects_of_platform(ctx, platform_id) == [(project_id, "西梅提质")]
        assert bases_of_platform(ctx, platform_id) == bases_of_project(ctx, project_id) == [(base_id, "西梅示范园")]
        figures = project_figures(ctx, project_id)
        assert (figures.impact.people.reached.low, figures.impact.visits, figures.farms) == (0, 0, 1)


@on_sqlite
def test_a_retired_base_is_listed_no_more(desk: Desk):
    platform_id = courtyard(desk)
    base_id = made(desk, DEMO_BASE, {
        "name": "旧园", "kind": "base", "place_code": PLUM_VILLAGE, "platform_id": platform_id,
    })
    with desk.writing("王敏") as ctx:
        retire(ctx, DEMO_BASE, base_id, 1, "收了")
        assert bases_of_platform(ctx, platform_id) == []
        assert record_page(ctx, DEMO_BASE, base_id).is_active is False


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"last_day": "2025-01-01"}, ["span_backwards"]),
        ({"targets": [{"year": 2026, "indicator": "people", "value": 1}] * 2}, ["target_twice"]),
        ({"funds": [{"year": 2026, "source": "", "amount_yuan": "1.5"}]}, ["field_missing", "number_unreadable"]),
        ({"place_codes": ["999999"]}, ["choice_unknown"]),
    ],
)
def test_faults_of_a_project_are_named(desk: Desk, changes: dict, codes: list[str]):
    with pytest.raises(InvalidForm) as refused:
        project(desk, **changes)
    assert [error.code for error in refused.value.errors] == codes


@on_sqlite
@pytest.mark.parametrize("who", ["喜莲", "贺海峰", "赵书记", "管理员"])
def test_only_officers_keep_projects(desk: Desk, who: str):
    with pytest.raises(NotAllowed):
        made(desk, PROJECT, {"name": "甲", "first_day": "2026-01-01"}, who)


# -- industries -------------------------------------------------------------------------------------------


NEW = {"name": "中药材", "code": "I10", "short_name": "药材", "name_en": "Herbs", "short_name_en": "Herbs"}


def test_a_county_adds_an_industry_of_its_own_with_its_town(desk: Desk):
    industry_id = made(desk, INDUSTRY, {
        **NEW, "flagships": [{"place_code": OTHER_TOWN, "product": "黄芪", "bonus": "5"}],
    })
    with desk.writing("喜莲") as ctx:
        receipt = submit_problem(
            ctx, ProblemForm("黄芪叶子上有斑", PLUM_VILLAGE, None, "", "", industry="I10"), "token-of-herbs",
        )
    with desk.reading("王敏") as ctx:
        assert receipt.number
        assert record_page(ctx, INDUSTRY, industry_id).document["flagships"][0]["product"] == "黄芪"
        assert [row.id for row in list_page(ctx, INDUSTRY, ListRequest("药材")).rows] == [industry_id]


@on_sqlite
def test_experts_are_found_by_an_industry_s_new_name(desk: Desk):
    with desk.writing("王敏") as ctx:
        industry = ctx.session.scalars(select(Industry).where(Industry.code == "I6")).one()
        write_missing_cards(ctx, EXPERT)
        edit(ctx, INDUSTRY, industry.id, industry.version, {"short_name": "肉用羊"})
    with desk.reading("王敏") as ctx:
        assert [row.name for row in list_page(ctx, EXPERT, ListRequest("肉用羊")).rows] == ["巴图"]


def test_a_code_is_one_industry_s(desk: Desk):
    made(desk, INDUSTRY, NEW)
    with pytest.raises(InvalidForm) as refused:
        made(desk, INDUSTRY, {**NEW, "name": "别的"})
    assert [error.code for error in refused.value.errors] == ["record_twice"]


@on_sqlite
def test_a_town_is_named_once(desk: Desk):
    with pytest.raises(InvalidForm) as refused:
        made(desk, INDUSTRY, {**NEW, "flagships": [{"place_code": TOWN, "product": "甲", "bonus": 1},
                                                    {"place_code": TOWN, "product": "乙", "bonus": 1}]})
    assert [error.code for error in refused.value.errors] == ["flagship_twice"]


@on_sqlite
def test_the_leader_reads_no_household_s_name_in_a_link(desk: Desk):
    with desk.writing("王敏") as ctx:
        household = add(ctx, FARM, {"name": "苗来福", "kind": "household", "place_code": PLUM_VILLAGE})
    project_id = project(desk, farm_ids=[household, desk.farms["喜莲果业合作社"]])
    for who, name in (("王敏", "苗来福"), ("赵书记", "苗**")):
        with desk.reading(who) as ctx:
            page = record_page(ctx, PROJECT, project_id)
            assert codes_for(ctx, PROJECT, [page.document])["farm"][household] == name
            assert "喜莲果业合作社" in codes_for(ctx, PROJECT, [page.document])["farm"].values()
