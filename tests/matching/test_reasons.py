"""Every code has a sentence in both languages, and the words are those of the design."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from itertools import pairwise

import pytest

from data.i18n import translations
from data.i18n.reason_sentences import FACTS, PARTS, RULES, SENTENCES
from data.i18n.reasons import missing_fact, sentence, span
from matching.ranking import Ranker, ReasonCode
from matching.text.missing import all_fact_codes
from tests.matching.builders import EVERYBODY, MINUTES, NOW, PLUM, SOIL_EXPERT

WORDS = {
    ("problem_type", "P08"): "剪枝", ("problem_type", "P04"): "施肥", ("place", "150824100"): "海流图镇",
    ("licence", "vet"): "执业兽医证", ("language", "mn"): "蒙古语", ("date", "2026-04-11"): "4月11日",
}
SAMPLE = {
    "until": "2026-04-11", "since": "2025-06-01", "open": 2, "max": 5, "licence": "vet", "reason": "conflict",
    "fields": [["crop", "番茄"]], "wanted": ["crop", "西梅"], "type": "P08", "types": ["P08", "P04"], "crop": "西梅",
    "words": ["蚜虫"], "crops": ["西梅", "李"], "solved": 3, "confirmed": 2, "count": 3, "place": "150824100",
    "minutes": 25, "language": "mn", "days": 18, "rank": 5, "qualified": 9, "expert_id": 4, "inside": 1,
    "rule": "AWAY", "experts": [1], "industry": "I4", "parts": ["subject", "place"], "least": 3,
}


def names(kind: str, code: str) -> str:
    return WORDS.get((kind, code), code)


def chinese(code: str, **params: object) -> str:
    return sentence(code, params, translations("zh").gettext, names)


def english(code: str, **params: object) -> str:
    return sentence(code, params, translations("en").gettext, names)


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_code_speaks_both_languages(code):
    zh, en = chinese(code, **SAMPLE), english(code, **SAMPLE)
    assert zh and en and zh != en
    assert "{" not in zh + en


def test_every_sentence_belongs_to_a_code():
    forms = {re.sub(r"(_BARE|_ONLY|_ZERO|_SOME)+$", "", key) for key in SENTENCES} - {"SOLVED_ONE_CONFIRMED"}
    assert forms == {code.value for code in ReasonCode}


@pytest.mark.parametrize("text", [*SENTENCES.values(), *RULES.values(), *FACTS.values(), *PARTS.values()])
def test_no_he_no_she_no_score(text):
    assert not re.search(r"[他她它]|%|分数|得分|！|系统", text)


def test_every_param_of_a_sentence_is_promised_by_its_code():
    promised = {m[1]: set(re.findall(r"\w+(?=[,:)])", m[2])) for m in re.finditer(r"([A-Z_]+) \(([^)]*\)?)", _docs())}
    own = {"what": {"crops", "types"}, "span": {"minutes"}}
    for key, text in SENTENCES.items():
        code = re.sub(r"(_BARE|_ONLY|_ZERO|_SOME)+$", "", key).replace("SOLVED_ONE_", "SOLVED_ALL_")
        for field in {name for _, name, _, _ in string.Formatter().parse(text) if name}:
            assert own.get(field, {field}) <= promised[code], key


def _docs() -> str:
    behind = [f"{code} " for code in ReasonCode if code.startswith("BEHIND")]
    assert behind
    return re.sub(r"\[\[kind, code\], \.\.\.\]|\[kind, code\]", "", ReasonCode.__doc__) + " "


def test_the_words_of_the_design():
    assert chinese("KNOWS_TYPES", types=["P08", "P04"]) == "剪枝和施肥两样都会，正是农户要问的"
    assert chinese("SOLVED_ALL_CONFIRMED", crops=["西梅", "李子"], types=[], solved=3) == "办结西梅和李子3件，都有确认"
    assert chinese("SAME_TOWN", place="150824100", minutes=25) == "人在海流图镇，约25分钟"
    assert chinese("ROOM_LEFT", open=2, max=5) == "手上2件，最多5件"
    assert chinese("AWAY", until="2026-04-11") == "请假到4月11日"
    assert english("ROOM_LEFT", open=2, max=5) == "2 open, takes 5"


def test_a_few_cases_outside_the_own_field_are_said():
    fields, wanted = [["crop", "番茄"], ["crop", "辣椒"]], ["crop", "西梅"]
    assert chinese("OTHER_FIELD", fields=fields, wanted=wanted, solved=0) == "专长是番茄和辣椒，没有西梅的记录"
    assert chinese("OTHER_FIELD", fields=fields, wanted=wanted, solved=1) == "专长是番茄和辣椒，西梅的只办过1件"
    assert chinese("NOT_THIS_TYPE", fields=[], type="P08", solved=1) == "剪枝只办过1件"
    assert chinese("NO_CASES_YET") == "这类问题还没办过"
    assert chinese("NO_CASES_YET", wanted=wanted) == "西梅的这类问题还没办过"


def test_fields_that_read_alike_are_named_once():
    twice = [["crop", "农机"], ["industry", "农机"]]
    assert chinese("NOT_THIS_TYPE", fields=twice, type="P08") == "专长是农机，没办过剪枝"


def test_empty_lists_have_their_own_form():
    assert chinese("OTHER_FIELD", fields=[], wanted=["crop", "西梅"]) == "没写专长，也没有西梅的记录"
    assert chinese("SOLVED_ALL_CONFIRMED", crops=[], types=[], solved=1) == "办结这类问题1件，农户确认了"


def test_counts_of_nobody_are_said_as_such():
    assert chinese("STEP_OUTSIDE", count=0, inside=2) == "旗里只有2位，旗外没有合适的"
    assert chinese("STEP_OUTSIDE", count=0, inside=0) == "旗里没有，旗外也没有"
    assert chinese("STEP_OUTSIDE", count=1, inside=0) == "旗里没有，看旗外：合适的1位"
    assert chinese("STEP_BANNER", count=0) == "再看全旗：没有合适的"


def test_why_fewer_than_three_with_the_common_date():
    common = chinese("STEP_FIT_BUT", rule="AWAY", count=3, experts=[1, 2, 3], until="2026-04-11")
    assert common == "对口的还有3位，但请假到4月11日"
    assert chinese("STEP_FIT_BUT", rule="AWAY", count=2, experts=[1, 2]) == "对口的还有2位，但在请假"


@pytest.mark.parametrize(("minutes", "zh"), [(0, "约0分钟"), (59, "约59分钟"), (60, "约1小时"), (130, "约2小时10分")])
def test_spans(minutes, zh):
    assert span(minutes, translations("zh").gettext) == zh


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        chinese("NO_SUCH_CODE")


def test_missing_facts_have_words():
    assert set(FACTS) == set(all_fact_codes())
    assert all(missing_fact(code, translations("en").gettext) != FACTS[code] for code in FACTS)


def test_whatever_the_ranker_says_can_be_said(ranker):
    recommendation = ranker.recommend(PLUM, NOW, MINUTES, {3: "conflict"})
    said = [r for c in recommendation.candidates for r in (*c.reasons, *c.compared)]
    said += [r for reasons in recommendation.exclusions.values() for r in reasons]
    said += [r for one in recommendation.not_qualified for r in one.reasons]
    said += [r for person in EVERYBODY for r in ranker.explain(PLUM, person.id, NOW, MINUTES)]
    sentences = [chinese(r.code, **r.params) for r in (*said, *recommendation.steps)]
    assert all(text and "{" not in text for text in sentences)


def test_no_candidate_says_the_same_thing_twice(ranker):
    for candidate in ranker.recommend(PLUM, NOW, MINUTES).candidates:
        spoken = sorted(chinese(r.code, **r.params) for r in candidate.reasons)
        assert all(one != two for one, two in pairwise(spoken))


def test_a_word_of_the_profile_is_named_once(engine):
    grower = replace(SOIL_EXPERT, text="秋浇怎么浇，盐碱地怎么改")
    query = replace(PLUM, text="秋浇水快来了，地里白花花一层碱，把改良剂撒上再浇", industry="I1", crop="玉米")
    said = Ranker.fit(engine, (grower,), ()).explain(query, grower.id, NOW, MINUTES)
    words = next(r.params["words"] for r in said if r.code == ReasonCode.PROFILE_WORDS)
    assert len(set(words)) == len(words)
