"""From a reason's code and params to a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.i18n import N_
from data.i18n.reason_sentences import FACTS, PARTS, RULES, SENTENCES

Translate = Callable[[str], str]
Names = Callable[[str, str], str]

KINDS = {
    "type": "problem_type", "industry": "industry", "crop": "crop", "place": "place", "language": "language",
    "licence": "licence", "reason": "barred", "until": "date", "since": "date",
    "expert_id": "expert",
}
LISTS = {"types": "problem_type", "words": "concept"}
AND, COMMA, THIS_KIND = N_("{first}和{last}"), N_("、"), N_("这类问题")
MINUTES, HOURS, HOURS_MINUTES = N_("约{minutes}分钟"), N_("约{hours}小时"), N_("约{hours}小时{minutes}分")


def sentence(code: str, params: Mapping[str, Any], translate: Translate, names: Names) -> str:
    """The sentence of `code`. names(kind, code) gives the words for codes; kinds: problem_type, industry, crop,
    concept, place, language, licence, barred, date (ISO text). Raises KeyError for an unknown code."""
    words = {key: _words(key, value, translate, names) for key, value in params.items()}
    words["what"] = _what(params, translate, names)
    words["span"] = span(int(params["minutes"]), translate) if "minutes" in params else ""
    if "rule" in params:
        words["rule"] = _rule(params, words, translate)
    return translate(SENTENCES[_form(code, params)]).format(**words)


def missing_fact(code: str, translate: Translate) -> str:
    """What is still to be asked, as words to follow 「还缺：」. Raises KeyError for an unknown code."""
    return translate(FACTS[code])


def span(minutes: int, translate: Translate) -> str:
    """About so long: minutes, from an hour on hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return translate(MINUTES).format(minutes=rest)
    return translate(HOURS_MINUTES if rest else HOURS).format(hours=hours, minutes=rest)


def _form(code: str, params: Mapping[str, Any]) -> str:
    if f"{code}_BARE" in SENTENCES and not params.get("fields" if "fields" in params else "wanted"):
        code = f"{code}_BARE"
    if params.get("solved") and f"{code}_SOME" in SENTENCES:
        return f"{code}_SOME"
    if code == "SOLVED_ALL_CONFIRMED" and params["solved"] == 1:
        return "SOLVED_ONE_CONFIRMED"
    form = f"{code}_ONLY" if params.get("inside") == 0 else code
    return f"{form}_ZERO" if params.get("count") == 0 and f"{form}_ZERO" in SENTENCES else form


def _rule(params: Mapping[str, Any], words: Mapping[str, object], translate: Translate) -> str:
    """A hard rule inside STEP_FIT_BUT; with a date if everybody is away until the same day."""
    told = translate(SENTENCES["AWAY"]).format(**words) if "until" in params else translate(RULES[params["rule"]])
    return told[:1].lower() + told[1:]


def _words(key: str, value: Any, translate: Translate, names: Names) -> object:
    if key == "wanted":
        return names(*value)
    if key == "fields":
        return _listed(list(dict.fromkeys(names(kind, code) for kind, code in value)), translate)
    if key == "parts":
        told = (translate(PARTS[part]) for part in value)
        return _listed([words[:1].lower() + words[1:] for words in told], translate)
    if key in LISTS:
        return _listed([names(LISTS[key], code) for code in value], translate)
    return names(KINDS[key], value) if key in KINDS else value


def _what(params: Mapping[str, Any], translate: Translate, names: Names) -> str:
    """Crops of the solved cases, else their problem types."""
    crops = [names("crop", crop) for crop in params.get("crops", ())]
    types = [names("problem_type", code) for code in params.get("types", ())]
    return _listed(crops or types, translate) or translate(THIS_KIND)


def _listed(items: Sequence[str], translate: Translate) -> str:
    if len(items) == 2:
        return translate(AND).format(first=items[0], last=items[1])
    return translate(COMMA).join(items)
