"""Signed lists, corrected projects, voiding: by whom, on which version, and what the events say afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.visit import Grade, VisitEventKind, VisitStatus
from data.domain.visit_form import NewPerson
from data.models.account import AuditEvent
from data.models.place import County
from data.models.problem import StoredFile
from data.models.visit import SignedList, Visit, VisitEvent
from data.services.files import open_file
from data.services.visit_events import disagreements, stored_state
from data.services.visits import attach_signed_list, correct_projects, log_visit, void
from tests.pictures import a_pdf, a_picture
from tests.village import COUNTY, NOW, Village, add_problem, on_sqlite, visit_form

PICTURE = a_picture()


@pytest.fixture
def visit_id(village: Village) -> int:
    """One visit with 韩喜莲, 韩二, 贾福 and the new 丁一, logged by the expert."""
    form = visit_form(
        add_problem(village), person_ids=village.person_ids("韩喜莲", "韩二", "贾福"), new_names=(NewPerson("丁一"),),
        unnamed_heads=2, project_ids=(village.projects["西梅示范"],),
    )
    with village.writing("expert") as ctx:
        return log_visit(ctx, form, "t").visit_id


def version(village: Village, visit_id: int) -> int:
    with village.reading("officer") as ctx:
        return ctx.session.get_one(Visit, visit_id).version


def attach(
    village: Village, visit_id: int, *names: str, who: str = "officer", scan: bytes = PICTURE, at: int = 0,
) -> None:
    with village.writing(who) as ctx:
        attach_signed_list(
            ctx, visit_id, at or version(village, visit_id), scan, "名单.jpg", village.person_ids(*names),
        )


def grades(village: Village, visit_id: int) -> dict[int, Grade]:
    with village.reading("officer") as ctx:
        assert disagreements(ctx) == []
        state = stored_state(ctx, ctx.session.get_one(Visit, visit_id))
    return {person_id: evidence.grade for person_id, evidence in state.named.items()}


@pytest.mark.parametrize("who", ["officer", "expert"])
def test_a_list_lifts_the_ticked_to_grade_a(village: Village, visit_id: int, who: str):
    attach(village, visit_id, "韩喜莲", "贾福", who=who)
    found = grades(village, visit_id)
    assert {found[village.people[name]] for name in ("韩喜莲", "贾福")} == {Grade.SIGNED_LIST}
    assert found[village.people["韩二"]] is Grade.NAMED_ONLY
    with village.reading("officer") as ctx:
        event = ctx.session.scalars(select(VisitEvent).order_by(VisitEvent.sequence.desc())).first()
        assert (event.kind, event.at, event.account_id) == (
            VisitEventKind.LIST_ATTACHED, NOW, village.actors[who].account_id,
        )
        assert ctx.session.scalar(select(AuditEvent.account_id).where(AuditEvent.action == "visit:list_attached"))


@on_sqlite
def test_a_pdf_is_kept_as_it_is_and_opened_only_by_those_who_may_attach(village: Village, visit_id: int):
    attach(village, visit_id, "贾福", scan=a_pdf())
    with village.reading("officer") as ctx:
        sha256 = ctx.session.scalars(select(StoredFile.sha256)).one()
        assert open_file(ctx, sha256) == (a_pdf(), "application/pdf")
    with village.reading("expert") as ctx:
        assert open_file(ctx, sha256)[0] == a_pdf()
    for stranger in ("cooperative", "leader", "vet", "far_officer", "admin"):
        with village.reading(stranger) as ctx, pytest.raises(NotFound, match="file_unknown"):
            open_file(ctx, sha256)


def test_the_same_list_again_changes_nothing(village: Village, visit_id: int):
    before = version(village, visit_id)
    for _click in range(2):
        attach(village, visit_id, "韩喜莲", "贾福", at=before)
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(SignedList)) == 1
    attach(village, visit_id, "韩二")
    assert list(grades(village, visit_id).values()).count(Grade.SIGNED_LIST) == 3
    with village.reading("officer") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_who_is_on_two_lists_keeps_the_first(village: Village, visit_id: int):
    attach(village, visit_id, "韩喜莲", "贾福")
    attach(village, visit_id, "贾福", "韩二", scan=a_picture(colour="green"))
    assert list(grades(village, visit_id).values()).count(Grade.SIGNED_LIST) == 3
    with village.reading("officer") as ctx:
        named = stored_state(ctx, ctx.session.get_one(Visit, visit_id)).named
    first, both, second = (named[village.people[name]].list_id for name in ("韩喜莲", "贾福", "韩二"))
    assert first == both != second


def test_a_photo_of_the_visit_becomes_a_list(village: Village):
    form = visit_form(add_problem(village), person_ids=village.person_ids("贾福"), photos=(PICTURE,))
    with village.writing("expert") as ctx:
        visit_id = log_visit(ctx, form, "t").visit_id
    attach(village, visit_id, "贾福")
    with village.reading("officer") as ctx:
        assert ctx.session.scalars(select(StoredFile.kind)).all() == ["list"]


@on_sqlite
@pytest.mark.parametrize(("names", "scan", "code"), [
    ((), PICTURE, "nobody_ticked"), (("王秀兰",), PICTURE, "not_at_visit"), (("贾福",), b"", "scan_missing"),
    (("贾福",), b"GIF89a....", "photo_unreadable"), (("贾福",), b"%PDF-1.7 cut off", "pdf_unreadable"),
    (("贾福",), b"%PDFx" + a_pdf(), "pdf_unreadable"),
])
def test_a_faulty_list_changes_nothing(village: Village, visit_id: int, names, scan, code):
    with pytest.raises(InvalidInput, match=code):
        attach(village, visit_id, *names, scan=scan)
    assert set(grades(village, visit_id).values()) == {Grade.NAMED_ONLY}


@on_sqlite
@pytest.mark.parametrize(("who", "error"), [
    ("vet", NotFound), ("far_officer", NotFound), ("cooperative", NotAllowed), ("leader", NotAllowed),
])
def test_strangers_attach_nothing(village: Village, visit_id: int, who: str, error):
    with pytest.raises(error):
        attach(village, visit_id, "贾福", who=who)


def test_of_two_changes_on_the_same_page_the_second_is_told(village: Village, visit_id: int):
    seen = version(village, visit_id)
    attach(village, visit_id, "贾福", at=seen)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        attach(village, visit_id, "韩二", scan=a_picture(colour="green"), at=seen)
    with village.writing("officer") as ctx, pytest.raises(Conflict, match="changed_meanwhile"):
        void(ctx, visit_id, seen, "写错了")
    with village.writing("officer") as ctx, pytest.raises(Conflict, match="changed_meanwhile"):
        correct_projects(ctx, visit_id, seen, (), "写错了")


def test_projects_are_corrected_with_a_reason(village: Village, visit_id: int):
    wanted = tuple(village.projects[name] for name in ("小院推广", "羊病防治"))
    with village.writing("officer") as ctx:
        correct_projects(ctx, visit_id, version(village, visit_id), wanted, "登记错了项目")
    with village.reading("officer") as ctx:
        assert stored_state(ctx, ctx.session.get_one(Visit, visit_id)).project_ids == set(wanted)
        details = ctx.session.scalars(select(VisitEvent.details).order_by(VisitEvent.sequence.desc())).first()
        assert details["before"] == [village.projects["西梅示范"]] and details["reason"] == "登记错了项目"
        assert disagreements(ctx) == []


@on_sqlite
def test_no_project_is_legal_an_unknown_one_not(village: Village, visit_id: int):
    with village.writing("officer") as ctx:
        correct_projects(ctx, visit_id, version(village, visit_id), (), "没有项目")
    with village.writing("officer") as ctx, pytest.raises(NotFound, match="project_unknown"):
        correct_projects(ctx, visit_id, version(village, visit_id), (999,), "试试")
    with village.writing("officer") as ctx, pytest.raises(InvalidInput, match="text_missing"):
        correct_projects(ctx, visit_id, version(village, visit_id), (), "  ")


@on_sqlite
def test_a_voided_visit_takes_no_further_step(village: Village, visit_id: int):
    with village.writing("officer") as ctx:
        void(ctx, visit_id, version(village, visit_id), "重复登记")
    with village.reading("officer") as ctx:
        assert ctx.session.get_one(Visit, visit_id).status is VisitStatus.VOIDED
        assert disagreements(ctx) == []
    with pytest.raises(Conflict, match="visit_voided"):
        attach(village, visit_id, "贾福")
    with village.writing("officer") as ctx, pytest.raises(Conflict, match="visit_voided"):
        void(ctx, visit_id, version(village, visit_id), "再作废一次")


@on_sqlite
@pytest.mark.parametrize(("who", "error"), [("expert", NotAllowed), ("far_officer", NotFound), ("leader", NotAllowed)])
def test_only_the_area_s_officer_voids(village: Village, visit_id: int, who: str, error):
    with village.writing(who) as ctx, pytest.raises(error):
        void(ctx, visit_id, version(village, visit_id), "写错了")


def test_each_change_tells_the_county_that_figures_moved(village: Village, visit_id: int):
    def data_version() -> int:
        with village.reading("officer") as ctx:
            return ctx.session.get_one(County, COUNTY).data_version

    before = data_version()
    attach(village, visit_id, "贾福")
    assert data_version() == before + 1
