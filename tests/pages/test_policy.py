"""推荐的规则: which weights stand; learning and judging on the sample; nothing is adopted by itself."""

from __future__ import annotations

from data.queries.ranking_policies import policy_view
from data.runtime import Runtime
from data.services import ranking_policies
from matching.ranking import Policy
from matching.ranking.learning import Bin, Evidence
from tests.pages.conftest import run_entry, words


def test_the_hand_set_weights_stand_and_made_up_data_are_named(sample_runtime: Runtime, sign_in):
    sign_in("leader")
    screen = run_entry("policy")
    assert not screen.exception
    assert "手定的规则" in words(screen) and "都是编的" in words(screen)
    screen = screen.button(key="weigh").click().run(timeout=60)
    assert not screen.exception and len([*screen.info, *screen.success]) == 1


def test_proven_weights_are_adopted_by_a_click_and_given_up_by_another(sample_runtime: Runtime, sign_in, monkeypatch):
    found = Evidence(200, 12, 100, 0.5, 0.7, 0.1, 0.3, dict(Policy().weights), (Bin(100, 0.4, 0.5),))
    monkeypatch.setattr(ranking_policies, "weigh_past", lambda ctx: found)
    officer = sign_in("officer")
    screen = run_entry("policy").button(key="weigh").click().run(timeout=60)
    assert screen.success
    screen = screen.button(key="adopt").click().run(timeout=60)
    assert not screen.exception
    with sample_runtime.reading(officer) as ctx:
        assert policy_view(ctx).version.startswith("learned-")
    screen = screen.button(key="hand_set").click().run(timeout=60)
    assert not screen.exception
    with sample_runtime.reading(officer) as ctx:
        assert policy_view(ctx).version == Policy().version
