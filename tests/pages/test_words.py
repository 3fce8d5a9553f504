"""旗里的词: tried, added and ended on the screen; a suggestion on a question's page changes nothing by itself."""

from __future__ import annotations

import uuid

from data.models.problem import Problem
from data.runtime import Runtime
from data.services.problems import ProblemForm, submit_problem
from tests.pages.conftest import run_entry, words


def test_a_word_is_added_tried_and_ended(sample_runtime: Runtime, sign_in):
    sign_in("officer")
    screen = run_entry("words").text_input(key="try_words").input("照阳花叶子发黄").run()
    assert "一个词也没认出来" in words(screen) or "向日葵" not in words(screen)
    screen = screen.button(key="add_word").click().run()
    screen = screen.button(key="send_word").click().run()
    assert screen.error, "a name is needed"
    screen.text_input(key="word_name").input("向日葵")
    screen.text_input(key="word_folk").input("照阳花")
    screen = screen.selectbox(key="word_kind").select("庄稼、果菜").run().button(key="send_word").click().run()
    assert not screen.exception and not screen.error
    assert "照阳花" in words(screen) and "向日葵" in words(screen)
    end = next(one for one in screen.button if one.key.startswith("end_"))
    screen = end.click().run()
    assert not screen.exception and not [one for one in screen.button if one.key.startswith("end_")]


def test_the_officer_is_told_that_the_words_say_something_else(sample_runtime: Runtime, sign_in):
    officer = sign_in("officer")
    with sample_runtime.writing(officer) as ctx:
        form = ProblemForm(
            "葡萄叶子背面一层白霜，打什么药", "150824100201", None, "试一试", "19900009997", problem_types=("P21",),
        )
        problem_id = submit_problem(ctx, form, str(uuid.uuid4())).problem_id
    screen = run_entry("problem", id=problem_id)
    assert "原话读着更像" in words(screen) and "病害" in words(screen)
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, problem_id).problem_types == ["P21"]
    screen = screen.button(key="suggested").click().run()
    assert screen.multiselect(key="fix_types").value[0] == "P01"
    screen = screen.button(key="send_correction").click().run()
    assert not screen.exception and not screen.error
    with sample_runtime.reading(None) as ctx:
        assert ctx.session.get_one(Problem, problem_id).problem_types[0] == "P01"
    assert "原话读着更像" not in words(screen)
