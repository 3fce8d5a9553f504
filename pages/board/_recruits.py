"""Whom to look for next, one after the other, and who of today could learn what."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from data.services.coverage import Advice, County, recruiting_advice
from pages.shared.components import badge, badge_line, heading, marked_list, note
from pages.shared.coverage_words import Words, days
from pages.shared.formats import plain
from pages.shared.guards import Screen

MOST = 5


def draw(screen: Screen, county: County, words: Words) -> tuple[int, Advice]:
    heading(_("再请谁"), anchor="recruit")
    wanted = st.pills(
        _("再请几位"), list(range(1, MOST + 1)), default=2, key="recruit_wanted", required=True,
    )
    with st.spinner(_("一位一位比过去")), screen.reading() as ctx:
        advice = recruiting_advice(ctx, wanted)
    with st.container(gap="small"):
        for place, one in enumerate(advice.recruits, start=1):
            with st.container(border=True, key=f"lead_recruit_{place}", gap="xxsmall"):
                badge_line(f"**{place}　{plain(words.recruit(one))}**", badge(
                    _("多{days}天稳当的").format(days=days(one.gain)), "green", "trending_up",
                ))
                st.markdown(plain(words.eases(one)))
    if not advice.recruits:
        note(_("再请谁也多不出稳当的天数。"))
    else:
        note(
            _("从{n}种人（专业和住处）里一位一位选，每次选添得最多的。把各种搭配都试一遍也许还能好一点，"
              "这样选至少有最好的{share}。没见过面的人按每月8天算。").format(
                n=advice.considered, share=f"{advice.guarantee:.0%}",
            ),
            more=_("一位一位选叫贪心法：人越多，再添一位的用处越小，所以能算出这个下限；再不巧也不低于63%（1−1/e）。"),
        )
    if advice.trainings:
        st.markdown(_("**或者让现在的人多学一样：**"))
        marked_list([f":green[:material/school:] {plain(words.training(one))}" for one in advice.trainings], "learn")
    return wanted, advice
