"""旗里的词: names that people here use; whatever is typed next is read with them at once."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.i18n import _, ngettext
from data.queries.county_words import county_words
from data.services.county_words import try_words
from pages.admin import _word_form, _word_rows
from pages.shared import state
from pages.shared.components import badge, badge_line, empty_state, note, told_once
from pages.shared.formats import number, plain
from pages.shared.guards import require
from pages.shared.reasons import Teller

screen = require(Role.OFFICER, Role.ADMIN)

with screen.reading() as ctx:
    rows, teller = county_words(ctx), Teller(ctx)

st.title(_("旗里的词"), anchor=False)
note(_("庄稼、牲畜、病虫、农药、机具在本地怎么叫，加在这里。加上以后，新来的问题和推荐马上按它读；已经登记的问题不动。"))
told_once()

with st.container(border=True, gap="small"):
    words = st.text_input(
        _("试一句"), key="try_words", max_chars=300, placeholder=_("比如：照阳花叶子发黄打卷，咋办"),
    )
    if words.strip():
        with screen.reading() as ctx:
            read = try_words(ctx, words)
        named = dict.fromkeys(teller.name("concept", one.name) for one in read.evidence)
        badge_line(*(badge(plain(name), "green", "check") for name in named))
        kind, share = read.problem_types[0]
        note(_("读作：{kind}，{share:.0%}的把握").format(kind=plain(teller.name("problem_type", kind)), share=share))
        if not named:
            note(_("一个词也没认出来：把本地的叫法加上试试。"))

count, add = st.columns([5, 2], vertical_alignment="bottom")
if rows:
    count.markdown(ngettext("旗里加了{n}个词", "旗里加了{n}个词", len(rows)).format(n=number(len(rows))))
if add.button(_("加一个词"), icon=":material/add:", type="primary", width="stretch", key="add_word"):
    state.pick(_word_form.OPEN, True)
for row in rows:
    _word_rows.draw(screen, row, teller)
if not rows:
    empty_state(_("还没有加过。系统自带的词照样读。"))
_word_form.show(screen)
