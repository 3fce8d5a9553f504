"""What is promised to whoever asked, until when, and the season that made it earlier."""

from __future__ import annotations

import datetime as dt

from data.domain.problem import ProblemStatus
from data.domain.seasons import SeasonKind
from data.i18n import N_, _
from pages.shared.asker_words import WHEN
from pages.shared.components import badge
from pages.shared.formats import promised
from pages.shared.labels import label

SEASONS = {
    SeasonKind.LAMBING: N_("接羔期"),
    SeasonKind.SOWING: N_("春播期"),
    SeasonKind.FROST: N_("霜冻期"),
    SeasonKind.LOCUSTS: N_("蝗虫期"),
    SeasonKind.HARVEST: N_("秋收期"),
}


def earlier(season: SeasonKind | None) -> str:
    """接羔期：比平时早; nothing where the usual time is promised."""
    return _("{season}：比平时早").format(season=_(SEASONS[season])) if season else ""


def season_badge(season: SeasonKind | None) -> str:
    """The same as an inline badge."""
    return badge(earlier(season), "orange", "eco") if season else ""


def when(status: ProblemStatus, at: dt.datetime | None, season: SeasonKind | None, now: dt.datetime) -> str:
    """What is promised at this step, as one sentence; nothing where nobody is waited for."""
    if at is None or status not in WHEN:
        return ""
    said = label(WHEN, status, moment=promised(at, now))
    return _("{promise}（{season}）").format(promise=said, season=earlier(season)) if season else said
