"""公开答复: the advice of a solved question as general words, signed by its expert for everybody who asks alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.domain.advice import mentions_product
from data.domain.roles import Role
from data.domain.signed_answer import ABOUT_MAX, ADVICE_MAX, REASON_MAX, YEAR, AnswerForm, AnswerState
from data.domain.visit_form import WAITING_MAX
from data.i18n import N_, _, ngettext
from data.queries.signed_answers import AnswerOfVisit
from data.services.signed_answers import withdraw_answer, write_answer
from pages.shared import state
from pages.shared.answer_words import medicine
from pages.shared.badges import small
from pages.shared.components import badge, badge_line, done, heading, note
from pages.shared.crop_names import crop_name
from pages.shared.formats import day, month_name, months, number, plain
from pages.shared.guards import Screen

STATE = {
    AnswerState.PROPOSED: (N_("等专家签名"), "orange", "draw"),
    AnswerState.READ: (N_("正在给人看"), "green", "verified"),
    AnswerState.RESTING: (N_("现在不给人看：过了季节，或者这件又没解决"), "gray", "bedtime"),
    AnswerState.EXPIRED: (N_("满两年了，要重新签"), "orange", "history"),
    AnswerState.WITHDRAWN: (N_("撤下了"), "red", "close"),
}


def draw(screen: Screen, answer: AnswerOfVisit | None, today: dt.date) -> None:
    """On the visit's page: what stands, then the form, folded away."""
    if answer is None or not (answer.state or answer.may_write):
        return
    heading(_("公开答复"))
    if answer.state:
        with st.container(border=True, gap="xsmall", key=f"signed_{answer.visit_id}"):
            told(screen, answer, today)
    if answer.may_write:
        with st.expander(_form_title(screen, answer), icon=":material/draw:"):
            _form(screen, answer)


def to_sign(screen: Screen, answers: Sequence[AnswerOfVisit]) -> None:
    """On the expert's own work: each one tap to read and one to sign."""
    if not answers:
        return
    heading(_("农户说解决了，签成公开答复"))
    note(_("签了名，问一样事的人先看得到您怎么说；不合适的照样来问您。"))
    for one in answers:
        with st.expander(plain(one.form.about), icon=":material/draw:"):
            _form(screen, one)


def told(screen: Screen, answer: AnswerOfVisit, today: dt.date) -> None:
    """What it says, who signed until when, whom it helped; and the way to take it back."""
    words, colour, icon = STATE[answer.state]
    st.markdown(f"**{plain(answer.form.about)}**")
    badge_line(
        badge(_(words), colour, icon), badge(months(answer.form.months), "gray", "calendar_month"),
        small(field) if (field := in_the_field(answer)) != answer.form.about else "",
    )
    st.markdown(plain(answer.form.advice))
    if said := medicine(answer.form, answer.branch):
        st.markdown(plain(said))
    note(plain(_signed(answer, today)))
    if answer.reason:
        note(_("撤下的原因：{reason}").format(reason=plain(answer.reason)))
    elif answer.state is not AnswerState.WITHDRAWN:
        _withdraw(screen, answer)


def in_the_field(answer: AnswerOfVisit) -> str:
    """西梅：病害: crop and kinds of its question, in the reader's language."""
    crop = crop_name(answer.crop) if answer.crop else None
    return _("：").join(part for part in (crop, _("、").join(answer.kinds)) if part)


def _signed(answer: AnswerOfVisit, today: dt.date) -> str:
    if answer.signed_on is None or answer.until is None:
        return _("请{expert}签").format(expert=answer.expert)
    helped = ngettext(
        "{n}次有人说看了够用（没有到访，不算解决）", "{n}次有人说看了够用（没有到访，不算解决）", answer.helped,
    )
    parts = [
        _("{expert}，{day}签").format(expert=answer.expert, day=day(answer.signed_on, today)),
        _("管到{day}").format(day=day(answer.until, today)),
    ]
    return " · ".join([*parts, helped.format(n=number(answer.helped))] if answer.helped else parts)


def _form_title(screen: Screen, answer: AnswerOfVisit) -> str:
    if screen.actor.role is Role.OFFICER:
        words = _("改了请{expert}重新签，签好以前不给人看") if answer.state else _("写一份，请{expert}签")
        return words.format(expert=plain(answer.expert))
    if answer.state is AnswerState.PROPOSED:
        return _("科技局写好了，请您看过签名")
    return _("改了重新签") if answer.state else _("签成公开答复，问一样事的人看得到")


def _form(screen: Screen, answer: AnswerOfVisit) -> None:
    """Filled from the visit: whoever agrees only signs."""
    id_, form = answer.visit_id, answer.form
    note(_("谁都看得到：不写人名、电话和村名。"))
    about = st.text_input(_("答的是什么事"), form.about, max_chars=ABOUT_MAX, key=f"answer_about_{id_}")
    below_about = st.container()
    advice = st.text_area(_("该怎么做"), form.advice, height=140, max_chars=ADVICE_MAX, key=f"answer_advice_{id_}")
    below_advice = st.container()
    product, dose, waiting = _product(form, id_, mentions_product(advice))
    chosen = _months(form, id_)
    below_months = st.container()
    is_expert = screen.actor.role is Role.EXPERT
    words = _("签上名，公开") if is_expert else _("交给{expert}签").format(expert=answer.expert)
    written = AnswerForm(about, advice, tuple(chosen), product, dose, waiting)
    if st.button(words, key=f"answer_sign_{id_}", width="stretch") and done(
        screen, lambda ctx: write_answer(ctx, id_, written), about=below_about, advice=below_advice,
        months=below_months,
    ):
        state.pick("toast", _("签好了，问一样事的人看得到") if is_expert else _("写好了，等专家签名"))
        st.rerun()


def _product(form: AnswerForm, id_: int, is_named: bool) -> tuple[str | None, str | None, int | None]:
    """The three fields of a medicine, as at the visit, once one is named."""
    if form.product is None and not is_named:
        return None, None, None
    product = st.text_input(_("药名、肥名（没让用就空着）"), form.product or "", key=f"answer_product_{id_}")
    dose = st.text_input(
        _("用量"), form.dose or "", placeholder=_("比如：每亩50毫升"), key=f"answer_dose_{id_}",
    )
    waiting = st.number_input(
        _("隔几天才能采收、屠宰（不用等填0）"), min_value=0, max_value=WAITING_MAX, step=1, value=form.waiting_days,
        key=f"answer_waiting_{id_}",
    )
    return product, dose, waiting


def _months(form: AnswerForm, id_: int) -> Sequence[int]:
    if st.toggle(_("全年都管用"), len(form.months) == len(YEAR), key=f"answer_year_{id_}"):
        return YEAR
    proposed = form.months if len(form.months) < len(YEAR) else ()
    return st.pills(
        _("哪几个月管用"), YEAR, selection_mode="multi", default=proposed, format_func=month_name,
        key=f"answer_months_{id_}",
    )


def _withdraw(screen: Screen, answer: AnswerOfVisit) -> None:
    with st.popover(_("撤下"), icon=":material/close:", type="tertiary"):
        reason = st.text_input(_("为什么撤下"), max_chars=REASON_MAX, key=f"answer_why_{answer.visit_id}")
        below = st.container()
        if st.button(_("撤下这份答复"), key=f"answer_withdraw_{answer.visit_id}") and done(
            screen, lambda ctx: withdraw_answer(ctx, answer.visit_id, reason), reason=below,
        ):
            state.pick("toast", _("撤下了，谁也看不到了"))
            st.rerun()
