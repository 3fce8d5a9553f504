"""The answer to 解决了没有: two big choices, then at most three optional taps."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.domain.outcome import HOW_MAX
from data.domain.problem import ProblemStatus
from data.domain.roles import Role
from data.domain.visit import Outcome
from data.i18n import _, ngettext
from data.queries.receipts import ReceiptView
from data.services.confirmations import ConfirmationForm, ConfirmationReceipt, confirm_problem, record_call_back
from data.services.context import Context
from pages.problems._receipt_words import call_link
from pages.shared import state
from pages.shared.asker_words import OUTCOMES, PRACTICE, RATING
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS, page_of

FIELDS = ("outcome", "answered_by", "practice_used", "rating", "loss_avoided", "loss_how", "words")


def begin(screen: Screen, problem_id: int) -> DraftForm:
    """The form; just sent, it leads on instead."""
    form = DraftForm(screen, "confirm", FIELDS, problem_id)
    if receipt := form.sent():
        _onwards(receipt, screen.actor.role)
    return form


def draw(screen: Screen, form: DraftForm, view: ReceiptView) -> None:
    is_call = screen.actor.role is not Role.COOPERATIVE
    if is_call:
        _whom_to_call(form, view)
    closed = view.status is ProblemStatus.UNCONFIRMED  # not solved, it is opened again
    answers = {one.value: words for one, words in OUTCOMES.items() if one is Outcome.SOLVED or not closed}
    _choice(form, "outcome", _("对方怎么说") if is_call else _("现在怎么样"), answers)
    if form.value("outcome") is None:
        return
    outcome = Outcome(form.value("outcome"))
    _details(form, outcome)
    form.complain_of_rest()
    st.button(
        _("记下：解决了") if outcome is Outcome.SOLVED else _("没解决，请科技局再派"), key=form.key("submit"),
        type="primary", width="stretch", on_click=form.send,
        args=(_sending(form, view.problem_id, is_call),),
    )
    if is_call and outcome is Outcome.SOLVED:
        note(_(
            "记下后，到访时写了名字的这户人按「本人或户主确认」算数，别的人还要签字名单。"
            "这次电话由{name}打，时间一起留着。"
        ).format(name=plain(screen.actor.name)))


def _whom_to_call(form: DraftForm, view: ReceiptView) -> None:
    st.markdown(f"{plain(view.asker)} · {call_link(view.phone)} · {plain(view.place)}")
    form.propose("answered_by", view.asker)
    st.text_input(_("谁接的电话"), **form.field("answered_by"))
    form.complain("answered_by")


def _choice(form: DraftForm, field: str, question: str, words: dict) -> None:
    st.pills(question, format_func=lambda code: _(words[code]), **form.choice(field, list(words)))
    form.complain(field)


def _details(form: DraftForm, outcome: Outcome) -> None:
    if outcome is Outcome.SOLVED:
        _choice(form, "practice_used", _("做法用上了没有（可不选）"), PRACTICE)
        _choice(form, "rating", _("办得怎么样（可不选）"), RATING)
        _loss(form)
    st.text_area(
        _("说句话（可不填）") if outcome is Outcome.SOLVED else _("哪里还不行？"), height=100, **form.field("words"),
    )
    form.complain("words")


def _loss(form: DraftForm) -> None:
    """How much was saved, and how that was reckoned; asked for only once there is a number, and kept when that goes."""
    st.number_input(
        _("少损失大约多少钱，元（可不填）"), min_value=0, step=100, value=None, **form.field("loss_avoided"),
    )
    form.complain("loss_avoided")
    if form.value("loss_avoided") is not None or form.value("loss_how"):
        st.text_input(_("怎么算的？比如：10亩，每亩少减产100斤"), max_chars=HOW_MAX, **form.field("loss_how"))
        form.complain("loss_how")


def _sending(
    form: DraftForm, problem_id: int, is_call: bool,
) -> Callable[[Context, str], ConfirmationReceipt]:
    def send(ctx: Context, token: str) -> ConfirmationReceipt:
        record = record_call_back if is_call else confirm_problem
        return record(ctx, problem_id, _filled(form), token)

    return send


def _filled(form: DraftForm) -> ConfirmationForm:
    outcome = Outcome(form.value("outcome"))
    solved = outcome is Outcome.SOLVED
    return ConfirmationForm(
        outcome=outcome, answered_by=form.value("answered_by"), words=form.value("words"),
        practice_used=form.value("practice_used") if solved else None,
        rating=form.value("rating") if solved else None,
        loss_avoided=form.value("loss_avoided") if solved else None,
        loss_how=form.value("loss_how") if solved else None,
    )


def _onwards(receipt: ConfirmationReceipt, role: Role) -> None:
    is_call = role is not Role.COOPERATIVE
    if receipt.outcome is Outcome.NOT_SOLVED:
        said = _("记下了，问题回到待指派") if is_call else _("记下了，科技局再给您派专家。")
    elif is_call:
        said = ngettext(
            "记下了，{n}人按本人或户主确认算数", "记下了，{n}人按本人或户主确认算数", receipt.persons,
        ).format(n=receipt.persons)
    else:
        said = _("记下了，谢谢您。")
    state.pick("toast" if is_call else "thanks", said)
    st.switch_page(SCREENS[page_of(role)].file, query_params={"id": str(receipt.problem_id)})
