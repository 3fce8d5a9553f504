"""Questions out of a group's chat that somebody pastes: drafts to look through, nothing is filed by itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from data.domain.chat import Said, phone_in, speakers_of, without_phones
from data.domain.errors import InvalidInput
from data.domain.permissions import Permission
from data.domain.places import VILLAGE, county_of
from data.domain.problem import Gate
from data.domain.roles import Role
from data.domain.text import required_text
from data.models.account import Account
from data.models.expert import Expert
from data.models.problem import Problem
from data.queries.asking import villages_of_area
from data.queries.scope import below, check_role, in_scope
from data.services.context import Context
from data.services.engines import text_engine
from data.services.filing import Receipt, receipt_of
from matching.text import TextEngine
from matching.text.places import PlaceNames
from matching.text.taxonomy import UNSURE

CHAT_MAX = 20_000
SPEAKERS_MOST = 40
KNOWN_FOR = dt.timedelta(days=30)
_PARTS = re.compile(r"[-_—–·|/\s()（）【】\[\]<>~]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NO_QUESTION = re.compile(r"^(?:通知|转发|公告|@)|@所有人|私聊|转让|出售")


@dataclass(frozen=True)
class ChatDraft:
    """One speaker's words as a question to file. `name`, `phone`, `village`, `crop`, `problem_type`: as read from them
    and from the speaker's name in the group, None where neither says it. `pictures` stood in the chat and are not here.
    `is_epidemic`: they tell of what may be one. `is_question`: they are about a kind of problem, and no expert or
    officer says them."""

    speaker: str
    words: str
    name: str | None
    phone: str | None
    village: str | None
    crop: str | None
    problem_type: str | None
    pictures: int
    is_epidemic: bool
    is_question: bool


def read_chat(ctx: Context, pasted: str) -> tuple[ChatDraft, ...]:
    """What each speaker said, by the first word said, whatever it is: nobody's words are left out.

    Raises NotAllowed; InvalidInput text_missing, text_long, text_unreadable, chat_speakers(most).
    """
    check_role(ctx, Permission.PROBLEM_FILE)
    said = speakers_of(required_text(pasted, "chat", longest=CHAT_MAX))
    if len(said) > SPEAKERS_MOST:
        raise InvalidInput("chat_speakers", field="chat", most=SPEAKERS_MOST)
    engine = text_engine(ctx, county_of(ctx.actor.area_code))
    villages = PlaceNames(villages_of_area(ctx).items())
    staff = _staff(ctx)
    return tuple(_draft(one, engine, villages, staff) for one in said)


def filed_before(ctx: Context, drafts: Iterable[ChatDraft]) -> dict[str, Receipt]:
    """Words -> receipt of a question of the last thirty days that says the same, by whomever it was filed."""
    check_role(ctx, Permission.PROBLEM_FILE)
    rows = ctx.session.scalars(
        select(Problem).where(
            Problem.text.in_([one.words for one in drafts]), Problem.created_at >= ctx.now - KNOWN_FOR,
            in_scope(ctx.actor, Permission.PROBLEM_FILE, Problem),
        ).order_by(Problem.id)
    )
    return {problem.text: receipt_of(problem) for problem in rows}


def _draft(said: Said, engine: TextEngine, villages: PlaceNames, staff: frozenset[str]) -> ChatDraft:
    parts = [part for part in _PARTS.split(without_phones(said.speaker)) if part]
    read = engine.understand(said.words) if said.words else None
    kind = read.problem_type if read and read.problem_type != UNSURE else None
    is_epidemic = read is not None and read.gate == Gate.ANIMAL_EPIDEMIC
    home = _village(said.speaker, villages)
    is_staff = home is None and not staff.isdisjoint(parts)
    speaks_for_office = is_staff or _NO_QUESTION.search(said.words) is not None
    return ChatDraft(
        said.speaker, said.words, _name(parts, villages), phone_in(said.words) or phone_in(said.speaker),
        _village(said.words, villages) or home, read.crop_or_animal if read else None,
        kind, said.pictures, is_epidemic, (kind is not None or is_epidemic) and not speaks_for_office,
    )


def _name(parts: list[str], villages: PlaceNames) -> str | None:
    """The part of the speaker's name that looks like a person's, else the first that is no village."""
    own = [part for part in parts if not villages.find(part)]
    return next((part for part in own if _NAME.fullmatch(part)), next(iter(own), None))


def _village(words: str, villages: PlaceNames) -> str | None:
    """The one village that is named; None for none and for several."""
    found = [code for code, _share in villages.find(words) if len(code) == VILLAGE]
    return found[0] if len(found) == 1 else None


def _staff(ctx: Context) -> frozenset[str]:
    """Names of the county's experts and officers: they answer in a group, they do not ask. A farmer of the same name
    gives the village in the group."""
    county = county_of(ctx.actor.area_code)
    officers = select(Account.name).where(Account.role == Role.OFFICER, below(Account.current_area, county))
    experts = select(Expert.name).where(Expert.county_code == county)
    return frozenset((*ctx.session.scalars(officers), *ctx.session.scalars(experts)))
