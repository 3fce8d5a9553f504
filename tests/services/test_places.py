"""A place edited by the county: checks, two people at once, before and after; lists, pages and previews of places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.domain.errors import AppError, Conflict, NotAllowed, NotFound
from data.domain.place_changes import ChangeKind, ChangeRequest, NewPlace
from data.domain.places import PlaceKind, PopulationKind
from data.models.place import Place
from data.queries.place_page import place_page
from data.queries.place_preview import OPEN_PROBLEMS, change_facts, change_lines, preview_change
from data.queries.place_rows import Population, place_rows
from data.services.place_changes import change_places, undo_change
from data.services.place_units import units_of
from data.services.places import PlaceForm, edit_place, form_of
from tests.desk import MACHINE_VILLAGE, NOW, OTHER_TOWN, PLUM_VILLAGE, TOWN, Desk, on_sqlite

NEXT_VILLAGE, NEXT_NAME = "150824100202", "巴彦塔拉村"
TODAY = NOW.date()
JOINED = NewPlace("150824100299", "巴仁新村", PlaceKind.VILLAGE, "Baren new village")
MERGE = ChangeRequest(ChangeKind.MERGE, TODAY, "旗政府3号文", (PLUM_VILLAGE, NEXT_VILLAGE), (JOINED,))


def stored(desk: Desk, code: str = TOWN) -> tuple[PlaceForm, int]:
    with desk.reading("王敏") as ctx:
        place = ctx.session.get_one(Place, code)
        return form_of(place), place.version


def change(desk: Desk, request: ChangeRequest = MERGE) -> int:
    with desk.writing("王敏") as ctx:
        return change_places(ctx, request, preview_change(ctx, request).stamp)


def test_an_edit_is_checked_stored_and_remembered(desk: Desk):
    form, version = stored(desk)
    known = {"registered_population": 15200, "population_kind": PopulationKind.RESIDENT, "population_year": 2025}
    with desk.writing("王敏") as ctx:
        assert edit_place(ctx, TOWN, version, replace(form, **known)) == version + 1
    with desk.reading("王敏") as ctx:
        page = place_page(ctx, TOWN)
        assert page.row.population == Population(15200, PopulationKind.RESIDENT, 2025)
        assert [(edit.who, edit.before, edit.after) for edit in page.edits] == [
            ("王敏", dict.fromkeys(known), {**known, "population_kind": "resident"}),
        ]
    with desk.writing("李明") as ctx, pytest.raises(Conflict) as refused:
        edit_place(ctx, TOWN, version, form)
    assert (refused.value.code, refused.value.params) == ("place_edited", {"who": "王敏", "at": NOW})


@on_sqlite
@pytest.mark.parametrize(("change_", "code"), [
    ({"name_en": " "}, "text_missing"), ({"tile_row": 21}, "tile_wrong"), ({"tile_column": 0}, "tile_wrong"),
    ({"tile_row": None}, "tile_wrong"),
    ({"tile_row": 3, "tile_column": 2}, "tile_taken"), ({"longitude": None}, "position_half"),
    ({"longitude": float("nan")}, "position_half"), ({"longitude": 41.5, "latitude": 108.5}, "position_abroad"),
    ({"registered_population": 5}, "population_half"), ({"population_year": 2025}, "population_half"),
    ({"registered_population": -1, "population_year": 2025, "population_kind": "resident"}, "population_range"),
    ({"registered_population": 1, "population_year": 2027, "population_kind": "resident"}, "population_year"),
])
def test_what_cannot_be_so_is_refused(desk: Desk, change_: dict, code: str):
    form, version = stored(desk)
    with desk.writing("王敏") as ctx, pytest.raises(AppError) as refused:
        edit_place(ctx, TOWN, version, replace(form, **change_))
    assert refused.value.code == code


@on_sqlite
def test_a_village_has_no_tile_and_a_gone_place_is_not_edited(desk: Desk):
    form, version = stored(desk, PLUM_VILLAGE)
    with desk.writing("管理员") as ctx, pytest.raises(AppError, match="tile_wrong"):
        edit_place(ctx, PLUM_VILLAGE, version, replace(form, tile_row=9, tile_column=9))
    change(desk)
    with desk.writing("管理员") as ctx, pytest.raises(Conflict, match="place_not_living"):
        edit_place(ctx, PLUM_VILLAGE, version, form)


@on_sqlite
def test_who_may_edit_and_see_which_place(desk: Desk):
    form, version = stored(desk)
    for who, error in (("镇干部", NotFound), ("赵书记", NotAllowed), ("贺海峰", NotAllowed)):
        with desk.writing(who) as ctx, pytest.raises(error):
            edit_place(ctx, TOWN, version, form)
    with desk.reading("镇干部") as ctx:
        assert {row.code[:9] for row in place_rows(ctx)} == {OTHER_TOWN}
        with pytest.raises(NotFound):
            place_page(ctx, PLUM_VILLAGE)
        with pytest.raises(NotFound):
            place_page(ctx, "150824")
    with desk.reading("喜莲") as ctx, pytest.raises(NotAllowed):
        place_rows(ctx)


@on_sqlite
def test_the_list_is_searched_by_name_pinyin_initials_and_code(desk: Desk):
    with desk.reading("王敏") as ctx:
        everything = place_rows(ctx)
        assert next(row.code for row in everything if len(row.code) == 9) == TOWN
        for search in ("巴仁宝勒格", "barenbaolege", "brblgc", "150824100201", "Barenbaolege"):
            assert PLUM_VILLAGE in {row.code for row in place_rows(ctx, search)}, search
        assert place_rows(ctx, "不存在") == []
        town = next(row for row in everything if row.code == TOWN)
        assert (town.farms, town.people) == (1, 1)
        assert town.lacks == ("population",)
    change(desk)
    with desk.reading("王敏") as ctx:
        assert PLUM_VILLAGE not in {row.code for row in place_rows(ctx)}
        gone = next(row for row in place_rows(ctx, "brblgc") if row.code == PLUM_VILLAGE)
        assert (gone.now, gone.farms) == ((JOINED.code, "巴仁新村"), 0)
        assert next(row for row in place_rows(ctx, "巴仁新村")).farms == 1


def test_a_page_has_who_is_there_and_what_happened(desk: Desk):
    asked = desk.ask()
    with desk.reading("王敏") as ctx:
        page = place_page(ctx, TOWN)
        assert [problem.id for problem in page.problems] == [asked.problem_id]
        assert {name for _id, name in page.experts} == {"贺海峰", "田桂芳"}
        assert (page.problem_count, page.row.farms, page.may_edit, page.may_change) == (1, 1, True, True)
        assert [minutes for *_place, minutes in page.nearest] == sorted(minutes for *_place, minutes in page.nearest)
    with desk.reading("管理员") as ctx:
        page = place_page(ctx, TOWN)
        assert (page.problem_count, page.problems, page.experts) == (1, (), ())
    change(desk)
    with desk.reading("王敏") as ctx:
        page = place_page(ctx, JOINED.code)
        assert [problem.id for problem in page.problems] == [asked.problem_id]
        gone = place_page(ctx, PLUM_VILLAGE)
        assert (gone.row.now, gone.row.farms, gone.problem_count) == ((JOINED.code, "巴仁新村"), 1, 1)
        assert [problem.id for problem in gone.problems] == [asked.problem_id]


def test_a_preview_counts_what_hangs_on_it_and_changes_nothing(desk: Desk):
    desk.ask()
    with desk.reading("王敏") as ctx:
        found = preview_change(ctx, MERGE)
        assert [(step.old_name, step.new_name, step.makes, step.ends) for step in found.steps] == [
            ("巴仁宝勒格村", "巴仁新村", True, True), (NEXT_NAME, "巴仁新村", True, True),
        ]
        counted = {name: number for name, number in found.affected.items() if number}
        assert counted == {"account": 2, "farm": 1, "person": 1, "problem": 1, OPEN_PROBLEMS: 1}
        assert found.accounts == ("喜莲", "白秀兰")
        assert place_page(ctx, PLUM_VILLAGE).row.now is None
    with desk.reading("镇干部") as ctx, pytest.raises(NotAllowed):
        preview_change(ctx, MERGE)


def test_a_split_previews_how_many_leave(desk: Desk):
    desk.ask()
    with desk.writing("王敏") as ctx:
        (unit,) = units_of(ctx, PLUM_VILLAGE)
        split = ChangeRequest(
            ChangeKind.SPLIT, TODAY, "文", (PLUM_VILLAGE,), (PLUM_VILLAGE, JOINED),
            decisions={unit.record: JOINED.code},
        )
        assert (unit.name, unit.record[0]) == ("喜莲果业合作社", "farm")
        assert preview_change(ctx, split).elsewhere == 3  # the cooperative, its head and the question
    with desk.writing("管理员") as ctx, pytest.raises(NotAllowed):
        units_of(ctx, PLUM_VILLAGE)


def test_the_ledger_says_who_what_and_what_can_be_undone(desk: Desk):
    first = change(desk)
    second = change(desk, ChangeRequest(
        ChangeKind.RENAME, TODAY, "改名", (JOINED.code,), (replace(JOINED, name="宝勒格村"),),
    ))
    with desk.reading("王敏") as ctx:
        lines = change_lines(ctx)
        assert [(line.id, line.may_undo) for line in lines] == [(second, True), (first, False)]
        assert (lines[0].steps[0].old_name, lines[0].steps[0].new_name) == ("巴仁新村", "宝勒格村")
        assert [line.id for line in change_lines(ctx, MACHINE_VILLAGE)] == []
        assert [line.id for line in change_lines(ctx, PLUM_VILLAGE)] == [first]
        _places, stamp = change_facts(ctx)
    with desk.writing("李明") as ctx:
        undo_change(ctx, second, stamp)
    with desk.reading("赵书记") as ctx:
        lines = change_lines(ctx)
        assert [(line.undone_by, line.may_undo) for line in lines] == [("李明", False), (None, False)]
