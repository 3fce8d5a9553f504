"""The matching engine as it lives in the process: the text engine once, one fitted ranker per county."""

from __future__ import annotations

from data.queries.matching_inputs import expert_profiles, fitted_on, solved_cases
from data.runtime import Runtime
from data.services.context import Context
from matching.ranking import Ranker
from matching.text import TextEngine, load_engine

TEXT_ENGINE = "text engine"


def text_engine(runtime: Runtime) -> TextEngine:
    """Loaded at the first call (about half a second), then shared: it never changes."""
    with runtime.lock:
        if TEXT_ENGINE not in runtime.fitted:
            runtime.fitted[TEXT_ENGINE] = load_engine()
        return runtime.fitted[TEXT_ENGINE]


def ranker_for(ctx: Context, county_code: str) -> Ranker:
    """A ranker fitted on the county's experts and cases as this transaction sees them, with today's load."""
    engine = text_engine(ctx.runtime)
    profiles, seen = expert_profiles(ctx, county_code), fitted_on(ctx, county_code)
    with ctx.runtime.lock:
        fitted_on_then, ranker = ctx.runtime.fitted.get(county_code, (None, None))
        if fitted_on_then != seen:
            ranker = Ranker.fit(engine, profiles, solved_cases(ctx, county_code))
            ctx.runtime.fitted[county_code] = (seen, ranker)
    return ranker.refreshed(profiles)
