"""One word of the county: its names, what it is, who added it; and the way to stop reading it."""

from __future__ import annotations

import streamlit as st

from data.domain.worktime import BEIJING
from data.i18n import N_, _
from data.queries.county_words import WordRow
from data.services.county_words import end_word
from pages.shared import state
from pages.shared.components import badge, done, note
from pages.shared.formats import full_day, plain
from pages.shared.guards import Screen
from pages.shared.labels import label
from pages.shared.reasons import Teller

KINDS = {
    "crop": N_("庄稼、果菜"), "animal": N_("牲畜、家禽"), "breed": N_("品种"), "disease": N_("病害、疫病"),
    "pest": N_("虫害、鼠害"), "weed": N_("杂草"), "deficiency": N_("缺素"), "symptom": N_("症状"),
    "chemical": N_("农药、兽药"), "input": N_("肥料、种子、饲料"), "machine": N_("机具、设施"),
    "practice": N_("做法、农活"), "weather": N_("天气"), "market": N_("买卖"), "policy": N_("政策"),
    "unit": N_("单位、量词"),
}


def draw(screen: Screen, row: WordRow, teller: Teller) -> None:
    with st.container(border=True, key=f"card_{row.id}", gap="xsmall"):
        folk = plain(_("、").join(row.folk))
        st.markdown(f"**{plain(row.name)}** &nbsp; {badge(label(KINDS, row.kind), 'green')} &nbsp; {folk}")
        trades = [teller.name("industry", code) for code in row.industries]
        types = [teller.name("problem_type", code) for code in row.problem_types]
        added = _("{who}，{day}加的").format(who=row.added_by, day=full_day(row.added_at.astimezone(BEIJING).date()))
        wider = [_("属于{name}").format(name=row.broader)] if row.broader else []
        note(plain(" · ".join([*wider, *trades, *types, added])))
        if st.button(_("不再读这个词"), key=f"end_{row.id}", type="tertiary", icon=":material/block:") and done(
            screen, lambda ctx: end_word(ctx, row.id),
        ):
            state.pick("toast", _("「{name}」停用了，记录留着").format(name=row.name))
            st.rerun()
