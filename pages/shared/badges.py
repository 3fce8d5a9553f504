"""Whose turn, until when, where and which number: one inline Markdown line under a question's title."""

from __future__ import annotations

import datetime as dt

from data.domain.problem import BALL, ProblemStatus, Urgency
from data.i18n import _
from pages.shared.components import badge
from pages.shared.formats import deadline, moment, plain, time_left
from pages.shared.labels import BALL_LOOK, URGENCY, WHAT_TO_DO, label

ONE_DAY = dt.timedelta(days=1)


def turn_badge(status: ProblemStatus, expert: str | None) -> str:
    """轮到谁, and what to do."""
    colour, icon = BALL_LOOK[BALL[status]]
    return badge(label(WHAT_TO_DO, status, expert=plain(expert or "")), colour, icon)


def time_badge(due_at: dt.datetime | None, now: dt.datetime, what: str = "") -> str:
    """Red when late, orange within a day, else gray; nothing when nobody is waited for. `what` is due is said first."""
    if due_at is None:
        return ""
    if due_at < now:
        words, look = f"{time_left(due_at, now)} · {moment(due_at, now)}", ("red", "alarm")
    elif due_at - now < ONE_DAY:
        words, look = f"{deadline(due_at, now)} · {time_left(due_at, now)}", ("orange", "schedule")
    else:
        words, look = deadline(due_at, now), ("gray", "schedule")
    return badge(_("{name}：{words}").format(name=what, words=words) if what else words, *look)


def urgency_badge(urgency: Urgency) -> str:
    """紧急 in red; 平常 has no mark."""
    return badge(_(URGENCY[urgency]), "red", "emergency") if urgency is Urgency.CRITICAL else ""


def small(*parts: str | None) -> str:
    """Small gray words, what is missing left out."""
    return f":small[:gray[{' · '.join(plain(part) for part in parts if part)}]]"
