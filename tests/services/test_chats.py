"""J9: four speakers, two questions, a greeting, two pictures that did not come along."""

from __future__ import annotations

import datetime as dt

import pytest

from data.domain.errors import InvalidInput, NotAllowed
from data.services.chats import CHAT_MAX, SPEAKERS_MOST, ChatDraft, filed_before, read_chat
from tests.desk import NOW, PLUM_VILLAGE, Desk, on_sqlite

CHAT = """韩喜莲-巴仁宝勒格 10:21
头一年种西梅，开春剪枝没底，叶子还卷边发黄，该咋弄
[图片]
[图片]
老高 10:22
大家早上好
王敏 10:25
西梅剪枝的事收到了，留个电话
韩喜莲-巴仁宝勒格 10:26
19900000001
苏和 15:05
我们前达门嘎查的，早起羊羔死了六只 还有十几只拉稀站不起来 199 0000 0002
"""


def drafts(desk: Desk, pasted: str, who: str = "王敏", lang: str = "zh") -> tuple[ChatDraft, ...]:
    with desk.reading(who, lang=lang) as ctx:
        return read_chat(ctx, pasted)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_of_four_are_questions_with_all_that_was_said(desk: Desk, lang: str):
    plum, greeting, officer, lambs = drafts(desk, CHAT, lang=lang)
    assert (plum.name, plum.phone, plum.village, plum.crop) == ("韩喜莲", "19900000001", PLUM_VILLAGE, "西梅")
    assert plum.words.startswith("头一年种西梅") and (plum.pictures, plum.is_epidemic) == (2, False)
    assert (lambs.name, lambs.phone, lambs.is_epidemic) == ("苏和", "199 0000 0002", True)
    assert lambs.village.startswith("150824200")
    assert [one.is_question for one in (plum, greeting, officer, lambs)] == [True, False, False, True]


@on_sqlite
@pytest.mark.parametrize(
    ("speaker", "name", "village"),
    [
        ("韩喜莲", "韩喜莲", None), ("巴仁宝勒格村 韩喜莲 19900000001", "韩喜莲", PLUM_VILLAGE),
        ("平安是福", "平安是福", None), ("A韩姐", "A韩姐", None), ("巴仁宝勒格", None, PLUM_VILLAGE),
    ],
)
def test_what_a_name_in_the_group_tells(desk: Desk, speaker: str, name: str | None, village: str | None):
    (one,) = drafts(desk, f"{speaker} 10:21\n叶子黄了咋办")
    assert (one.name, one.village) == (name, village)


@on_sqlite
@pytest.mark.parametrize("words", ["通知：明天下午西梅剪枝培训", "卖西梅，要的私聊", "@韩喜莲 西梅剪枝留三个主枝"])
def test_what_only_sounds_like_a_question_is_shown_apart(desk: Desk, words: str):
    (one,) = drafts(desk, f"老高 10:21\n{words}")
    assert (one.words, one.is_question) == (words, False)


@on_sqlite
@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("  ", "text_missing"), ("字" * (CHAT_MAX + 1), "text_long"),
        ("\n".join(f"人{n} 10:21\n早" for n in range(SPEAKERS_MOST + 1)), "chat_speakers"),
    ],
)
def test_what_cannot_be_read_says_so(desk: Desk, pasted: str, code: str):
    with pytest.raises(InvalidInput) as refused:
        drafts(desk, pasted)
    assert refused.value.code == code


@on_sqlite
@pytest.mark.parametrize(("speaker", "is_question"), [("王敏", False), ("王敏-巴仁宝勒格", True), ("丁桂香", True)])
def test_who_works_for_the_office_answers_and_a_namesake_asks(desk: Desk, speaker: str, is_question: bool):
    (one,) = drafts(desk, f"{speaker} 10:21\n我家西梅叶子卷边发黄咋办")
    assert one.is_question is is_question


def test_what_was_filed_from_the_same_words_is_known_for_a_month(desk: Desk):
    words = "西梅叶子卷边发黄咋办"
    filed = desk.ask("王敏", words, asker_name="苗一", asker_phone="19900007001")
    one = drafts(desk, f"苗一 10:21\n{words}")
    for who, later, known in (("李明", 29, {words: filed}), ("王敏", 31, {})):
        with desk.reading(who, NOW + dt.timedelta(days=later)) as ctx:
            assert filed_before(ctx, one) == known


@on_sqlite
def test_an_expert_files_nothing_for_others(desk: Desk):
    with pytest.raises(NotAllowed):
        drafts(desk, CHAT, "贺海峰")
