"""Questions that hold several problems."""

from __future__ import annotations

import pytest

from matching.text.gates import gate_of
from matching.text.languages import language_of
from matching.text.missing import missing_of_parts
from matching.text.passages import passages, with_passages
from matching.text.reading import as_epidemic


def read_by_words(text, hits):
    """虫 is P02, 肥 is P04, anything else unsure."""
    best = "P02" if "虫" in text else "P04" if "肥" in text else "P99"
    return tuple(sorted(((code, 0.8 if code == best else 0.1) for code in ("P02", "P04", "P99")), key=lambda x: -x[1]))


@pytest.mark.parametrize(
    ("text", "count"),
    [("有虫", 1), ("", 1), ("叶子上有虫，咋办", 1), ("有虫，上甚肥", 2), ("你好，有虫，好几天了，上甚肥 一亩多少", 2),
     ("有虫另外上甚肥", 2), ("，，，", 1)],
)
def test_a_passage_is_a_run_of_clauses_about_one_thing(text, count):
    spans = passages(text, (), read_by_words)
    assert len(spans) == count
    assert "".join(text[start:end] for start, end in spans) == text


def test_both_problems_get_an_honest_share():
    whole = (("P02", 0.9), ("P04", 0.08), ("P99", 0.02))
    mixed = dict(with_passages("有虫，上甚肥", (), whole, read_by_words))
    assert mixed["P02"] > mixed["P04"] > 0.2
    assert abs(sum(mixed.values()) - 1.0) < 0.001


def test_one_problem_keeps_its_shares():
    whole = (("P02", 0.9), ("P99", 0.1))
    assert with_passages("叶子上有虫，咋办", (), whole, read_by_words) == whole


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄", ["P08", "P04"]),
        ("葡萄冬剪留几个芽，再就是叶子背面有红蜘蛛打甚药", ["P02", "P08"]),
        ("换个耐旱的玉米品种，底肥一亩上多少", ["P04", "P06"]),
        ("拖拉机打不着火，报废旧机子国家补多少", ["P17", "P23"]),
    ],
)
def test_two_problems_are_read(engine, text, types):
    assert sorted(code for code, share in engine.understand(text).problem_types if share >= 0.15) == sorted(types)


def test_what_is_grown_holds_for_every_passage(engine):
    read = engine.understand("今年改种羊，先说玉米：一亩上多少二铵，还有心叶里的虫咋治")
    assert {"P13", "P12"}.isdisjoint(code for code, _ in read.problem_types[:2])


def test_a_suspected_epidemic_is_animal_disease_first():
    types = as_epidemic((("P12", 0.98), ("P11", 0.01), ("P15", 0.01)))
    assert types[0][0] == "P11"
    assert abs(sum(share for _, share in types) - 1.0) < 0.001


def test_one_missing_fact_of_each_problem():
    assert missing_of_parts("咋办", (("P08", 0.5), ("P04", 0.4))) == ("variety", "fertiliser_used")
    assert missing_of_parts("咋办", (("P08", 0.9), ("P04", 0.1))) == ("variety", "stage")
    assert missing_of_parts("咋办", (("P11", 0.5), ("P12", 0.4))) == ("head_affected", "age")
    assert len(missing_of_parts("", (("P99", 0.1),))) == 2


def test_insurance_goes_to_its_desk(engine):
    hits = engine.lexicon.find("保险咋报")
    assert gate_of("保险咋报", hits, (("P23", 0.9), ("P99", 0.1))) == "handover"
    assert gate_of("补贴咋报", engine.lexicon.find("补贴咋报"), (("P23", 0.9), ("P99", 0.1))) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我汉话说不好", "mn"), ("找个会蒙语的来", "mn"), ("听不懂普通话", "mn"), ("二狼山白绒山羊", None),
        ("蒙古马咋养", None),
    ],
)
def test_the_language_somebody_asks_for(text, language):
    assert language_of(text) == language
