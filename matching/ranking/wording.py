"""Which reasons to give, from the same numbers that were scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import fmean

from matching.ranking.assessed import Assessed
from matching.ranking.features import CROSS_TYPES, MAIN_SHARE, QueryReading, calls_own, knows_crop
from matching.ranking.knowledge import ReadCase
from matching.ranking.policy import PARTS, Policy
from matching.ranking.reasons import ReasonCode as Code
from matching.ranking.results import Facts, Param, Reason
from matching.ranking.scoring import idle_days
from matching.text import Lexicon
from matching.text.taxonomy import UNSURE

POSSIBLE_SHARE = 0.12
ASKED_SHARE = 0.25
SHORT_TITLE_WORDS = 3
CAUSES = frozenset({"P01", "P02", "P03", "P04", "P05", "P09", "P10", "P11", "P12"})


def facts_of(reading: QueryReading, one: Assessed) -> Facts:
    fit = [("problem_type", code) for code in known_types(reading, one)]
    if reading.crop and knows_crop(one.knowledge, reading.crop) >= 0.8:
        fit.append(("crop", reading.crop))
    return Facts(
        fit=tuple(fit),
        minutes=one.minutes,
        open=one.expert.open_count,
        max_open=one.expert.max_open,
        solved=len(_solved(one)),
        confirmed=len(_confirmed(one)),
    )


def known_types(reading: QueryReading, one: Assessed) -> list[str]:
    return [
        code for code, share in reading.types
        if share >= MAIN_SHARE and code != UNSURE and calls_own(one.knowledge, code)
    ]


def asked_types(reading: QueryReading) -> list[str]:
    """The kinds of problem asked about, at most one of the possible causes; what has less share is only possible."""
    found = [reading.top_type]
    for code, share in reading.types[1:]:
        if share >= ASKED_SHARE and not (code in CAUSES and CAUSES & set(found)) and code != UNSURE:
            found.append(code)
    return found


def pluses(reading: QueryReading, one: Assessed, now: datetime, policy: Policy, lexicon: Lexicon) -> list[Reason]:
    """All plus reasons, strongest first: subject, record, place, then the rest."""
    return [
        *_wished(reading, one),
        *_subject(reading, one),
        *_record(reading, one),
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
        *_no_cases(one),
        *_stale(one, now, policy),
    ]


def why_not_qualified(reading: QueryReading, one: Assessed, policy: Policy) -> list[Reason]:
    fields, wanted = _own_fields(one), _wanted(reading)
    no_type = one.fit.type < policy.min_type or one.fit.best < policy.min_known
    no_area = one.fit.area < policy.min_area
    if no_area and no_type:
        return [_reason("no", Code.OTHER_FIELD, fields=fields, wanted=wanted)]
    if no_type:
        return [_reason("no", Code.NOT_THIS_TYPE, fields=fields, type=reading.top_type)]
    if no_area:
        return [_reason("no", Code.NOT_THIS_AREA, fields=fields, wanted=wanted)]
    return [_reason("no", Code.WEAK_FIT)]


def behind(one: Assessed, shown: Sequence[Assessed], policy: Policy) -> Reason:
    """The part that costs `one` most against those who are `shown`, on their average."""
    gaps: Mapping[str, float] = {
        name: policy.weights[name] * (fmean(ahead.parts[name] for ahead in shown) - one.parts[name]) for name in PARTS
    }
    name = max(PARTS, key=lambda part: (gaps[part], -PARTS.index(part)))
    code, params = _behind_params(name if gaps[name] > 0 else "tie", one)
    return _reason("minus", code, expert_id=one.expert.id, **params)


def _behind_params(part: str, one: Assessed) -> tuple[Code, dict[str, Param]]:
    if part == "place" and one.minutes is None:
        return Code.BEHIND_PLACE_UNKNOWN, {}
    params: dict[str, dict[str, Param]] = {
        "place": {"place": one.expert.home_place or "", "minutes": one.minutes or 0},
        "load": {"open": one.expert.open_count, "max": one.expert.max_open},
        "record": {"solved": len(_solved(one)), "confirmed": len(_confirmed(one))},
    }
    return Code[f"BEHIND_{part.upper()}"], params.get(part, {})


def _wished(reading: QueryReading, one: Assessed) -> list[Reason]:
    found = []
    if one.expert.id in reading.query.requested:
        found.append(_reason("plus", Code.REQUESTED))
    language = reading.query.language
    if language is not None and language in one.expert.languages and language != "zh":
        found.append(_reason("plus", Code.LANGUAGE_FITS, language=language))
    return found


def _subject(reading: QueryReading, one: Assessed) -> list[Reason]:
    asked, types = asked_types(reading), known_types(reading, one)
    known = [code for code in asked if code in types]
    crop = reading.crop if reading.crop and knows_crop(one.knowledge, reading.crop) >= 0.8 else None
    if crop and len(asked) == len(known) == 1:
        return [_reason("plus", Code.KNOWS_TYPE_OF_CROP, type=known[0], crop=crop)]
    of_crop = [_reason("plus", Code.KNOWS_CROP, crop=crop)] if crop and not _solved(one) else []
    if len(known) >= 2:
        return [_reason("plus", Code.KNOWS_TYPES, types=known[:2]), *of_crop]
    if known:
        return [_reason("plus", Code.KNOWS_TYPE if len(asked) == 1 else Code.KNOWS_PART, type=known[0]), *of_crop]
    return [*(_reason("plus", Code.KNOWS_CAUSE, type=code) for code in types[:1]), *of_crop]


def _record(reading: QueryReading, one: Assessed) -> list[Reason]:
    solved, confirmed = _solved(one), _confirmed(one)
    if not solved:
        return []
    params: dict[str, Param] = {"crops": _common(case.crop for case in solved), "types": _common_types(reading, one)}
    if len(confirmed) == len(solved):
        return [_reason("plus", Code.SOLVED_ALL_CONFIRMED, **params, solved=len(solved))]
    if confirmed:
        return [_reason("plus", Code.SOLVED_SOME_CONFIRMED, **params, solved=len(solved), confirmed=len(confirmed))]
    return [_reason("plus", Code.SHOWN_TYPE, type=reading.top_type, solved=len(solved))]


def _near(one: Assessed, policy: Policy) -> list[Reason]:
    place = one.expert.home_place or ""
    if one.ring == "township":
        if one.minutes is None:
            return [_reason("plus", Code.SAME_TOWN_NO_TIME, place=place)]
        return [_reason("plus", Code.SAME_TOWN, place=place, minutes=one.minutes)]
    if one.minutes is not None and one.minutes <= policy.near_minutes:
        return [_reason("plus", Code.NEAR, place=place, minutes=one.minutes)]
    return []


def _profile_words(reading: QueryReading, one: Assessed, lexicon: Lexicon) -> list[Reason]:
    shared = sorted(reading.concepts & one.knowledge.profile_concepts)
    names = [lexicon.concept(name).name for name in shared if lexicon.concept(name).kind not in ("symptom", "unit")]
    return [_reason("plus", Code.PROFILE_WORDS, words=names[:SHORT_TITLE_WORDS])] if names else []


def _similar(one: Assessed) -> list[Reason]:
    return [_reason("plus", Code.SIMILAR_CASES, count=one.similar)] if one.similar else []


def _idle(one: Assessed, now: datetime, policy: Policy) -> list[Reason]:
    days = idle_days(one.expert, now)
    if days is None:
        return [_reason("plus", Code.NEVER_ASSIGNED)]
    return [_reason("plus", Code.IDLE_LONG, days=days)] if days >= policy.idle_days // 2 else []


def _room(one: Assessed) -> list[Reason]:
    if one.expert.open_count == 0:
        return [_reason("plus", Code.HANDS_FREE, max=one.expert.max_open)]
    return [_reason("plus", Code.ROOM_LEFT, open=one.expert.open_count, max=one.expert.max_open)]


def _language_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    language = reading.query.language
    if language is None or language in one.expert.languages:
        return []
    return [_reason("minus", Code.LANGUAGE_MISSING, language=language)]


def _type_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    """The first kind asked about that the person does not call an own field."""
    foreign = [code for code in asked_types(reading) if code != UNSURE and not calls_own(one.knowledge, code)]
    return [_reason("minus", Code.TYPE_NOT_DECLARED, type=code) for code in foreign[:1]]


def _crop_minus(reading: QueryReading, one: Assessed) -> list[Reason]:
    if reading.crop is None or reading.top_type in CROSS_TYPES or not one.knowledge.declared_crops:
        return []
    if knows_crop(one.knowledge, reading.crop) >= 0.5:
        return []
    return [_reason("minus", Code.CROP_NOT_DECLARED, crop=reading.crop)]


def _far(one: Assessed, policy: Policy) -> list[Reason]:
    if one.minutes is None:
        return [_reason("minus", Code.OUTSIDE if one.ring == "outside" else Code.DISTANCE_UNKNOWN)]
    if one.minutes < policy.far_minutes:
        return []
    return [_reason("minus", Code.FAR, place=one.expert.home_place or "", minutes=one.minutes)]


def _full(one: Assessed) -> list[Reason]:
    if one.expert.open_count >= max(1, one.expert.max_open - 1):
        return [_reason("minus", Code.NEARLY_FULL, open=one.expert.open_count, max=one.expert.max_open)]
    return []


def _low_confirmed(one: Assessed) -> list[Reason]:
    total, confirmed = len(one.field_cases), len(_confirmed(one))
    if total >= 3 and confirmed * 2 < total:
        return [_reason("minus", Code.LOW_CONFIRMED, solved=total, confirmed=confirmed)]
    return []


def _other_cause(reading: QueryReading, one: Assessed) -> list[Reason]:
    """The next possible cause, if the person has hardly met it."""
    asked = asked_types(reading)
    for code, share in reading.types[1:] if reading.top_type in CAUSES | {"P08"} else ():
        if share < POSSIBLE_SHARE or calls_own(one.knowledge, code) or code not in CAUSES or code in asked:
            continue
        solved = round(one.knowledge.shown_types.get(code, 0.0))
        if solved == 0:
            return [_reason("minus", Code.OTHER_CAUSE_NONE, type=code)]
        if solved < 3:
            return [_reason("minus", Code.OTHER_CAUSE_FEW, type=code, solved=solved)]
    return []


def _no_cases(one: Assessed) -> list[Reason]:
    return [] if one.field_cases else [_reason("minus", Code.NO_CASES_YET)]


def _stale(one: Assessed, now: datetime, policy: Policy) -> list[Reason]:
    checked = one.expert.last_confirmed
    if checked is None or (now.date() - checked).days <= policy.stale_days:
        return []
    return [_reason("minus", Code.PROFILE_OLD, since=checked.isoformat())]


def _solved(one: Assessed) -> list[ReadCase]:
    return [case for case in one.field_cases if case.case.outcome != "unsolved"]


def _confirmed(one: Assessed) -> list[ReadCase]:
    return [case for case in one.field_cases if case.case.outcome == "confirmed"]


def _common(names: Iterable[str | None]) -> list[str]:
    counts = Counter(name for name in names if name)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]]


def _common_types(reading: QueryReading, one: Assessed) -> list[str]:
    wanted = {code for code, share in reading.types if share >= MAIN_SHARE}
    return _common(code for case in _solved(one) for code in sorted(case.types & wanted))


def _own_fields(one: Assessed) -> list[list[str]]:
    """At most two: what they grow or keep, and what they do."""
    areas = [["crop", name] for name in one.expert.crops] or [["industry", code] for code in one.expert.industries]
    types = [["problem_type", code] for code in one.expert.problem_types]
    return [*areas[:1], *types[:1]]


def _wanted(reading: QueryReading) -> list[str]:
    if reading.crop:
        return ["crop", reading.crop]
    return ["industry", reading.industry] if reading.industry else ["problem_type", reading.top_type]


def _reason(kind: str, code: Code, **params: Param) -> Reason:
    return Reason(kind, code.value, params)
