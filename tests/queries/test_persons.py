"""People of a village: masked, found by name, pinyin and the end of a phone number, within the actor's reach."""

from __future__ import annotations

import pytest

from data.domain.errors import NotAllowed
from data.models.person import Person
from data.queries.persons import PersonRow, village_people
from tests.village import FAR_VILLAGE, NEXT_VILLAGE, VILLAGE, Village, add_problem, on_sqlite


def found(village: Village, search: str = "", who: str = "officer", place: str = VILLAGE) -> list[int]:
    with village.reading(who) as ctx:
        return [row.person_id for row in village_people(ctx, place, search)]


def ids(village: Village, *names: str) -> list[int]:
    return list(village.person_ids(*names))


def test_rows_are_masked(village: Village):
    with village.reading("officer") as ctx:
        rows = village_people(ctx, NEXT_VILLAGE)
    assert rows == [PersonRow(village.people["赵六"], "赵*", "199****0006", NEXT_VILLAGE)]


@pytest.mark.parametrize(("search", "names"), [
    ("", ["韩二", "韩喜莲", "贾福", "李强", "王秀兰"]), ("韩", ["韩二", "韩喜莲"]), ("喜莲", ["韩喜莲"]),
    (" 王 秀 兰 ", ["王秀兰"]), ("hanxi", ["韩喜莲"]), ("WXL", ["王秀兰"]), ("0003", ["贾福"]),
    ("19900000005", ["王秀兰"]), ("003", []), ("%", []), ("_", []), ("赵六", []),
])
def test_search(village: Village, search: str, names: list[str]):
    assert found(village, search) == ids(village, *names)


def test_a_record_found_to_be_another_s_leads_to_that_person_and_is_not_listed_itself(village: Village):
    with village.writing("officer") as ctx:
        ctx.session.get_one(Person, village.people["李强"]).same_as_id = village.people["贾福"]
    assert found(village, "李强") == ids(village, "贾福")
    assert not set(ids(village, "李强")) & set(found(village))


def test_reach(village: Village):
    assert found(village, who="far_officer") == [] and found(village, who="far_officer", place=FAR_VILLAGE)
    assert found(village, who="leader") == found(village)
    assert found(village, who="expert") == []
    add_problem(village)
    assert found(village, who="expert") == found(village) and found(village, who="vet") == []


@on_sqlite
@pytest.mark.parametrize("who", ["cooperative", "admin"])
def test_others_see_nobody(village: Village, who: str):
    with pytest.raises(NotAllowed):
        found(village, who=who)
