"""`POST /api/problems`: a question over HTTP, for a signed-in account. JSON in, JSON out.

The caller chooses the Idempotency-Key: the same key again, after a broken connection, returns the same receipt; with
another content it is refused (409).
"""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound, Refused
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.filing import ProblemForm
from data.services.problems import submit_by_key
from pages.http.forms import read_body

LARGEST = 16 * 1024
KEY_MAX = 36
TEXT_FIELDS = ("text", "place_code", "asker_name", "asker_phone")
FIELDS = (*TEXT_FIELDS, "industry", "facts")
STATUS = {InvalidInput: 422, NotAllowed: 403, NotFound: 404, Conflict: 409, Refused: 413}
NAME_OF = {"place": "place_code", "name": "asker_name", "phone": "asker_phone"}  # a form's field -> the caller's


async def submit(request: Request) -> JSONResponse:
    """201 with number and promise; 4xx with the sentence, its code and the field to blame."""
    try:
        form, key = _read(await _body(request), request.headers)
        return JSONResponse(await run_in_threadpool(_store, request, form, key), 201)
    except AppError as error:
        return _refusal(request, error)


async def _body(request: Request) -> bytes:
    try:
        return await read_body(request, LARGEST)
    except Refused as error:
        raise Refused("body_too_long", most=LARGEST // 1024) from error


def _store(request: Request, form: ProblemForm, key: str) -> dict:
    with current_runtime().writing(request.scope["desk.actor"], request.scope["desk.lang"]) as ctx:
        receipt = submit_by_key(ctx, form, key)
    due = receipt.due_at.isoformat() if receipt.due_at else None
    return {"id": receipt.problem_id, "number": receipt.number, "due_at": due}


def _read(body: bytes, headers: Headers) -> tuple[ProblemForm, str]:
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise InvalidInput("json_expected")
    key = headers.get("idempotency-key", "")
    if not 8 <= len(key) <= KEY_MAX:
        raise InvalidInput("key_missing", field="Idempotency-Key", least=8, most=KEY_MAX)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("json_expected") from error
    if not isinstance(fields, dict):
        raise InvalidInput("json_expected")
    return _form(fields), key


def _form(fields: dict[str, Any]) -> ProblemForm:
    """Texts by name, and `facts` as texts by code; a misspelt name is told, for what it held would be lost."""
    for name in fields:
        if name not in FIELDS:
            raise InvalidInput("field_unknown", field=name, known=", ".join(FIELDS))
    facts = fields.get("facts", {})
    if not isinstance(facts, dict):
        raise InvalidInput("object_expected", field="facts")
    if fields.get("industry", "") is None:
        fields = fields | {"industry": ""}
    given = {name: fields.get(name, "") for name in (*TEXT_FIELDS, "industry")}
    for name, value in (*given.items(), *((f"facts.{code}", words) for code, words in facts.items())):
        if not isinstance(value, str):
            raise InvalidInput("text_expected", field=name)
    return ProblemForm(farm_id=None, facts=facts, **given | {"industry": given["industry"] or None})


def _refusal(request: Request, error: AppError) -> JSONResponse:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    words = sentence(error, request.scope["desk.lang"])
    return JSONResponse({"code": error.code, "message": words, "field": _caller_field(error.field)}, status)


def _caller_field(field: str | None) -> str | None:
    """The name that the caller's JSON has for a form's field."""
    if field and field.startswith("fact_"):
        return field.replace("fact_", "facts.", 1)
    return NAME_OF.get(field or "", field)
