"""Several questions in one go: what can go goes, what cannot stays with its reason; back as easily."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, Refused
from data.domain.problem import ProblemEventKind, ProblemStatus
from data.models.expert import ExpertAbsence
from data.models.place import County
from data.models.problem import Problem, ProblemEvent
from data.queries.recommendations import First, first_recommended, recommendation_view
from data.services.dispatch import assign
from data.services.events import differing_problems
from data.services.together import Together, join_together, send_together, take_back_together
from tests.desk import COUNTY, NOW, Desk, on_sqlite

LATER = NOW + dt.timedelta(minutes=11)


def firsts(desk: Desk, *problem_ids: int, who: str = "王敏") -> dict[int, First]:
    with desk.reading(who) as ctx:
        return first_recommended(ctx, problem_ids)


def three(desk: Desk) -> list[int]:
    return [desk.ask(token=f"0000000{n}-0000-4000-8000-000000000000").problem_id for n in range(3)]


def statuses(desk: Desk, problem_ids: list[int]) -> list[ProblemStatus]:
    with desk.reading("王敏") as ctx:
        assert not differing_problems(ctx, COUNTY)
        return [ctx.session.get_one(Problem, id_).status for id_ in problem_ids]


def send(desk: Desk, chosen: dict[int, First], who: str = "王敏") -> Together:
    with desk.writing(who) as ctx:
        return send_together(ctx, chosen)


def test_the_first_is_who_the_page_of_the_question_shows_first(desk: Desk):
    problem_ids = three(desk)
    found = firsts(desk, *problem_ids)
    for problem_id in problem_ids:
        with desk.reading("王敏") as ctx:
            shown = recommendation_view(ctx, problem_id)
            version = ctx.session.get_one(Problem, problem_id).version
        best = shown.candidates[0]
        reason = next(one for one in best.reasons if one.kind == "plus")
        assert found[problem_id] == First(shown.id, best.expert_id, best.name, best.unit, reason, version)


def test_each_goes_to_its_first_and_all_come_back(desk: Desk):
    problem_ids = three(desk)
    sent = send(desk, firsts(desk, *problem_ids))
    assert list(sent.done) == problem_ids and sent.left == {}
    assert statuses(desk, problem_ids) == [ProblemStatus.OFFERED] * 3
    with desk.writing("王敏") as ctx:
        back = take_back_together(ctx, sent.done)
    assert back.done == sent.done and statuses(desk, problem_ids) == [ProblemStatus.WAITING] * 3


def test_what_another_officer_took_meanwhile_stays_and_the_rest_goes(desk: Desk):
    problem_ids = three(desk)
    seen = firsts(desk, *problem_ids)
    taken = seen[problem_ids[1]]
    with desk.writing("王敏") as ctx:
        assign(ctx, problem_ids[1], taken.version, taken.expert_id, taken.recommendation_id)
    sent = send(desk, seen)
    assert list(sent.done) == [problem_ids[0], problem_ids[2]]
    assert [(type(error), error.code) for error in sent.left.values()] == [(Conflict, "already_assigned")]
    with desk.reading("王敏") as ctx:
        written = dict(ctx.session.execute(
            select(ProblemEvent.problem_id, func.count()).where(ProblemEvent.kind == ProblemEventKind.ASSIGNED)
            .group_by(ProblemEvent.problem_id)
        ).all())
    assert written == dict.fromkeys(problem_ids, 1)


def test_an_expert_who_is_away_since_gets_none(desk: Desk):
    problem_ids = three(desk)
    seen = firsts(desk, *problem_ids)
    with desk.writing("王敏") as ctx:
        ctx.session.add(ExpertAbsence(
            expert_id=seen[problem_ids[0]].expert_id, first_day=ctx.today, last_day=ctx.today, reason="病",
        ))
    sent = send(desk, seen)
    assert sent.done == {} and {error.code for error in sent.left.values()} == {"expert_not_free"}
    assert statuses(desk, problem_ids) == [ProblemStatus.WAITING] * 3


@on_sqlite
def test_what_is_late_or_answered_does_not_come_back(desk: Desk):
    problem_ids = three(desk)
    sent = send(desk, firsts(desk, *problem_ids))
    desk.accept(sent.done[problem_ids[0]])
    with desk.writing("王敏") as ctx:
        back = take_back_together(ctx, sent.done)
    assert list(back.done) == problem_ids[1:]
    assert [error.code for error in back.left.values()] == ["assignment_answered"]
    again = send(desk, firsts(desk, *problem_ids[1:]))
    with desk.writing("王敏", LATER) as ctx:
        late = take_back_together(ctx, again.done)
    assert late.done == {} and {type(error) for error in late.left.values()} == {Refused}


@on_sqlite
def test_an_offer_of_a_recommendation_that_nobody_looked_at_is_none(desk: Desk):
    """The first of one question is not the first of another's recommendation."""
    one, other, _third = three(desk)
    seen = firsts(desk, one, other)
    sent = send(desk, {one: seen[other]})
    assert [error.code for error in sent.left.values()] == ["recommendation_unknown"]


@on_sqlite
@pytest.mark.parametrize("many", [0, 26])
def test_none_and_too_many_are_refused(desk: Desk, many: int):
    first = First(1, 1, "", "", None, 1)
    with pytest.raises(InvalidInput) as refused:
        send(desk, dict.fromkeys(range(many), first))
    assert refused.value.code == "choose_some"


@on_sqlite
@pytest.mark.parametrize("who", ["喜莲", "贺海峰"])
def test_only_who_assigns_may(desk: Desk, who: str):
    problem_ids = three(desk)
    seen = firsts(desk, *problem_ids)
    with pytest.raises(NotAllowed):
        send(desk, seen, who)
    with pytest.raises(NotAllowed), desk.writing(who) as ctx:
        take_back_together(ctx, {problem_ids[0]: 1})


def test_several_are_one_event_or_none_is(desk: Desk):
    problem_ids = three(desk)
    with desk.writing("王敏") as ctx:
        join_together(ctx, problem_ids)
    with desk.reading("王敏") as ctx:
        joined = [ctx.session.get_one(Problem, id_).joined_id for id_ in problem_ids]
    assert joined == [None, problem_ids[0], problem_ids[0]]
    with pytest.raises(InvalidInput), desk.writing("王敏") as ctx:
        join_together(ctx, problem_ids[:1])


@pytest.mark.parametrize("desk", ["postgres"], indirect=True)
def test_the_county_is_locked_before_the_questions(desk: Desk):
    """Else two officers, each with one of two questions, could wait for each other."""
    seen = firsts(desk, *three(desk))
    with desk.writing("王敏") as ctx, desk.writing("李明") as other:
        send_together(ctx, seen)
        assert other.session.scalars(select(County.code).with_for_update(skip_locked=True)).all() == []
