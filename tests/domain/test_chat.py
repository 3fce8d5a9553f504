"""A copied chat: every word stays with whoever said it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.chat import Said, phone_in, speakers_of, without_phones

CLOCKS = (
    "10:21", "2026/4/9 10:21", "2026-04-09 10:21:05", "昨天 8:05", "下午 3:05", "4月9日 上午10:21", "星期三 23:59",
)
NAMES = st.text("韩喜莲老高王敏苏和阿拉善", min_size=2, max_size=4)
WORDS = st.text("叶子黄了卷边死了羊羔拉稀咋办，。 ", min_size=1, max_size=30).map(str.strip).filter(bool)
TALKS = st.lists(st.tuples(NAMES, WORDS), min_size=1, max_size=12)


def spoken(talk: list[tuple[str, str]]) -> dict[str, str]:
    """The obvious version."""
    found: dict[str, list[str]] = {}
    for speaker, words in talk:
        found.setdefault(speaker, []).append(words)
    return {speaker: "\n".join(words) for speaker, words in found.items()}


@given(TALKS, st.sampled_from(CLOCKS), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_names_with_a_clock(talk: list[tuple[str, str]], clock: str, line: str):
    pasted = line.join(f"{speaker} {clock}{line}{words}" for speaker, words in talk)
    assert {one.speaker: one.words for one in speakers_of(pasted)} == spoken(talk)


@given(TALKS, st.sampled_from("：:"))
def test_names_on_a_line_of_their_own(talk: list[tuple[str, str]], colon: str):
    pasted = "\n".join(f"{speaker}{colon}\n{words}" for speaker, words in talk)
    assert {one.speaker: one.words for one in speakers_of(pasted)} == spoken(talk)


@given(TALKS, st.sampled_from("：:"))
def test_names_before_the_words(talk: list[tuple[str, str]], colon: str):
    pasted = "\n".join(f"{speaker}{colon}{words}" for speaker, words in talk)
    assert {one.speaker: one.words for one in speakers_of(pasted)} == spoken(talk)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", []),
        (" \n \n", []),
        ("叶子黄了咋办", [Said("", "叶子黄了咋办", 0)]),
        ("叶子黄了\n老高 10:22\n早", [Said("", "叶子黄了", 0), Said("老高", "早", 0)]),
        ("老高 10:22\n[图片]\n[图片]叶子黄了[动画表情]", [Said("老高", "叶子黄了", 2)]),
        ("老高 10:22\n[图片]", [Said("老高", "", 1)]),
        ("老高 10:22\n[语音] 5\"", [Said("老高", '5"', 0)]),
        ("—————  2026-04-09  —————\n老高 10:22\n早", [Said("老高", "早", 0)]),
        ("老高 10:22\n早\n老高撤回了一条消息", [Said("老高", "早", 0)]),
        ("苏和 10:22\n「老高：羊羔死了六只」\n- - - - - - - -\n我去看", [Said("苏和", "我去看", 0)]),
        ("老高：\n比例1：200 行不行", [Said("老高", "比例1：200 行不行", 0)]),
        ("@老高 10:22\n早", [Said("老高", "早", 0)]),
        ("老高 10:22\n早\n老高拍了拍苏和\n\"苏和\"邀请\"张三\"加入了群聊", [Said("老高", "早", 0)]),
        # words that end in a time of day are nobody's name, and are not lost
        ("韩喜莲 10:21\n叶子黄了\n死了羊羔六只 早上6:30", [Said("韩喜莲", "叶子黄了\n死了羊羔六只 早上6:30", 0)]),
        ("韩喜莲 10:21\n明天上午 8:30\n叶子黄了", [Said("韩喜莲", "明天上午 8:30\n叶子黄了", 0)]),
        ("韩喜莲 10:21\n羊死得早的 18:00", [Said("韩喜莲", "羊死得早的 18:00", 0)]),
        ("羊羔死了六只 昨天 18:00", [Said("", "羊羔死了六只 昨天 18:00", 0)]),
        (
            "韩喜莲：叶子黄了\n浇水 10:30\n老高：羊拉稀",
            [Said("韩喜莲", "叶子黄了\n浇水 10:30", 0), Said("老高", "羊拉稀", 0)],
        ),
        # what is asked for in a group is no speaker
        ("韩喜莲：羊拉稀\n电话：1990\n地址：前达门", [Said("韩喜莲", "羊拉稀\n电话：1990\n地址：前达门", 0)]),
        # the other shapes
        ("2026-04-09 10:21:33 韩喜莲\n叶子黄了", [Said("韩喜莲", "叶子黄了", 0)]),
        ("2026/4/9, 10:21 - 韩喜莲: 叶子黄了\n再看", [Said("韩喜莲", "叶子黄了\n再看", 0)]),
        ("[2026/4/9, 10:21:33] 韩喜莲: 叶子黄了", [Said("韩喜莲", "叶子黄了", 0)]),
        ("[10:21] 韩喜莲: 叶子黄了\n[10:22] 老高: 早", [Said("韩喜莲", "叶子黄了", 0), Said("老高", "早", 0)]),
    ],
)
def test_what_stands_beside_the_words(pasted: str, said: list[Said]):
    assert list(speakers_of(pasted)) == said


@given(st.text("韩喜莲老高：: \n\r\t10月9日:30早[]图片「」-—@，", max_size=120))
def test_nothing_that_was_said_is_lost(pasted: str):
    """Every character that is no blank stands in a speaker's name or words, but for marks and what the group writes."""
    kept = "".join(f"{one.speaker}{one.words}" for one in speakers_of(pasted))
    for sign in "韩喜莲高":
        if not any(mark in pasted for mark in "「」[]"):
            assert (sign in pasted) == (sign in kept)


@pytest.mark.parametrize(
    "part", ["a" * 30 + " " * 19_000 + "x", "4月9日" + "-" * 19_000 + "x", "「a：" * 6_000, "a：" * 9_000],
)
def test_the_longest_chat_is_read_in_no_time(part: str):
    assert speakers_of(part)


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("电话19900000001", "19900000001"), ("199 0000 0001 找我", "199 0000 0001"), ("0478-5912345", "0478-5912345"),
        ("编号1990000000123", None), ("一亩1200斤", None), ("", None),
    ],
)
def test_a_number_to_call(words: str, phone: str | None):
    assert phone_in(words) == phone
    assert phone is None or phone not in without_phones(words)
