"""What the banner is made of: enough, in season, and nobody's name."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from data.domain.problem import Gate
from data.exchange.code_lists import load_industries, load_problem_types
from data.sample.questions import load_questions, parse_months
from data.sample.texts import FOLDER, read_groups, read_toml

FIRMS = [
    "有限公司", "集团", "股份", "伊利", "蒙牛", "蒙羊", "小尾羊", "小肥羊",
    "鄂尔多斯", "鹿王", "维信", "中粮", "中化", "先正达", "拜耳", "巴斯夫",
    "科迪华", "杜邦", "登海", "隆平", "大北农", "三瑞", "雷沃", "东方红",
    "约翰迪尔", "久保田", "沃得", "大疆", "极飞", "金正大", "云天化", "史丹利",
    "正大", "新希望", "屯河", "河套面粉", "恒丰", "圣牧", "旭一", "富川", "淘宝",
    "京东", "拼多多", "抖音", "快手", "微信",
]
QUESTIONS = load_questions()


def test_no_text_names_a_real_firm() -> None:
    found = [
        (path.name, firm) for path in FOLDER.rglob("*.t*") for firm in FIRMS if firm in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_there_are_enough_different_questions() -> None:
    texts = [question.text for question in QUESTIONS]
    assert len(set(texts)) == len(texts) >= 660
    assert len({question.topic for question in QUESTIONS}) >= 220


def test_topics_are_told_apart_by_their_title() -> None:
    named = [question.title for question in QUESTIONS if question.title]
    assert len(set(named)) == len(named) == len({question.topic for question in QUESTIONS})


def test_titles_are_short_and_questions_sound_like_speech() -> None:
    assert max(len(question.topic) for question in QUESTIONS) <= 24
    assert all(15 <= len(question.text) <= 200 for question in QUESTIONS)
    dialect = Counter(
        word for q in QUESTIONS for word in ("咋", "甚", "圪", "羔子", "后晌", "黑夜", "年时") if word in q.text
    )
    assert dialect["咋"] > 20 and dialect["甚"] > 20 and len(dialect) >= 6


def test_codes_are_known() -> None:
    types = {row.code for row in load_problem_types()}
    industries = {row.code for row in load_industries()}
    assert {code for question in QUESTIONS for code in question.problem_types} <= types
    assert {question.industry for question in QUESTIONS} <= industries


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_has_questions_of_every_kind(month: int) -> None:
    now = [question for question in QUESTIONS if month in question.months]
    assert {q.industry for q in now} == {*(f"I{n}" for n in range(1, 10)), "other"}
    assert len([q for q in now if q.gate is Gate.ANIMAL_EPIDEMIC]) >= 2
    assert len(now) >= 45


@pytest.mark.parametrize(("month", "words"), [(7, "接羔棚"), (7, "埋葡萄"), (1, "葵花开了"), (12, "蚂蚱"), (2, "秋浇")])
def test_nobody_asks_out_of_season(month: int, words: str) -> None:
    spoken_of = [question for question in QUESTIONS if words in question.text + question.topic]
    assert spoken_of
    assert all(month not in question.months for question in spoken_of)


@pytest.mark.parametrize(
    ("text", "months"),
    [("3-5", {3, 4, 5}), ("11-2", {11, 12, 1, 2}), ("7-7", {7}), ("*", set(range(1, 13))), ("now", set())],
)
def test_months_go_over_the_year_s_end(text: str, months: set[int]) -> None:
    assert parse_months(text) == months


def test_every_problem_type_has_advice() -> None:
    advice = read_groups("advice.tsv", "problem_type", "text")
    handed_over = {"P23", "P25"}
    asked = {question.problem_types[0] for question in QUESTIONS}
    assert asked - handed_over <= set(advice)


def test_profiles_have_the_length_of_a_card() -> None:
    profiles = [entry["profile"] for name in ("experts", "colleagues") for entry in read_toml(f"{name}.toml")["expert"]]
    assert len(set(profiles)) == len(profiles) >= 44
    assert all(40 <= len(profile) <= 120 for profile in profiles)
    assert not any(re.search(r"\d{11}", profile) for profile in profiles)
