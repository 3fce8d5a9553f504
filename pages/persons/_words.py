"""Decisions in words."""

from __future__ import annotations

from data.domain.register import PairDecision
from data.i18n import N_, _
from data.queries.identity_pairs import PairLine
from pages.shared.formats import plain

DECISIONS = {
    PairDecision.WAITING: N_("撤回了，再等人认"),
    PairDecision.SAME: N_("是同一个人"),
    PairDecision.DIFFERENT: N_("是两个人"),
}


def decided_words(decision: PairDecision) -> str:
    return _(DECISIONS[decision])


def likely(probability: float) -> str:
    """About 37%; never quite 0 or 100."""
    if probability < .01:
        return _("不到 1%")
    return _("99% 以上") if probability > .99 else f"{100 * probability:.0f}%"


def line(pair: PairLine) -> str:
    """王秀兰、王秀蓝 · 德岭山镇 乌兰村; both places where they differ."""
    names = _("{one}、{other}").format(one=pair.names[0], other=pair.names[1])
    places = _("、").join(dict.fromkeys(place for place in pair.places if place))
    return f"{plain(names)} · {plain(places)}"
