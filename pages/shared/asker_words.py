"""What an asker is told at each step, on every page: headline, who has it, until when; what may be answered."""

from __future__ import annotations

from collections.abc import Sequence

from data.domain.problem import ProblemStatus
from data.domain.visit import Outcome
from data.i18n import N_, _, ngettext
from data.i18n.reasons import missing_fact
from data.queries.one_event import TownEvent

HEADLINES = {
    ProblemStatus.WAITING: N_("收到了"),
    ProblemStatus.ASKED: N_("请您再说几样"),
    ProblemStatus.UNSOLVED: N_("再给您派专家"),
    ProblemStatus.OFFERED: N_("派给专家了"),
    ProblemStatus.IN_PROGRESS: N_("专家在办"),
    ProblemStatus.TO_CONFIRM: N_("专家说办完了"),
    ProblemStatus.SOLVED: N_("已解决"),
    ProblemStatus.UNCONFIRMED: N_("没联系上您，先结了"),
    ProblemStatus.HANDED_OVER: N_("转给别的单位了"),
}
WHO = {
    ProblemStatus.WAITING: N_("科技局，正在找专家"),
    ProblemStatus.ASKED: N_("等您补充，说了就派专家"),
    ProblemStatus.UNSOLVED: N_("科技局，重新找专家"),
    ProblemStatus.OFFERED: N_("科技局派给了{expert}，等答复"),
}
WHEN = {
    ProblemStatus.WAITING: N_("{moment}前派好专家"),
    ProblemStatus.ASKED: N_("请在{moment}前补充"),
    ProblemStatus.UNSOLVED: N_("{moment}前派好专家"),
    ProblemStatus.OFFERED: N_("{moment}前答复，接下后和您联系"),
    ProblemStatus.IN_PROGRESS: N_("{moment}前到地里看，或者回话"),
    ProblemStatus.TO_CONFIRM: N_("请在{moment}前说一声解决了没有"),
}
TAKEN_ON = {ProblemStatus.IN_PROGRESS, ProblemStatus.TO_CONFIRM, ProblemStatus.SOLVED, ProblemStatus.UNCONFIRMED}
OUTCOMES = {Outcome.SOLVED: N_("解决了"), Outcome.NOT_SOLVED: N_("没有，再来")}
PRACTICE = {"yes": N_("用上了"), "partly": N_("用了一部分"), "no": N_("没用")}
RATING = {5: N_("很好"), 4: N_("好"), 3: N_("一般"), 2: N_("不太好"), 1: N_("不好")}


def together(event: TownEvent) -> str:
    """That others of the town asked the same, and how many once they are enough to be nobody."""
    if event.units is None:
        return _("这几天{town}还有人报了同样的事，科技局合在一起办。").format(town=event.town)
    return ngettext(
        "这几天{town}已有{n}家报了同样的事，科技局合在一起办。",
        "这几天{town}已有{n}家报了同样的事，科技局合在一起办。", event.units,
    ).format(town=event.town, n=event.units)


def easier_to_answer(missing: Sequence[str]) -> str:
    """The most useful facts that the words do not give yet, in one sentence; empty when none is missing."""
    if not missing:
        return ""
    return _("再说清这几样，专家更好答：{facts}").format(facts=_("；").join(missing_fact(code, _) for code in missing))
