"""Which reasons to give, from the same numbers that were scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from matching.ranking.assessed import Assessed
from matching.ranking.evidence import shared_words
from matching.ranking.features import (
    CAUSES,
    CROSS_TYPES,
    QueryReading,
    asked_types,
    calls_own,
    knows_crop,
    main_types,
)
from matching.ranking.knowledge import ReadCase
from matching.ranking.policy import Policy
from matching.ranking.reasons import ReasonCode as Code
from matching.ranking.results import Facts, Param, Reason
from matching.ranking.scoring import idle_days
from matching.text import Lexicon
from matching.text.taxonomy import UNSURE

POSSIBLE_SHARE = 0.12
SHORT_TITLE_WORDS = 3
# Kinds whose very name says what it is about.
SELF_NAMING = frozenset({"P16", "P17"})


def facts_of(reading: QueryReading, one: Assessed) -> Facts:
    fit = [("problem_type", code) for code in known_types(reading, one)]
    if reading.crop and knows_crop(one.knowledge, reading.crop) >= 0.8:
        fit.append(("crop", reading.crop))
    return Facts(
        fit=tuple(fit),
        minutes=one.minutes,
        open=one.expert.open_count,
        max_open=one.expert.max_open,
        solved=len(solved_cases(one)),
        confirmed=len(confirmed_cases(one)),
    )


def known_types(reading: QueryReading, one: Assessed) -> list[str]:
    return [code for code in main_types(reading) if code != UNSURE and calls_own(one.knowledge, code)]


def pluses(reading: QueryReading, one: Assessed, now: datetime, policy: Policy, lexicon: Lexicon) -> list[Reason]:
    """All plus reasons, strongest first: subject, record, place, then the rest."""
    return [
        *_wished(reading, one),
        *_subject(reading, one),
        *_record(reading, one),
        *_flagship(reading, one),
        *_near(one, policy),
        *_profile_words(reading, one, lexicon),
        *_similar(one),
        *_idle(one, now, policy),
        *_room(one),
    ]


def minuses(reading: QueryReading, one: Assessed, now: datetime, policy: Policy) -> list[Reason]:
    """All minus reasons, gravest first."""
    return [
        *_language_minus(reading, one),
        *_type_minus(reading, one),
        *_crop_minus(reading, one),
        *_full(one),
        *_low_confirmed(one),
        *_far(one, policy),
        *_other_cause(reading, one),
        *_no_cases(reading, one),
        *_stale(one, now, policy),
    ]


def _wished(reading: QueryReading, one: Assessed) -> list[Reason]:
    found = []
    if one.expert.id in reading.query.requested:
        found.append(reason("plus", Code.REQUESTED))
    language = reading.query.language
    if language is not None and language in one.expert.languages and language != "zh":
        found.append(reason("plus", Code.LANGUAGE_FITS, language=language))
    return found


def _flagship(reading: QueryReading, one: Assessed) -> list[Reason]:
    if not one.parts["flagship"] or not reading.industry:
        return []
    return [reason("plus", Code.FLAGSHIP, place=reading.query.town or "", industry=reading.industry)]


def _subject(reading: QueryReading, one: Assessed) -> list[Reason]:
    asked, types = asked_types(reading), known_types(reading, one)
    known = [code for code in asked if code in types]
    crop = reading.crop if reading.crop and knows_crop(one.knowledge, reading.crop) >= 0.8 else None
    if crop and len(asked) == len(known) == 1 and known[0] not in SELF_NAMING:
        return [reason("plus", Code.KNOWS_TYPE_OF_CROP, type=known[0], crop=crop)]
    of_crop = [reason("plus", Code.KNOWS_CROP, crop=crop)] if crop and not solved_cases(one) else []
    if len(known) >= 2:
        return [reason("plus", Code.KNOWS_TYPES, types=known[:2]), *of_crop]
    if known:
        return [reason("plus", Code.KNOWS_TYPE if len(asked) == 1 else Code.KNOWS_PART, type=known[0]), *of_crop]
    return [*(reason("plus", Code.KNOWS_CAUSE, type=code) for code in types[:1]), *of_crop]


def _record(reading: QueryReading, one: Assessed) -> list[Reason]:
    solved, confirmed = solved_cases(one), confirmed_cases(one)
    if not solved:
        return []
    crops = [] if reading.top_type in CROSS_TYPES else _common(case.crop for case in solved)
    params: dict[str, Param] = {"crops": crops, "types": _common_types(reading, one)}
    if len(confirmed) == len(solved):
        return [reason("plus", Code.SOLVED_ALL_CONFIRMED, **params, solved=len(solved))]
    if confirmed:
        return [reason("plus", Code.SOLVED_SOME_CONFIRMED, **params, solved=len(solved), confirmed=len(confirmed))]
    return [reason("plus", Code.SHOWN_TYPE, type=reading.top_type, solved=len(solved))]


def _near(one: Assessed, policy: Policy) -> list[Reason]:
    place = one.expert.home_place or ""
    if one.ring == "township":
        if one.minutes is None:
            return [reason("plus", Code.SAME_TOWN_NO_TIME, place=place)]
        return [reason("plus", Code.SAME_TOWN, place=place, minutes=one.minutes)]
    if one.minutes is not None and one.minutes <= policy.near_minutes:
        return [reason("plus", Code.NEAR, place=place, minutes=one.minutes)]
    return []


def _profile_words(reading: QueryReading, one: Assessed, lexicon: Lexicon) -> list[Reason]:
    kept = shared_words(reading, one, lexicon)
    return [reason("plus", Code.PROFILE_WORDS, words=kept[:SHORT_TITLE_WORDS])] if kept else []


def _similar(one: Assessed) -> list[Reason]:
    return [reason("plus", Code.SIMILAR_CASES, count=one.similar)] if one.similar else []


def _idle(one: Assessed, now: datetime, policy: Policy) -> list[Reason]:
    days = idle_days(one.expert, now)
    if days is None:
        return [reason("plus", Code.NEVER_ASSIGNED)]
    return [reason("plus", Code.IDLE_LONG, days=days)] if days >= policy.idle_days // 2 else []


def _room(one: Assessed) -> list[Reason]:
    if one.expert.open_count == 0:
        return [reason("plus", Code.HANDS_FREE, max=one.expert.max_open)]
    return [reason("plus", Code.ROOM_LEFT, open=one.expert.open_count, max=one.expert.max_open)]


def _language_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    language = reading.query.language
    if language is None or language in one.expert.languages:
        return []
    return [reason("minus", Code.LANGUAGE_MISSING, language=language)]


def _type_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    """The first kind asked about that the person does not call an own field."""
    foreign = [code for code in asked_types(reading) if code != UNSURE and not calls_own(one.knowledge, code)]
    return [reason("minus", Code.TYPE_NOT_DECLARED, type=code) for code in foreign[:1]]


def _crop_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    if reading.crop is None or reading.top_type in CROSS_TYPES or not one.knowledge.declared_crops:
        return []
    if knows_crop(one.knowledge, reading.crop) >= 0.5:
        return []
    return [reason("minus", Code.CROP_NOT_DECLARED, crop=reading.crop)]


def _far(one: Assessed, policy: Policy) -> list[Reason]:
    if one.minutes is None:
        return [reason("minus", Code.OUTSIDE if one.ring == "outside" else Code.DISTANCE_UNKNOWN)]
    if one.minutes < policy.far_minutes:
        return []
    return [reason("minus", Code.FAR, place=one.expert.home_place or "", minutes=one.minutes)]


def _full(one: Assessed) -> list[Reason]:
    if one.expert.open_count >= max(1, one.expert.max_open - 1):
        return [reason("minus", Code.NEARLY_FULL, open=one.expert.open_count, max=one.expert.max_open)]
    return []


def _low_confirmed(one: Assessed) -> list[Reason]:
    total, confirmed = len(one.field_cases), len(confirmed_cases(one))
    if total >= 3 and confirmed * 2 < total:
        return [reason("minus", Code.LOW_CONFIRMED, solved=total, confirmed=confirmed)]
    return []


def _other_cause(reading: QueryReading, one: Assessed) -> list[Reason]:
    """The next possible cause, if the person has hardly met it."""
    asked = asked_types(reading)
    for code, share in reading.types[1:] if reading.top_type in CAUSES | {"P08"} else ():
        if share < POSSIBLE_SHARE or calls_own(one.knowledge, code) or code not in CAUSES or code in asked:
            continue
        solved = round(one.knowledge.shown_types.get(code, 0.0))
        if solved == 0:
            return [reason("minus", Code.OTHER_CAUSE_NONE, type=code)]
        if solved < 3:
            return [reason("minus", Code.OTHER_CAUSE_FEW, type=code, solved=solved)]
    return []


def _no_cases(reading: QueryReading, one: Assessed) -> list[Reason]:
    if one.field_cases:
        return []
    area = {"wanted": wanted_area(reading)} if reading.crop or reading.industry else {}
    return [reason("minus", Code.NO_CASES_YET, **area)]


def _stale(one: Assessed, now: datetime, policy: Policy) -> list[Reason]:
    checked = one.expert.last_confirmed
    if checked is None or (now.date() - checked).days <= policy.stale_days:
        return []
    return [reason("minus", Code.PROFILE_OLD, since=checked.isoformat())]


def solved_cases(one: Assessed) -> list[ReadCase]:
    return [case for case in one.field_cases if case.case.outcome != "unsolved"]


def confirmed_cases(one: Assessed) -> list[ReadCase]:
    return [case for case in one.field_cases if case.case.outcome == "confirmed"]


def _common(names: Iterable[str | None]) -> list[str]:
    counts = Counter(name for name in names if name)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]]


def _common_types(reading: QueryReading, one: Assessed) -> list[str]:
    wanted = set(main_types(reading))
    return _common(code for case in solved_cases(one) for code in sorted(case.types & wanted))


def wanted_area(reading: QueryReading) -> list[str]:
    if reading.crop:
        return ["crop", reading.crop]
    return ["industry", reading.industry] if reading.industry else ["problem_type", reading.top_type]


def reason(kind: str, code: Code, **params: Param) -> Reason:
    return Reason(kind, code.value, params)
