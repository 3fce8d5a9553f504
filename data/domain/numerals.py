"""Chinese numerals as they are written and said: 十五, 两百三十, 三百五 (350), 一万二 (12,000)."""

from __future__ import annotations

DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
STEPS = {"十": 10, "百": 100, "千": 1000}
WAN, TEN_THOUSAND = "万", 10_000
NOUGHTS = "〇零"


def chinese_number(numeral: str) -> int | None:
    """Below ten thousand times ten thousand; None for what is none or out of order, such as 一二, 三五十,
    百十 or 万一.

    One digit after a step of a hundred or more counts the next lower step: 三百五 is 350, 三百零五 is 305.
    """
    if WAN not in numeral:
        return _below_wan(numeral, 1)
    head, _, tail = numeral.partition(WAN)
    high, low = _below_wan(head, 1), _below_wan(tail, TEN_THOUSAND) if tail else 0
    return high * TEN_THOUSAND + low if high and low is not None else None


def _below_wan(numeral: str, last: int) -> int | None:
    """`last`: the step that was said just before it, 1 for none."""
    total, digit, is_short = 0, None, last > 1
    before = last if is_short else TEN_THOUSAND
    for character in numeral:
        if character in DIGITS:
            if digit:
                return None
            digit, is_short = DIGITS[character], is_short and character not in NOUGHTS
        elif character in STEPS and STEPS[character] < before and (digit or (digit is None and character == "十")):
            before = STEPS[character]
            total, digit, is_short = total + (digit or 1) * before, None, before > 10
        else:
            return None
    if not numeral:
        return None
    return total + (digit or 0) * (before // 10 if is_short else 1)
