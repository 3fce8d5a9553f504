"""Called about one visit: who says it was so counts as confirmed with their household; who says not takes it out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.domain.visit import Grade, VisitStatus
from data.models.farm import Farm
from data.models.person import Household, Person
from data.models.visit import Confirmation, Visit
from data.queries.impact import Impact, impact
from data.queries.impact_scope import PeriodKind, scope_of
from data.queries.visits import visit_page
from data.services.visit_events import disagreements
from data.services.visit_words import confirm_by_call, dispute, uphold
from data.services.visits import log_visit
from tests.village import NOW, VILLAGE, Village, add_problem, visit_form


@pytest.fixture
def visit_id(village: Village) -> int:
    """One visit with 韩喜莲, who speaks for the cooperative, 贾福 and 李强 of one household, and 韩二."""
    with village.writing("officer") as ctx:
        home = Household(place_code=VILLAGE, current_place=VILLAGE, head_name="贾福")
        ctx.session.add(home)
        ctx.session.flush()
        for name in ("贾福", "李强"):
            ctx.session.get_one(Person, village.people[name]).household_id = home.id
        ctx.session.get_one(Farm, village.farm_id).contact_person_id = village.people["韩喜莲"]
    people = village.person_ids("韩喜莲", "韩二", "贾福", "李强")
    with village.writing("expert") as ctx:
        return log_visit(ctx, visit_form(add_problem(village), person_ids=people), "t").visit_id


def call(village: Village, visit_id: int, name: str, who: str = "officer", at: int = 0) -> int:
    with village.writing(who) as ctx:
        version = at or ctx.session.get_one(Visit, visit_id).version
        return confirm_by_call(ctx, visit_id, version, village.people[name], f"{name}本人")


def say_no(village: Village, visit_id: int, who: str = "officer") -> None:
    with village.writing(who) as ctx:
        dispute(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "韩喜莲", "那天没有人来")


def confirmed(village: Village, visit_id: int) -> set[str]:
    names = {id_: name for name, id_ in village.people.items()}
    with village.reading("officer") as ctx:
        assert disagreements(ctx) == []
        page = visit_page(ctx, visit_id)
    return {names[one.person_id] for one in page.people if one.grade is Grade.CONFIRMED}


def status(village: Village, visit_id: int) -> VisitStatus:
    with village.reading("officer") as ctx:
        return ctx.session.get_one(Visit, visit_id).status


def figures(village: Village) -> Impact:
    with village.reading("leader") as ctx:
        return impact(ctx, scope_of(ctx, PeriodKind.YEAR))


def test_whoever_is_called_speaks_for_the_household_and_nobody_else(village: Village, visit_id: int):
    assert call(village, visit_id, "贾福") == 2
    assert confirmed(village, visit_id) == {"贾福", "李强"}
    assert (status(village, visit_id), figures(village).people.reached.low) == (VisitStatus.LOGGED, 2)
    with village.reading("officer") as ctx:
        kept = ctx.session.scalars(select(Confirmation)).one()
        assert (kept.visit_id, kept.problem_id, kept.answered_by, kept.at) == (visit_id, None, "贾福本人", NOW)
        assert kept.recorded_by_id == village.actors["officer"].account_id
        assert visit_page(ctx, visit_id).steps[-1].answered_by == "贾***"


def test_whoever_speaks_for_the_unit_confirms_the_visit(village: Village, visit_id: int):
    call(village, visit_id, "韩喜莲")
    assert "韩喜莲" in confirmed(village, visit_id)
    assert status(village, visit_id) is VisitStatus.CONFIRMED


@pytest.mark.parametrize("who", ["officer", "cooperative"])
def test_a_disputed_visit_is_in_no_total_until_it_was_looked_into(village: Village, visit_id: int, who: str):
    call(village, visit_id, "贾福")
    before = figures(village)
    say_no(village, visit_id, who)
    out = figures(village)
    assert (out.people.reached.high, out.contacts.gross, out.visits) == (0, 0, 0)
    with pytest.raises(Conflict, match="visit_step_not_possible"):
        say_no(village, visit_id, who)
    with village.writing("officer") as ctx:
        uphold(ctx, visit_id, ctx.session.get_one(Visit, visit_id).version, "问了邻居，去过")
    assert figures(village) == before
    assert confirmed(village, visit_id) == {"贾福", "李强"}


def test_nobody_speaks_about_his_own_visit_or_out_of_turn(village: Village, visit_id: int):
    for who, error in (
        ("officer_who_is_expert", NotAllowed), ("expert", NotAllowed), ("leader", NotAllowed), ("vet", NotAllowed),
        ("far_officer", NotFound), ("far_cooperative", NotFound),
    ):
        with pytest.raises(error):
            say_no(village, visit_id, who)
    with pytest.raises(NotAllowed):
        call(village, visit_id, "贾福", "officer_who_is_expert")
    with pytest.raises(InvalidInput, match="not_at_visit"):
        call(village, visit_id, "赵六")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        call(village, visit_id, "贾福", at=99)
    assert confirmed(village, visit_id) == set()
