"""Words for a headline: people, what counts as one, and what somebody said elsewhere. On screen and on paper."""

from __future__ import annotations

from data.i18n import _, language, ngettext
from data.queries.impact import Impact
from data.queries.impact_claim import ClaimPart, ClaimView
from data.queries.period_figures import PeriodFigures
from pages.shared.formats import number, share

WAN = 10_000


def people_words(people: int) -> str:
    return ngettext("{n} 人", "{n} 人", people).format(n=number(people))


def definition(found: Impact | PeriodFigures) -> str:
    """What the headline counts, and why it has two ends."""
    reasons = []
    if found.people.undecided:
        reasons.append(_("有 {n} 人是不是同一人还没认定").format(n=number(found.people.undecided)))
    if found.people.evidence.unnamed:
        reasons.append(_("有 {n} 人只有人数、没有名字").format(n=number(found.people.evidence.unnamed)))
    what = _("有签字名单，或者本人、户主确认过的人，一人只算一次。")
    return what + (_("{reasons}，所以给出最多数。").format(reasons=_("，").join(reasons)) if reasons else "")


def of_population(found: Impact) -> str:
    """受益的占登记人口多少; nothing where the population is not known, or less than the people reached."""
    population, people = found.coverage.population, found.people.reached.low
    if not population or population < people:
        return ""
    return _("登记人口 {population} 人，受益的占 {share}。").format(
        population=number(population), share=share(people, population),
    )


def quoted(claim: ClaimView) -> str:
    """A claim's people as people say them: 6.2 万人, or 62,000 people in English."""
    people = claim.figures["people"]
    if language() == "en" or people < WAN:
        return people_words(people)
    return _("{wan} 万人").format(wan=f"{people / WAN:.1f}".removesuffix(".0"))


def said(part: ClaimPart) -> str:
    """A number of a claim as it was published; in another language, the same number in that language's words."""
    if part.words and language() == "zh":
        return part.words
    return {
        "experts": ngettext("{n} 名专家", "{n} 名专家", part.said),
        "industries": ngettext("{n} 大产业", "{n} 大产业", part.said),
        "towns": ngettext("{n} 个苏木镇", "{n} 个苏木镇", part.said),
        "villages": ngettext("{n} 个嘎查村", "{n} 个嘎查村", part.said),
        "people": ngettext("受益 {n} 人", "受益 {n} 人", part.said),
    }[part.name].format(n=number(part.said))
