"""The form of a question: few fields, big choices, everything typed kept."""

from __future__ import annotations

import streamlit as st

from data.domain.places import town_of
from data.domain.roles import Role
from data.i18n import _
from data.queries.asking import AskPage, ExpertToAsk, villages_to_ask
from data.services.filing import ProblemForm, Receipt
from data.services.problems import submit_problem
from data.services.typed_words import TypedWords, read_typed
from pages.problems import _branch_fields
from pages.problems._receipt_words import duty_phone
from pages.shared import answers, state
from pages.shared.asker_words import easier_to_answer
from pages.shared.components import link, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import month, phone, plain
from pages.shared.guards import Screen
from pages.shared.menu import SCREENS
from pages.shared.photos import example_photos, photo_field

FIELDS = ("text", "industry", "town", "village", "phone", "name", "expert", "photos", *_branch_fields.FIELDS)
UNSURE, LAST = "unsure", "asked"


def draw(screen: Screen, page: AskPage) -> None:
    form = DraftForm(screen, "ask", FIELDS)
    if receipt := form.sent():
        _to_receipt(receipt)
    _propose(form, page)
    _last_receipt()
    for_others = screen.actor.role is not Role.COOPERATIVE
    st.text_area(
        _("对方遇到什么事？") if for_others else _("您遇到什么事？"), height=160,
        placeholder=_("用自己的话写，方言也行"), **form.field("text"),
    )
    form.complain("text")
    read = _read(screen, form)
    if read.missing and not read.is_epidemic:
        note(easier_to_answer(read.missing))
    answers.draw(screen, read.answers)
    branch = _branch_fields.chosen(form) or read.branch
    _branch_fields.draw(form, branch)
    photo_field(form, _("有没有照片（可不传）"))
    example_photos(branch)
    names = {row.code: row.short_name for row in page.industries} | {UNSURE: _("说不清")}
    st.pills(
        _("种的、养的是什么（可不选）"), format_func=names.get, **form.choice("industry", list(names)),
    )
    form.complain("industry")
    _place(screen, form, page)
    _who(screen, form, for_others)
    _wish(form, page)
    form.complain_of_rest()
    if read.is_epidemic:  # dead animals, a sick herd: the phone comes before the button
        duty_phone(page)
    st.button(
        _("提交问题"), key=form.key("submit"), type="primary", width="stretch", on_click=form.send,
        args=(lambda ctx, token: submit_problem(ctx, _filled(screen, form), token),),
    )
    if page.office_phone and not for_others:
        note(_("不会写？打{phone}，我们替您写。").format(phone=phone(page.office_phone)))


def _propose(form: DraftForm, page: AskPage) -> None:
    if page.farm:
        form.propose("town", town_of(page.farm.place_code))
        form.propose("village", page.farm.place_code)
        form.propose("phone", page.farm.phone or "")
    elif len(page.towns) == 1:
        form.propose("town", page.towns[0].code)


def _place(screen: Screen, form: DraftForm, page: AskPage) -> None:
    names = {row.code: row.name for row in page.towns}
    left, right = st.columns(2, gap="small")
    town = left.selectbox(
        _("哪个苏木镇"), index=None, placeholder=_("请选"), format_func=names.get, **form.choice("town", list(names)),
    )
    with screen.reading() as ctx:
        below = {row.code: row.name for row in villages_to_ask(ctx, town)} if town else {}
    if len(below) == 1:
        form.propose("village", *below)
    right.selectbox(
        _("哪个村、嘎查"), index=None, placeholder=_("请选") if town else _("先选苏木镇"), disabled=not town,
        format_func=below.get, **form.choice("village", list(below)),
    )
    form.complain("place")


def _who(screen: Screen, form: DraftForm, for_others: bool) -> None:
    if for_others:
        st.text_input(_("对方姓名"), **form.field("name"))
        form.complain("name")
    st.text_input(
        _("对方手机号") if for_others else _("手机号"), type="phone", placeholder=_("11位手机号，座机带区号"),
        **form.field("phone"),
    )
    form.complain("phone", "name")
    note(
        _("登记人：{name}。两个名字都会留着。").format(name=plain(screen.actor.name)) if for_others
        else _("只给办这件事的人看。")
    )


def _wish(form: DraftForm, page: AskPage) -> None:
    names = {one.id: _named(one) for one in page.experts}
    st.selectbox(
        _("想请哪位专家（可不填）"), index=None, placeholder=_("姓名、拼音或专长"), format_func=names.get,
        **form.choice("expert", list(names)),
    )
    form.complain("expert")


def _named(one: ExpertToAsk) -> str:
    parts = [one.name, one.subject, one.unit, one.pinyin.split()[0]]
    if one.last_served:
        parts.insert(1, _("{month}来过").format(month=month(one.last_served)))
    return " · ".join(parts)


def _read(screen: Screen, form: DraftForm) -> TypedWords:
    with screen.reading() as ctx:
        return read_typed(ctx, form.value("text") or "", _branch_fields.typed(form))


def _filled(screen: Screen, form: DraftForm) -> ProblemForm:
    industry = form.value("industry")
    return ProblemForm(
        text=form.value("text", ""), place_code=form.value("village") or form.value("town") or "",
        farm_id=screen.actor.farm_id, asker_name=form.value("name") or "", asker_phone=form.value("phone") or "",
        industry=None if industry == UNSURE else industry, photos=form.files("photos"), expert_id=form.value("expert"),
        facts=_branch_fields.typed(form),
    )


def _to_receipt(receipt: Receipt) -> None:
    state.pick(LAST, (receipt.problem_id, receipt.number))
    st.switch_page(SCREENS["receipt"].file, query_params={"id": str(receipt.problem_id)})


def _last_receipt() -> None:
    if last := state.picked(LAST):
        link(_("刚才那件收到了，编号{number}").format(number=last[1]), "receipt", ":material/receipt_long:", id=last[0])
