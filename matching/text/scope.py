"""What is told as happening now, apart from what is denied, past, feared or only heard of.

没拉稀没发烧 is no fever, 去年死过一只 is no death of this year, 怕得口蹄疫咋防 is no foot-and-mouth disease. Clauses
and words out of scope become blanks, so that positions stay.
"""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[^，,。；;！!？?、\s]+")
_SIGNS = (
    r"拉稀|拉肚子|咳嗽|咳|发烧|高烧|烧|流鼻涕?|流口水|死|流产|掉羔|起泡|水泡|肿|瘸|抽|胀|虫|病|传染"
)
_DENIED = re.compile(
    rf"(?:没有?|未|无|不)(?:再|见|曾|见过|发现|得|得过|犯|有)?(?:{_SIGNS})(?:的|过|呢)?(?=$|[，,。；;！!？?、\s]|也|没|不|，|精神|吃|就|还)"
)
_UNTREATED = re.compile(r"没有?(?:打|用|喂|吃|灌|给)过?(?:甚|啥|什么)?(?:针|药|疫苗)")
_PAST = re.compile(r"去年|前年|年时|头年|往年|上一?年|那年|以前|从前|前几年|早先|[死得生犯]过")
_PRESENT = re.compile(r"今年|现在|眼下|这会|这几天|这两天|今天|今早|又|也是|还在|刚|到今")
_FEARED = re.compile(
    r"怕(?:得|染|传上|再|又|今年|万一|有)|怕(?!是|不是).{0,6}(?:疫|瘟|布病|传染)|万一|要是|如果|假如|倘若|以防|预防|提前"
    r"|(?:咋|怎么|怎样|如何)防|防止|防着|还没(?:见|有|发)|担心"
)
_HEARSAY = re.compile(r"听说|听人说|说是(?:外|邻)|(?:外|邻|别的?|其他)(?:旗|县|省|市)")


def happening(text: str) -> str:
    """A normalised `text` of the same length without what is denied, past, feared or heard of others."""
    affirmed = _UNTREATED.sub(_blank, _DENIED.sub(_blank, text))
    return _CLAUSE.sub(lambda clause: _blank(clause) if _elsewhere(clause.group()) else clause.group(), affirmed)


def _elsewhere(clause: str) -> bool:
    if _FEARED.search(clause) or _HEARSAY.search(clause):
        return True
    return bool(_PAST.search(clause)) and not _PRESENT.search(clause)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
