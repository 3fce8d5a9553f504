"""The expert's work, logging a visit, and the visit's own page, on the demonstration banner through AppTest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data.domain.outcome import OutcomeKind
from data.domain.problem import ProblemStatus
from data.domain.roles import Actor
from data.domain.visit import Grade, VisitStatus
from data.models.account import Account
from data.models.outcome import Outcome
from data.models.problem import Problem
from data.models.project import Project
from data.models.recommendation import Assignment, AssignmentState
from data.models.visit import Visit
from data.queries.slots import current_times
from data.queries.visit_rows import VisitPage
from data.queries.visits import visit_form, visit_page
from data.runtime import Runtime
from data.services.context import BEIJING
from data.services.engines import SHIPPED
from pages.visits._log_values import new_people
from tests.desk import shared_engine
from tests.pages.conftest import run_entry, words
from tests.pages.test_asking import picture

IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
ADVICE = "剪去过密的枝，补一次钙。"
As = Callable[[str], Actor]


@pytest.fixture
def expert(sample_runtime: Runtime, sign_in: As) -> Actor:
    sample_runtime.fitted[SHIPPED] = shared_engine()
    return sign_in("expert")


@pytest.fixture
def in_hand(sample_runtime: Runtime, expert: Actor) -> int:
    """A question that the signed-in expert has in hand."""
    return of_expert(sample_runtime, expert, ProblemStatus.IN_PROGRESS)


def of_expert(runtime: Runtime, expert: Actor, status: ProblemStatus) -> int:
    with runtime.reading(None) as ctx:
        found = select(Problem.id).where(Problem.status == status, Problem.expert_id == expert.expert_id)
        return ctx.session.scalars(found.order_by(Problem.id.desc()).limit(1)).one()


def an_offer(runtime: Runtime) -> tuple[int, str]:
    """An open offer of the demonstration: the assignment, and the login of its expert."""
    with runtime.reading(None) as ctx:
        assignment_id, login = ctx.session.execute(
            select(Assignment.id, Account.login).join(Account, Account.expert_id == Assignment.expert_id)
            .where(Assignment.state == AssignmentState.OFFERED).limit(1)
        ).one()
        return assignment_id, login


def log(problem_id: int, advice: str = ADVICE) -> AppTest:
    screen = run_entry("log-visit", problem=problem_id)
    screen.button_group(key=f"visit:{problem_id}:next").set_value("done").run()
    return screen.text_area(key=f"visit:{problem_id}:advice").set_value(advice).run()


def submit(screen: AppTest, problem_id: int) -> AppTest:
    return screen.button(key=f"visit:{problem_id}:submit").click().run()


def newest(runtime: Runtime) -> Visit:
    with runtime.reading(None) as ctx:
        found = ctx.session.scalars(select(Visit).order_by(Visit.id.desc()).limit(1)).one()
        ctx.session.expunge(found)
        return found


def visits(runtime: Runtime) -> int:
    with runtime.reading(None) as ctx:
        return ctx.session.scalar(select(func.count()).select_from(Visit))


def page_of(runtime: Runtime, actor: Actor, visit_id: int) -> VisitPage:
    with runtime.reading(actor) as ctx:
        return visit_page(ctx, visit_id)


# -- my work -----------------------------------------------------------------------------------------------


def test_an_offer_is_taken_on_with_one_tap(sample_runtime: Runtime, sign_in: As):
    assignment_id, login = an_offer(sample_runtime)
    sign_in(login)
    screen = run_entry("my-work")
    screen.button(key=f"accept_{assignment_id}").click().run()
    assert not screen.exception and not screen.error
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Assignment, assignment_id).state is AssignmentState.ACCEPTED
    assert f"log_{assignment_id}" in [button.key for button in screen.button]
    times = screen.multiselect(key="times_offered")
    screen = times.set_value(times.options[:2]).run()
    screen = screen.button(key="send_times").click().run()
    assert not screen.exception and "等农户选" in words(screen)
    with sample_runtime.reading(None) as ctx:
        problem_id = ctx.session.get_one(Assignment, assignment_id).problem_id
        offered = current_times(ctx, ctx.session.get_one(Problem, problem_id)).offered
    _the_officer_writes_the_choice_down(sign_in, problem_id, offered[0].code)
    sign_in(login)
    assert "约好了" in words(run_entry("my-work"))


def _the_officer_writes_the_choice_down(sign_in: As, problem_id: int, code: str) -> None:
    sign_in("officer")
    called = run_entry("to-call", problem=problem_id)
    assert "哪个时间方便" in words(called)
    assert "接通了，记下选了哪个" in [button.label for button in called.button]
    receipt = run_entry("receipt", id=problem_id)
    receipt.button(key="choose_slot").click().run()
    assert "还没选时间" in receipt.error[0].value
    receipt.button_group(key="slot").set_value(code).run()
    receipt.button(key="choose_slot").click().run()
    assert not receipt.exception and "约好的时间" in words(receipt)
    assert "（打电话问的）" in words(run_entry("problem", id=problem_id))


def test_an_offer_is_declined_with_a_reason(sample_runtime: Runtime, sign_in: As):
    sample_runtime.fitted[SHIPPED] = shared_engine()
    assignment_id, login = an_offer(sample_runtime)
    sign_in(login)
    screen = run_entry("my-work")
    screen.button(key=f"decline_{assignment_id}").click().run()
    screen.button(key="send_decline").click().run()
    assert len(screen.error) == 1
    screen.button_group(key="why_declined").set_value("too_far").run()
    screen.button(key="send_decline").click().run()
    with sample_runtime.reading(None) as ctx:
        declined = ctx.session.get_one(Assignment, assignment_id)
        assert (declined.state, declined.decline_reason) == (AssignmentState.DECLINED, "too_far")


def test_only_the_first_card_has_the_filled_button(expert: Actor):
    filled = [button for button in run_entry("my-work").button if button.proto.type == "primary"]
    assert len(filled) == 1


@pytest.mark.parametrize(("login", "path"), [("expert", "my-work"), ("officer", "today")])
def test_what_to_ask_after_harvest_is_asked_on_the_spot(sample_runtime: Runtime, sign_in: As, login: str, path: str):
    outcome_id = an_outcome_due(sample_runtime)
    sign_in(login)
    screen = run_entry(path)
    assert "今年秋天试的水肥" in words(screen)
    screen.number_input(key=f"answer_{outcome_id}_value").set_value(260).run()
    screen.text_input(key=f"answer_{outcome_id}_how").set_value("收完量的")
    screen.text_input(key=f"answer_{outcome_id}_who").set_value("会计")
    screen.button(key=f"answer_{outcome_id}").click().run()
    assert not screen.exception and not screen.error
    assert "今年秋天试的水肥" not in words(screen)


def an_outcome_due(runtime: Runtime) -> int:
    """Of a project the demonstration's expert takes part in, due before any other."""
    with runtime.writing(None) as ctx:
        project = ctx.session.scalars(select(Project.id).where(Project.name == "西梅提质示范项目")).one()
        outcome = Outcome(
            project_id=project, kind=OutcomeKind.AREA, season=ctx.today.year, practice="今年秋天试的水肥", expected=300,
            expected_how="按协议的地块", ask_on=dt.date(2020, 1, 1), written_by_id=1, written_at=ctx.now,
        )
        ctx.session.add(outcome)
        ctx.session.flush()
        return outcome.id


