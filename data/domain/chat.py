"""A group's chat as it is copied out of WeChat: who said what. What the words mean is not read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DAY = (
    r"(?:(?:20)?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|昨天|前天|今天|(?:星期|周)[一二三四五六日天])"
)
_CLOCK = r"(?:凌晨|早上|上午|中午|下午|晚上)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[AP]M)?"
# The three shapes of a copied chat, the surest first: 「韩喜莲 2026/4/9 10:21」, 「韩喜莲：」 and 「韩喜莲：叶子黄了」.
_SHAPES = (
    re.compile(rf"(?P<who>\S.{{0,31}}?)\s+(?:{_DAY}\s*)?{_CLOCK}(?P<words>)"),
    re.compile(r"(?P<who>[^:：，。！？,!?]{1,31})[:：]\s*(?P<words>)"),
    re.compile(r"(?P<who>[^:：，。！？,!?\s]{1,15})[:：]\s*(?P<words>\S.*)"),
)
_BESIDE = re.compile(
    rf"[-—–=\s]*{_DAY}[-—–=\s]*(?:{_CLOCK})?[-—–=\s]*|{_CLOCK}|[-—–=\s]{{3,}}|.{{1,32}}撤回了一条消息|以[上下]是?新消息"
)
_QUOTED = re.compile(r"「[^「」]{1,31}[:：][^「」]*」\s*\n[-—– ]{3,}\n")
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
    """Each speaker once, by the first word said. Words are kept as they are, without the marks of pictures and
    stickers, dates between them and what is quoted of others."""
    lines = [line.strip() for line in _QUOTED.sub("", pasted.replace("\r\n", "\n")).split("\n")]
    shape = next((one for one in _SHAPES if any(one.fullmatch(line) for line in lines)), None)
    said: dict[str, list[str]] = {}
    for speaker, words in _messages(lines, shape):
        said.setdefault(speaker, []).append(words)
    found = (_said(speaker, "\n".join(parts)) for speaker, parts in said.items())
    return tuple(one for one in found if one.words or one.pictures)


def phone_in(words: str) -> str | None:
    """The first telephone number that stands in the words, as it is written."""
    found = _PHONE.search(words)
    return found.group() if found else None


def without_phones(words: str) -> str:
    return _PHONE.sub("", words)


def _messages(lines: Iterable[str], shape: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    speaker = ""
    for line in lines:
        head = shape.fullmatch(line) if shape else None
        if head:
            speaker, line = head["who"].strip().lstrip("@"), head["words"]
        if line and not _BESIDE.fullmatch(line):
            yield speaker, line


def _said(speaker: str, words: str) -> Said:
    plain = _TOKEN.sub("", _PICTURE.sub("", words))
    return Said(speaker, "\n".join(filter(None, map(str.strip, plain.split("\n")))), len(_PICTURE.findall(words)))
