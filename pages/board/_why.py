"""Why this expert, why not another, why nobody: sentences for one row of the board."""

from __future__ import annotations

from data.domain.board import Mark, RowState
from data.i18n import N_, _
from data.queries.board import Better, RowView
from pages.shared.components import MARKS
from pages.shared.formats import plain
from pages.shared.reasons import Teller

WITHOUT_EXPERT = {
    RowState.SHORT: N_("排不下"),
    RowState.NOBODY: N_("旗里旗外都没有合适的"),
    RowState.ELSEWHERE: N_("不归专家办"),
    RowState.LATER: N_("先等等"),
}
SHOWN = 2


def without_expert(row: RowView) -> str:
    return _(WITHOUT_EXPERT[row.state])


def lines(row: RowView, teller: Teller) -> list[str]:
    """Markdown lines, the most telling first."""
    match row.state:
        case RowState.KEPT:
            return [_marked("done", _("已经派出，等答复，不动。")), *_instead(row)]
        case RowState.SHORT:
            return [_marked("minus", _("会的人名额都满了，上面写着怎么补。"))]
        case RowState.LATER:
            return [_marked("now", _("您说先等等，这次不派。"))]
        case RowState.NOBODY | RowState.ELSEWHERE:
            return [_marked(reason.kind, teller.tell(reason)) for reason in row.reasons[-SHOWN:]]
    return [*_changed(row, teller), *_fits(row, teller), *_instead(row)]


def change(row: RowView, teller: Teller) -> str:
    """What is other than today or than in the draft before, and why."""
    if row.state is RowState.MOVED:
        why = _("；").join(teller.tell(reason) for reason in row.gone)
        return _("改派，因为{who}去不了：{why}").format(who=row.offered_to, why=why)
    return _("上一稿是{who}。").format(who=row.before)


def _marked(kind: str, words: str) -> str:
    return f"{MARKS[kind]} {plain(words)}"


def _changed(row: RowView, teller: Teller) -> list[str]:
    found = []
    if row.state is RowState.ALONE:
        found.append(_("急症，不跟别的一起派；名额给{expert}留着。").format(expert=row.expert))
    if row.is_changed:
        found.append(change(row, teller))
    return [f":orange[:material/swap_horiz: {plain(line)}]" for line in found]


def _fits(row: RowView, teller: Teller) -> list[str]:
    """The rank among the qualified, then the best reason and the worst; and where the better ones went."""
    place = _("这一件最合适") if row.rank == 1 else _("这一件第{rank}合适").format(rank=row.rank)
    best = next((teller.tell(reason) for reason in row.reasons if reason.kind == "plus"), "")
    worst = next((reason for reason in row.reasons if reason.kind == "minus"), None)
    found = [_marked("plus", _("：").join(filter(None, [place, best])))]
    found += [_marked("step", _busy(row, one)) for one in row.better[:SHOWN]]
    return found + ([_marked("minus", teller.tell(worst))] if worst else [])


def _busy(row: RowView, better: Better) -> str:
    if any(one.kind is Mark.FORBIDDEN and one.expert == better.name for one in row.said):
        return _("更合适的{name}：您说了不给").format(name=better.name)
    if better.numbers:
        numbers = _("、").join(better.numbers)
        return _("更合适的{name}这次办{numbers}").format(name=better.name, numbers=numbers)
    return _("更合适的{name}手上已经多，分匀一些").format(name=better.name)


def _instead(row: RowView) -> list[str]:
    if not row.alternates:
        return []
    names = _("、").join(row.alternates[:SHOWN + 1])
    said = plain(_("接不了的话，依次找：{names}").format(names=names))
    return [f":gray[:material/group: {said}]"]
