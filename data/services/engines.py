"""The matching engine as it lives in the process: the shipped text engine once, one with its own words and one fitted
ranker per county."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from data.domain.places import county_of
from data.queries.county_words import lexicon_rows, words_stamp
from data.queries.matching_inputs import expert_profiles, fitted_on, solved_cases
from data.queries.ranking_policies import standing_policy
from data.runtime import Runtime
from data.services.context import Context
from matching.ranking import Policy, Ranker
from matching.text import TextEngine, load_engine
from matching.text.county import read_rows

T = TypeVar("T")
SHIPPED = "text engine"


def shipped_engine(runtime: Runtime) -> TextEngine:
    """As it is shipped, without any county's words. Loaded at the first call (about half a second), then shared."""
    with runtime.lock:
        if SHIPPED not in runtime.fitted:
            runtime.fitted[SHIPPED] = load_engine()
        return runtime.fitted[SHIPPED]


def text_engine(ctx: Context, county_code: str) -> TextEngine:
    """The engine that reads the county's own words too; fitted anew (half a second) when they have changed."""
    shipped, seen = shipped_engine(ctx.runtime), words_stamp(ctx, county_code)
    added, ended = seen[0], seen[-1]
    if added == ended:
        return shipped
    key = f"words of {county_code}"
    with ctx.runtime.lock:
        seen_then, engine = ctx.runtime.fitted.get(key, (None, None))
        if seen_then != seen:
            words = read_rows(lexicon_rows(ctx, county_code), shipped.lexicon)
            engine = shipped.with_lexicon(words.concepts)
            ctx.runtime.fitted[key] = (seen, engine)
        return engine


def kept(ctx: Context, name: str, make: Callable[[], T], also: tuple = ()) -> T:
    """What takes a while to reckon from the experts and cases of the actor's area, kept in the process until the day,
    an expert, a case or `also` changes."""
    county_code = county_of(ctx.actor.area_code)
    seen = (ctx.today, fitted_on(ctx, county_code), words_stamp(ctx, county_code), also)
    key = (name, ctx.actor.area_code, ctx.lang)
    with ctx.runtime.lock:
        seen_then, found = ctx.runtime.fitted.get(key, (None, None))
    if seen_then != seen:
        found = make()
        with ctx.runtime.lock:
            ctx.runtime.fitted[key] = (seen, found)
    return found


def ranker_for(ctx: Context, county_code: str) -> Ranker:
    """A ranker fitted on the county's words, weights, experts and cases as this transaction sees them; today's load."""
    engine, learned = text_engine(ctx, county_code), standing_policy(ctx, county_code)
    profiles, version = expert_profiles(ctx, county_code), learned.id if learned else None
    seen = (*fitted_on(ctx, county_code), words_stamp(ctx, county_code), version)
    with ctx.runtime.lock:
        fitted_on_then, ranker = ctx.runtime.fitted.get(county_code, (None, None))
        if fitted_on_then != seen:
            policy = Policy(version=learned.version, weights=learned.weights) if learned else Policy()
            ranker = Ranker.fit(engine, profiles, solved_cases(ctx, county_code), policy)
            ctx.runtime.fitted[county_code] = (seen, ranker)
    return ranker.refreshed(profiles)
