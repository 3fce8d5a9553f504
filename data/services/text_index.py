"""The index of all questions' words, one per county, kept in the process and brought up to date at each look."""

from __future__ import annotations

from sqlalchemy import func, select

from data.models.problem import Problem
from data.queries.county_words import words_stamp
from data.services.context import Context
from data.services.engines import text_engine
from matching.ranking.alike import TextIndex

# On PostgreSQL a lower number may be committed after a higher one: so far back is looked for what is missing.
LATE = 1000


def alike_texts(ctx: Context, county_code: str, text: str, most: int) -> list[tuple[int, float]]:
    """(problem id, likeness) of the most alike questions of the county, whoever may see them, best first.

    For a reading transaction: it takes every row that it sees for committed.
    """
    lexicon, key = text_engine(ctx, county_code).lexicon, f"index of {county_code}"
    seen, total = words_stamp(ctx, county_code), _total(ctx, county_code)
    with ctx.runtime.lock:
        seen_then, index = ctx.runtime.fitted.get(key, (None, None))
        if index is None or seen_then != seen or total < len(index):
            index = TextIndex(lexicon)
        if total > len(index):
            _add_missing(ctx, county_code, index)
        ctx.runtime.fitted[key] = (seen, index)
        return index.find(text, most)


def _add_missing(ctx: Context, county_code: str, index: TextIndex) -> None:
    since = max(0, index.newest - LATE)
    rows = ctx.session.execute(
        select(Problem.id, Problem.text).where(Problem.county_code == county_code, Problem.id > since)
        .order_by(Problem.id)
    )
    for row in rows:
        if row.id not in index:
            index.add(row.id, row.text)


def _total(ctx: Context, county_code: str) -> int:
    return ctx.session.scalar(select(func.count()).select_from(Problem).where(Problem.county_code == county_code)) or 0
