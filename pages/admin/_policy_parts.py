"""The weights that stand, and what the past says: figures, how sure, how true the chances are."""

from __future__ import annotations

import streamlit as st

from data.domain.roles import Role
from data.domain.worktime import BEIJING
from data.i18n import _, ngettext
from data.queries.ranking_policies import PolicyView
from data.services.ranking_policies import adopt_learned, back_to_hand_set
from matching.ranking.learning import Evidence
from pages.shared import charts, charts_compare, state
from pages.shared.components import attempt, done, facts, heading, note
from pages.shared.formats import full_day, number, plain
from pages.shared.guards import Screen
from pages.shared.labels import OVERRIDE_REASONS, PARTS, label


def standing(screen: Screen, view: PolicyView) -> None:
    with st.container(border=True, gap="small"):
        if view.adopted_at:
            day = full_day(view.adopted_at.astimezone(BEIJING).date())
            st.markdown(_("本旗学出来的规则，{who}在{day}采用（{version}）").format(
                who=plain(view.adopted_by or ""), day=day, version=view.version,
            ))
        else:
            st.markdown(_("手定的规则（第{version}版）：还没有用学出来的").format(version=view.version.rpartition("-")[2]))
        st.table(_table(view, None), border="horizontal", hide_index=True, alt=_("每项占的分量"))
        for told in _chosen(view):
            note(told)
        if view.adopted_at and screen.actor.role is not Role.LEADER and st.button(
            _("改回手定的规则"), icon=":material/undo:", type="tertiary", key="hand_set",
        ) and done(screen, back_to_hand_set):
            state.pick("toast", _("改回手定的规则了"))
            st.rerun()


def verdict(screen: Screen, view: PolicyView, found: Evidence | None) -> None:
    if found is None:
        st.info(_("办结并确认的问题还太少，考不出来：手定的规则照用。"), icon=":material/hourglass_empty:")
        return
    with st.container(border=True, gap="small"):
        facts([
            (_("学的"), _cases(found.learned)), (_("考的"), _cases(found.judged)),
            (_("手定的得分"), f"{found.mrr_hand:.3f}"), (_("学出来的得分"), f"{found.mrr_learned:.3f}"),
        ])
        if found.lessons:
            note(ngettext(
                "另有{n}件没办成、退回或者没派第一位的也学了，每件的分量轻些。",
                "另有{n}件没办成、退回或者没派第一位的也学了，每件的分量轻些。", found.lessons,
            ).format(n=number(found.lessons)))
        note(_("得分：办成的人排第一记1，排第二记1/2，排第三记1/3……取平均。两种相差{low:+.3f}到{high:+.3f}（95%的把握）。").format(
            low=found.low, high=found.high,
        ))
        st.table(_table(view, found), border="horizontal", hide_index=True, alt=_("每项占的分量"))
        _reliability(found)
    _adopting(screen, found)


def _adopting(screen: Screen, found: Evidence) -> None:
    if not found.is_better:
        st.info(_("学出来的并不稳稳地更好：手定的规则照用。"), icon=":material/balance:")
        return
    st.success(_("学出来的稳稳地更好，可以采用。"), icon=":material/check_circle:")
    if screen.actor.role is not Role.LEADER and st.button(_("采用学出来的规则"), type="primary", key="adopt"):
        version = attempt(screen, adopt_learned)
        if version:
            state.pick("toast", _("采用了{version}，下一件起按它推荐").format(version=version))
            st.rerun()


def _reliability(found: Evidence) -> None:
    heading(_("说的把握准不准"), 3)
    charts.draw(
        charts_compare.reliability([one.said for one in found.bins], [one.solved for one in found.bins], (
            _("说有几成把握"), _("真有几成"),
        )),
        "reliability", _("排第一的人，系统说有几成把握是他办成，和真有几成：{pairs}").format(
            pairs=_("，").join(f"{one.said:.0%} → {one.solved:.0%}" for one in found.bins),
        ),
    )
    note(_("每点约{n}件；点在斜线上，说的和真的一样。").format(n=found.bins[0].count))


def _cases(count: int) -> str:
    return ngettext("{n}件", "{n}件", count).format(n=number(count))


def _table(view: PolicyView, found: Evidence | None) -> dict[str, list[str]]:
    parts = list(PARTS)
    table = {_("看什么"): [label(PARTS, part) for part in parts]}
    table[_("现在用的")] = [f"{view.weights[part]:.0%}" for part in parts]
    if found:
        table[_("学出来的")] = [f"{found.weights[part]:.0%}" for part in parts]
    return table


def _chosen(view: PolicyView) -> list[str]:
    """Whom the officers took, and why not the first."""
    first, other = view.chosen
    told = [_("有推荐记录的派单里，派第一位的{first}件，派别人的{other}件。").format(first=first, other=other)]
    known = [code for code in view.overrides if code in OVERRIDE_REASONS]
    why = [f"{label(OVERRIDE_REASONS, code)} {view.overrides[code]}" for code in known]
    return [*told, _("没派第一位的原因：{why}").format(why=_("、").join(why))] if why else told
