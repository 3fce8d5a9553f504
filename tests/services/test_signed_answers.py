"""Signed answers: signed by the one expert out of a solved question, read at the doors while they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, Refused
from data.domain.problem import Gate, ProblemEventKind
from data.domain.signed_answer import YEAR, AnswerForm, AnswerState
from data.models.account import AuditEvent
from data.models.problem import Problem
from data.models.signed_answer import SignedAnswer
from data.models.visit import Visit
from data.queries.my_work import my_work
from data.queries.signed_answers import AnswerOfVisit, answers_to_read, signed_answers
from data.queries.visits import visit_page
from data.services import answers_alike
from data.services.answers_alike import AnswerToRead, answers_like_this
from data.services.events import append_event
from data.services.public_questions import read_in_public
from data.services.signed_answers import note_helped, withdraw_answer, write_answer
from data.services.visits import log_visit, void
from matching.ranking.alike import TextIndex
from tests.village import COUNTY, NOW, Village, add_problem, on_sqlite, visit_form

ALIKE = "我家西梅叶子也卷边，还发黄"
FORM = AnswerForm("西梅叶子卷边发黄", "叶缘焦黄多是缺钾：雨后追一遍钾肥，剪掉过密的枝。", (3, 4, 5))


def solved(village: Village, gate: Gate | None = None, **visit) -> int:
    """The visit of a question whose asker said that it is solved."""
    problem_id = add_problem(village, gate=gate)
    with village.writing("expert") as ctx:
        form = visit_form(problem_id, person_ids=village.person_ids("韩喜莲"), **visit)
        visit_id = log_visit(ctx, form, f"visit of {problem_id}").visit_id
    step(village, problem_id, ProblemEventKind.CONFIRMED)
    return visit_id


def step(village: Village, problem_id: int, kind: ProblemEventKind) -> None:
    with village.writing("officer") as ctx:
        append_event(ctx, ctx.session.get_one(Problem, problem_id), kind)


def write(village: Village, visit_id: int, who: str = "expert", now: dt.datetime = NOW, **changes) -> bool:
    with village.writing(who, now) as ctx:
        return write_answer(ctx, visit_id, replace(FORM, **changes))


def read(village: Village, words: str = ALIKE, now: dt.datetime = NOW) -> tuple[AnswerToRead, ...]:
    """What a stranger reads at the public door while typing."""
    with village.runtime.writing(None, now=now) as ctx:
        return read_in_public(ctx, COUNTY, words, {}, "203.0.113.9").answers


def of_visit(village: Village, visit_id: int, who: str = "expert") -> AnswerOfVisit | None:
    with village.reading(who) as ctx:
        return visit_page(ctx, visit_id).answer


def test_the_expert_signs_what_he_said_and_the_next_one_reads_it(village: Village):
    visit_id = solved(village)
    with village.reading("expert") as ctx:
        (proposed,) = my_work(ctx).to_sign
    assert proposed.form.about.startswith("西梅") and proposed.form.advice == "剪去过密的枝，补一次钙。"
    assert proposed.form.months == (3, 4, 5) and read(village) == ()
    with village.writing("expert") as ctx:
        assert write_answer(ctx, visit_id, proposed.form)
    (answer,) = read(village)
    assert (answer.advice, answer.name, answer.unit) == (proposed.form.advice, "贺海峰", "林果服务中心")
    assert answer.signed_on == dt.date(2026, 4, 9)
    with village.reading("expert") as ctx:
        assert my_work(ctx).to_sign == ()
    with village.reading("officer") as ctx:
        (listed,) = signed_answers(ctx)
        assert (listed.state, listed.until) == (AnswerState.READ, dt.date(2028, 4, 9))
        kinds = ctx.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "signed_answer")).all()
    assert kinds == ["signed_answer:sign"]


def test_only_questions_of_the_field_and_the_season_and_never_an_epidemic(village: Village):
    write(village, solved(village))
    assert len(read(village)) == 1
    assert read(village, "葵花叶子卷边发黄") == ()
    assert read(village, "早起羊羔死了六只 还有十几只拉稀站不起来") == ()
    assert read(village, "") == ()
    assert read(village, now=NOW + dt.timedelta(days=90)) == ()
    assert len(read(village, now=NOW + dt.timedelta(days=360))) == 1
    assert read(village, now=NOW + dt.timedelta(days=3 * 365)) == ()


@on_sqlite
def test_a_question_that_was_asked_has_them_beside_it(village: Village):
    write(village, solved(village))
    later = add_problem(village, ProblemEventKind.ASSIGNED)
    with village.reading("officer") as ctx:
        assert [one.about for one in answers_like_this(ctx, ctx.session.get_one(Problem, later))] == [FORM.about]


@on_sqlite
def test_after_two_years_it_is_offered_to_be_signed_anew(village: Village):
    visit_id = solved(village)
    write(village, visit_id)
    for days, offered in ((2 * 365 + 1, []), (2 * 365 + 2, [FORM.about])):
        with village.reading("expert", NOW + dt.timedelta(days=days)) as ctx:
            assert [one.form.about for one in my_work(ctx).to_sign] == offered
    later = NOW + dt.timedelta(days=3 * 365)
    write(village, visit_id, now=later)
    assert [one.signed_on for one in read(village, now=later)] == [later.date()]


@on_sqlite
def test_at_most_two(village: Village):
    for _ in range(3):
        write(village, solved(village))
    assert len(read(village)) == 2


def test_an_officer_writes_and_nobody_reads_it_before_the_expert_has_signed(village: Village):
    visit_id = solved(village)
    assert not write(village, visit_id, "officer") and not write(village, visit_id, "officer_who_is_expert")
    assert read(village) == ()
    assert of_visit(village, visit_id).state is AnswerState.PROPOSED
    with village.reading("expert") as ctx:
        assert [one.form.about for one in my_work(ctx).to_sign] == [FORM.about]
    assert write(village, visit_id)
    assert len(read(village)) == 1


def test_what_the_office_withdrew_only_the_office_brings_back(village: Village):
    visit_id = solved(village)
    write(village, visit_id)
    with village.writing("officer") as ctx:
        withdraw_answer(ctx, visit_id, "今年的配方变了")
    assert read(village) == ()
    told = of_visit(village, visit_id)
    assert (told.state, told.reason, told.may_write) == (AnswerState.WITHDRAWN, "今年的配方变了", False)
    with pytest.raises(Conflict, match="answer_withdrawn"):
        write(village, visit_id)
    with village.writing("officer") as ctx, pytest.raises(NotFound, match="answer_unknown"):
        withdraw_answer(ctx, visit_id, "再撤一次")
    write(village, visit_id, "officer")
    write(village, visit_id)
    assert len(read(village)) == 1


@on_sqlite
def test_the_expert_takes_his_own_back_and_may_sign_it_anew(village: Village):
    visit_id = solved(village)
    write(village, visit_id)
    with village.writing("expert") as ctx, pytest.raises(InvalidInput, match="text_missing"):
        withdraw_answer(ctx, visit_id, " ")
    with village.writing("expert") as ctx:
        withdraw_answer(ctx, visit_id, "说得不准")
    assert read(village) == ()
    write(village, visit_id, advice="先看叶背有没有虫，再追钾肥。")
    assert [one.advice for one in read(village)] == ["先看叶背有没有虫，再追钾肥。"]


@on_sqlite
def test_it_rests_while_its_question_is_open_again_or_its_visit_does_not_count(village: Village):
    visit_id = solved(village)
    write(village, visit_id)
    with village.reading("officer") as ctx:
        problem_id = ctx.session.get_one(Visit, visit_id).problem_id
    step(village, problem_id, ProblemEventKind.REOPENED)
    assert read(village) == () and of_visit(village, visit_id).state is AnswerState.RESTING
    other = solved(village)
    write(village, other)
    with village.writing("officer") as ctx:
        void(ctx, other, ctx.session.get_one(Visit, other).version, "记错了")
    assert read(village) == ()


@on_sqlite
@pytest.mark.parametrize("gate", [Gate.ANIMAL_EPIDEMIC, Gate.HANDOVER])
def test_what_an_authority_answers_is_not_signed(village: Village, gate: Gate):
    visit_id = solved(village, gate=gate)
    assert of_visit(village, visit_id) is None
    with pytest.raises(Refused, match="answer_gated"):
        write(village, visit_id)


@on_sqlite
def test_only_what_its_asker_called_solved(village: Village):
    problem_id = add_problem(village)
    with village.writing("expert") as ctx:
        form = visit_form(problem_id, person_ids=village.person_ids("韩喜莲"))
        visit_id = log_visit(ctx, form, "not yet").visit_id
    assert of_visit(village, visit_id) is None
    with pytest.raises(Conflict, match="answer_not_solved"):
        write(village, visit_id)


@on_sqlite
@pytest.mark.parametrize(("changes", "code"), [
    ({"advice": "照韩喜莲家那样剪"}, "answer_names"),
    ({"about": "喜莲果业合作社的西梅"}, "answer_names"),
    ({"advice": "巴仁宝勒格村都这么办"}, "answer_names"),
    ({"advice": "不会就打199 0000 0001"}, "answer_phone"),
    ({"about": " "}, "text_missing"),
    ({"months": ()}, "answer_months"),
    ({"product": "吡虫啉"}, "dose_missing"),
    ({"product": "吡虫啉", "dose": "每亩20克"}, "waiting_days_missing"),
    ({"advice": "打一针恩诺沙星就好"}, "licence_needed"),
    ({"product": "青霉素", "dose": "每公斤2万单位", "waiting_days": 28}, "licence_needed"),
])
def test_general_words_by_the_rules_of_advice(village: Village, changes: dict, code: str):
    visit_id = solved(village)
    with pytest.raises(AppError) as error:
        write(village, visit_id, **changes)
    assert error.value.code == code
    assert read(village) == ()


@on_sqlite
def test_who_may(village: Village):
    visit_id = solved(village)
    with pytest.raises(NotFound):
        write(village, visit_id, "vet")
    with pytest.raises(NotAllowed):
        write(village, visit_id, "cooperative")
    assert of_visit(village, visit_id, "cooperative") is None
    with village.reading("leader") as ctx, pytest.raises(NotAllowed):
        signed_answers(ctx)


def test_what_helped_is_the_answers_own_tally_and_nobodys_question(village: Village):
    visit_id = solved(village)
    write(village, visit_id, months=YEAR)
    (answer,) = read(village)

    def helped(who: str, answer_id: int = answer.id) -> None:
        with village.runtime.writing(None, now=NOW) as ctx:
            note_helped(ctx, COUNTY, answer_id, who)

    for _ in range(3):
        helped("203.0.113.9")
    with pytest.raises(Refused, match="too_many_uses"):
        helped("203.0.113.9")
    helped("203.0.113.10")
    with pytest.raises(NotFound, match="answer_unknown"):
        helped("203.0.113.9", answer.id + 1)
    assert of_visit(village, visit_id).helped == 4
    with village.reading("officer") as ctx:
        assert len(ctx.session.scalars(select(Problem.id)).all()) == 1
        assert ctx.session.scalars(select(SignedAnswer.helped)).one() == 4


def test_only_what_is_read_today_helps_and_other_words_are_counted_anew(village: Village):
    visit_id = solved(village)
    write(village, visit_id)
    (answer,) = read(village)

    def helped(who: str, now: dt.datetime = NOW) -> None:
        with village.runtime.writing(None, now=now) as ctx:
            note_helped(ctx, COUNTY, answer.id, who)

    helped("203.0.113.9")
    for days in (90, 3 * 365):  # out of its months; two years are over
        with pytest.raises(NotFound, match="answer_unknown"):
            helped("203.0.113.10", NOW + dt.timedelta(days=days))
    with village.writing("expert") as ctx:
        withdraw_answer(ctx, visit_id, "说得不准")
    with pytest.raises(NotFound, match="answer_unknown"):
        helped("203.0.113.10")
    write(village, visit_id, months=(4, 11))
    assert of_visit(village, visit_id).helped == 1
    write(village, visit_id, advice="先看叶背有没有虫，再追钾肥。")
    assert of_visit(village, visit_id).helped == 0
    problem_id = add_problem(village)  # 4 is no part of 11 or 12, nor 1 of them
    write(village, visit_id, months=(11, 12))
    with village.reading("officer") as ctx:
        assert answers_like_this(ctx, ctx.session.get_one(Problem, problem_id)) == ()


def test_only_answers_of_the_crop_or_the_kind_are_fetched(village: Village):
    """As the slow way: all of them, compared one by one."""
    write(village, solved(village), months=YEAR)
    for crop, kinds in ((None, ["P02", "P03"]), ("葵花", ["P01"]), ("西梅", ["P03"])):
        visit_id = solved(village)
        with village.writing("officer") as ctx:
            problem = ctx.session.get_one(Problem, ctx.session.get_one(Visit, visit_id).problem_id)
            problem.crop, problem.problem_types = crop, kinds
        write(village, visit_id, months=(1, 4, 12))
    with village.reading("officer") as ctx:
        every = ctx.session.execute(
            select(SignedAnswer.id, Problem.crop, Problem.problem_types)
            .join(Visit, Visit.id == SignedAnswer.visit_id).join(Problem, Problem.id == Visit.problem_id)
        ).all()
        assert len(every) == 4
        for crop in (None, "西梅", "葵花"):
            for kinds in ((), ("P01",), ("P03", "P09")):
                slow = {
                    one.id for one in every
                    if (crop == one.crop if crop and one.crop else bool(set(kinds) & set(one.problem_types)))
                }
                assert {row.SignedAnswer.id for row in answers_to_read(ctx, COUNTY, crop, kinds)} == slow


@on_sqlite
def test_no_lock_is_held_while_answers_are_looked_for(village: Village, monkeypatch: pytest.MonkeyPatch):
    class Watched(TextIndex):
        def add(self, number: int, text: str) -> None:
            assert not village.runtime.lock.locked()
            super().add(number, text)

        def find(self, text: str, most: int) -> list[tuple[int, float]]:
            assert not village.runtime.lock.locked()
            return super().find(text, most)

    monkeypatch.setattr(answers_alike, "TextIndex", Watched)
    write(village, solved(village))
    assert len(read(village)) == 1
