"""The village informant's screens: ask for a neighbour, follow, call, record what was heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from data.domain.problem import ProblemStatus
from data.domain.roles import Actor, Role
from data.domain.visit import Outcome
from data.models.account import Account
from data.models.problem import Problem
from data.models.visit import Confirmation
from data.queries.notices import to_call
from data.runtime import Runtime
from data.services.engines import SHIPPED
from tests.desk import shared_engine
from tests.pages.conftest import run_entry, words

As = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def one_engine(sample_runtime: Runtime) -> None:
    sample_runtime.fitted[SHIPPED] = shared_engine()


def newest(runtime: Runtime) -> Problem:
    with runtime.reading(None) as ctx:
        found = ctx.session.scalars(select(Problem).order_by(Problem.id.desc()).limit(1)).one()
        ctx.session.expunge(found)
        return found


def to_confirm_in(runtime: Runtime, village: str) -> Problem:
    """A question that waits for its farmer's word, put into the village."""
    with runtime.writing(None) as ctx:
        found = ctx.session.scalars(select(Problem).where(Problem.status == ProblemStatus.TO_CONFIRM).limit(1)).one()
        found.place_code = found.current_place = village
        ctx.session.flush()
        ctx.session.expunge(found)
        return found


def test_an_informant_asks_follows_and_calls_for_the_own_village(sign_in: As, sample_runtime: Runtime):
    informant = sign_in("informant")
    screen = run_entry("ask")
    screen.text_area(key="ask:0:text").set_value("西梅叶子卷边发黄，该咋弄").run()
    assert screen.selectbox(key="ask:0:town").value == "150824100"
    village = screen.selectbox(key="ask:0:village")
    assert (village.value, len(village.options)) == ("150824100201", 1)
    screen.text_input(key="ask:0:name").set_value("苗来福").run()
    screen.text_input(key="ask:0:phone").set_value("199 0000 9999").run()
    screen.button(key="ask:0:submit").click().run()
    made = newest(sample_runtime)
    assert (made.asker_name, made.filed_by_id) == ("苗来福", informant.account_id)
    said = words(run_entry("receipt", id=made.id))
    assert "苗来福" in said and "登记人：白秀兰" in said
    assert "苗来福" in words(run_entry("my-questions"))
    screen = run_entry("to-call", problem=made.id)
    assert "1个电话" in words(screen) and "信息员白秀兰" in screen.code[0].value
    with sample_runtime.reading(informant) as ctx:
        (card,) = to_call(ctx, problem_id=made.id).rows
    screen = screen.button(key=f"told_{card.id}").click().run()
    assert not screen.exception and "0个电话" in words(screen)


def test_an_informants_call_back_leads_to_the_receipt(sign_in: As, sample_runtime: Runtime):
    informant = sign_in("informant")
    problem = to_confirm_in(sample_runtime, informant.area_code)
    form = f"confirm:{problem.id}"
    screen = run_entry("confirm", id=problem.id)
    screen.button_group(key=f"{form}:outcome").set_value("solved").run()
    screen.button(key=f"{form}:submit").click().run()
    assert not screen.exception and not screen.error
    assert problem.number in [one.value for one in screen.metric]
    with sample_runtime.reading(None) as ctx:
        said = ctx.session.scalars(select(Confirmation).where(Confirmation.problem_id == problem.id)).one()
        assert (said.outcome, said.recorded_by_id) == (Outcome.SOLVED, informant.account_id)


def test_the_administrator_adds_one_for_a_village(sign_in: As, sample_runtime: Runtime):
    sign_in("admin")
    screen = run_entry("accounts")
    screen = screen.button(key="add").click().run()
    screen.button_group(key="new_role").set_value("informant").run()
    screen.text_input(key="new_name").set_value("丁桂香").run()
    screen.text_input(key="new_login").set_value("dingguixiang").run()
    screen.button(key="send_account").click().run()
    assert "一个村、嘎查或一个苏木镇" in screen.error[0].value
    screen.selectbox(key="new_town").select("150824101").run()
    screen.selectbox(key="new_village").select("150824101206").run()
    screen.button(key="send_account").click().run()
    assert not screen.exception and not screen.error
    with sample_runtime.reading(None) as ctx:
        made = ctx.session.scalars(select(Account).where(Account.login == "dingguixiang")).one()
        assert (made.role, made.area_code) == (Role.INFORMANT, "150824101206")
