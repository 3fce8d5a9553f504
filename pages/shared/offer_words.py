"""What came of an expert's offers, in one sentence."""

from __future__ import annotations

from data.i18n import _
from data.queries.offers import OffersMade
from pages.shared.labels import DECLINE_REASONS, label


def offers_in_words(made: OffersMade) -> str:
    """近一年派过8次：接下5次，接不了2次（没空2），没答复1次; what is nought is not said."""
    parts = [_("接下{n}次").format(n=made.taken_on)] if made.taken_on else []
    if made.declined:
        why = _("、").join(f"{label(DECLINE_REASONS, reason)}{n}" for reason, n in made.declined.most_common())
        parts.append(_("接不了{n}次（{why}）").format(n=made.declined.total(), why=why))
    if made.not_answered:
        parts.append(_("没答复{n}次").format(n=made.not_answered))
    if not parts:
        return _("近一年没有派过")
    return _("近一年派过{n}次：{parts}").format(n=made.total, parts=_("，").join(parts))
