"""DraftForm by itself: one token per record, whatever is clicked."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data.models.account import Draft
from data.models.problem import Problem
from data.runtime import Runtime
from data.services.drafts import VALUES_MAX
from data.services.engines import SHIPPED
from tests.desk import shared_engine


@pytest.fixture(autouse=True)
def farmer(sample_runtime: Runtime, sign_in) -> None:
    sample_runtime.fitted[SHIPPED] = shared_engine()
    sign_in("farmer")


def impatient() -> None:
    """A screen whose button was clicked twice before the first click had been answered."""
    import streamlit as st

    from data.domain.roles import Role
    from data.services.filing import ProblemForm
    from data.services.problems import submit_problem
    from pages.shared.drafts import DraftForm
    from pages.shared.guards import require

    screen = require(Role.COOPERATIVE)
    form = DraftForm(screen, "ask", ("text",))

    def call(ctx, token):
        return submit_problem(ctx, ProblemForm("西梅叶子发黄", "150824100201", None, "", ""), token)

    def twice():
        form.send(call)
        form.send(call)

    if receipt := form.sent():
        st.markdown(receipt.number)
    st.text_area("text", **form.field("text"))
    st.button("send", key="send", on_click=twice)
    form.complain_of_rest()


def dated() -> None:
    import streamlit as st

    from data.domain.roles import Role
    from pages.shared.drafts import DraftForm
    from pages.shared.guards import require

    form = DraftForm(require(Role.COOPERATIVE), "dated", ("day", "kind"), dates=("day",))
    options = st.text_input("options", "a,b").split(",")
    st.date_input("day", value=None, **form.field("day"))
    st.pills("kind", **form.choice("kind", options))


def count(runtime: Runtime, model: type) -> int:
    with runtime.reading(None) as ctx:
        return ctx.session.scalar(select(func.count()).select_from(model))


def test_two_clicks_make_one_record_and_one_receipt(sample_runtime: Runtime):
    before = count(sample_runtime, Problem)
    screen = AppTest.from_function(impatient, default_timeout=20).run()
    screen.button(key="send").click().run()
    assert not screen.exception and not screen.error
    assert count(sample_runtime, Problem) == before + 1
    assert len(screen.markdown) == 1


def test_the_next_record_has_a_token_of_its_own(sample_runtime: Runtime):
    before = count(sample_runtime, Problem)
    screen = AppTest.from_function(impatient, default_timeout=20).run()
    for _click in range(2):
        screen.button(key="send").click().run()
        screen.run()
    assert count(sample_runtime, Problem) == before + 2


def test_every_change_of_a_field_is_in_the_database(sample_runtime: Runtime):
    screen = AppTest.from_function(impatient, default_timeout=20).run()
    for typed in ("西梅", "西梅叶子", "西梅叶子发黄"):
        screen.text_area[0].set_value(typed).run()
        with sample_runtime.reading(None) as ctx:
            assert ctx.session.scalars(select(Draft.values)).one() == {"text": typed}


def test_too_long_a_text_is_refused_in_words_and_stays_in_the_field(sample_runtime: Runtime):
    screen = AppTest.from_function(impatient, default_timeout=20).run()
    screen.text_area[0].set_value("西" * VALUES_MAX).run()
    assert "草稿存不下" in screen.error[0].value
    assert len(screen.text_area[0].value) == VALUES_MAX


def test_dates_come_back_as_dates():
    screen = AppTest.from_function(dated, default_timeout=20).run()
    screen.date_input[0].set_value(dt.date(2026, 4, 9)).run()
    again = AppTest.from_function(dated, default_timeout=20).run()
    assert again.date_input[0].value == dt.date(2026, 4, 9)


def test_a_choice_that_is_no_longer_offered_is_dropped():
    screen = AppTest.from_function(dated, default_timeout=20).run()
    screen.button_group[0].set_value("a").run()
    screen.text_input[0].set_value("b,c").run()
    assert not screen.exception
    assert screen.button_group[0].value is None
