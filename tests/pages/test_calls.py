"""The list of calls on its screen: whom, what to say, and one tap for what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select

from data.domain.notices import Audience, CallResult, NoticeKind
from data.domain.roles import Actor
from data.models.notice import Notice, NoticeCall
from data.queries.follow_ups import follow_ups
from data.queries.notices import NoticeCard, calls_waiting, to_call
from data.runtime import Runtime
from pages.problems._call_words import said
from pages.shared.formats import span
from tests.pages.conftest import run_entry, words


def waiting(runtime: Runtime, officer: Actor) -> tuple[NoticeCard, int]:
    """The first to tell that is no emergency, and how many there are."""
    with runtime.reading(officer) as ctx:
        return next(one for one in to_call(ctx).rows if one.audience is not Audience.DUTY), calls_waiting(ctx)


def test_a_call_in_vain_stays_and_one_that_was_heard_goes(sign_in: Callable[[str], Actor], sample_runtime: Runtime):
    officer = sign_in("officer")
    card, before = waiting(sample_runtime, officer)
    screen = run_entry("to-call")
    assert card.number.replace("-", "\\-") in words(screen) and f"{before}个电话" in words(screen)
    screen = screen.button(key=f"no_answer_{card.id}").click().run()
    screen = screen.button(key=f"wechat_{card.id}").click().run()
    assert not screen.exception and f"{before - 1}个电话" in words(screen)
    with sample_runtime.reading(officer) as ctx:
        assert ctx.session.get_one(Notice, card.id).result is CallResult.WECHAT
        assert ctx.session.scalar(select(func.count()).where(NoticeCall.notice_id == card.id)) >= 2


def test_a_wrong_number_is_put_right_where_it_was_noticed(sign_in: Callable[[str], Actor], sample_runtime: Runtime):
    officer = sign_in("officer")
    with sample_runtime.reading(officer) as ctx:
        card = next(one for one in to_call(ctx).rows if one.audience is Audience.ASKER)
    screen = run_entry("to-call").button(key=f"wrong_number_{card.id}").click().run()
    screen.text_input(key=f"right_number_{card.id}").set_value("1990000")
    screen = screen.button(key=f"correct_number_{card.id}").click().run()
    assert "少了4位" in words(screen)
    screen.text_input(key=f"right_number_{card.id}").set_value("19900009876")
    screen = screen.button(key=f"correct_number_{card.id}").click().run()
    assert not screen.exception and "199 0000 9876" in words(screen)
    assert "换了新号码，还没打" in words(screen)
    assert "改了农户的电话" in words(run_entry("problem", id=card.problem_id))


def test_a_second_opinion_of_before_there_were_dates_is_asked_for_without_one(
    sign_in: Callable[[str], Actor], sample_runtime: Runtime,
):
    card, _before = waiting(sample_runtime, sign_in("officer"))
    asked = replace(card, kind=NoticeKind.SECOND, audience=Audience.EXPERT, due_at=card.written_at)
    assert "前写在那里" in said(asked, card.written_at)
    assert said(replace(asked, due_at=None), card.written_at).endswith("「我的活」里，请写在那里。")


def test_several_at_once(sign_in: Callable[[str], Actor], sample_runtime: Runtime):
    officer = sign_in("officer")
    card, before = waiting(sample_runtime, officer)
    screen = run_entry("to-call").checkbox(key=f"call_{card.id}").check().run()
    screen = screen.button(key="several_told").click().run()
    assert not screen.exception and f"{before - 1}个电话" in words(screen)


def test_what_was_agreed_stands_in_the_day_until_done(sign_in: Callable[[str], Actor], sample_runtime: Runtime):
    officer = sign_in("officer")
    with sample_runtime.reading(officer) as ctx:
        row = follow_ups(ctx)[0]
    screen = run_entry("today").button(key=f"follow_done_{row.id}").click().run()
    assert not screen.exception
    with sample_runtime.reading(officer) as ctx:
        assert row.id not in {one.id for one in follow_ups(ctx)}


def test_spans_are_told_in_days_from_24_hours_on():
    assert [span(minutes) for minutes in (1439, 1440, 2879, 2880)] == ["23小时", "1天", "1天", "2天"]
