"""One call to make: whom, what to say, and what came of it in one tap."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.notices import ASKS_WHETHER_SOLVED, HEARD, Audience, CallResult, NoticeKind
from data.domain.roles import Actor, Role
from data.i18n import _, ngettext
from data.queries.notices import NoticeCard
from data.services.notices import record_call, record_calls
from pages.problems import _reopen, _wrong_number
from pages.problems._call_words import ABOUT, LATER, RESULTS, WHO, said, text
from pages.problems._receipt_words import call_link
from pages.shared import state
from pages.shared.badges import small, time_badge
from pages.shared.components import badge, badge_line, done, link
from pages.shared.formats import inside, moment, number, plain
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS, page_of

BULK = (CallResult.NO_ANSWER, CallResult.WECHAT, CallResult.TOLD)


def draw(screen: Screen, card: NoticeCard, office_phone: str | None, now: dt.datetime) -> bool:
    """Whether it is ticked for a deed on several."""
    is_duty = card.audience is Audience.DUTY
    with st.container(border=True, key=f"{'alarm' if is_duty else 'card'}_{card.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            who = plain(card.name or _("值班的人"))
            label = f"{who} · {_(WHO[card.audience])}"
            if is_duty:
                st.markdown(f"**{label}**", width="content")
            ticked = not is_duty and st.checkbox(label, key=f"call_{card.id}", width="content")
            numbers = [call_link(one) for one in (card.phone, card.other_phone) if one]
            st.markdown(" &nbsp; ".join(numbers) or _("没有电话"), width="content")
        badge_line(*_marks(card, now))
        st.markdown(_("说：{sentence}").format(sentence=plain(said(card, now))))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"results_{card.id}"):
            _results(screen, card)
            if not is_duty:
                with st.popover(_("微信文字"), icon=":material/content_copy:", type="tertiary"):
                    st.code(text(card, _from(screen.actor), office_phone, now), language=None, wrap_lines=True)
                link(_("看这件问题"), page_of(screen.actor.role), ":material/forum:", id=card.problem_id)
    return ticked


def _from(actor: Actor) -> str:
    """Whose words a text in WeChat are."""
    return _("信息员{name}").format(name=actor.name) if actor.role is Role.INFORMANT else _("科技局")


def for_several(screen: Screen, ids: list[int]) -> None:
    """What came of all that are ticked."""
    with st.container(border=True, key="panel_several", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(ngettext("选了{n}个：", "选了{n}个：", len(ids)).format(n=number(len(ids))), width="content")
        for result in BULK:
            if st.button(_(RESULTS[result]), key=f"several_{result}"):
                with screen.writing() as ctx:
                    written, over = record_calls(ctx, ids, result)
                state.pick("toast", _several(written, over))
                st.rerun()


def _several(written: int, over: int) -> str:
    said = ngettext("记下了{n}个", "记下了{n}个", written).format(n=number(written))
    return said + _("，{n}个别人已经办了").format(n=number(over)) if over else said


def _marks(card: NoticeCard, now: dt.datetime) -> list[str]:
    marks = [badge(_(ABOUT[card.kind]), "red" if card.kind is NoticeKind.DUTY else "green", "campaign")]
    if card.is_new_number:
        marks.append(badge(_("换了新号码，还没打"), "orange", "edit"))
    elif card.tries.last and card.tries.last_at:
        at = inside(moment(card.tries.last_at, now))
        result = _(RESULTS[card.tries.last])
        tried = ngettext("打过{n}次，{at}{result}", "打过{n}次，{at}{result}", card.tries.count)
        marks.append(badge(tried.format(n=card.tries.count, at=at, result=result), "orange", "phone_missed"))
    if card.kind in (NoticeKind.OFFER, NoticeKind.FACTS, NoticeKind.SECOND, *ASKS_WHETHER_SOLVED):
        marks.append(time_badge(card.due_at, now))
    if card.follows:
        marks.append(badge(_("自己能查到"), "gray", "visibility"))
    since = _("{moment}起该打").format(moment=inside(moment(card.written_at, now)))
    return [*marks, small(card.place, card.number, since)]


def _results(screen: Screen, card: NoticeCard) -> None:
    """What a call that got through leads to is the button; everything rarer is folded away."""
    results = [one for one in RESULTS if card.audience is not Audience.DUTY or one not in HEARD]
    if reached := _after_reaching(card):
        words, path = reached
        if st.button(words, icon=":material/check_circle:", key=f"reached_{card.id}"):
            st.switch_page(SCREENS[path].file, query_params={"id": str(card.problem_id)})
    else:
        results.remove(CallResult.TOLD)
        _result(screen, card, CallResult.TOLD, RESULTS[CallResult.TOLD])
    with st.popover(_("别的结果"), type="tertiary"):
        for result in results:
            _result(screen, card, result, LATER if result is CallResult.TOLD else RESULTS[result])
    if card.may_close:
        _reopen.close_button(screen, card.problem_id)
    if card.tries.last is CallResult.WRONG_NUMBER and not card.is_new_number:
        _wrong_number.draw(screen, card)


def _after_reaching(card: NoticeCard) -> tuple[str, str] | None:
    """Where the answer is written down; None where it was only to be told."""
    if card.audience is Audience.DUTY:
        return _("接通了，写下谁接的"), "problem"
    if card.kind is NoticeKind.SLOTS:
        return _("接通了，记下选了哪个"), "receipt"
    return (_("接通了，记下解决没有"), "confirm") if card.kind in ASKS_WHETHER_SOLVED else None


def _result(screen: Screen, card: NoticeCard, result: CallResult, words: str) -> None:
    if st.button(_(words), key=f"{result}_{card.id}") and done(screen, lambda ctx: record_call(ctx, card.id, result)):
        state.pick("toast", _("记下了：{result}").format(result=_(RESULTS[result])))
        st.rerun()
