"""Asking, the receipt, one's own questions, saying whether it was solved: what the screens do with what is typed."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data.domain.problem import ProblemEventKind, ProblemStatus
from data.domain.roles import Actor
from data.domain.visit import Outcome
from data.models.place import County
from data.models.problem import Problem, ProblemEvent, StoredFile
from data.models.visit import Confirmation
from data.runtime import Runtime
from data.services.engines import SHIPPED
from data.services.fact_requests import ask_for_facts
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from pages.shared.formats import phone
from pages.shared.menu import SCREENS
from tests.desk import shared_engine
from tests.pages.conftest import run_entry, words

PLUM = "头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄"
LAMBS = "早起羊羔死了六只 还有十几只拉稀站不起来"
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
As = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def one_engine(sample_runtime: Runtime) -> None:
    sample_runtime.fitted[SHIPPED] = shared_engine()


def picture(colour: str = "green") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return content.getvalue()


def type_question(screen: AppTest, text: str) -> AppTest:
    return screen.text_area(key="ask:0:text").set_value(text).run()


def send(screen: AppTest, form: str) -> AppTest:
    return screen.button(key=f"{form}:submit").click().run()


def count(runtime: Runtime, model: type) -> int:
    with runtime.reading(None) as ctx:
        return ctx.session.scalar(select(func.count()).select_from(model))


def newest(runtime: Runtime) -> Problem:
    with runtime.reading(None) as ctx:
        found = ctx.session.scalars(select(Problem).order_by(Problem.id.desc()).limit(1)).one()
        ctx.session.expunge(found)
        return found


def ask(runtime: Runtime, actor: Actor, text: str) -> int:
    with runtime.writing(actor) as ctx:
        return submit_problem(ctx, ProblemForm(text, "150824100201", None, "", ""), f"token of {text[:20]}").problem_id


def to_confirm(runtime: Runtime) -> Problem:
    """A question of the demonstration that waits for its farmer's word."""
    with runtime.reading(None) as ctx:
        found = ctx.session.scalars(select(Problem).where(Problem.status == ProblemStatus.TO_CONFIRM).limit(1)).one()
        ctx.session.expunge(found)
        return found


# -- asking ------------------------------------------------------------------------------------------------


def test_a_farm_asks_with_its_place_and_phone_proposed(sample_runtime: Runtime, sign_in: As):
    farmer = sign_in("farmer")
    screen = run_entry("ask")
    assert not screen.exception
    assert screen.text_input(key="ask:0:phone").value
    type_question(screen, PLUM)
    screen.file_uploader[0].upload("leaf.jpg", picture()).run()
    send(screen, "ask:0")
    made = newest(sample_runtime)
    assert not screen.exception and not screen.error
    assert (made.text, made.farm_id, made.place_code) == (PLUM, farmer.farm_id, farmer.area_code)
    assert screen.title[0].value == "收到了"
    assert screen.metric[0].value == made.number
    assert "头一年种西梅" in words(screen)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.scalar(select(func.count()).where(StoredFile.problem_id == made.id)) == 1


@pytest.mark.parametrize(("field", "value", "says"), [
    ("text", "", "空着"),
    ("phone", "1990000", "少了4位"),
    ("phone", "打不通", "手机号"),
])
def test_bad_input_keeps_the_words_and_says_what_to_do(field: str, value: str, says: str, sign_in: As, sample_runtime):
    sign_in("farmer")
    before = count(sample_runtime, Problem)
    screen = type_question(run_entry("ask"), PLUM)
    screen.file_uploader[0].upload("leaf.jpg", picture()).run()
    widget = screen.text_area(key="ask:0:text") if field == "text" else screen.text_input(key=f"ask:0:{field}")
    widget.set_value(value).run()
    send(screen, "ask:0")
    assert len(screen.error) == 1 and says in screen.error[0].value
    assert screen.text_area(key="ask:0:text").value == (value if field == "text" else PLUM)
    assert len(screen.file_uploader[0].value) == 1
    assert count(sample_runtime, Problem) == before


