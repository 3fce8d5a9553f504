"""Visits as screens get them: the form, one visit masked, a problem's visits, proposed projects."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import NotAllowed, NotFound
from data.domain.problem import Gate, ProblemEventKind
from data.domain.visit import Grade, Readiness, VisitEventKind, VisitStatus
from data.domain.visit_form import NewPerson
from data.models.visit import Visit
from data.queries.projects import own_projects, proposed_projects
from data.queries.visits import list_form, problem_visits, visit_form, visit_page
from data.services.confirmations import confirm_problem
from data.services.visits import attach_signed_list, log_visit, void
from tests.pictures import a_picture
from tests.village import TODAY, VILLAGE, Village, add_problem, on_sqlite, solved
from tests.village import visit_form as filled_form

DAY = dt.timedelta(days=1)


def log(village: Village, problem_id: int, click: str = "v1", **changes) -> int:
    changes.setdefault("person_ids", village.person_ids("韩喜莲", "贾福"))
    with village.writing("expert") as ctx:
        return log_visit(ctx, filled_form(problem_id, **changes), click).visit_id


def test_the_form_offers_the_farm_s_people_first_then_the_village(village: Village):
    with village.reading("expert") as ctx:
        page = visit_form(ctx, add_problem(village, gate=Gate.PESTICIDE))
    assert [one.name for one in page.people] == ["韩喜莲", "韩二", "赵六", "贾福", "李强", "王秀兰"]
    assert [one.is_of_farm for one in page.people] == [True, True, True, False, False, False]
    assert [one.is_contact for one in page.people] == [True, *[False] * 5]
    assert (page.people[0].phone_tail, page.people[1].phone_tail) == ("0001", "")
    assert (page.place_code, page.farm_name, page.gate, page.holds_licence) == (
        VILLAGE, "喜莲果业合作社", Gate.PESTICIDE, False,
    )
    assert (page.first_day, page.last_day, page.is_open) == (TODAY - 4 * DAY, TODAY, True)


def test_the_form_proposes_projects_that_serve_the_place_first(village: Village):
    with village.reading("expert") as ctx:
        page = visit_form(ctx, add_problem(village))
    assert [(choice.name, choice.is_proposed) for choice in page.projects] == [("西梅示范", True), ("小院推广", False)]


@on_sqlite
def test_the_form_is_the_expert_s_own(village: Village):
    problem_id = add_problem(village)
    for who, error in (("vet", NotFound), ("officer", NotAllowed), ("cooperative", NotAllowed)):
        with village.reading(who) as ctx, pytest.raises(error):
            visit_form(ctx, problem_id)


@on_sqlite
def test_a_problem_not_yet_accepted_is_not_open_for_visits(village: Village):
    with village.reading("expert") as ctx:
        assert not visit_form(ctx, add_problem(village, ProblemEventKind.ASSIGNED)).is_open


def test_projects_are_proposed_by_farm_by_place_and_by_date(village: Village):
    ids = village.projects
    with village.reading("expert") as ctx:
        def names(farm_id: int, place: str, day: dt.date) -> list[int]:
            return [one.id for one in proposed_projects(ctx, [village.expert_id], farm_id, place, day)]

        assert names(village.farm_id, VILLAGE, TODAY) == [ids["西梅示范"]]
        assert names(village.far_farm_id, VILLAGE, TODAY) == [ids["小院推广"], ids["西梅示范"]]
        assert names(village.farm_id, VILLAGE, dt.date(2026, 2, 1)) == [ids["老项目"], ids["西梅示范"]]
        assert names(village.farm_id, VILLAGE, dt.date(2025, 12, 31)) == []


@on_sqlite
def test_projects_of_another_expert_are_not_shown_to_an_expert(village: Village):
    with village.reading("expert") as ctx, pytest.raises(NotAllowed):
        own_projects(ctx, [village.vet_id], village.farm_id, VILLAGE, TODAY)
    with village.reading("officer") as ctx:
        assert [one.name for one in own_projects(ctx, [village.vet_id], None, VILLAGE, TODAY)] == ["羊病防治"]


def test_a_visit_s_page_is_masked_and_graded(village: Village):
    problem_id = add_problem(village)
    visit_id = log(
        village, problem_id, new_names=(NewPerson("丁一"),), unnamed_heads=4, photos=(a_picture(),),
        project_ids=(village.projects["西梅示范"],), follow_up_on=TODAY + DAY,
        product="吡虫啉", dose="每亩20克", waiting_days=7,
    )
    with village.writing("officer") as ctx:
        version = ctx.session.get_one(Visit, visit_id).version
        attach_signed_list(ctx, visit_id, version, a_picture(colour="green"), "名单.jpg", village.person_ids("贾福"))
    with village.writing("cooperative") as ctx:
        confirm_problem(ctx, problem_id, solved(), "c1")
    with village.reading("leader") as ctx:
        page = visit_page(ctx, visit_id)
    assert [(one.name, one.phone, one.grade) for one in page.people] == [
        ("丁*", "", Grade.NAMED_ONLY), ("韩**", "199****0001", Grade.CONFIRMED),
        ("贾*", "199****0003", Grade.SIGNED_LIST),
    ]
    assert (page.head_count, page.unnamed, page.status) == (7, 4, VisitStatus.CONFIRMED)
    assert (page.experts, page.farm_name, page.problem_title) == (("贺海峰",), "喜莲果业合作社", "西梅叶子卷边发黄")
    assert (page.product, page.dose, page.waiting_days, page.follow_up_on) == ("吡虫啉", "每亩20克", 7, TODAY + DAY)
    assert [step.kind for step in page.steps] == [
        VisitEventKind.LOGGED, VisitEventKind.LIST_ATTACHED, VisitEventKind.CONFIRMED,
    ]
    assert [choice.name for choice in page.projects] == ["西梅示范"] and len(page.photos) == 1
    assert (page.lists[0].sha256, page.lists[0].attached_by) == (None, "测试officer")
    assert (page.may_attach, page.may_correct, page.may_void) == (False, False, False)


def test_what_may_be_done_follows_permission_and_state(village: Village):
    visit_id = log(village, add_problem(village))

    def may(who: str) -> tuple[bool, bool, bool]:
        with village.reading(who) as ctx:
            page = visit_page(ctx, visit_id)
        return page.may_attach, page.may_correct, page.may_void

    assert may("officer") == (True, True, True)
    assert may("expert") == (True, False, False)
    assert may("cooperative") == (False, False, False)
    with village.writing("officer") as ctx:
        void(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "重复登记")
    assert may("officer") == (False, False, False)
    with village.reading("officer") as ctx:
        assert visit_page(ctx, visit_id).steps[-1].reason == "重复登记"


@on_sqlite
def test_strangers_see_no_visit(village: Village):
    visit_id = log(village, add_problem(village))
    for who, error in (
        ("vet", NotFound), ("far_officer", NotFound), ("far_cooperative", NotFound), ("admin", NotAllowed),
    ):
        with village.reading(who) as ctx, pytest.raises(error):
            visit_page(ctx, visit_id)


def test_names_are_open_only_to_those_who_tick_a_list(village: Village):
    visit_id = log(village, add_problem(village))
    for who in ("officer", "expert"):
        with village.reading(who) as ctx:
            names = [(one.name, one.is_contact) for one in list_form(ctx, visit_id)]
        assert names == [("韩喜莲", True), ("贾福", False)]
    for who, error in (("leader", NotAllowed), ("cooperative", NotAllowed), ("vet", NotFound)):
        with village.reading(who) as ctx, pytest.raises(error):
            list_form(ctx, visit_id)


def test_a_problem_s_visits_oldest_first_without_voided_ones(village: Village):
    problem_id = add_problem(village)
    later = log(village, problem_id, "v1", service_day=TODAY, unnamed_heads=2)
    earlier = log(village, problem_id, "v2", service_day=TODAY - DAY)
    mistaken = log(village, problem_id, "v3")
    with village.writing("officer") as ctx:
        void(ctx, mistaken, ctx.session.get_one(Visit, mistaken).version, "重复登记")
    for who in ("cooperative", "officer", "expert", "leader"):
        with village.reading(who) as ctx:
            cards = problem_visits(ctx, problem_id)
            assert [card.visit_id for card in cards] == [earlier, later]
            assert (cards[1].named, cards[1].contacts, cards[1].experts) == (2, 4, ("贺海峰",))
    with village.reading("far_cooperative") as ctx, pytest.raises(NotFound):
        problem_visits(ctx, problem_id)


def test_the_filing_moment_is_read_in_beijing(village: Village):
    """Filed at 16:30 UTC on the 5th is the 6th in Beijing, so the eve is the 5th."""
    with village.reading("expert") as ctx:
        late = add_problem(village, filed=dt.datetime(2026, 4, 5, 16, 30, tzinfo=dt.UTC))
        assert visit_form(ctx, late).first_day == dt.date(2026, 4, 5)


@on_sqlite
@pytest.mark.parametrize(("finished", "seen"), [(True, Readiness.PARTLY), (False, None)])
def test_how_ready_the_unit_was_is_said_when_it_is_done_and_read_by_the_office_alone(village, finished, seen):
    problem_id = add_problem(village)
    form = filled_form(
        problem_id, person_ids=village.person_ids("韩喜莲"), readiness=Readiness.PARTLY, finished=finished,
        follow_up_on=None if finished else TODAY + DAY,
    )
    with village.writing("expert") as ctx:
        log_visit(ctx, form, "ready")
    for who in ("officer", "leader", "cooperative", "expert"):
        with village.reading(who) as ctx:
            assert problem_visits(ctx, problem_id)[0].readiness is (seen if who == "officer" else None)
