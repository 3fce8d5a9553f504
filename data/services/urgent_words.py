"""Words that must not wait for anybody to read them."""

from __future__ import annotations

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.domain.problem import Gate
from data.queries.scope import check_role
from data.services.context import Context
from data.services.engines import text_engine


def sounds_like_epidemic(ctx: Context, words: str) -> bool:
    """Whether words being typed speak of an animal epidemic, by the engine that will read them. Raises NotAllowed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    engine = text_engine(ctx, county_of(ctx.actor.area_code))
    return bool(words.strip()) and engine.understand(words).gate == Gate.ANIMAL_EPIDEMIC
