"""What was read of an answer that says an amount, in words: nobody has to guess what the rules count."""

from __future__ import annotations

from decimal import Decimal

from data.domain.amounts import QUANTITY_OF, Quantity, read_amount
from data.i18n import N_, _
from pages.shared.formats import number

READ = {
    Quantity.HEAD: N_("读作{n}头（只）"), Quantity.MU: N_("读作{n}亩"), Quantity.YUAN: N_("读作{n}元"),
}
READ_ABOUT = {
    Quantity.HEAD: N_("读作{n}头（只）上下"), Quantity.MU: N_("读作{n}亩上下"), Quantity.YUAN: N_("读作{n}元上下"),
}
UNREAD = {
    Quantity.HEAD: N_("读不出多少头（只），按不知道算。请写一个数，像“死了6只”"),
    Quantity.MU: N_("读不出多少亩，按不知道算。请写一个数，像“20亩”"),
    Quantity.YUAN: N_("读不出多少元，按不知道算。请写一个数，像“5000元”"),
}


def read_as(code: str, words: str) -> str:
    """读作30头（只）上下; empty for a fact that is no amount, and where nothing is written."""
    quantity = QUANTITY_OF.get(code)
    if quantity is None or not words.strip():
        return ""
    found = read_amount(quantity, words)
    if found is None:
        return _(UNREAD[quantity])
    return _((READ_ABOUT if found.is_about else READ)[quantity]).format(n=_written(found.number))


def _written(value: Decimal) -> str:
    return number(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")
