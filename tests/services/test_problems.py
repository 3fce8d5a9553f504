"""Filing a question: once, whole or not at all; correcting what was read from it; handing it over."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.models.farm import Farm, FarmMember
from data.models.person import Household, Person
from data.models.place import County
from data.models.problem import Problem, ProblemEvent, StoredFile
from data.models.recommendation import Recommendation
from data.services.problems import correct_understanding, hand_over
from tests.desk import COUNTY, LAMBS, LAND, MACHINE_VILLAGE, NOW, PLUM_VILLAGE, TOWN, Desk, on_sqlite

CALLER = {"farm_id": None, "asker_name": "韩 二", "asker_phone": "199 0000 0009"}


def photo(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def count(desk: Desk, model) -> int:
    with desk.reading("王敏") as ctx:
        return ctx.session.scalar(select(func.count()).select_from(model))


def stored(desk: Desk, problem_id: int) -> Problem:
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        ctx.session.expunge(problem)
        return problem


# -- filing ------------------------------------------------------------------------------------------------


def test_a_cooperative_asks(desk: Desk):
    receipt = desk.ask(photos=(photo(),))
    problem = stored(desk, receipt.problem_id)
    assert receipt.number == "2026-0001"
    assert receipt.due_at == dt.datetime(2026, 4, 10, 3, tzinfo=dt.UTC)  # 480 working minutes: tomorrow at eleven
    assert (problem.asker_name, problem.asker_phone) == ("韩喜莲", "19900000001")
    assert (problem.farm_id, problem.status) == (desk.farms["喜莲果业合作社"], ProblemStatus.WAITING)
    assert (problem.industry, problem.crop, problem.problem_types[0]) == ("I4", "西梅", "P08")
    assert (problem.urgency, problem.gate) == (Urgency.NORMAL, None)
    assert problem.due_at == receipt.due_at
    with desk.reading("王敏") as ctx:
        kinds = ctx.session.scalars(select(ProblemEvent.kind).order_by(ProblemEvent.sequence)).all()
        file = ctx.session.scalars(select(StoredFile)).one()
        assert ctx.runtime.files.read(file.sha256)
    assert kinds == [ProblemEventKind.SUBMITTED, ProblemEventKind.RECOMMENDED]


def test_an_officer_files_for_a_caller_and_both_names_are_kept(desk: Desk):
    receipt = desk.ask("王敏", **CALLER)
    problem = stored(desk, receipt.problem_id)
    assert (problem.asker_name, problem.asker_phone) == ("韩二", "19900000009")
    assert problem.filed_by_id == desk.actors["王敏"].account_id
    with desk.reading("王敏") as ctx:
        farm = ctx.session.get_one(Farm, problem.farm_id)
        person = ctx.session.get_one(Person, farm.contact_person_id)
        assert (person.name, person.place_code, person.pinyin) == ("韩二", PLUM_VILLAGE, "haner he")
        assert ctx.session.get_one(Household, person.household_id).head_name == "韩二"
        assert ctx.session.get(FarmMember, (farm.id, person.id)) is not None


def test_the_same_caller_is_registered_once(desk: Desk):
    first, second = desk.ask("王敏", **CALLER), desk.ask("李明", **CALLER)
    assert stored(desk, first.problem_id).farm_id == stored(desk, second.problem_id).farm_id
    elsewhere = desk.ask("王敏", **CALLER, place_code=MACHINE_VILLAGE)
    assert stored(desk, elsewhere.problem_id).farm_id != stored(desk, first.problem_id).farm_id


def test_a_cooperative_s_contact_who_calls_asks_for_the_cooperative(desk: Desk):
    receipt = desk.ask("王敏", asker_name="韩喜莲", asker_phone="19900000001")
    assert stored(desk, receipt.problem_id).farm_id == desk.farms["喜莲果业合作社"]


def test_an_officer_files_for_a_farm_on_the_register(desk: Desk):
    receipt = desk.ask("王敏", farm_id=desk.farms["宏伟农机合作社"], asker_name="孙会计")
    problem = stored(desk, receipt.problem_id)
    assert (problem.asker_name, problem.asker_phone) == ("孙会计", "19900000002")


@pytest.mark.parametrize(
    ("text", "urgency", "gate"),
    [(LAMBS, Urgency.CRITICAL, Gate.ANIMAL_EPIDEMIC), (LAND, Urgency.NORMAL, Gate.HANDOVER)],
)
@on_sqlite
def test_gates_are_closed_by_the_words(desk: Desk, text: str, urgency: Urgency, gate: Gate):
    problem = stored(desk, desk.ask(text=text).problem_id)
    assert (problem.urgency, problem.gate) == (urgency, gate)
    with desk.reading("王敏") as ctx:
        made = ctx.session.scalars(select(Recommendation)).one()
        assert (made.rung == "handover") == (gate is Gate.HANDOVER)
        assert (made.qualified > 0) == (gate is Gate.ANIMAL_EPIDEMIC)


def test_types_that_the_asker_states_count_and_may_close_a_gate(desk: Desk):
    problem = stored(desk, desk.ask(text="羊不对劲", problem_types=("P11", "P13")).problem_id)
    assert problem.problem_types == ["P11", "P13"]
    assert problem.gate is Gate.ANIMAL_EPIDEMIC
    with desk.reading("王敏") as ctx:
        query = ctx.session.scalars(select(Recommendation)).one().query
    assert query["problem"]["problem_types"] == [["P11", 0.5], ["P13", 0.5]]


# -- numbers -----------------------------------------------------------------------------------------------


def test_numbers_begin_again_with_beijing_s_new_year(desk: Desk):
    evening = dt.datetime(2026, 12, 31, 15, 59, tzinfo=dt.UTC)
    numbers = [desk.ask(now=evening + dt.timedelta(minutes=n)).number for n in (0, 1, 2)]
    assert numbers == ["2026-0001", "2027-0001", "2027-0002"]


def test_numbers_go_on_after_9999(desk: Desk):
    problem_id = desk.ask().problem_id
    with desk.writing("王敏") as ctx:
        ctx.session.get_one(Problem, problem_id).number = "2026-9999"
    assert [desk.ask().number, desk.ask().number] == ["2026-10000", "2026-10001"]


def test_many_at_once_get_each_their_own_number(desk: Desk):
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: desk.ask(), range(16)))
    assert sorted(r.number for r in receipts) == [f"2026-{n:04}" for n in range(1, 17)]


# -- once --------------------------------------------------------------------------------------------------


def test_the_same_token_gives_the_same_receipt(desk: Desk):
    assert desk.ask(token="twice") == desk.ask(token="twice")
    assert count(desk, Problem) == 1


def test_a_double_click_at_the_same_moment_makes_one(desk: Desk):
    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(lambda _: desk.ask(token="clicked", photos=(photo(),)), range(4)))
    assert len(receipts) == 1
    assert (count(desk, Problem), count(desk, StoredFile), count(desk, Recommendation)) == (1, 1, 1)


def test_another_account_s_token_is_refused(desk: Desk):
    desk.ask("喜莲", token="mine")
    with pytest.raises(Conflict) as refused:
        desk.ask("宏伟", token="mine")
    assert refused.value.code == "token_used"


# -- what cannot be taken ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"text": "  "}, "text_missing", "text"),
        ({"text": "字" * 2001}, "text_long", "text"),
        ({"text": "叶\x07黄"}, "text_unreadable", "text"),
        ({"place_code": "1508241002"}, "place_code", "place"),
        ({"place_code": "150824999"}, "place_unknown", "place"),
        ({"place_code": "150821100"}, "place_unknown", "place"),
        ({"place_code": TOWN}, "village_missing", "place"),
        ({"industry": "I99"}, "industry_unknown", "industry"),
        ({"problem_types": ("P77",)}, "type_unknown", "problem_types"),
        ({"problem_types": ("P01", "P02", "P03", "P04")}, "too_many_types", "problem_types"),
        ({"asker_name": " "}, "text_missing", "name"),
        ({"asker_phone": ""}, "phone_missing", "phone"),
        ({"asker_phone": "1990000001"}, "phone_short", "phone"),
        ({"photos": (b"not a picture",)}, "photo_unreadable", "photos"),
        ({"photos": (b"",) * 11}, "too_many_photos", "photos"),
    ],
)
@on_sqlite
def test_bad_input_names_the_field_and_leaves_nothing(desk: Desk, changes: dict, code: str, field: str):
    with pytest.raises(AppError) as refused:
        desk.ask("王敏", **{**CALLER, **changes})
    assert (refused.value.code, refused.value.field) == (code, field)
    assert (count(desk, Problem), count(desk, Farm), count(desk, Household)) == (0, 2, 0)


@pytest.mark.parametrize("who", ["管理员", "赵书记", "贺海峰"])
@on_sqlite
def test_other_roles_do_not_file(desk: Desk, who: str):
    with pytest.raises(NotAllowed):
        desk.ask(who, **CALLER)


def test_nobody_files_for_another_farm_or_area(desk: Desk):
    with pytest.raises(NotFound):
        desk.ask("喜莲", farm_id=desk.farms["宏伟农机合作社"])
    with pytest.raises(NotAllowed):
        desk.ask("镇干部", **CALLER)
    assert count(desk, Person) == 2


# -- correcting --------------------------------------------------------------------------------------------


def correct(desk: Desk, problem_id: int, version: int | None = None, who: str = "王敏", **changes) -> int:
    plain = {"industry": "I4", "crop": "葡萄", "problem_types": ("P01",), "place_code": MACHINE_VILLAGE}
    with desk.writing(who) as ctx:
        version = version or ctx.session.get_one(Problem, problem_id).version
        return correct_understanding(ctx, problem_id, version, **{**plain, **changes})


def test_a_correction_is_an_event_and_recommends_afresh(desk: Desk):
    problem_id = desk.ask().problem_id
    before = stored(desk, problem_id)
    recommendation_id = correct(desk, problem_id)
    after = stored(desk, problem_id)
    assert (after.crop, after.problem_types, after.place_code) == ("葡萄", ["P01"], MACHINE_VILLAGE)
    assert (after.text, after.status, after.due_at) == (before.text, before.status, before.due_at)
    assert after.version > before.version
    with desk.reading("王敏") as ctx:
        event = ctx.session.scalars(
            select(ProblemEvent).where(ProblemEvent.kind == ProblemEventKind.CORRECTED)
        ).one()
        assert (event.details["before"]["crop"], event.details["after"]["crop"]) == ("西梅", "葡萄")
        made = ctx.session.get_one(Recommendation, recommendation_id)
        assert made.query["problem"]["problem_types"] == [["P01", 1.0]]
        assert made.query["problem"]["village"] == MACHINE_VILLAGE


def test_a_correction_on_an_old_page_is_refused(desk: Desk):
    problem_id = desk.ask().problem_id
    version = stored(desk, problem_id).version
    correct(desk, problem_id, version)
    with pytest.raises(Conflict) as refused:
        correct(desk, problem_id, version, who="李明", crop="番茄")
    assert refused.value.code == "problem_changed"
    assert stored(desk, problem_id).crop == "葡萄"


def test_a_correction_needs_a_type(desk: Desk):
    problem_id = desk.ask().problem_id
    with pytest.raises(InvalidInput) as refused:
        correct(desk, problem_id, problem_types=())
    assert refused.value.code == "types_missing"


def test_only_officers_of_the_area_correct(desk: Desk):
    problem_id = desk.ask().problem_id
    with pytest.raises(NotAllowed):
        correct(desk, problem_id, who="喜莲")
    with pytest.raises(NotFound):
        correct(desk, problem_id, who="镇干部")


# -- handing over ------------------------------------------------------------------------------------------


def test_handing_over_ends_the_problem_here(desk: Desk):
    problem_id = desk.ask(text=LAND).problem_id
    with desk.writing("王敏") as ctx:
        hand_over(ctx, problem_id, stored(desk, problem_id).version, "乡司法所", "带上土地证去找他们")
    problem = stored(desk, problem_id)
    assert (problem.status, problem.due_at) == (ProblemStatus.HANDED_OVER, None)
    with pytest.raises(Conflict) as refused, desk.writing("李明") as ctx:
        hand_over(ctx, problem_id, problem.version, "信访局", "再去一次")
    assert (refused.value.code, refused.value.params["who"]) == ("already_handed_over", "王敏")


def test_handing_over_says_to_whom_and_what_the_asker_is_told(desk: Desk):
    problem_id = desk.ask(text=LAND).problem_id
    for to_whom, words, field in (("", "去吧", "to_whom"), ("司法所", " ", "words")):
        with pytest.raises(InvalidInput) as refused, desk.writing("王敏") as ctx:
            hand_over(ctx, problem_id, stored(desk, problem_id).version, to_whom, words)
        assert refused.value.field == field
    assert stored(desk, problem_id).status is ProblemStatus.WAITING


def test_figures_are_told_that_something_changed(desk: Desk):
    versions = [_data_version(desk)]
    problem_id = desk.ask(text=LAND, now=NOW).problem_id
    versions.append(_data_version(desk))
    with desk.writing("王敏") as ctx:
        hand_over(ctx, problem_id, stored(desk, problem_id).version, "乡司法所", "带上土地证")
    versions.append(_data_version(desk))
    assert versions == sorted(set(versions))


def _data_version(desk: Desk) -> int:
    with desk.reading("王敏") as ctx:
        return ctx.session.get_one(County, COUNTY).data_version