# -- logging -----------------------------------------------------------------------------------------------


def test_a_visit_is_logged_with_ticked_typed_and_unnamed(sample_runtime: Runtime, expert: Actor, in_hand: int):
    with sample_runtime.reading(expert) as ctx:
        form = visit_form(ctx, in_hand)
    contact = next(one for one in form.people if one.is_contact)
    screen = log(in_hand)
    key = f"visit:{in_hand}"
    assert screen.session_state[f"{key}:people"] == [contact.person_id]
    screen.text_area(key=f"{key}:new_names").set_value("苗来福\n苗玉梅 199 0000 9998").run()
    screen.number_input(key=f"{key}:heads").set_value(3).run()
    screen.file_uploader[0].upload("field.jpg", picture()).run()
    submit(screen, in_hand)
    made = newest(sample_runtime)
    assert not screen.exception and not screen.error
    assert (made.problem_id, made.advice, made.head_count) == (in_hand, ADVICE, 6)
    assert made.service_day == dt.datetime.now(BEIJING).date()
    assert "6 人次" in words(screen) and "再算" in words(screen)
    page = page_of(sample_runtime, expert, made.id)
    assert len(page.people) == 3 and len(page.photos) == 1
    assert {project.id for project in page.projects} == {one.id for one in form.projects if one.is_proposed}


