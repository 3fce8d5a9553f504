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


def columns() -> list[str]:
    """What stands over `cells`."""
    return [_("办得了"), _("按说好的时间上门"), _("平均路程"), _("匀不匀（0最匀，1最偏）")]


def cells(one: Replay) -> list[str]:
    """Served of all, begun in time of all, the mean way, how even."""
    minutes = "–" if one.minutes is None else span(round(one.minutes))
    return [
        f"{number(one.served)} / {number(one.cases)}", f"{number(one.in_time)} / {number(one.cases)}", minutes,
        f"{one.gini:.2f}",
    ]


def assumptions() -> str:
    """What the days of the replay hang on."""
    return _(
        "按时上门是这样算的：每位专家的下乡日子在全年的工作日里排匀，最早问完下一个工作日上门，几件等着的先办期限近的；"
        "第一次上门那天不晚于派单、接单、上门三段说好的工作时间加起来的那天，就算按时。"
        "临时请假、路上耽误没有算。农户不要谁、利害关系、三方协议照今天登记的算。"
    )


def sentences(rows: list[Replay], recruits: int, gone: list[str]) -> list[str]:
    """What the table says, in words; rows as `scenarios` has them."""
    first, more = rows[:2]
    told = [_("再请{n}位，最近一年能多办{m}件，按时上门的从{before}件到{after}件。").format(
        n=recruits, m=more.served - first.served, before=first.in_time, after=more.in_time,
    )]
    if gone:
        without, made_up = rows[2:]
        told.append(_("{who}走了，最近一年少办{n}件；请来的人能补上{m}件。").format(
            who=_("、").join(gone), n=first.served - without.served, m=made_up.served - without.served,
        ))
    return told
