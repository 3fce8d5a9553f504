"""A county's own words: checked row by row, read at once."""

from __future__ import annotations

import pytest

from matching.text.county import SENTENCES, read_rows

GOOD = {
    "kind": "disease", "name": "糜子红斑病", "folk": "糜子红皮| 红秆糜 ", "industries": "I1", "problem_types": "P01",
    "broader": "病害", "english": "proso red spot",
}


def test_a_new_concept_is_read_at_once(engine):
    words = read_rows([GOOD], engine.lexicon)
    assert words.errors == ()
    grown = engine.with_lexicon(words.concepts)
    assert grown.lexicon.named("红秆糜")[0].name == "糜子红斑病"
    assert grown.understand("地里糜子红皮了一片").problem_type == "P01"
    assert "disease.plant_disease" in grown.understand("红秆糜咋治").concepts
    assert engine.lexicon.named("红秆糜") == ()


def test_a_known_name_gets_more_folk_names(engine):
    words = read_rows([{"kind": "crop", "name": "向日葵", "folk": "照阳花"}], engine.lexicon)
    (concept,) = words.concepts
    assert (concept.id, concept.aliases[-1]) == ("crop.sunflower", "照阳花")
    grown = engine.with_lexicon(words.concepts)
    assert len(grown.lexicon.concepts) == len(engine.lexicon.concepts)
    assert grown.understand("照阳花叶子发黄").crop_or_animal == "向日葵"


@pytest.mark.parametrize(
    ("change", "code", "value"),
    [
        ({"name": " "}, "NAME_MISSING", ""), ({"name": "羊"}, "NAME_SHORT", "羊"),
        ({"folk": "一|红皮糜"}, "NAME_SHORT", "一"),
        ({"folk": "糜" * 21}, "NAME_LONG", "糜" * 21), ({"kind": "plant"}, "KIND_UNKNOWN", "plant"),
        ({"kind": "stop"}, "KIND_UNKNOWN", "stop"), ({"industries": "I1 I12"}, "INDUSTRY_UNKNOWN", "I12"),
        ({"problem_types": "P1"}, "TYPE_UNKNOWN", "P1"), ({"broader": "没有这个"}, "BROADER_UNKNOWN", "没有这个"),
    ],
)
def test_each_fault_has_its_sentence(engine, change, code, value):
    words = read_rows([{"kind": "pest", "name": "别的虫"}, GOOD | change], engine.lexicon)
    assert [concept.name for concept in words.concepts] == ["别的虫"]
    (error,) = words.errors
    assert (error.row, error.code, error.value) == (2, code, value)
    assert error.sentence.startswith("第2行") and error.sentence.endswith("。")


def test_a_name_twice_and_a_row_of_many_faults(engine):
    words = read_rows([GOOD, GOOD, {"name": None, "kind": None}], engine.lexicon)
    assert [(error.row, error.code) for error in words.errors] == [
        (2, "NAME_TWICE"), (3, "NAME_MISSING"), (3, "KIND_UNKNOWN"),
    ]
    assert {error.code for error in words.errors} <= set(SENTENCES)