def test_going_again_keeps_the_question_in_hand(sample_runtime: Runtime, expert: Actor, in_hand: int):
    screen = log(in_hand)
    screen.button_group(key=f"visit:{in_hand}:next").set_value("week").run()
    submit(screen, in_hand)
    assert newest(sample_runtime).follow_up_on == dt.datetime.now(BEIJING).date() + dt.timedelta(days=7)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, in_hand).status is ProblemStatus.IN_PROGRESS


def test_no_project_and_a_project_exclude_each_other(expert: Actor, in_hand: int, sample_runtime: Runtime):
    with sample_runtime.reading(expert) as ctx:
        project = visit_form(ctx, in_hand).projects[0].id
    screen, key = run_entry("log-visit", problem=in_hand), f"visit:{in_hand}:projects"
    screen.button_group(key=key).set_value([project, 0]).run()
    assert screen.button_group(key=key).value == [0]
    screen.button_group(key=key).set_value([0, project]).run()
    assert screen.button_group(key=key).value == [project]


def test_a_product_in_the_advice_asks_for_dose_and_waiting_days(sample_runtime: Runtime, in_hand: int):
    screen, key = log(in_hand, "喷多菌灵 800 倍液"), f"visit:{in_hand}"
    screen.text_input(key=f"{key}:product").set_value("多菌灵").run()
    submit(screen, in_hand)
    assert "用量" in screen.error[0].value
    screen.text_input(key=f"{key}:dose").set_value("800 倍液").run()
    screen.number_input(key=f"{key}:waiting_days").set_value(15).run()
    submit(screen, in_hand)
    made = newest(sample_runtime)
    assert (made.product, made.dose, made.waiting_days) == ("多菌灵", "800 倍液", 15)


def test_plain_advice_asks_for_no_product(in_hand: int):
    assert f"visit:{in_hand}:product" not in [field.key for field in log(in_hand).text_input]


@pytest.mark.parametrize(("field", "value", "says"), [
    ("advice", "", "空着"),
    ("new_names", "苗来福\n苗来福", "写了两次"),
    ("new_names", "苗来福 199", "手机号"),
])
def test_bad_input_keeps_the_words_and_says_what_to_do(
    field: str, value: str, says: str, sample_runtime: Runtime, in_hand: int,
):
    before, key = visits(sample_runtime), f"visit:{in_hand}"
    screen = log(in_hand)
    screen.text_area(key=f"{key}:{field}").set_value(value).run()
    submit(screen, in_hand)
    assert len(screen.error) == 1 and says in screen.error[0].value
    assert screen.text_area(key=f"{key}:{field}").value == value
    assert visits(sample_runtime) == before


def test_a_day_before_the_question_is_refused(sample_runtime: Runtime, expert: Actor, in_hand: int):
    screen, key = log(in_hand), f"visit:{in_hand}"
    screen.button_group(key=f"{key}:day").set_value("other").run()
    with sample_runtime.reading(expert) as ctx:
        first = visit_form(ctx, in_hand).first_day
    assert screen.date_input(key=f"{key}:service_day").min == first


