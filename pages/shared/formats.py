"""Figures, dates, spans of time and phones in words, in the reader's language (design: docs/design.md)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal

from data.domain.signed_answer import YEAR
from data.domain.worktime import BEIJING
from data.i18n import LOCALES, _, language, ngettext

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def number(value: int) -> str:
    """8,216; from 100,000 on 12.4万 in Chinese, 124,000 in English."""
    if language() == "en" or value < 100_000:
        return f"{value:,}"
    return format_compact_decimal(value, locale=locale("zh"), fraction_digits=1)


def share(part: int, whole: int) -> str:
    """A share: whole percent, one decimal under 10, and for fewer than 20 cases the two counts in words."""
    if whole < 20:
        return _("{whole}件里{part}件").format(whole=whole, part=part)
    percent = 100 * part / whole
    return f"{percent:.1f}%" if 0 < percent < 10 else f"{percent:.0f}%"


def day(date: dt.date, today: dt.date) -> str:
    """今天, 明天, 昨天, else 10月9日, in other years 2025年10月9日."""
    near = {0: _("今天"), 1: _("明天"), -1: _("昨天")}.get((date - today).days)
    return near or _skeleton("MMMd" if date.year == today.year else "yMMMd", date)


def full_day(date: dt.date) -> str:
    """2026年11月26日, whatever today is: for what is kept on paper."""
    return _skeleton("yMMMd", date)


def full_moment(at: dt.datetime) -> str:
    """2026年11月26日 21:23, for paper."""
    local = at.astimezone(BEIJING)
    return f"{full_day(local.date())} {local:%H:%M}"


def weekday(date: dt.date) -> str:
    """10月9日 星期四."""
    name = format_date(date, "EEEE", locale(language()))
    return _("{date} {weekday}").format(date=_skeleton("MMMd", date), weekday=name)


def month(date: dt.date) -> str:
    """2025年4月."""
    return _skeleton("yMMM", date)


def months(chosen: Sequence[int]) -> str:
    """3月、4月、5月; all twelve are 全年."""
    return _("全年") if len(chosen) == len(YEAR) else _("、").join(map(month_name, chosen))


def month_name(number: int) -> str:
    """4月."""
    return format_skeleton("MMM", dt.date(2000, number, 1), locale=locale(language()))


def period(first: dt.date, last: dt.date) -> str:
    """2025年4月—2026年3月; one month stands alone."""
    return month(first) if (first.year, first.month) == (last.year, last.month) else f"{month(first)}—{month(last)}"


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """今天08:12, 10月9日10:30; without the hour in other years."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    date = day(local.date(), today)
    if local.year != today.year:
        return date
    return _("{day}{time}").format(day=date, time=f"{local:%H:%M}")


def promised(at: dt.datetime, now: dt.datetime) -> str:
    """A promise as people say it: 今天16:30, 10月9日（星期五）16:30."""
    local, today = at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    if abs((local.date() - today).days) <= 1 or local.year != today.year:
        return moment(at, now)
    name = format_date(local.date(), "EEEE", locale(language()))
    return _("{date}（{weekday}）{time}").format(date=day(local.date(), today), weekday=name, time=f"{local:%H:%M}")


def clock(at: dt.datetime, now: dt.datetime) -> str:
    """10:02 for today, else as `moment`."""
    is_today = at.astimezone(BEIJING).date() == now.astimezone(BEIJING).date()
    return f"{at.astimezone(BEIJING):%H:%M}" if is_today else moment(at, now)


def deadline(at: dt.datetime, now: dt.datetime) -> str:
    """今天16:30前."""
    return _("{moment}前").format(moment=inside(moment(at, now)))


def inside(words: str) -> str:
    """A moment within a sentence: English writes today small there."""
    for near in (_("今天"), _("明天"), _("昨天")):
        words = words.replace(near, near.lower())
    return words


def time_left(at: dt.datetime, now: dt.datetime) -> str:
    """还剩2小时10分, 还剩3天, 已超3小时."""
    seconds = (at - now).total_seconds()
    pattern = _("还剩{span}") if seconds >= 0 else _("已超{span}")
    return pattern.format(span=span(abs(int(seconds // 60))))


def span(minutes: int) -> str:
    """25分钟, 2小时10分, 5小时, 1天: no minutes from 5 hours on, days alone from 24 hours on."""
    days, hours = minutes // 1440, minutes // 60
    if days:
        return ngettext("{n}天", "{n}天", days).format(n=days)
    if hours >= 5 or (hours and minutes % 60 == 0):
        return ngettext("{n}小时", "{n}小时", hours).format(n=hours)
    if hours:
        return _("{hours}小时{minutes}分").format(hours=hours, minutes=minutes % 60)
    return ngettext("{n}分钟", "{n}分钟", minutes).format(n=minutes)


def phone(digits: str | None) -> str:
    """199 0000 0001; 0478 5912345; a masked one stays as it is; – for none."""
    if not digits:
        return "–"
    if len(digits) == 11 and digits.startswith("1") and digits.isdigit():
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return f"{digits[:4]} {digits[4:]}" if digits.isdigit() and len(digits) > 8 else digits


def shorten(words: str, longest: int = 26) -> str:
    """The first `longest` characters on one line, then …"""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[:longest].rstrip() + "…"


def plain(words: str) -> str:
    """What somebody typed, safe inside Markdown: shown as it is, line breaks kept."""
    return PUNCTUATION.sub(r"\\\1", words.strip()).replace("\n", "  \n")


def _skeleton(pattern: str, date: dt.date) -> str:
    return format_skeleton(pattern, date, locale=locale(language()))


@cache
def locale(lang: str) -> Locale:
    """Parsed once: babel takes longer for that than for a date."""
    return Locale.parse(LOCALES[lang])
