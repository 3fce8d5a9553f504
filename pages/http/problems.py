"""`POST /api/problems`: a question over HTTP, for a signed-in account. JSON in, JSON out.

The caller chooses the Idempotency-Key: the same key again, after a broken connection, returns the same receipt.
"""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse

from data.domain.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.filing import ProblemForm
from data.services.problems import submit_problem
from pages.http.forms import read_body

LARGEST = 16 * 1024
KEY_MAX = 36
TEXT_FIELDS = ("text", "place_code", "asker_name", "asker_phone")
STATUS = {InvalidInput: 422, NotAllowed: 403, NotFound: 404, Conflict: 409}


async def submit(request: Request) -> JSONResponse:
    """201 with number and promise; 4xx with the sentence, its code and the field to blame."""
    try:
        form, key = _read(await read_body(request, LARGEST), request.headers)
        return JSONResponse(await run_in_threadpool(_store, request, form, key), 201)
    except AppError as error:
        return _refusal(request, error)


def _store(request: Request, form: ProblemForm, key: str) -> dict:
    with current_runtime().writing(request.scope["desk.actor"], request.scope["desk.lang"]) as ctx:
        receipt = submit_problem(ctx, form, key)
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
    except ValueError as error:
        raise InvalidInput("json_expected") from error
    if not isinstance(fields, dict):
        raise InvalidInput("json_expected")
    for name in (*TEXT_FIELDS, "industry"):
        if not isinstance(fields.get(name, ""), str):
            raise InvalidInput("text_expected", field=name)
    texts = {name: fields.get(name, "") for name in TEXT_FIELDS}
    return ProblemForm(farm_id=None, industry=fields.get("industry") or None, **texts), key


def _refusal(request: Request, error: AppError) -> JSONResponse:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    words = sentence(error, request.scope["desk.lang"])
    return JSONResponse({"code": error.code, "message": words, "field": error.field}, status)