def test_the_form_survives_a_new_tab(expert: Actor, in_hand: int):
    screen, key = log(in_hand), f"visit:{in_hand}"
    screen.button_group(key=f"{key}:kind").set_value("training").run()
    screen.text_area(key=f"{key}:new_names").set_value("苗来福").run()
    again = run_entry("log-visit", problem=in_hand)
    assert again.text_area(key=f"{key}:advice").value == ADVICE
    assert again.text_area(key=f"{key}:new_names").value == "苗来福"
    assert again.button_group(key=f"{key}:kind").value == "training"


def test_what_is_not_in_hand_cannot_be_logged(sample_runtime: Runtime, expert: Actor):
    with sample_runtime.reading(None) as ctx:
        other = ctx.session.scalars(
            select(Problem.id).where(Problem.expert_id != expert.expert_id).limit(1)
        ).one()
    screen = run_entry("log-visit", problem=other)
    assert len(screen.error) == 1 and not screen.text_area and not screen.exception


@pytest.mark.parametrize(("line", "name", "number"), [
    ("苗来福", "苗来福", None),
    ("苗来福 19900009999", "苗来福", "19900009999"),
    ("苗来福，199 0000 9999", "苗来福", "199 0000 9999"),
    ("苗来福１９９００００９９９９", "苗来福", "１９９００００９９９９"),
    ("  王 强  0478-5912345 ", "王 强", "0478-5912345"),
    ("19900009999", "19900009999", None),
])
def test_a_line_is_a_name_and_a_phone_behind_it(line: str, name: str, number: str | None):
    assert [(one.name, one.phone) for one in new_people(f"\n{line}\n\n")] == [(name, number)]


# -- one visit ---------------------------------------------------------------------------------------------


@pytest.fixture
def logged(sample_runtime: Runtime, expert: Actor, in_hand: int) -> int:
    screen = log(in_hand)
    screen.text_area(key=f"visit:{in_hand}:new_names").set_value("苗来福\n苗玉梅").run()
    submit(screen, in_hand)
    return newest(sample_runtime).id


def test_people_are_masked_with_their_evidence_in_words(logged: int, sign_in: As):
    sign_in("leader")
    screen = run_entry("visit", id=logged)
    table = screen.table[0].value
    assert len(table) == 3 and table.iloc[:, 2].str.contains("只有专家记录").all()
    assert table.iloc[:, 0].str.contains("*", regex=False).all()
    assert "苗来福" not in words(screen) and not screen.button


def test_names_of_a_list_take_the_place_of_heads_without_one(
    in_hand: int, expert: Actor, sample_runtime: Runtime, sign_in: As,
):
    screen = log(in_hand)
    screen.number_input(key=f"visit:{in_hand}:heads").set_value(3).run()
    submit(screen, in_hand)
    sign_in("officer")
    visit_id = newest(sample_runtime).id
    screen = run_entry("visit", id=visit_id)
    screen.text_area(key=f"names:{visit_id}:text").set_value("苗来福").run()
    assert screen.number_input(key=f"names:{visit_id}:unnamed").value == 2
    screen.text_area(key=f"names:{visit_id}:text").set_value("苗来福\n苗玉梅").run()
    assert screen.number_input(key=f"names:{visit_id}:unnamed").value == 1
    assert "原来记的是 4 人" not in words(screen)
    screen.number_input(key=f"names:{visit_id}:unnamed").set_value(0).run()
    assert "原来记的是 4 人，这样记下就只有 3 人" in words(screen)
    assert not screen.exception


def test_a_signed_list_counts_those_who_are_ticked(sample_runtime: Runtime, logged: int, sign_in: As):
    officer = sign_in("officer")
    screen = run_entry("visit", id=logged)
    screen.button(key="attach").click().run()
    assert len(screen.error) == 1
    screen.file_uploader[0].upload("list.jpg", picture("white")).run()
    ticks = next(group for group in screen.button_group if group.key.startswith("list:"))
    assert len(ticks.value) == 3
    ticks.set_value(ticks.value[:2]).run()
    screen.button(key="attach").click().run()
    assert not screen.exception and not screen.error
    grades = sorted(one.grade for one in page_of(sample_runtime, officer, logged).people)
    assert grades == [Grade.SIGNED_LIST, Grade.SIGNED_LIST, Grade.NAMED_ONLY]


