"""Why not: sentences for those whose field does not fit, for those behind, and what the first has over the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from statistics import fmean

from matching.ranking.assessed import Assessed
from matching.ranking.features import QueryReading, knows_type, main_types
from matching.ranking.policy import PARTS, Policy
from matching.ranking.reasons import ReasonCode as Code
from matching.ranking.results import Param, Reason
from matching.ranking.wording import confirmed_cases, known_types, reason, solved_cases, wanted_area

FIELDS = 2
# A lead smaller than this is no reason to prefer anybody.
HARDLY = 0.01
# Parts that make up less of the lead than this are not named.
NAMED_PART = 0.25
MOST_NAMED = 2


def why_not_qualified(reading: QueryReading, one: Assessed, policy: Policy) -> list[Reason]:
    fields, kinds, wanted = _own_fields(one), _own_kinds(one), wanted_area(reading)
    no_type = one.fit.type < policy.min_type or one.fit.best < policy.min_known
    no_area = one.fit.area < policy.min_area
    if no_area and no_type:
        return [reason("no", Code.OTHER_FIELD, fields=fields, wanted=wanted, solved=_handled(one, *wanted))]
    if no_type:
        top = reading.top_type
        return [reason("no", Code.NOT_THIS_TYPE, fields=kinds, type=top, solved=_handled(one, "problem_type", top))]
    if no_area:
        known = _known_best(reading, one, policy)
        solved = _handled(one, *wanted)
        return [reason("no", Code.NOT_THIS_AREA, fields=fields, wanted=wanted, type=known, solved=solved)]
    return [reason("no", Code.WEAK_FIT)]


def behind(reading: QueryReading, one: Assessed, shown: Sequence[Assessed], policy: Policy) -> Reason:
    """The part that costs `one` most against those who are `shown`, on their average."""
    gaps: Mapping[str, float] = {
        name: policy.weights[name] * (fmean(ahead.parts[name] for ahead in shown) - one.parts[name]) for name in PARTS
    }
    name = max(PARTS, key=lambda part: (gaps[part], -PARTS.index(part)))
    code, params = _behind_params(name if gaps[name] > 0 else "tie", reading, one)
    return reason("minus", code, expert_id=one.expert.id, **params)


def ahead(first: Assessed, second: Assessed, policy: Policy) -> Reason:
    """The parts in which the first gains most on the second; said as such where the lead is next to nothing."""
    if first.total - second.total < HARDLY:
        return reason("ahead", Code.AHEAD_HARDLY)
    gains = {name: policy.weights[name] * (first.parts[name] - second.parts[name]) for name in PARTS}
    ordered = sorted((name for name in PARTS if gains[name] > 0.0), key=lambda name: (-gains[name], PARTS.index(name)))
    least = NAMED_PART * sum(gains[name] for name in ordered)
    return reason("ahead", Code.AHEAD, parts=[name for name in ordered if gains[name] >= least][:MOST_NAMED])


def _behind_params(part: str, reading: QueryReading, one: Assessed) -> tuple[Code, dict[str, Param]]:
    if part == "place" and one.minutes is None:
        return Code.BEHIND_PLACE_UNKNOWN, {}
    params: dict[str, dict[str, Param]] = {
        "place": {
            "fields": [["problem_type", code] for code in known_types(reading, one)[:FIELDS]],
            "place": one.expert.home_place or "", "minutes": one.minutes or 0,
        },
        "load": {"open": one.expert.open_count, "max": one.expert.max_open},
        "record": {"solved": len(solved_cases(one)), "confirmed": len(confirmed_cases(one))},
    }
    return Code[f"BEHIND_{part.upper()}"], params.get(part, {})


def _own_fields(one: Assessed) -> list[list[str]]:
    """At most two of what the person grows or keeps, else of the kinds of problem."""
    return [["crop", name] for name in one.expert.crops[:FIELDS]] or _own_kinds(one)


def _own_kinds(one: Assessed) -> list[list[str]]:
    return [["problem_type", code] for code in one.expert.problem_types[:FIELDS]]


def _known_best(reading: QueryReading, one: Assessed, policy: Policy) -> str:
    return max(main_types(reading), key=lambda code: knows_type(one.knowledge, code, policy))


def _handled(one: Assessed, kind: str, code: str) -> int:
    """Cases of that crop, industry or kind of problem, whatever came of them."""
    known = one.knowledge
    shown = {"crop": known.shown_crops, "industry": known.shown_industries, "problem_type": known.shown_types}
    return ceil(shown[kind].get(code, 0.0))
