"""A county adds words to the lexicon, or stops reading them: what is typed next is read with them at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission, Subject, require
from data.domain.places import county_of
from data.models.county_word import CountyWord
from data.queries.scope import check_role
from data.services.audit import record
from data.services.context import Context
from data.services.engines import shipped_engine, text_engine
from data.services.numbers import touch_county
from matching.text import Understanding
from matching.text.county import RowError, read_rows

BETWEEN = re.compile(r"[、，,;；|/\s]+")
FOLK_MOST = 20
FIELDS = {
    "NAME_MISSING": "name", "KIND_UNKNOWN": "kind", "INDUSTRY_UNKNOWN": "industries", "TYPE_UNKNOWN": "problem_types",
    "BROADER_UNKNOWN": "broader",
}


@dataclass(frozen=True)
class WordForm:
    """As typed. `folk`: names with commas, blanks or 、 between. `broader`: name of the wider word, or empty."""

    kind: str
    name: str
    folk: str = ""
    english: str = ""
    industries: tuple[str, ...] = ()
    problem_types: tuple[str, ...] = ()
    broader: str = ""


def add_word(ctx: Context, form: WordForm) -> int:
    """A new word, or more names for one the lexicon knows (same kind, same name): the row's id.

    Raises NotAllowed; InvalidInput word_… naming the field; Conflict('word_known') where the county has it already.
    """
    county = _own_county(ctx, Permission.WORD_EDIT)
    folk = tuple(filter(None, BETWEEN.split(form.folk.strip())))
    if len(folk) > FOLK_MOST:
        raise InvalidInput("word_many_names", field="folk", most=FOLK_MOST)
    _check(ctx, form, folk)
    name = form.name.strip()
    if ctx.session.scalar(_read_now(county).where(CountyWord.kind == form.kind, CountyWord.name == name)):
        raise Conflict("word_known", name=name)
    row = CountyWord(
        county_code=county, kind=form.kind, name=name, english=form.english.strip(), folk=list(folk),
        industries=list(form.industries), problem_types=list(form.problem_types), broader=form.broader.strip(),
        added_by_id=ctx.actor.account_id, added_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    record(ctx, "added", "county_word", row.id, kind=row.kind, name=name, folk=list(folk))
    return row.id


def end_word(ctx: Context, word_id: int) -> None:
    """The word is not read any more; once is enough. Raises NotAllowed, NotFound('word_unknown')."""
    county = _own_county(ctx, Permission.WORD_EDIT)
    row = ctx.session.get(CountyWord, word_id)
    if row is None or row.county_code != county:
        raise NotFound("word_unknown", word_id)
    if row.ended_at is None:
        row.ended_by_id, row.ended_at = ctx.actor.account_id, ctx.now
        record(ctx, "ended", "county_word", row.id, name=row.name)


def try_words(ctx: Context, text: str) -> Understanding:
    """What is read from a sentence now, with the county's words. Raises NotAllowed."""
    check_role(ctx, Permission.WORD_READ)
    return text_engine(ctx, county_of(ctx.actor.area_code)).understand(text)


def _own_county(ctx: Context, permission: Permission) -> str:
    """The actor's county, locked; words hold for all of it, so only who works for the whole county changes them."""
    check_role(ctx, permission)
    county = county_of(ctx.actor.area_code)
    require(ctx.actor, permission, Subject(county))
    touch_county(ctx, county)
    return county


def _check(ctx: Context, form: WordForm, folk: tuple[str, ...]) -> None:
    row = {
        "kind": form.kind, "name": form.name, "folk": "|".join(folk), "industries": " ".join(form.industries),
        "problem_types": " ".join(form.problem_types), "broader": form.broader,
    }
    for fault in read_rows([row], shipped_engine(ctx.runtime).lexicon).errors:
        raise InvalidInput(f"word_{fault.code.lower()}", field=_field(fault, folk), value=fault.value)


def _field(fault: RowError, folk: tuple[str, ...]) -> str:
    """A name too short or too long may be the first one or a folk name."""
    return FIELDS.get(fault.code) or ("folk" if fault.value in folk else "name")


def _read_now(county: str):
    return select(CountyWord.id).where(CountyWord.county_code == county, CountyWord.ended_at.is_(None))
