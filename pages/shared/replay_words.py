"""The past year replayed, in words: what is compared, each scenario's figures, what they say."""

from __future__ import annotations

from data.i18n import N_, _
from data.services.coverage import Advice
from data.services.whatif import Setting
from matching.board.whatif import Replay
from pages.shared.formats import number, span

SHARES = {1.0: N_("照现在"), 0.5: N_("少一半"), 1.5: N_("多一半")}


def scenarios(advice: Advice, gone: frozenset[int], share: float) -> dict[str, Setting]:
    """What is compared: the people of today, with the recruits, and both again without whoever leaves."""
    recruits = tuple(one.id for one in advice.recruits)
    found = {_("现在的人"): Setting(share=share), _("再请{n}位").format(n=len(recruits)): Setting((), recruits, share)}
    if gone:
        found[_("走了{n}位").format(n=len(gone))] = Setting(gone, (), share)
        found[_("走了{n}位，再请{m}位").format(n=len(gone), m=len(recruits))] = Setting(gone, recruits, share)
    return found


def cells(one: Replay) -> list[str]:
    """Served of all, the mean way, how even."""
    minutes = "–" if one.minutes is None else span(round(one.minutes))
    return [f"{number(one.served)} / {number(one.cases)}", minutes, f"{one.gini:.2f}"]


def sentences(rows: list[Replay], recruits: int, gone: list[str]) -> list[str]:
    """What the table says, in words; rows as `scenarios` has them."""
    first, more = rows[:2]
    told = [_("再请{n}位，最近一年能多办{m}件。").format(n=recruits, m=more.served - first.served)]
    if gone:
        without, made_up = rows[2:]
        told.append(_("{who}走了，最近一年少办{n}件；请来的人能补上{m}件。").format(
            who=_("、").join(gone), n=first.served - without.served, m=made_up.served - without.served,
        ))
    return told
