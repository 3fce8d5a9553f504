"""能不能派: can this expert take that problem? For any two, with the reason in words."""

from __future__ import annotations

import streamlit as st

from data.domain.errors import AppError
from data.domain.problem import TO_ASSIGN
from data.domain.roles import Role
from data.i18n import N_, _
from data.queries.experts import ExpertChoice, expert_choices
from data.queries.problems import ProblemChoice, problem_choices
from data.services.recommend import ExpertCheck, Verdict, explain_expert
from pages.shared import state
from pages.shared.components import dead_end, go_button, link, note, reason_list
from pages.shared.formats import plain
from pages.shared.guards import require
from pages.shared.labels import STATUS, label
from pages.shared.reasons import Teller

screen = require(Role.OFFICER)

ANSWERS = {
    Verdict.YES: N_("能派，合适的里面排第{rank}"),
    Verdict.NOT_FREE: N_("不能派，这一条谁也不能绕过"),
    Verdict.NOT_FIELD: N_("不对口，系统不推荐；您要派，写明原因"),
    Verdict.NOT_NEEDED: N_("旗里的够了，没有请旗外的；您要派，写明原因"),
    Verdict.NOBODY: N_("这件现在不派专家，先看问题页"),
}
LOOKS = {Verdict.YES: st.success, Verdict.NOT_FREE: st.error}


def _expert_named(one: ExpertChoice) -> str:
    return " · ".join([one.name, one.subject, one.unit, one.pinyin.split()[0]])


def _problem_named(one: ProblemChoice) -> str:
    return " · ".join([_("第{number}号").format(number=one.number), one.title, label(STATUS, one.status)])


def _answer(check: ExpertCheck, teller: Teller) -> None:
    show = LOOKS.get(check.verdict, st.warning)
    show(f"**{plain(check.name)}** {label(ANSWERS, check.verdict, rank=check.rank)}")
    reason_list(teller.rows(check.reasons), "pair")


st.title(_("能不能派"), anchor=False)
note(_("随便哪位专家、哪件没办完的问题，都能问。回避、农户不要谁、请假、名额，和推荐时用的是同一套规矩。"))
wanted, about = state.number_in_address("expert"), state.number_in_address("problem")
try:
    with screen.reading() as ctx:
        experts, problems = expert_choices(ctx), problem_choices(ctx, about)
except AppError as error:
    dead_end(screen, error)
left, right = st.columns(2)
expert = left.selectbox(
    _("哪位专家"), experts, key="pair_expert", placeholder=_("姓名、拼音或专长"), format_func=_expert_named,
    index=next((place for place, one in enumerate(experts) if one.id == wanted), None),
)
problem = right.selectbox(
    _("哪件问题"), problems, key="pair_problem", placeholder=_("编号或者标题"), format_func=_problem_named,
    index=next((place for place, one in enumerate(problems) if one.id == about), None),
)
if expert and problem:
    with screen.reading() as ctx:
        check, teller = explain_expert(ctx, problem.id, expert.id), Teller(ctx)
    _answer(check, teller)
    with st.container(horizontal=True, gap="small"):
        link(_("看这件问题"), "problem", ":material/forum:", id=problem.id)
        link(_("看这位专家"), "expert", ":material/badge:", id=expert.id)
    if problem.status in TO_ASSIGN and check.verdict is not Verdict.NOT_FREE:
        go_button(_("到问题页去派"), "problem", ":material/arrow_forward:", id=problem.id)
