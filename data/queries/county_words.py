"""The words that a county has added to the lexicon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from data.domain.permissions import Permission
from data.domain.places import county_of
from data.models.account import Account
from data.models.county_word import CountyWord
from data.queries.scope import check_role
from data.services.context import Context


@dataclass(frozen=True)
class WordRow:
    """One word that is read now; codes as in the lexicon."""

    id: int
    kind: str
    name: str
    english: str
    folk: tuple[str, ...]
    industries: tuple[str, ...]
    problem_types: tuple[str, ...]
    broader: str
    added_by: str
    added_at: dt.datetime


def county_words(ctx: Context) -> list[WordRow]:
    """Of the actor's county, newest first. Raises NotAllowed."""
    check_role(ctx, Permission.WORD_READ)
    rows = ctx.session.execute(
        select(CountyWord, Account.name.label("who")).join(Account, Account.id == CountyWord.added_by_id)
        .where(CountyWord.county_code == county_of(ctx.actor.area_code), CountyWord.ended_at.is_(None))
        .order_by(CountyWord.id.desc())
    )
    return [_row(row.CountyWord, row.who) for row in rows]


def lexicon_rows(ctx: Context, county_code: str) -> list[dict[str, str]]:
    """As `matching.text.county.read_rows` takes them, in the order they were added."""
    words = ctx.session.scalars(
        select(CountyWord).where(CountyWord.county_code == county_code, CountyWord.ended_at.is_(None))
        .order_by(CountyWord.id)
    )
    return [
        {
            "kind": one.kind, "name": one.name, "english": one.english, "folk": "|".join(one.folk),
            "industries": " ".join(one.industries), "problem_types": " ".join(one.problem_types),
            "broader": one.broader,
        }
        for one in words
    ]


def words_stamp(ctx: Context, county_code: str) -> tuple:
    """What changes whenever the county's words do."""
    return tuple(ctx.session.execute(
        select(func.count(), func.max(CountyWord.id), func.count(CountyWord.ended_at))
        .where(CountyWord.county_code == county_code)
    ).one())


def _row(one: CountyWord, who: str) -> WordRow:
    return WordRow(
        one.id, one.kind, one.name, one.english, tuple(one.folk), tuple(one.industries), tuple(one.problem_types),
        one.broader, who, one.added_at,
    )
