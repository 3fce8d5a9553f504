"""Credit codes of organisations (统一社会信用代码), GB 32100-2015."""

from __future__ import annotations

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
LENGTH = 18


def credit_check(code: str) -> str:
    """The check character for the first seventeen of `code`, modulo 31. Raises ValueError for a foreign character."""
    total = sum(CHARACTERS.index(one) * weight for one, weight in zip(code, WEIGHTS, strict=False))
    return CHARACTERS[-total % 31]


def is_credit_code(code: str) -> bool:
    """Eighteen characters of the alphabet, the last of which checks the others."""
    return len(code) == LENGTH and set(code) <= set(CHARACTERS) and credit_check(code) == code[-1]
