"""今天: which question next?"""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.domain.worktime import BEIJING
from data.i18n import _
from data.queries.board_news import latest_news
from data.queries.county import county_here
from data.queries.duty import duty_now
from data.queries.ladder import proposals
from data.queries.problem_rows import Bucket, ProblemFilter
from data.queries.problems import problem_cards, today
from data.queries.second_opinions import late_seconds, second_wanted
from pages.problems import _cards, _day, _duty, _second, _together
from pages.shared import outcomes
from pages.shared.components import badge_line, demonstration_badge, told_once
from pages.shared.formats import weekday
from pages.shared.guards import require
from pages.visits import _follow_ups

screen = require(Role.OFFICER)

with screen.reading() as ctx:
    day, news, up, now = today(ctx), latest_news(ctx), proposals(ctx), ctx.now
    on_duty, office_phone = duty_now(ctx, screen.county.code), county_here(ctx).office_phone
    second, unwritten = second_wanted(ctx), late_seconds(ctx)

st.title(_("今天"), anchor=False)
badge_line(weekday(now.astimezone(BEIJING).date()), demonstration_badge() if screen.county.is_demonstration else "")
told_once()
_duty.first_of_all(day, on_duty, office_phone, now)
_day.whats_first(day, news, now)
_day.to_raise(up)
_second.late(unwritten, now)
_second.wanted(second)
_cards.emergencies(day.emergencies, now)
bucket = _day.numbers(day)
search, which = _day.filters()

if bucket is Bucket.TO_ASSIGN and not search and which == "all":
    cards = day.cards
else:
    with screen.reading() as ctx:
        cards = problem_cards(ctx, ProblemFilter(
            bucket=bucket, search=search, due_only=which == "due", urgent_only=which == "urgent",
        )).rows
if bucket is Bucket.TO_ASSIGN:
    _together.draw(screen, cards, now)
else:
    _cards.draw(cards, now)
if not cards:
    _day.nothing(day, bucket, bool(search), now)
_day.later(day)
_follow_ups.draw(screen, day.follow_ups, now.astimezone(BEIJING).date(), _("说好要做的"), anchor="follow-ups")
outcomes.draw_due(screen, day.outcomes_due, opens=True)
