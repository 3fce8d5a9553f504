"""The shipped lexicon and examples are well formed, and names are found."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from matching.text.engine import read_examples
from matching.text.normalise import normalise, normalise_with_offsets
from matching.text.taxonomy import INDUSTRIES, PROBLEM_TYPES
from matching.text.words import grams, words

KINDS = {
    "crop", "animal", "breed", "pest", "disease", "weed", "deficiency", "chemical", "input", "machine", "symptom",
    "practice", "weather", "market", "policy", "unit", "stop",
}


def test_concepts_are_complete(engine):
    concepts = engine.lexicon.concepts
    assert len(concepts) > 400
    assert max(Counter(concept.id for concept in concepts).values()) == 1
    for concept in concepts:
        assert concept.kind in KINDS, concept.id
        assert concept.source, concept.id
        assert concept.kind == "stop" or concept.english, concept.id
        assert set(concept.industries) <= set(INDUSTRIES), concept.id
        assert set(concept.problem_types) <= set(PROBLEM_TYPES), concept.id
        assert not IDEOGRAPH.search(concept.english), concept.id


IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")


def test_every_industry_has_its_crops_or_animals(engine):
    named = {code for c in engine.lexicon.concepts if c.kind in ("crop", "animal") for code in c.industries}
    assert set(INDUSTRIES) - {"I9", "other"} <= named


def test_every_problem_type_has_concepts_and_examples(engine):
    in_lexicon = {code for c in engine.lexicon.concepts for code in c.problem_types}
    in_examples = {example.problem_type for example in read_examples()}
    assert in_lexicon == in_examples == set(PROBLEM_TYPES)


@pytest.mark.parametrize(
    ("said", "book"),
    [("油葵", "向日葵"), ("葵花", "向日葵"), ("柿子", "番茄"), ("尖椒", "辣椒"), ("山药", "马铃薯"), ("苞米", "玉米"),
     ("西煤", "西梅"), ("木须", "苜蓿"), ("羊羔", "肉羊"), ("二狼山白绒山羊", "绒山羊"), ("忒莫", "骆驼"),
     ("毛日", "马"),
     ("打蔫", "萎蔫"), ("腻虫", "蚜虫"), ("冷子", "冰雹"), ("二安", "二铵"), ("五号病", "口蹄疫"), ("毒根草", "列当")],
)
def test_folk_dialect_and_misheard_names(engine, said, book):
    assert engine.lexicon.named(said)[0].name == book


def test_english_of_any_name(engine):
    assert engine.lexicon.english("洋柿子") == "tomato"
    assert engine.lexicon.english("没有这个") is None


def test_longest_name_wins_and_stop_words_hide(engine):
    assert [hit.words for hit in engine.lexicon.find("马铃薯甲虫")] == ["马铃薯甲虫"]
    assert engine.lexicon.find("马上来") == ()


def test_an_act_gives_way_to_the_name_it_is_done_with(engine):
    assert [hit.words for hit in engine.lexicon.find("奶牛打头孢几天")] == ["奶牛", "头孢"]
    assert [hit.words for hit in engine.lexicon.find("西瓜打头")] == ["西瓜", "打头"]
    assert engine.understand("奶牛奶子发烫，打头孢几天能卖奶").gate == "prescription"


def test_latin_names_stand_alone(engine):
    assert [hit.words for hit in engine.lexicon.find("办SC证")] == ["SC证"]
    assert engine.lexicon.find("scale") == ()


def test_a_name_inside_a_name(engine):
    (hit,) = engine.lexicon.find("羊棚")
    assert [concept.name for concept in hit.inside] == ["肉羊"]
    (beetle,) = engine.lexicon.find("天牛")
    assert beetle.inside == ()


def test_full_width_case_and_emoticons():
    assert normalise("ＳＣ证　２０亩[流泪]") == "sc证 20亩"


def test_offsets_lead_back():
    text = "a[抱拳]℃Ｂ\u200b羊"
    plain, offsets = normalise_with_offsets(text)
    assert plain == "a°cb羊"
    assert [text[i] for i in offsets] == ["a", "℃", "℃", "Ｂ", "羊"]


def test_words_and_grams():
    assert "剪枝" in words("西梅剪枝咋弄")
    assert "咋" not in words("西梅剪枝咋弄")
    assert grams("剪枝，sc2") == ["剪", "枝", "剪枝", "sc2"]
