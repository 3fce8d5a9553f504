"""A sample judged blindly: what is drawn, what it measures, what a judgement sets in motion."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import InvalidInput, NotAllowed, NotFound
from data.domain.rates import wilson
from data.domain.register import PairDecision
from data.models.person import IdentityPair, IdentitySamplePair, Person
from data.queries.identity_pairs import waiting_ids
from data.queries.identity_quality import Quality, quality, sample_pair
from data.services.identity_samples import Drawn, draw_pairs, judge, keep_sample
from tests.services.test_identity_run import PEOPLE, run, write_people
from tests.village import COUNTY, VILLAGE, Village, on_sqlite

SAME, DIFFERENT = PairDecision.SAME, PairDecision.DIFFERENT
ALIKE = [
    ("李爱民", "13947855505", 1955, VILLAGE), ("李爱国", "13947866606", 1988, VILLAGE),
    ("王小红", "13947877707", 1970, VILLAGE), ("王小兰", "13947888808", 1992, VILLAGE),
]


def searched(village: Village) -> int:
    """A register of people who are one, and of some who only look like it, searched; the sample drawn from it."""
    write_people(village, [*PEOPLE, *ALIKE])
    run(village)
    return draw(village)


def draw(village: Village) -> int:
    with village.reading("officer") as ctx:
        drawn = draw_pairs(ctx, COUNTY)
    with village.writing("officer") as ctx:
        return keep_sample(ctx, drawn)


def rows(village: Village, sample: int) -> list[IdentitySamplePair]:
    with village.reading("officer") as ctx:
        found = select(IdentitySamplePair).where(IdentitySamplePair.sample_id == sample)
        pairs = list(ctx.session.scalars(found.order_by(IdentitySamplePair.place)))
        ctx.session.expunge_all()
        return pairs


def say(village: Village, sample: int, place: int, decision: PairDecision, who: str = "officer") -> bool:
    with village.writing(who) as ctx:
        return judge(ctx, sample, place, decision)


def measured(village: Village) -> Quality:
    with village.reading("officer") as ctx:
        return quality(ctx, COUNTY)


def test_a_sample_measures_what_was_joined_and_what_was_missed(village: Village):
    sample = searched(village)
    pairs = rows(village, sample)
    joined, apart = ([pair for pair in pairs if pair.was_joined is kind] for kind in (True, False))
    assert len(joined) == 3 and apart
    assert measured(village).sample.left == len(pairs)
    assert measured(village).sample.right.interval == (0.0, 1.0)
    for pair in joined:
        say(village, sample, pair.place, DIFFERENT if pair is joined[0] else SAME)
    for pair in apart:
        say(village, sample, pair.place, DIFFERENT)
    found = measured(village).sample
    assert (found.right.hits, found.right.judged, found.left, found.next_place) == (2, 3, 0, None)
    assert found.right.interval == wilson(2, 3)
    assert (found.missed.hits, found.missed.judged) == (0, len(apart))
    [wrong] = found.wrong
    with village.reading("officer") as ctx:
        pair = ctx.session.get_one(IdentityPair, wrong.pair_id)
        assert (pair.person_a_id, pair.person_b_id) == (joined[0].person_a_id, joined[0].person_b_id)


@on_sqlite
def test_who_is_judged_one_and_counts_as_two_waits_for_a_decision(village: Village):
    sample = searched(village)
    missed = next(pair for pair in rows(village, sample) if not pair.was_joined)
    with village.reading("officer") as ctx:
        before = waiting_ids(ctx)
        people = ctx.session.execute(select(Person.id, Person.same_as_id)).all()
    say(village, sample, missed.place, SAME)
    with village.reading("officer") as ctx:
        [new] = set(waiting_ids(ctx)) - set(before)
        pair = ctx.session.get_one(IdentityPair, new)
        assert (pair.person_a_id, pair.person_b_id) == (missed.person_a_id, missed.person_b_id)
        assert ctx.session.execute(select(Person.id, Person.same_as_id)).all() == people


@on_sqlite
def test_the_first_word_stands(village: Village):
    sample = searched(village)
    assert say(village, sample, 0, DIFFERENT) is True
    assert say(village, sample, 0, SAME, "second_officer") is False
    assert rows(village, sample)[0].judged is DIFFERENT
    assert measured(village).sample.next_place == 1


@on_sqlite
def test_the_judge_is_not_told_what_the_engine_thinks(village: Village):
    sample = searched(village)
    with village.reading("officer") as ctx:
        shown = sample_pair(ctx, COUNTY, sample, 0)
    assert shown.probability is None and shown.decided_at is None and not shown.pair_id


@on_sqlite
def test_pairs_somebody_was_asked_about_are_not_drawn_as_missed(village: Village):
    searched(village)
    with village.reading("officer") as ctx:
        known = set(ctx.session.execute(select(IdentityPair.person_a_id, IdentityPair.person_b_id)).all())
    drawn = {(pair.person_a_id, pair.person_b_id) for pair in rows(village, draw(village)) if not pair.was_joined}
    assert drawn and not drawn & known


@on_sqlite
def test_an_empty_register_has_nothing_to_draw_from(village: Village):
    with village.writing("officer") as ctx, pytest.raises(InvalidInput, match="sample_empty"):
        keep_sample(ctx, Drawn(COUNTY, 0, 0, ()))


@on_sqlite
@pytest.mark.parametrize("who", ["far_officer", "leader", "expert"])
def test_only_who_decides_for_the_county_draws_judges_and_reads(village: Village, who: str):
    sample = searched(village)
    for call in (
        lambda ctx: draw_pairs(ctx, COUNTY), lambda ctx: keep_sample(ctx, Drawn(COUNTY, 0, 0, ())),
        lambda ctx: judge(ctx, sample, 0, SAME), lambda ctx: quality(ctx, COUNTY),
        lambda ctx: sample_pair(ctx, COUNTY, sample, 0),
    ):
        with village.writing(who) as ctx, pytest.raises(NotAllowed):
            call(ctx)
    with village.writing("officer") as ctx, pytest.raises(NotFound):
        judge(ctx, sample, 999, SAME)
