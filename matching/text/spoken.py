"""The asker's own words: who passed them on, and names of gacha and sumu, are blanked out.

「代办（某村网格员填报）：」 says nothing about the question, and 哈拉葫芦嘎查 grows no gourds. Blanks keep the
positions of everything else.
"""

from __future__ import annotations

import re

_REPORTED = re.compile(
    r"^\s*(?:代办|转办|代报)?[（(【]?[^：:，,。？?]{0,16}?"
    r"(?:填报|来电|反映|咨询|来问|的问|求助|转来|报告|登记)[）)】]?\s*[：:，,]"
    r"|^\s*(?:微信群里|群里|电话里?)[^，,：:]{1,12}[，,：:]"
    r"|^\s*[^：:，,。？?]{2,12}(?:嘎查|村|社|户|苏木|镇)\s*[：:]"
)
_GACHA = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}(?:嘎查|苏木)|[\u4e00-\u9fff]{2,4}(?:嘎查|苏木)")
_PRONOUN = re.compile(r"^(?:我们|你们|他们|咱们|各|全|这|那|每)")
_COUNTED = re.compile(r"(?:[两一二三四五六七八九十百几多数]个?|邻|邻近|附近|周围)(?:嘎查|苏木)$")


def own_words(text: str) -> str:
    """`text` of the same length with reporters' openings and gacha names as blanks."""
    opened = _REPORTED.sub(lambda match: " " * len(match.group()), text, count=1)
    if not opened.strip():
        opened = text
    return _GACHA.sub(_blank_name, opened)


def _blank_name(match: re.Match[str]) -> str:
    said = match.group()
    return said if _PRONOUN.match(said) or _COUNTED.search(said) else " " * len(said)
