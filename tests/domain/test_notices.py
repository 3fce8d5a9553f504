"""Who must hear of what, and when it need not be said any more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from data.domain.notices import Audience, NoticeKind, PastEvent, Telling, notices_of
from data.domain.problem import TRANSITIONS, ProblemEventKind, ProblemStatus

E, N = ProblemEventKind, NoticeKind
BEGIN = dt.datetime(2026, 4, 9, 2, tzinfo=dt.UTC)
WAY = (E.SUBMITTED, E.ASSIGNED, E.ACCEPTED, E.VISITED, E.FINISHED, E.CONFIRMED)


def past(*kinds: E, **details: dict) -> list[PastEvent]:
    """Events an hour apart; every offer goes to the next expert; `details` by kind."""
    offers = 0
    events = []
    for n, kind in enumerate(kinds):
        offers += kind is E.ASSIGNED
        expert = offers if kind is E.ASSIGNED else None
        events.append(PastEvent(n + 1, BEGIN + n * dt.timedelta(hours=1), kind, expert, details.get(kind.value, {})))
    return events


def waiting(*kinds: E, **details: dict) -> list[tuple[N, int | None]]:
    return [(row.telling.kind, row.telling.expert_id) for row in notices_of(past(*kinds, **details))
            if row.overtaken_at is None]


def test_each_step_of_the_way_tells_who_waits_for_it():
    assert waiting(*WAY[:1]) == [(N.RECEIPT, None)]
    assert waiting(*WAY[:2]) == [(N.ASSIGNED, None), (N.OFFER, 1)]
    assert waiting(*WAY[:4]) == [(N.ACCEPTED, None)]
    assert waiting(*WAY[:5]) == [(N.CONFIRM, None)]
    assert waiting(*WAY) == [(N.SOLVED, 1)]


def test_a_decline_and_the_next_by_rule():
    assert waiting(E.SUBMITTED, E.ASSIGNED, E.DECLINED) == [(N.SEARCHING, None)]
    by_rule = {"assigned": {"by_rule": "declined"}}
    assert waiting(E.SUBMITTED, E.ASSIGNED, E.DECLINED, E.ASSIGNED, **by_rule) == [(N.NEXT, None), (N.OFFER, 2)]


def test_an_expert_who_was_sent_hears_that_nobody_waits_for_him_and_nothing_later_hides_it():
    assert waiting(E.SUBMITTED, E.ASSIGNED, E.WITHDRAWN) == [(N.SEARCHING, None), (N.NOT_NEEDED, 1)]
    again = waiting(E.SUBMITTED, E.ASSIGNED, E.WITHDRAWN, E.ASSIGNED)
    assert again == [(N.NOT_NEEDED, 1), (N.ASSIGNED, None), (N.OFFER, 2)]


def test_an_answer_settles_what_was_asked():
    assert waiting(E.SUBMITTED, E.FACTS_ASKED) == [(N.FACTS, None)]
    assert waiting(E.SUBMITTED, E.FACTS_ASKED, E.FACTS_GIVEN) == []


def test_times_wait_for_the_askers_choice_and_the_expert_hears_of_it():
    offered = (*WAY[:3], E.SLOTS_OFFERED)
    assert waiting(*offered) == [(N.SLOTS, None)]
    assert waiting(*offered, E.SLOT_CHOSEN) == [(N.SLOT_CHOSEN, 1)]
    assert waiting(*offered, E.SLOT_CHOSEN, E.SLOTS_OFFERED) == [(N.SLOTS, None)]
    assert waiting(*offered, E.SLOT_CHOSEN, E.FINISHED) == [(N.CONFIRM, None)]


def test_a_part_handed_over_is_said_whatever_else_happens():
    assert (N.PART, None) in waiting(E.SUBMITTED, E.PART_HANDED_OVER, E.ASSIGNED, E.ACCEPTED)


def test_the_duty_officer_is_called_until_somebody_took_the_call_or_it_was_none():
    sick = {"submitted": {"gate": "animal_epidemic"}}
    assert (N.DUTY, None) in waiting(E.SUBMITTED, E.RECOMMENDED, **sick)
    assert (N.DUTY, None) not in waiting(E.SUBMITTED, E.DUTY_TOLD, **sick)
    no_more = {"corrected": {"before": {"gate": "animal_epidemic"}, "after": {"gate": None}}}
    assert (N.DUTY, None) not in waiting(E.SUBMITTED, E.CORRECTED, **sick, **no_more)
    found = {"corrected": {"before": {"gate": None}, "after": {"gate": "animal_epidemic"}}}
    assert (N.DUTY, None) in waiting(E.SUBMITTED, E.CORRECTED, **found)


def test_a_second_expert_is_called_until_the_opinion_is_there_or_not_needed():
    def called(*kinds: E) -> bool:
        events = past(E.SUBMITTED, E.ASSIGNED, E.ACCEPTED, E.SECOND_ASKED, *kinds)
        asked = [replace(one, expert_id=7) if one.kind is E.SECOND_ASKED else one for one in events]
        waits = [row.telling for row in notices_of(asked) if row.overtaken_at is None]
        return Telling(N.SECOND, Audience.EXPERT, 7) in waits

    assert called() and called(E.FINISHED, E.NOT_SOLVED, E.ASSIGNED)
    assert not called(E.SECOND_GIVEN) and not called(E.SECOND_DECLINED) and not called(E.FINISHED, E.CONFIRMED)


def test_an_import_taken_back_tells_nobody():
    assert waiting(E.SUBMITTED, E.HANDED_OVER, handed_over={"untold": True}) == []
    sick = {"submitted": {"gate": "animal_epidemic"}}
    assert waiting(E.SUBMITTED, E.HANDED_OVER, handed_over={"untold": True}, **sick) == []


@given(st.lists(st.integers(0, 30), max_size=14))
def test_however_it_goes_nobody_is_told_two_things_of_one_kind_at_once_and_the_asker_waits_uninformed_never(choices):
    kinds, status = [E.SUBMITTED], ProblemStatus.WAITING
    for choice in choices:
        possible = [event for here, event in TRANSITIONS if here is status]
        if not possible:
            break
        kinds.append(possible[choice % len(possible)])
        status = TRANSITIONS[status, kinds[-1]]
    rows = [row for row in notices_of(past(*kinds)) if row.overtaken_at is None]
    alone = [row.telling for row in rows if row.telling.kind is not N.PART]
    assert len({(one.audience, one.expert_id) for one in alone}) == len(alone)
    if E.SLOT_CHOSEN in kinds:  # whoever chose knows when somebody comes
        return
    if status in (ProblemStatus.OFFERED, ProblemStatus.IN_PROGRESS, ProblemStatus.TO_CONFIRM, ProblemStatus.ASKED):
        assert any(one.audience is Audience.ASKER for one in alone)
    assert Telling(N.OFFER, Audience.EXPERT) not in alone
