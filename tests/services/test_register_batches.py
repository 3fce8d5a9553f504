"""Many at once: a preview with each row's faults, all or nothing, and an undo that never overwrites."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidForm, InvalidInput, NotAllowed, NotFound
from data.domain.register import ChangeKind
from data.models.expert import Expert
from data.models.place import County
from data.models.register import RegisterChange
from data.queries.register_history import batches, history
from data.register.expert import EXPERT
from data.register.sending_unit import SENDING_UNIT
from data.services.register import add, edit, restore, retire
from data.services.register_batches import BATCH_MAX, RowEdit, apply, preview, undo
from tests.desk import COUNTY, TOWN, Desk


def row(desk: Desk, name: str, version: int = 1, **values) -> RowEdit:
    return RowEdit(desk.experts[name], version, values)


def limits(desk: Desk) -> dict[str, int]:
    with desk.reading("王敏") as ctx:
        return dict(ctx.session.execute(select(Expert.name, Expert.max_open)).all())


def saved(desk: Desk, *edits: RowEdit, reason: str = "") -> int:
    with desk.writing("王敏") as ctx:
        return apply(ctx, EXPERT, edits, reason)


def test_the_preview_names_what_changes_and_each_rows_faults_and_writes_nothing(desk: Desk):
    edits = [
        row(desk, "贺海峰", max_open=3, unit="林果中心"), row(desk, "苏日娜", max_open=99, phone="123"),
        row(desk, "刘文涛", max_open=5), row(desk, "离岗的", max_open=1), row(desk, "乔志远", version=7, max_open=1),
    ]
    with desk.reading("王敏") as ctx:
        good, faulty, gone, late = preview(ctx, EXPERT, edits)
        assert good.changes == {"max_open": (5, 3), "unit": ("旗农牧业技术推广中心", "林果中心")} and not good.errors
        assert {error.field: error.code for error in faulty.errors} == {
            "max_open": "number_range", "phone": "phone_short",
        }
        assert [error.code for error in gone.errors] == ["row_out_of_reach"]
        assert [error.code for error in late.errors] == ["row_changed_meanwhile"]
        assert ctx.session.scalar(select(func.count()).select_from(RegisterChange)) == 0


def test_one_fault_keeps_all_rows_as_they_were(desk: Desk):
    before = limits(desk)
    with pytest.raises(InvalidForm) as refused:
        saved(desk, row(desk, "贺海峰", max_open=3), row(desk, "苏日娜", max_open=0))
    assert [(error.code, error.field, error.params["who"]) for error in refused.value.errors] == [
        ("number_range", "max_open", "苏日娜"),
    ]
    assert limits(desk) == before


def test_a_batch_is_saved_listed_and_taken_back_as_a_whole(desk: Desk):
    before = limits(desk)
    batch = saved(desk, row(desk, "贺海峰", max_open=3), row(desk, "苏日娜", max_open=2), reason="换季")
    assert (limits(desk)["贺海峰"], limits(desk)["苏日娜"]) == (3, 2)
    with desk.writing("李明") as ctx:
        undoing = undo(ctx, EXPERT, batch)
    assert limits(desk) == before
    with desk.reading("王敏") as ctx:
        last, first = batches(ctx, EXPERT)
        assert (first.id, first.who, first.records, first.reason, first.may_undo) == (batch, "王敏", 2, "换季", False)
        assert (last.id, last.who, last.undoes, last.may_undo) == (undoing, "李明", True, False)
        steps = history(ctx, EXPERT, desk.experts["贺海峰"])
        assert [step.kind for step in steps] == [ChangeKind.UNDONE, ChangeKind.EDITED, ChangeKind.FOUND]
    for which in (batch, undoing):
        with pytest.raises(Conflict) as refused, desk.writing("王敏") as ctx:
            undo(ctx, EXPERT, which)
        assert refused.value.code == "batch_undone"


@pytest.mark.parametrize("how", ["edited", "retired"])
def test_a_record_changed_since_refuses_the_undo_by_name_and_nothing_is_taken_back(desk: Desk, how: str):
    batch = saved(desk, row(desk, "贺海峰", max_open=3), row(desk, "苏日娜", max_open=2))
    with desk.writing("李明") as ctx:
        if how == "edited":
            edit(ctx, EXPERT, desk.experts["苏日娜"], 2, {"unit": "站"})
        else:
            retire(ctx, EXPERT, desk.experts["苏日娜"], 2, "退休")
    with pytest.raises(Conflict) as refused, desk.writing("王敏") as ctx:
        undo(ctx, EXPERT, batch)
    assert (refused.value.code, refused.value.params) == ("batch_changed_since", {"names": ("苏日娜",)})
    assert (limits(desk)["贺海峰"], limits(desk)["苏日娜"]) == (3, 2)


def test_nothing_changed_is_no_batch(desk: Desk):
    assert saved(desk, row(desk, "贺海峰", max_open=5)) is None
    with desk.reading("王敏") as ctx:
        assert batches(ctx, EXPERT) == []


def test_a_town_officer_reaches_the_own_rows_only(desk: Desk):
    with desk.writing("镇干部") as ctx:
        rows = preview(ctx, EXPERT, [row(desk, "苏日娜", max_open=1), row(desk, "贺海峰", max_open=1)])
        assert [bool(one.errors) for one in rows] == [False, True]
        assert apply(ctx, EXPERT, [row(desk, "苏日娜", max_open=1)])


@pytest.mark.parametrize("who", ["赵书记", "喜莲", "管理员"])
def test_others_save_and_undo_nothing(desk: Desk, who: str):
    batch = saved(desk, row(desk, "贺海峰", max_open=3))
    for call in (lambda ctx: apply(ctx, EXPERT, []), lambda ctx: undo(ctx, EXPERT, batch)):
        with pytest.raises(NotAllowed), desk.writing(who) as ctx:
            call(ctx)


def test_an_expert_takes_back_no_batch(desk: Desk):
    batch = saved(desk, row(desk, "贺海峰", max_open=3))
    with pytest.raises(NotAllowed), desk.writing("贺海峰") as ctx:
        undo(ctx, EXPERT, batch)


def test_a_batch_of_another_concept_is_unknown_and_too_many_rows_are_refused(desk: Desk):
    batch = saved(desk, row(desk, "贺海峰", max_open=3))
    with pytest.raises(NotFound), desk.writing("王敏") as ctx:
        undo(ctx, SENDING_UNIT, batch)
    with pytest.raises(InvalidInput) as refused, desk.writing("王敏") as ctx:
        apply(ctx, EXPERT, [row(desk, "贺海峰")] * (BATCH_MAX + 1))
    assert refused.value.code == "batch_long"


def test_every_change_of_the_register_raises_what_figures_are_cached_by(desk: Desk):
    def version() -> int:
        with desk.reading("王敏") as ctx:
            return ctx.session.get_one(County, COUNTY).data_version

    def raises(act) -> None:
        before = version()
        act()
        assert version() > before

    def by_officer(call, *given) -> None:
        with desk.writing("王敏") as ctx:
            call(ctx, EXPERT, *given)

    expert = desk.experts["贺海峰"]
    raises(lambda: by_officer(edit, expert, 1, {"unit": "站"}))
    raises(lambda: by_officer(retire, expert, 2, "退休"))
    raises(lambda: by_officer(restore, expert, 3, "返聘"))
    newcomer = {
        "name": "白音", "kind": "person", "title": "local", "subject": "养骆驼", "phone": "19900002222",
        "home_place": TOWN, "industries": ["I7"], "languages": ["zh"], "max_open": 3,
    }
    raises(lambda: by_officer(add, newcomer))
    batches_made = []
    raises(lambda: batches_made.append(saved(desk, row(desk, "苏日娜", max_open=2))))
    raises(lambda: by_officer(undo, batches_made[0]))
