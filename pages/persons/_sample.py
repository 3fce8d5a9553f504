"""The figures of a sample, its next pair's question and answers, and what turned out wrong."""

from __future__ import annotations

import datetime as dt
import math

import streamlit as st

from data.domain.register import PairDecision
from data.i18n import _
from data.queries.identity_quality import Expected, Quality, Rate, SampleFigures
from data.services.identity_samples import draw_pairs, judge, keep_sample
from pages.shared import state
from pages.shared.components import attempt, facts, heading, link, note
from pages.shared.formats import moment, number, plain
from pages.shared.guards import Screen


def figures(found: Quality, now: dt.datetime) -> None:
    """What the engine expects, beside what somebody measured."""
    if found.expected:
        _expected(found.expected, now)
    else:
        note(_("机器还没有在全部名册里找过。"))
    if found.sample:
        heading(_("抽查量出来的"), beside=_("{moment}抽的").format(moment=moment(found.sample.at, now)))
        facts([
            (_("认成一个人的，认对了"), _share(found.sample.right)),
            (_("最像而没认的，其实是一个人"), _share(found.sample.missed)),
        ], columns=2)
        note(_(
            "从机器认成一个人的 {joined} 对和最像而没认的 {apart} 对里各抽最多 25 对，不够的全抽。"
            "括号里两个数的意思是：把这些对全都看完，比例大概落在这中间，这样说 20 回里有 19 回是对的。"
            "受益人数的「最少」「最多」只看人认没认，不用这里的比例。"
        ).format(joined=number(found.sample.right.population), apart=number(found.sample.missed.population)))


def _expected(run: Expected, now: dt.datetime) -> None:
    heading(_("机器自己估计"), beside=_("{moment}找的").format(moment=moment(run.at, now)))
    facts([
        (_("名册记录"), number(run.records)), (_("估计是多少人"), number(round(run.people))),
        (_("认成一个人的，认对了"), _percent(run.precision)), (_("同一人的，认出来了"), _percent(run.recall)),
    ])


def _share(rate: Rate) -> str:
    """24 / 25，96%（80%–99%）."""
    if not rate.judged:
        return _("还没看")
    low, high = rate.interval
    return _("{hits} / {judged}，{share}（{low}–{high}）").format(
        hits=rate.hits, judged=rate.judged, share=_percent(rate.hits / rate.judged), low=_percent(low),
        high=_percent(high),
    )


def _percent(share: float) -> str:
    """99.7%; rounded down, so that only all is 100%."""
    return f"{math.floor(1000 * share) / 10:.1f}%".replace(".0%", "%")


def draw_button(screen: Screen) -> None:
    if not st.button(_("抽最多 50 对来看"), type="primary", icon=":material/casino:", key="draw_sample"):
        return
    with st.spinner(_("在比对，要几秒钟……")), screen.reading() as ctx:
        drawn = draw_pairs(ctx, screen.county.code)
    if attempt(screen, lambda ctx: keep_sample(ctx, drawn)):
        state.pick("toast", _("抽出 {n} 对").format(n=number(len(drawn.pairs))))
        st.rerun()


def question(sample: SampleFigures) -> None:
    heading(_("是一个人，还是两个人？"), beside=_("还有 {n} 对要看").format(n=sample.left))
    note(_("机器怎么认的先不告诉您，免得跟着它走。键盘：1 同一个人，2 两个人。"))


def answers(screen: Screen, sample: SampleFigures) -> None:
    for column, decision, label, key in zip(
        st.columns(2), (PairDecision.SAME, PairDecision.DIFFERENT), (_("是同一个人"), _("是两个人")), "12", strict=True,
    ):
        column.button(
            label, width="stretch", shortcut=key, key=f"judge_{decision}", on_click=_judge,
            args=(screen, sample.sample_id, sample.next_place, decision),
        )


def _judge(screen: Screen, sample_id: int, place: int, decision: PairDecision) -> None:
    is_kept = attempt(screen, lambda ctx: judge(ctx, sample_id, place, decision))
    if is_kept is not None:
        state.pick("toast", _("记下了") if is_kept else _("这一对别人刚才先看过了，您这次没有记"))


def wrong(sample: SampleFigures) -> None:
    """Those that the engine joined and somebody judged two: to be taken back."""
    if sample.wrong:
        heading(_("机器认错的，去撤回"), 3)
        with st.container(gap="xsmall", key="rows_wrong"):
            for pair in sample.wrong:
                names = _("{one}、{other}").format(one=pair.names[0], other=pair.names[1])
                link(plain(names), "same-person", id=pair.pair_id)