def test_a_file_that_is_no_picture_is_named_and_the_rest_stays(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.file_uploader[0].upload("leaf.jpg", b"no picture").run()
    assert not screen.exception
    send(screen, "ask:0")
    assert "打不开" in screen.error[0].value
    assert screen.text_area(key="ask:0:text").value == PLUM


def test_an_error_goes_when_its_field_is_mended(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.text_input(key="ask:0:phone").set_value("199").run()
    send(screen, "ask:0")
    assert screen.error
    screen.text_input(key="ask:0:phone").set_value("19900000001").run()
    assert not screen.error


def test_words_survive_a_new_tab_and_are_gone_once_sent(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.button_group(key="ask:0:industry").set_value("I4").run()
    other = run_entry("ask")
    assert other.text_area(key="ask:0:text").value == PLUM
    assert other.button_group(key="ask:0:industry").value == "I4"
    send(other, "ask:0")
    assert run_entry("ask").text_area(key="ask:0:text").value == ""


def test_words_survive_a_walk_through_other_screens(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.switch_page(str(SCREENS["my-questions"].file)).run()
    screen.switch_page(str(SCREENS["ask"].file)).run()
    assert screen.text_area(key="ask:0:text").value == PLUM


def test_a_form_sent_from_another_window_loses_no_words(sign_in: As, sample_runtime: Runtime):
    """Both windows began with the same draft; the second holds another question by now."""
    sign_in("farmer")
    first, second = type_question(run_entry("ask"), PLUM), run_entry("ask")
    type_question(second, "葡萄叶子背面起白霉")
    send(first, "ask:0")
    send(second, "ask:0")
    assert "别的窗口" in second.error[0].value
    assert second.text_area(key="ask:0:text").value == "葡萄叶子背面起白霉"
    send(second, "ask:0")
    assert newest(sample_runtime).text == "葡萄叶子背面起白霉"


def test_villages_stand_below_the_chosen_town(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    screen = run_entry("ask")
    village = screen.selectbox(key="ask:0:village")
    assert "宏伟村" not in village.options
    screen.selectbox(key="ask:0:town").select("150824101").run()
    village = screen.selectbox(key="ask:0:village")
    assert "宏伟村" in village.options and village.value is None


def test_an_officer_asks_for_a_caller_and_both_names_are_kept(sign_in: As, sample_runtime: Runtime):
    officer = sign_in("officer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.selectbox(key="ask:0:town").select("150824100").run()
    screen.selectbox(key="ask:0:village").select("150824100201").run()
    screen.text_input(key="ask:0:name").set_value("苗来福").run()
    screen.text_input(key="ask:0:phone").set_value("199 0000 9999").run()
    send(screen, "ask:0")
    made = newest(sample_runtime)
    assert (made.asker_name, made.asker_phone, made.filed_by_id) == ("苗来福", "19900009999", officer.account_id)
    assert "苗来福" in words(screen)


def test_an_officer_must_name_the_village_of_a_new_caller(sign_in: As, sample_runtime: Runtime):
    sign_in("officer")
    screen = type_question(run_entry("ask"), PLUM)
    screen.text_input(key="ask:0:name").set_value("苗来福").run()
    screen.text_input(key="ask:0:phone").set_value("19900009999").run()
    send(screen, "ask:0")
    assert len(screen.error) == 1 and not screen.exception
    assert screen.text_area(key="ask:0:text").value == PLUM


def test_what_would_help_is_said_while_typing(sign_in: As, sample_runtime: Runtime):
    sign_in("farmer")
    assert "再说清这几样" in words(type_question(run_entry("ask"), "葵花叶子发黄"))
    assert "再说清这几样" not in words(type_question(run_entry("ask"), LAMBS))


def test_the_branch_follows_the_words_or_the_choice_and_its_answers_reach_the_question(
    sign_in: As, sample_runtime: Runtime,
):
    sign_in("farmer")
    screen = run_entry("ask")
    assert "ask:0:fact_area" not in [one.key for one in screen.text_input]
    type_question(screen, "葵花叶子发黄").text_input(key="ask:0:fact_area").set_value("三亩多").run()
    assert "读作3亩上下" in words(screen)
    assert "整棵" in words(screen) and "铭牌" not in words(screen)
    screen.button_group(key="ask:0:branch").set_value("machine").run()
    fields = [one.key for one in screen.text_input]
    assert "ask:0:fact_machine_model" in fields and "ask:0:fact_area" in fields and "ask:0:fact_part" not in fields
    assert "铭牌" in words(screen)
    send(screen, "ask:0")
    made = newest(sample_runtime)
    assert not screen.exception and made.facts == {"area": "三亩多"}
    assert "三亩多" in words(screen)
    sign_in("officer")
    page = run_entry("problem", id=made.id)
    assert "三亩多" in words(page) and "整棵" in words(page)


# -- receipt -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("duty", "office", "says"), [
    ("04785912110", "04785912345", "动物防疫值班电话"),
    (None, "04785912345", "打科技局电话"),
    (None, None, "问科技局要"),
])
def test_a_sick_herd_is_told_to_call_before_anything_else(
    duty: str | None, office: str | None, says: str, sign_in: As, sample_runtime: Runtime,
):
    problem_id = ask(sample_runtime, sign_in("farmer"), LAMBS)
    with sample_runtime.writing(None) as ctx:
        county = ctx.session.get_one(County, "150824")
        county.office_phone, county.settings = office, {**county.settings, "duty_phone": duty}
    screen = run_entry("receipt", id=problem_id)
    shown = [element.value for element in screen.main if element.type in ("markdown", "title")]
    assert "先别等" in shown[0] and says in shown[0]
    assert shown.index("收到了") > 0
    if number := duty or office:
        assert phone(number) in shown[1]


def test_a_harmless_question_alarms_nobody(sign_in: As, sample_runtime: Runtime):
    screen = run_entry("receipt", id=ask(sample_runtime, sign_in("farmer"), PLUM))
    assert "先别等" not in words(screen)


def test_someone_elses_receipt_is_not_there(sign_in: As, sample_runtime: Runtime):
    problem_id = ask(sample_runtime, sign_in("farmer"), PLUM)
    sign_in("coop")
    screen = run_entry("receipt", id=problem_id)
    assert len(screen.error) == 1 and not screen.exception
    assert "西梅" not in words(screen)


def test_whoever_is_asked_for_facts_is_not_asked_whether_it_is_solved(sign_in: As, sample_runtime: Runtime):
    problem_id = ask(sample_runtime, sign_in("farmer"), PLUM)
    with sample_runtime.writing(sign_in("officer")) as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "叶子背面什么样？")
    sign_in("farmer")
    screen = run_entry("receipt", id=problem_id)
    assert "解决了没有" not in words(screen)
    assert "go_problem" in {one.key for one in screen.button} and "go_confirm" not in {one.key for one in screen.button}
    mine = words(run_entry("my-questions"))
    assert "轮到您：补充几样" in mine


def test_whoever_is_asked_answers_in_words_of_their_own(sign_in: As, sample_runtime: Runtime):
    problem_id = ask(sample_runtime, sign_in("farmer"), PLUM)
    with sample_runtime.writing(sign_in("officer")) as ctx:
        ask_for_facts(ctx, problem_id, ctx.session.get_one(Problem, problem_id).version, (), "叶子背面什么样？")
    form = f"facts:{problem_id}"
    assert run_entry("problem", id=problem_id).text_area(key=f"{form}:words").label == "农户怎么回的"
    sign_in("farmer")
    screen = run_entry("problem", id=problem_id)
    box = screen.text_area(key=f"{form}:words")
    assert (box.label, screen.button(key=f"{form}:submit").label) == ("您的回话", "发给科技局")
    assert "问的是：叶子背面什么样？" in words(screen) and "照片这样拍" not in words(screen)
    screen.file_uploader[0].upload("leaf.jpg", picture()).run()
    send(screen, form)
    assert "空着" in screen.error[0].value and len(screen.file_uploader[0].value) == 1
    screen.text_area(key=f"{form}:words").set_value("叶子背面有白粉").run()
    send(screen, form)
    assert not screen.exception and not screen.error
    assert "后来补充：叶子背面有白粉" in words(screen) and "/photos/" in words(screen)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, problem_id).status is ProblemStatus.WAITING
        assert ctx.session.scalar(select(func.count()).where(StoredFile.problem_id == problem_id)) == 1


def test_what_was_asked_of_the_photos_is_drawn(sign_in: As, sample_runtime: Runtime):
    problem_id = ask(sample_runtime, sign_in("farmer"), "葵花叶子上起黄斑，咋办")
    with sample_runtime.writing(sign_in("officer")) as ctx:
        problem = ctx.session.get_one(Problem, problem_id)
        assert "photo" in problem.understanding["missing"]
        ask_for_facts(ctx, problem_id, problem.version, ("photo",))
    sign_in("farmer")
    assert "照片这样拍" in words(run_entry("problem", id=problem_id))


def test_own_questions_are_listed_newest_first(sign_in: As, sample_runtime: Runtime):
    farmer = sign_in("farmer")
    for text in (PLUM, LAMBS):
        ask(sample_runtime, farmer, text)
    labels = [link.label for link in run_entry("my-questions").get("page_link") if "「" in link.label]
    assert "羊羔" in labels[0] and "西梅" in labels[1]


def test_what_is_over_is_folded_and_what_was_put_away_unheard_says_how_to_take_it_up(
    sign_in: As, sample_runtime: Runtime,
):
    farmer = sign_in("farmer")
    quiet, old = (ask(sample_runtime, farmer, text) for text in (PLUM, LAMBS))
    with sample_runtime.writing(sign_in("officer")) as ctx:
        for id_, days in ((quiet, 1), (old, 16)):
            ctx.session.get_one(Problem, id_).status = ProblemStatus.UNCONFIRMED
            ctx.session.add(ProblemEvent(
                problem_id=id_, sequence=99, kind=ProblemEventKind.CLOSED, at=ctx.now - dt.timedelta(days=days),
                details={},
            ))
    sign_in("farmer")
    screen = run_entry("my-questions")
    (fold,) = [one for one in screen.expander if "办完的" in one.label]
    inside = "".join(str(one.value) for one in fold.markdown) + "".join(one.label for one in fold.page_link)
    assert "羊羔" in inside and "没联系上您，先收起来了" in inside and "没解决就点开" not in inside
    assert "头一年种西梅" not in inside
    assert "没联系上您，先收起来了；没解决就点开" in words(screen) and not fold.proto.expanded
    assert "没联系上您的" in words(screen) and "眼下没有在办的" in words(screen)


# -- was it solved? ----------------------------------------------------------------------------------------


def test_an_officer_records_a_call_back(sign_in: As, sample_runtime: Runtime):
    officer, problem = sign_in("officer"), to_confirm(sample_runtime)
    form = f"confirm:{problem.id}"
    screen = run_entry("confirm", id=problem.id)
    assert screen.text_input(key=f"{form}:answered_by").value == problem.asker_name
    screen.button_group(key=f"{form}:outcome").set_value("solved").run()
    screen.button_group(key=f"{form}:rating").set_value(5).run()
    screen.text_area(key=f"{form}:words").set_value("挺好，再来看看施肥").run()
    send(screen, form)
    assert not screen.exception and not screen.error
    assert screen.title[0].value == problem.title
    with sample_runtime.reading(None) as ctx:
        said = ctx.session.scalars(select(Confirmation).where(Confirmation.problem_id == problem.id)).one()
        assert (said.outcome, said.answered_by, said.rating, said.words, said.recorded_by_id) == (
            Outcome.SOLVED, problem.asker_name, 5, "挺好，再来看看施肥", officer.account_id,
        )


def test_a_call_back_without_a_name_keeps_the_rest(sign_in: As, sample_runtime: Runtime):
    sign_in("officer")
    problem = to_confirm(sample_runtime)
    form = f"confirm:{problem.id}"
    screen = run_entry("confirm", id=problem.id)
    screen.text_input(key=f"{form}:answered_by").set_value("").run()
    screen.button_group(key=f"{form}:outcome").set_value("not_solved").run()
    screen.text_area(key=f"{form}:words").set_value("还是黄").run()
    send(screen, form)
    assert len(screen.error) == 1
    assert screen.text_area(key=f"{form}:words").value == "还是黄"
    assert run_entry("confirm", id=problem.id).text_area(key=f"{form}:words").value == "还是黄"


def test_a_reckoning_whose_amount_was_taken_out_is_kept_and_the_amount_asked_for(
    sign_in: As, sample_runtime: Runtime,
):
    sign_in("officer")
    form = f"confirm:{to_confirm(sample_runtime).id}"
    screen = run_entry("confirm", id=int(form.partition(":")[2]))
    screen.button_group(key=f"{form}:outcome").set_value("solved").run()
    screen.number_input(key=f"{form}:loss_avoided").set_value(3000).run()
    screen.text_input(key=f"{form}:loss_how").set_value("十亩，一亩少损三百").run()
    screen.number_input(key=f"{form}:loss_avoided").set_value(None).run()
    send(screen, form)
    assert "还没写少损失多少元" in screen.error[0].value
    assert screen.text_input(key=f"{form}:loss_how").value == "十亩，一亩少损三百"


def test_not_solved_goes_back_to_the_bureau(sign_in: As, sample_runtime: Runtime):
    sign_in("officer")
    problem = to_confirm(sample_runtime)
    form = f"confirm:{problem.id}"
    screen = run_entry("confirm", id=problem.id)
    screen.button_group(key=f"{form}:outcome").set_value("not_solved").run()
    assert f"{form}:rating" not in [group.key for group in screen.button_group]
    send(screen, form)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, problem.id).status is ProblemStatus.UNSOLVED


def test_what_needs_no_word_says_so(sign_in: As, sample_runtime: Runtime):
    screen = run_entry("confirm", id=ask(sample_runtime, sign_in("farmer"), PLUM))
    assert "现在不用确认" in words(screen) and not screen.button_group


# -- both languages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["ask", "my-questions", "receipt", "confirm"])
def test_the_askers_screens_are_whole(path: str, lang: str, sign_in: As, sample_runtime: Runtime):
    problem_id = ask(sample_runtime, sign_in("farmer"), PLUM)
    screen = run_entry(path, id=problem_id, lang=lang)
    assert not screen.exception and not screen.error
    assert len(screen.title) == 1
    if lang == "en":
        labels = [widget.label for kind in (screen.button, screen.text_area, screen.text_input) for widget in kind]
        assert not [text for text in (screen.title[0].value, *labels) if IDEOGRAPH.search(text)]


CHAT = "韩喜莲-巴仁宝勒格 10:21\n西梅叶子卷边发黄咋办\n[图片]\n老高 10:22\n早上好\n韩喜莲-巴仁宝勒格 10:26\n19900009911"


def test_a_pasted_chat_becomes_questions_with_one_tap_each(sign_in: As, sample_runtime: Runtime):
    sign_in("officer")
    before = count(sample_runtime, Problem)
    screen = run_entry("chat").text_area(key="chat:0:chat").set_value(CHAT).run()
    assert not screen.exception and "读出1件问题" in words(screen) and "没当成问题的话" in words(screen)
    (file,) = [one for one in screen.button if one.key.startswith("file_")]
    screen = file.click().run()
    asked = newest(sample_runtime)
    assert (asked.asker_name, asked.asker_phone, asked.crop) == ("韩喜莲", "19900009911", "西梅")
    assert asked.number in words(screen) and count(sample_runtime, Problem) == before + 1
    (want,) = [one for one in screen.button if one.key.startswith("want_")]
    screen = want.click().run()
    screen = next(one for one in screen.button if one.key.startswith("file_")).click().run()
    assert screen.error and count(sample_runtime, Problem) == before + 1, "no phone, no village"
    screen = screen.button(key="paste_new").click().run()
    assert screen.text_area(key="chat:0:chat").value in ("", None) and not screen.exception
