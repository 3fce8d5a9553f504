"""Who may be ticked as present: never the whole of a big village, and everybody of it by name."""

from __future__ import annotations

import pytest

from data.domain.errors import NotFound
from data.models.person import Person
from data.queries.villagers import PEOPLE_MAX, search_villagers
from data.queries.visits import visit_form
from data.services.visits import log_visit
from tests.village import COUNTY, VILLAGE, Village, add_problem
from tests.village import visit_form as filled_form


@pytest.fixture
def crowded(village: Village) -> Village:
    """Three hundred more people; their names sort before the old ones'."""
    with village.writing("officer") as ctx:
        ctx.session.add_all(
            Person(
                county_code=COUNTY, name=f"安{n}", pinyin="an", phone=f"1990001{n:04}", place_code=VILLAGE,
                is_synthetic=True,
            )
            for n in range(300)
        )
    return village


def test_a_big_village_is_cut_to_the_likeliest(crowded: Village):
    problem_id = add_problem(crowded)
    with crowded.writing("expert") as ctx:
        log_visit(ctx, filled_form(problem_id, person_ids=crowded.person_ids("李强")), "met")
    with crowded.reading("expert") as ctx:
        page = visit_form(ctx, problem_id)
    assert len(page.people) == PEOPLE_MAX and page.has_more_people
    assert [one.name for one in page.people[:4]] == ["韩喜莲", "韩二", "赵六", "李强"]


@pytest.mark.parametrize("term", ["王秀兰", "wangxiu", "王 秀"])
def test_everybody_is_found(crowded: Village, term: str):
    problem_id = add_problem(crowded)
    with crowded.reading("expert") as ctx:
        assert [one.name for one in search_villagers(ctx, problem_id, term, ())] == ["王秀兰"]


def test_a_phone_s_end_finds_one_and_the_ticked_stay(crowded: Village):
    problem_id, ticked = add_problem(crowded), crowded.person_ids("贾福")
    with crowded.reading("expert") as ctx:
        assert [one.name for one in search_villagers(ctx, problem_id, "0123", ticked)] == ["贾福", "安123"]
        assert len(search_villagers(ctx, problem_id, "安", ())) == PEOPLE_MAX
        assert [one.name for one in search_villagers(ctx, problem_id, "  ", ticked)] == ["贾福"]


def test_only_the_expert_who_has_it_may_search(crowded: Village):
    problem_id = add_problem(crowded)
    with crowded.reading("vet") as ctx, pytest.raises(NotFound):
        search_villagers(ctx, problem_id, "王", ())
