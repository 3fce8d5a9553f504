"""Words and character pairs of Chinese text, for indexes and comparisons."""

from __future__ import annotations

import re
from operator import add

import rjieba

from matching.text.normalise import normalise

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")
_STOP = frozenset((
    "的", "了", "是", "在", "有", "和", "就", "也", "都", "还", "把", "被", "给", "到", "这", "那", "我", "你", "您",
    "们", "我们", "你们", "您好", "你好", "请问", "谢谢", "老师", "一下", "怎么", "怎样", "什么", "甚", "啥", "咋",
    "吗", "呢", "吧", "哇", "啊", "呀", "不", "没", "很", "太", "个", "一", "一个", "这个", "那个", "能", "能不能",
    "想", "要", "会", "上", "下", "里", "去", "来", "说", "问", "叫", "让", "用", "自己",
))


def words(text: str) -> list[str]:
    """Search-mode words of `text` (long words also give their parts), without punctuation and stop words."""
    plain = normalise(text)
    return [word for word in rjieba.cut_for_search(plain) if _RUN.fullmatch(word) and word not in _STOP]


def grams(text: str) -> list[str]:
    """Characters and pairs of neighbours in each Chinese run; a Latin or digit run is one token."""
    found: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(map(add, run, run[1:]))
    return found
