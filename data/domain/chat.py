"""A group's chat as it is copied out of WeChat: who said what. What the words mean is not read here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_BESIDE = 80
_DATE = r"(?:20)?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日"
_DAY = rf"(?:{_DATE}|昨天|前天|今天|(?:星期|周)[一二三四五六日天])"
_HALF = r"凌晨|早上|上午|中午|下午|晚上"
_CLOCK = rf"(?P<half>{_HALF})? ?\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?: ?[AP]M)?"
_LABELS = (
    "电话|手机|手机号|联系电话|联系方式|微信|地址|住址|村|姓名|名字|症状|问题|情况|时间|地点|药|用药|面积|品种|备注|注|注意"
    "|通知|公告|另外|附|问|答"
)
_WHO = rf"(?P<who>(?!(?:{_LABELS})[:：])[^:：，。！？,!?\[\]]"
# A copied chat has its speakers in one of these shapes, blanks put together, the surest first:
# 「韩喜莲 2026/4/9 10:21」, 「2026-04-09 10:21:05 韩喜莲」, 「[2026/4/9, 10:21] 韩喜莲：叶子黄了」, 「韩喜莲：」,
# 「韩喜莲：叶子黄了」.
_SHAPES = tuple(re.compile(shape) for shape in (
    rf"(?P<who>[^\s，。！？,!?][^，。！？,!?]{{0,31}}?) (?:{_DAY} ?)?{_CLOCK}(?P<words>)",
    rf"{_DAY} {_CLOCK} (?P<who>[^:：，。！？,!?]{{1,31}})(?P<words>)",
    rf"\[?(?:{_DAY},? )?{_CLOCK}(?:\]| -) (?P<who>[^:：，。！？,!?]{{1,31}})[:：] ?(?P<words>.*)",
    rf"{_WHO}{{1,31}})[:：](?P<words>)",
    rf"{_WHO}{{1,15}})(?<!\d)[:：] ?(?P<words>[^/].*)",
))
_NO_NAME = re.compile(rf"(?:明天|后天|大后天|{_DAY}|{_HALF}|[上下]午|早晨|夜里|半夜|黑夜)$")
_BESIDE = re.compile(
    rf"[-—–= ]*{_DAY}[-—–= ]*(?:{_CLOCK})?[-—–= ]*|{_CLOCK.replace('?P<half>', '?:')}|[-—–= ]{{3,}}|以[上下]是?新消息"
    r"|.{1,32}撤回了一条消息|.{1,40}加入了?群聊.{0,40}|.{1,40}拍了拍.{1,40}|.{1,40}修改群名为.{1,40}"
)
_QUOTED = re.compile(r"「[^「」\n]{1,31}[:：][^「」]*」\n[-—– ]{3,40}\n")
_PICTURE = re.compile(r"\[(?:图片|照片|视频|Image|Photo|Video)\]", re.IGNORECASE)
_TOKEN = re.compile(
    r"\[(?:语音|表情|动画表情|文件|位置|链接|Voice|Sticker|File|Location|Link)[^\[\]\n]{0,20}\]", re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)")


@dataclass(frozen=True)
class Said:
    """All that one speaker said, in order; `speaker` "" where the text names none. `pictures`: how many stood there,
    as words in brackets."""

    speaker: str
    words: str
    pictures: int


def speakers_of(pasted: str) -> tuple[Said, ...]:
    """Each speaker once, by the first word said. Words are kept as they are, blanks put together, without the marks of
    pictures and stickers, what the group itself writes between them, and what is quoted of others."""
    lines = [" ".join(line.split()) for line in pasted.splitlines()]
    quoted = _QUOTED.sub("", "\n".join(line for line in lines if line) + "\n")
    told = [line for line in quoted.split("\n") if line and not _is_beside(line)]
    said: dict[str, list[str]] = {}
    for speaker, words in _messages(told, _shape_of(told)):
        said.setdefault(speaker, []).append(words)
    return tuple(_said(speaker, "\n".join(parts)) for speaker, parts in said.items())


def phone_in(words: str) -> str | None:
    """The first telephone number that stands in the words, as it is written."""
    found = _PHONE.search(words)
    return found.group() if found else None


def without_phones(words: str) -> str:
    return _PHONE.sub("", words)


def _is_beside(line: str) -> bool:
    return len(line) <= LONGEST_BESIDE and _BESIDE.fullmatch(line) is not None


def _shape_of(lines: Sequence[str]) -> re.Pattern[str] | None:
    """A copied chat begins with somebody's name; of one that does not, what most lines look like."""
    heads = {shape: [line for line in lines if _head(shape, line)] for shape in _SHAPES}
    first = next((shape for shape in _SHAPES if lines and lines[0] in heads[shape]), None)
    commonest = max(_SHAPES, key=lambda shape: len(heads[shape]))
    return first or (commonest if heads[commonest] else None)


def _head(shape: re.Pattern[str], line: str) -> re.Match[str] | None:
    """Whether a line names a speaker; words that end in a time of day do not."""
    found = shape.fullmatch(line)
    return found if found and not _NO_NAME.search(found["who"].strip()) else None


def _messages(lines: Sequence[str], shape: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    """(speaker, line)."""
    speaker = ""
    for line, head in zip(lines, _heads(lines, shape), strict=True):
        if head is None:
            yield speaker, line
            continue
        speaker = head["who"].strip().lstrip("@")
        if head["words"]:
            yield speaker, head["words"]


def _heads(lines: Sequence[str], shape: re.Pattern[str] | None) -> list[re.Match[str] | None]:
    """Per line the name in it. What has nothing behind it is nobody's name, but the last words of the one before."""
    heads = [_head(shape, line) if shape else None for line in lines]
    half = next((_half(head) for head in heads if head), None)
    speaks = False
    for at in reversed(range(len(lines))):
        head = heads[at]
        if head and (_half(head) != half or not (speaks or head["words"])):
            heads[at] = None
        speaks = heads[at] is None
    return heads


def _half(head: re.Match[str]) -> bool:
    """Whether its clock names the half of the day: one chat does it everywhere or nowhere."""
    return head.groupdict().get("half") is not None


def _said(speaker: str, words: str) -> Said:
    plain = _TOKEN.sub("", _PICTURE.sub("", words))
    return Said(speaker, "\n".join(filter(None, map(str.strip, plain.split("\n")))), len(_PICTURE.findall(words)))
