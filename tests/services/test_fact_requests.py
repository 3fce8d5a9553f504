"""Asked back once: the office's clock stands still, the answer is read, its photos come with it or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, NotFound
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus
from data.domain.promises import GATE_WITHIN
from data.models.problem import Problem, StoredFile
from data.queries.fact_requests import Answer, Asked
from data.queries.problem_page import problem_page
from data.queries.public_pages import public_receipt
from data.services.clocks import calendar_of
from data.services.events import differing_problems, last_event
from data.services.fact_requests import ask_for_facts, give_facts
from data.services.files import open_file
from data.services.public_questions import answer_facts
from data.services.receipt_passes import photos_token, problem_of
from tests.desk import COUNTY, LAMBS, NOW, PLUMS, Desk, on_sqlite
from tests.pictures import a_picture as a_photo
from tests.public_door import a_token, ask, send, stranger

HOUR = dt.timedelta(hours=1)


def test_the_clock_stands_still_while_the_asker_is_waited_for(desk: Desk):
    problem_id, _number, opened = ask(desk)
    with desk.writing("王敏", NOW + HOUR) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        left = calendar_of(ctx, COUNTY).between(ctx.now, problem.due_at)
        ask_for_facts(ctx, problem_id, problem.version, tuple(problem.understanding["missing"]))
        assert problem.status is ProblemStatus.ASKED
        version = problem.version
    with desk.writing("王敏", NOW + HOUR) as ctx, pytest.raises(Conflict, match="facts_asked"):
        ask_for_facts(ctx, problem_id, version, ("photo",))
    answered = NOW + HOUR * 72
    with stranger(desk, answered) as ctx:
        answer_facts(ctx, opened, "叶子背面也黄，没打过药，十来亩，三年树")
    with desk.reading("王敏", answered) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert problem.status is ProblemStatus.WAITING
        assert calendar_of(ctx, COUNTY).between(answered, problem.due_at) == pytest.approx(left)
        assert differing_problems(ctx, COUNTY) == []
    with stranger(desk, answered) as ctx, pytest.raises(Conflict, match="nothing_asked"):
        answer_facts(ctx, opened, "还有")


def asked_for_a_photo(desk: Desk, problem_id: int) -> None:
    with desk.writing("王敏") as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "拍张叶子背面")


def stored_for(desk: Desk, problem_id: int) -> list[str]:
    with desk.reading("王敏") as ctx:
        return list(ctx.session.scalars(select(StoredFile.sha256).where(StoredFile.problem_id == problem_id)))


@on_sqlite
def test_photos_that_came_with_the_question_are_not_asked_for(desk: Desk):
    token = a_token()
    send(desk, token, "p1", a_photo())
    spots = "葵花叶子上起黄斑，咋办"
    filed = [
        desk.ask(text=spots).problem_id, desk.ask(text=spots, photos=(a_photo(),)).problem_id,
        ask(desk, token, text=spots)[0],
    ]
    with desk.reading("王敏") as ctx:
        assert ["photo" in problem_page(ctx, one).understood.missing for one in filed] == [True, False, False]


def test_photos_come_with_the_answer_and_stand_beside_it(desk: Desk):
    token = a_token()
    send(desk, token, "p1", a_photo())
    problem_id, _number, opened = ask(desk, token)
    asked_for_a_photo(desk, problem_id)
    send(desk, photos_token(opened), "p1", a_photo())  # once more the one that is here
    send(desk, photos_token(opened), "p2", a_photo(colour="blue"))
    with stranger(desk) as ctx:
        answer_facts(ctx, opened, "背面有白粉")
    (first, second) = stored_for(desk, problem_id)
    with desk.reading("王敏") as ctx:
        page, problem = problem_page(ctx, problem_id), ctx.session.get_one(Problem, problem_id)
        assert (page.photos, page.answer) == ((first,), Answer("背面有白粉", (second,)))
        assert page.asked == Asked((), "拍张叶子背面") and "photo" not in page.understood.missing
        assert last_event(ctx, problem, ProblemEventKind.FACTS_GIVEN).details["photos"] == [second]
        assert differing_problems(ctx, COUNTY) == []
    with stranger(desk) as ctx:
        view = public_receipt(ctx, problem_of(ctx, opened))
        assert (view.photos, view.answer.words, len(view.answer.photos)) == (1, "背面有白粉", 1)
    _assignment, expert_id = desk.assign_first(problem_id)
    expert = next(name for name, id_ in desk.experts.items() if id_ == expert_id)
    with desk.reading(expert) as ctx:
        assert problem_page(ctx, problem_id).answer.photos == (second,)
        assert open_file(ctx, second)[1] == "image/jpeg"


@pytest.mark.parametrize("who", ["喜莲", "王敏"])
def test_from_an_account_the_photos_go_with_the_answer_or_neither(desk: Desk, who: str):
    problem_id = desk.ask(photos=(a_photo(),)).problem_id
    asked_for_a_photo(desk, problem_id)
    many = tuple(a_photo(50 + n) for n in range(10))
    for words, photos, error in (("背面有白粉", many, "photos_full"), ("", many[1:], "text_missing")):
        with desk.writing(who) as ctx, pytest.raises(AppError, match=error):
            give_facts(ctx, problem_id, words, photos)
    assert len(stored_for(desk, problem_id)) == 1
    with desk.writing(who) as ctx:
        give_facts(ctx, problem_id, "背面有白粉", (*many[1:], a_photo()))  # the last of them is here already
    with desk.reading(who) as ctx:
        assert len(problem_page(ctx, problem_id).answer.photos) == 9
        assert open_file(ctx, problem_page(ctx, problem_id).answer.photos[0])[1] == "image/jpeg"
    with desk.reading("宏伟") as ctx, pytest.raises(NotFound):
        open_file(ctx, stored_for(desk, problem_id)[-1])


@on_sqlite
def test_a_late_clock_stays_late_and_more_words_may_close_the_gate(desk: Desk):
    problem_id, _number, _opened = ask(desk, text="羊羔不精神，咋办")
    late = NOW + dt.timedelta(days=9)
    with desk.writing("王敏", late) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        due = problem.due_at
        assert due < late and problem.gate is None
        ask_for_facts(ctx, problem_id, problem.version, (), "死了没有，死了几只？")
    with desk.writing("王敏", late + HOUR) as ctx:
        give_facts(ctx, problem_id, LAMBS)
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.due_at, problem.gate) == (due, Gate.ANIMAL_EPIDEMIC)


@on_sqlite
def test_an_answer_that_tells_of_dead_animals_leaves_half_an_hour(desk: Desk):
    problem_id, _number, opened = ask(desk, text="羊羔不精神，咋办")
    with desk.writing("王敏") as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "死了没有，死了几只？")
    with stranger(desk, NOW + HOUR) as ctx:
        answer_facts(ctx, opened, LAMBS)
    with desk.reading("王敏") as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert (problem.gate, problem.due_at) == (Gate.ANIMAL_EPIDEMIC, NOW + HOUR + GATE_WITHIN)
        assert differing_problems(ctx, COUNTY) == []
        told = last_event(ctx, problem, ProblemEventKind.FACTS_GIVEN).details
        assert "gate" in told["changed"]
        assert (told["before"]["gate"], told["after"]["gate"]) == (None, Gate.ANIMAL_EPIDEMIC)


@on_sqlite
def test_whoever_wrote_much_can_still_answer(desk: Desk):
    problem_id, _number, opened = ask(desk, text=PLUMS + "，" + "叶子黄了" * 460)
    with desk.writing("王敏") as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "几亩？")
    with stranger(desk) as ctx:
        answer_facts(ctx, opened, "十来亩" * 100)
    with stranger(desk) as ctx:
        assert problem_of(ctx, opened).status is ProblemStatus.WAITING
