"""Routing behaviour R1-R12 of the peers' cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.ranking import Ranker
from tests.matching.builders import (
    CASES,
    CITY_PRUNER,
    EVERYBODY,
    GREENHOUSE,
    HAILIUTU,
    MINUTES,
    NOW,
    OLD_GROWER,
    PLUM,
    PRUNER,
    SHEEP_VET,
    SHIHAHE,
    SOIL_EXPERT,
)


def twins(**second) -> tuple:
    """Two equal pruners, the second with changes."""
    one = replace(PRUNER, id=11, open_count=1)
    return one, replace(one, id=12, **second)


def ids(recommendation) -> list[int]:
    return [candidate.expert_id for candidate in recommendation.candidates]


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def test_r1_fewer_open_goes_first(engine):
    ranker = Ranker.fit(engine, twins(open_count=2))
    assert ids(ranker.recommend(PLUM, NOW)) == [11, 12]


def test_r1_equal_load_goes_to_the_longest_idle(engine):
    ranker = Ranker.fit(engine, twins(last_assigned=PRUNER.last_assigned - timedelta(days=5)))
    assert ids(ranker.recommend(PLUM, NOW)) == [12, 11]


def test_r1_all_equal_goes_by_id(engine):
    assert ids(Ranker.fit(engine, twins()).recommend(PLUM, NOW)) == [11, 12]


def test_r2_empty_township_takes_the_banner_and_says_so(engine):
    recommendation = Ranker.fit(engine, [OLD_GROWER, GREENHOUSE]).recommend(PLUM, NOW, MINUTES)
    assert ids(recommendation) == [OLD_GROWER.id]
    assert recommendation.rung == "banner"
    assert [(s.code, s.params["count"]) for s in recommendation.steps[:2]] == [("STEP_TOWNSHIP", 0), ("STEP_BANNER", 1)]


def test_r2_outside_opens_only_when_too_few_fit_inside(ranker, engine):
    assert CITY_PRUNER.id not in ids(ranker.recommend(PLUM, NOW, MINUTES))
    few = Ranker.fit(engine, [PRUNER, OLD_GROWER, CITY_PRUNER], CASES).recommend(PLUM, NOW, MINUTES)
    assert CITY_PRUNER.id in ids(few)
    assert few.rung == "outside"
    assert "STEP_OUTSIDE" in codes(few.steps)


def test_r3_the_absent_is_never_offered(engine):
    away = replace(PRUNER, away=((date(2026, 4, 1), date(2026, 4, 11)),))
    recommendation = Ranker.fit(engine, [away]).recommend(PLUM, NOW)
    assert not recommendation.candidates
    assert recommendation.exclusions[1][0].code == "AWAY"
    assert recommendation.exclusions[1][0].params == {"until": "2026-04-11"}


def test_r3_absences_in_a_row_count_as_one(engine):
    away = replace(PRUNER, away=((date(2026, 4, 12), date(2026, 4, 20)), (date(2026, 4, 1), date(2026, 4, 11))))
    recommendation = Ranker.fit(engine, [away]).recommend(PLUM, NOW)
    assert recommendation.exclusions[1][0].params == {"until": "2026-04-20"}


def test_r4_who_handed_back_is_not_asked_again(ranker):
    recommendation = ranker.recommend(PLUM, NOW, MINUTES, {1: "declined_before"})
    assert 1 not in ids(recommendation)
    assert codes(recommendation.exclusions[1]) == ["DECLINED_BEFORE"]


def test_r5_an_idle_neighbour_of_another_field_is_never_proposed(ranker):
    recommendation = ranker.recommend(PLUM, NOW, MINUTES)
    assert GREENHOUSE.id not in ids(recommendation)
    unfit = {one.expert_id: one for one in recommendation.not_qualified}
    assert codes(unfit[GREENHOUSE.id].reasons) == ["OTHER_FIELD"]
    assert unfit[GREENHOUSE.id].reasons[0].params["wanted"] == ["crop", "西梅"]


def test_r6_after_a_silent_expert_the_next_one_is_first(ranker):
    first = ids(ranker.recommend(PLUM, NOW, MINUTES))
    moved_on = ids(ranker.recommend(PLUM, NOW, MINUTES, {first[0]: "declined_before"}))
    assert moved_on == first[1:]


def test_r7_people_who_look_alike_stay_two(engine):
    recommendation = Ranker.fit(engine, twins()).recommend(PLUM, NOW)
    assert sorted(ids(recommendation)) == [11, 12]


@pytest.mark.parametrize("reason", ["conflict", "refused_by_farm", "agreement_elsewhere", "blocked"])
def test_r8_barred_on_every_path(ranker, reason):
    barred = {1: reason}
    assert 1 not in ids(ranker.recommend(PLUM, NOW, MINUTES, barred))
    assert 1 not in ids(ranker.refreshed(EVERYBODY).recommend(PLUM, NOW, MINUTES, barred))
    assert ranker.explain(PLUM, 1, NOW, MINUTES, barred)[0].kind == "no"


def test_r8_inactive_is_no_candidate_and_not_in_the_pool(engine):
    recommendation = Ranker.fit(engine, [replace(PRUNER, active=False), OLD_GROWER]).recommend(PLUM, NOW)
    assert codes(recommendation.exclusions[1]) == ["INACTIVE"]
    assert recommendation.pool_size == 1


def test_r9_same_input_same_ranking(engine):
    one = Ranker.fit(engine, EVERYBODY, CASES).recommend(PLUM, NOW, MINUTES).to_dict()
    two = Ranker.fit(engine, EVERYBODY, CASES).recommend(PLUM, NOW, MINUTES).to_dict()
    assert one == two


def test_r10_a_long_chinese_name_is_kept_whole_and_found_by_its_part(engine):
    concept = engine.lexicon.named("苹果树腐烂病")[0]
    assert engine.lexicon.named("腐烂病") == (concept,)
    assert [hit.words for hit in engine.lexicon.find("苹果树腐烂病咋治")] == ["苹果树腐烂病"]


def test_r11_an_expert_with_two_subjects_is_offered_for_both(ranker):
    asked = {
        "P04": replace(PLUM, text="西梅嫩叶发黄缺什么肥", problem_types=(("P04", 1.0),)),
        "P08": replace(PLUM, text="西梅小树怎么剪", problem_types=(("P08", 1.0),)),
    }
    assert all(PRUNER.id in ids(ranker.recommend(query, NOW, MINUTES)) for query in asked.values())


def test_r12_nobody_fits_names_the_rule_that_emptied_the_pool(engine):
    people = [replace(SOIL_EXPERT, open_count=3), GREENHOUSE, SHEEP_VET]
    recommendation = Ranker.fit(engine, people).recommend(PLUM, NOW, MINUTES)
    assert recommendation.rung == "queue"
    assert not recommendation.candidates
    steps = {step.code: step.params for step in recommendation.steps}
    assert steps["STEP_FIT_BUT"] == {"rule": "AT_LIMIT", "count": 1, "experts": [SOIL_EXPERT.id]}
    assert steps["STEP_NO_FIT"] == {"count": 2}
    assert "STEP_QUEUE" in steps


def test_r12_an_empty_register_is_said(engine):
    recommendation = Ranker.fit(engine, []).recommend(PLUM, NOW)
    assert recommendation.rung == "queue"
    assert "STEP_NO_EXPERTS" in codes(recommendation.steps)


def test_prescription_needs_the_licence(ranker):
    query = replace(PLUM, text="羔羊拉稀打什么抗生素", problem_types=(("P12", 1.0),), industry="I6", crop="肉羊",
                    gate="prescription")
    recommendation = ranker.recommend(query, NOW, MINUTES)
    assert ids(recommendation) == [SHEEP_VET.id]
    assert codes(recommendation.exclusions[7]) == ["LICENCE_MISSING"]


def test_handover_is_not_a_matter_for_experts(ranker):
    recommendation = ranker.recommend(replace(PLUM, gate="handover"), NOW)
    assert (recommendation.rung, recommendation.candidates) == ("handover", ())


def test_emergency_is_said_first(ranker):
    query = replace(PLUM, text="羊发烧死了六只", problem_types=(("P11", 1.0),), industry="I6", crop="肉羊",
                    gate="animal_epidemic")
    recommendation = ranker.recommend(query, NOW, MINUTES)
    assert recommendation.steps[0].code == "STEP_EMERGENCY"
    assert ids(recommendation)[0] == SHEEP_VET.id


def test_the_runner_up_says_what_costs_the_place(ranker):
    recommendation = ranker.recommend(PLUM, NOW, MINUTES)
    assert len(recommendation.candidates) > recommendation.wanted
    assert recommendation.runner_up.params["expert_id"] == recommendation.candidates[3].expert_id
    assert recommendation.runner_up.code.startswith("BEHIND_")


def test_a_named_expert_is_preferred(ranker):
    query = replace(PLUM, requested=(3,))
    wished = ranker.recommend(query, NOW, MINUTES)
    before = ids(ranker.recommend(PLUM, NOW, MINUTES)).index(3)
    assert ids(wished).index(3) <= before
    assert "REQUESTED" in codes(next(c for c in wished.candidates if c.expert_id == 3).reasons)


def test_a_missing_language_is_said(ranker):
    query = replace(PLUM, language="mn", town=SHIHAHE)
    first = ranker.recommend(query, NOW, MINUTES).candidates[0]
    assert "LANGUAGE_MISSING" in codes(first.reasons)


def test_a_newcomer_with_a_good_profile_is_found_at_once(engine):
    newcomer = replace(PRUNER, id=20, text="西梅整形修剪，缺素黄叶诊断。", last_assigned=None, open_count=0)
    recommendation = Ranker.fit(engine, [*EVERYBODY, newcomer], CASES).recommend(PLUM, NOW, {**MINUTES, 20: 30})
    assert 20 in ids(recommendation)[:3]


def test_where_no_newcomer_is_shown_the_best_one_who_fits_is_named(engine):
    newcomer = replace(SOIL_EXPERT, id=40, last_assigned=None, home_place="150824203", text="", open_count=2)
    people = [*EVERYBODY, newcomer]
    recommendation = Ranker.fit(engine, people, CASES).recommend(PLUM, NOW, {**MINUTES, 40: 200})
    rank = ids(recommendation).index(40) + 1
    assert rank > recommendation.wanted
    told = {step.code: step.params for step in recommendation.steps}
    assert told["STEP_NEWCOMER"] == {"expert_id": 40, "rank": rank}
    known = [replace(one, last_assigned=NOW) if one.id == 40 else one for one in people]
    later = Ranker.fit(engine, known, CASES).recommend(PLUM, NOW, {**MINUTES, 40: 200})
    assert "STEP_NEWCOMER" not in codes(later.steps)


def test_codes_are_read_from_the_words_when_nobody_gave_them(ranker):
    bare = replace(PLUM, problem_types=(), industry=None, crop=None)
    assert ids(ranker.recommend(bare, NOW, MINUTES))[0] == PRUNER.id


def test_profile_text_alone_makes_a_land_grown_expert_eligible(engine):
    grower = replace(OLD_GROWER, id=30, problem_types=(), crops=(), industries=(), text="种西梅的老把式，剪枝修剪都会")
    recommendation = Ranker.fit(engine, [grower], ()).recommend(replace(PLUM, town=HAILIUTU), NOW)
    assert ids(recommendation) == [30]
