"""Which weights recommend: the hand-set ones until the county's own past surely says otherwise, and back again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import NotAllowed, Refused
from data.models.account import AuditEvent
from data.models.recommendation import Recommendation
from data.queries.ranking_policies import policy_view
from data.services import ranking_policies
from data.services.engines import ranker_for
from data.services.ranking_policies import adopt_learned, back_to_hand_set, weigh_past
from matching.ranking import Policy
from matching.ranking.learning import Bin, Evidence
from tests.desk import COUNTY, Desk

WEIGHTS = {
    "subject": 0.3, "text": 0.1, "place": 0.4, "load": 0.0679, "record": 0.0245, "wish": 0.0582, "idle": 0.0194,
    "flagship": 0.03,
}


def said(low: float, judged: int = 174) -> Evidence:
    return Evidence(263, 12, judged, 0.5, 0.6, low, 0.2, WEIGHTS, (Bin(174, 0.5, 0.5),))


def test_little_past_leaves_the_hand_set_weights(desk: Desk):
    desk.ask()
    with desk.reading("王敏") as ctx:
        assert weigh_past(ctx) is None
        assert policy_view(ctx).version == Policy().version
    with pytest.raises(Refused) as refused, desk.writing("王敏") as ctx:
        adopt_learned(ctx)
    assert refused.value.code == "policy_not_proven"


@pytest.mark.parametrize("evidence", [said(-0.01), said(0.01, judged=20)])
def test_what_is_not_sure_is_not_adopted(desk: Desk, monkeypatch, evidence: Evidence):
    monkeypatch.setattr(ranking_policies, "weigh_past", lambda ctx: evidence)
    with pytest.raises(Refused), desk.writing("王敏") as ctx:
        adopt_learned(ctx)


def test_proven_weights_recommend_at_once_and_can_be_given_up(desk: Desk, monkeypatch):
    monkeypatch.setattr(ranking_policies, "weigh_past", lambda ctx: said(0.01))
    with desk.writing("王敏") as ctx:
        version = adopt_learned(ctx)
    desk.ask()
    with desk.reading("王敏") as ctx:
        made = ctx.session.scalars(select(Recommendation)).one()
        assert (made.policy_version, made.query["policy"]["weights"]) == (version, WEIGHTS)
        view = policy_view(ctx)
        assert (view.version, view.adopted_by, dict(view.weights)) == (version, "王敏", WEIGHTS)
    with desk.writing("王敏") as ctx:
        back_to_hand_set(ctx)
        back_to_hand_set(ctx)
    with desk.reading("王敏") as ctx:
        assert ranker_for(ctx, COUNTY).policy == Policy()
        done = ctx.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "ranking_policy")).all()
        assert done == ["ranking_policy:adopted", "ranking_policy:ended"]


def test_the_log_counts_whom_the_officer_took(desk: Desk):
    desk.assign_first(desk.ask().problem_id)
    with desk.reading("王敏") as ctx:
        assert policy_view(ctx).chosen == (1, 0)


def test_weights_hold_for_the_whole_county(desk: Desk):
    for who in ("镇干部", "赵书记"):
        with pytest.raises(NotAllowed), desk.writing(who) as ctx:
            adopt_learned(ctx)
    with pytest.raises(NotAllowed), desk.reading("喜莲") as ctx:
        policy_view(ctx)
