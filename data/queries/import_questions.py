"""Rows of a hotline's log: which of them are questions that still wait, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.domain.errors import InvalidForm, InvalidInput
from data.domain.places import county_of
from data.domain.problem import ProblemStatus
from data.models.problem import Problem
from data.services.context import Context

Values = Mapping[str, Any]

CLOSED = re.compile(r"办结|办完|已解决|已答复|已处理|完成|结案")
NEEDED = ("asker", "phone", "village")


@dataclass(frozen=True)
class Question:
    """An open question as the log has it; `industry` is one of the county's codes, if the log names one."""

    text: str
    asker: str
    phone: str
    place_code: str
    industry: str | None


def question_of(values: Values, industries: Mapping[str, str]) -> Question:
    """Raises InvalidForm: import_question_closed for one that was answered, import_missing for who asks and where."""
    if values.get("closed") or CLOSED.search(values.get("status", "")):
        raise InvalidForm([InvalidInput("import_question_closed", field="status")])
    if missing := [name for name in NEEDED if name not in values]:
        raise InvalidForm(InvalidInput("import_missing", field=name) for name in missing)
    return Question(
        values["text"], values["asker"], values["phone"], values["village_code"],
        industries.get(values.get("industry", "")),
    )


def same_questions(ctx: Context, rows: Sequence[Values]) -> dict[int, int]:
    """By place in `rows`: the county's question with the same words from the same number."""
    phones = {row["phone"] for row in rows if "phone" in row}
    if not phones:
        return {}
    found = ctx.session.execute(
        select(Problem.asker_phone, Problem.text, Problem.id).where(
            Problem.status != ProblemStatus.HANDED_OVER,
            Problem.county_code == county_of(ctx.actor.area_code), Problem.asker_phone.in_(sorted(phones)),
        ).order_by(Problem.id.desc())
    )
    known = {(phone, text.strip()): problem_id for phone, text, problem_id in found}
    pairs = ((place, known.get((row.get("phone"), row["text"].strip()))) for place, row in enumerate(rows))
    return {place: problem_id for place, problem_id in pairs if problem_id is not None}