def test_an_officer_voids_with_a_reason(sample_runtime: Runtime, logged: int, sign_in: As):
    officer = sign_in("officer")
    screen = run_entry("visit", id=logged)
    screen.button(key="open_void").click().run()
    screen.button(key="send_void").click().run()
    assert "空着" in screen.error[0].value
    screen.text_input(key="why_void").set_value("记错了人").run()
    screen.button(key="send_void").click().run()
    assert page_of(sample_runtime, officer, logged).status is VisitStatus.VOIDED
    assert "作废了，不计数" in words(screen) and "记错了人" in words(screen)
    assert "attach" not in [button.key for button in screen.button]


def test_an_officer_calls_records_a_no_and_looks_into_it(sample_runtime: Runtime, logged: int, sign_in: As):
    officer = sign_in("officer")
    screen = run_entry("visit", id=logged)
    called = screen.selectbox(key="call_whom").value
    screen.button(key="call_yes").click().run()
    assert not screen.error and not screen.exception
    page = page_of(sample_runtime, officer, logged)
    assert {one.person_id: one.grade for one in page.people}[called] is Grade.CONFIRMED
    screen.button(key="dispute").click().run()
    assert "空着" in screen.error[0].value
    screen.text_input(key="dispute_reason").set_value("那天没人来").run()
    screen.button(key="dispute").click().run()
    assert page_of(sample_runtime, officer, logged).status is VisitStatus.DISPUTED
    assert "那天没人来" in words(screen) and "call_yes" not in [button.key for button in screen.button]
    screen.text_input(key="uphold_reason").set_value("问了邻居").run()
    screen.button(key="uphold").click().run()
    assert page_of(sample_runtime, officer, logged).status is VisitStatus.LOGGED


def test_an_officer_corrects_the_projects_with_a_reason(sample_runtime: Runtime, logged: int, sign_in: As):
    officer = sign_in("officer")
    screen = run_entry("visit", id=logged)
    screen.button(key="open_projects").click().run()
    screen.multiselect(key="corrected_projects").set_value([]).run()
    screen.text_input(key="why_corrected").set_value("不在项目的地里").run()
    screen.button(key="send_projects").click().run()
    assert page_of(sample_runtime, officer, logged).projects == ()
    assert "不在项目的地里" in words(screen)


def test_the_expert_may_not_void_or_correct(logged: int):
    keys = {button.key for button in run_entry("visit", id=logged).button}
    assert "attach" in keys and not keys & {"open_void", "open_projects"}


def test_a_visit_of_others_is_not_there(logged: int, sign_in: As):
    sign_in("coop")
    screen = run_entry("visit", id=logged)
    assert len(screen.error) == 1 and not screen.table and not screen.exception


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["my-work", "log-visit", "visit"])
def test_the_experts_screens_are_whole(path: str, lang: str, logged: int, expert: Actor, sample_runtime: Runtime):
    number = logged if path == "visit" else newest(sample_runtime).problem_id
    screen = run_entry(path, id=number, problem=number, lang=lang)
    assert not screen.exception and not screen.error
    assert len(screen.title) == 1
    if lang == "en":
        labels = [widget.label for kind in (screen.button, screen.text_area, screen.text_input) for widget in kind]
        assert not [text for text in (screen.title[0].value, *labels) if IDEOGRAPH.search(text)]


def test_a_card_of_work_says_what_is_due(sample_runtime: Runtime, in_hand: int, sign_in: As):
    assert "到地里看或回话：" in words(run_entry("my-work")) and in_hand
    sign_in(an_offer(sample_runtime)[1])
    assert "答复接不接：" in words(run_entry("my-work"))
