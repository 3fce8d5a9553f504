"""Photos of the public pages, with a form or in parts: what is here is asked first, the rest goes on from there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from data.domain.errors import AppError, InvalidInput, Refused
from data.domain.public import FORM_MAX, MEGABYTE, PART_MAX
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.files import PHOTOS_MAX, store_photo
from data.services.public_uploads import UploadState, add_part, drop_upload, keep_whole, uploads_of
from pages.http.forms import read_body
from pages.http.visitor import client_address

FORM = "form-"  # begins the names of photos that came without script
MOST_FIELDS, MOST_FILES = 40, 100
NO_STORE = {"Cache-Control": "no-store"}


async def listed(request: Request) -> JSONResponse:
    return await run_in_threadpool(_answer, request, _listed)


async def part(request: Request) -> JSONResponse:
    content = await read_body(request, PART_MAX)
    return await run_in_threadpool(_answer, request, _part, content)


async def dropped(request: Request) -> JSONResponse:
    return await run_in_threadpool(_answer, request, _dropped)


async def read_with_photos(request: Request, names: Iterable[str]) -> tuple[dict[str, str], list[bytes]]:
    """The fields of a form called `names`, and its photos. Raises Refused('form_too_big') before it is read,
    InvalidInput('form_broken').

    More photos than a question takes are read all the same, so that what was typed beside them is not lost.
    """
    if _is_too_big(request):
        raise Refused("form_too_big", field="photos", most=FORM_MAX // MEGABYTE)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as fields:
            photos = [await one.read() for one in fields.getlist("photos") if isinstance(one, UploadFile) and one.size]
            return {name: _text(fields, name) for name in names}, photos
    except HTTPException as error:
        raise InvalidInput("form_broken") from error


def photos_of_form(token: str, photos: list[bytes], client: str, most: int = PHOTOS_MAX) -> None:
    """The photos that came with a form itself. Sent again they are the same; photos that come now replace those
    of an earlier try, which stay where none come: a browser does not fill them in again. They also stay, with the good
    ones of now, where one of now cannot be read.

    Raises InvalidInput('too_many_photos') for more than `most`, and what storing one raises.
    """
    if len(photos) > most:
        raise InvalidInput("too_many_photos", field="photos", most=most)
    if not photos:
        return
    named = {FORM + hashlib.sha256(raw).hexdigest()[:32]: raw for raw in photos}
    with current_runtime().reading(None) as ctx:
        kept = uploads_of(ctx, token)
    earlier = [one.name for one in kept if one.name.startswith(FORM) and one.name not in named]
    has_room = len({one.name for one in kept} | set(named)) <= most
    if not has_room:
        _drop(token, earlier)
    _add_each(token, named, client)
    if has_room:
        _drop(token, earlier)


def _drop(token: str, names: Iterable[str]) -> None:
    with current_runtime().writing(None) as ctx:
        for name in names:
            drop_upload(ctx, token, name)


def _add_each(token: str, named: Mapping[str, bytes], client: str) -> None:
    """All that can be stored, then the first error of the others."""
    errors = []
    for name, raw in named.items():
        try:
            for start in range(0, len(raw), PART_MAX):
                _add(token, name, len(raw), start, raw[start:start + PART_MAX], client)
        except AppError as error:
            errors.append(error)
    if errors:
        raise errors[0]


def _is_too_big(request: Request) -> bool:
    """A body in chunks says no length that holds, whatever stands beside it."""
    said = request.headers.get("content-length")
    return "transfer-encoding" in request.headers or said is None or int(said) > FORM_MAX


def _text(fields: FormData, name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput("form_broken")
    return value


def _answer(request: Request, call, *arguments) -> JSONResponse:
    """What `call` found, as JSON; what a person can mend as a sentence."""
    try:
        return JSONResponse(call(request, *arguments), headers=NO_STORE)
    except AppError as error:
        words = sentence(error, request.scope["desk.lang"])
        return JSONResponse({"code": error.code, "message": words}, 400, headers=NO_STORE)


def _listed(request: Request) -> list[dict]:
    with current_runtime().reading(None) as ctx:
        return [_plain(one) for one in uploads_of(ctx, request.path_params["token"])]


def _part(request: Request, content: bytes) -> dict:
    try:
        size, start = (int(request.query_params.get(name, "")) for name in ("size", "start"))
    except ValueError as error:
        raise InvalidInput("upload_part", field="photos") from error
    token, name = request.path_params["token"], request.path_params["name"]
    return _plain(_add(token, name, size, start, content, client_address(request)))


def _dropped(request: Request) -> dict:
    with current_runtime().writing(None) as ctx:
        drop_upload(ctx, request.path_params["token"], request.path_params["name"])
    return {}


def _add(token: str, name: str, size: int, start: int, content: bytes, client: str) -> UploadState:
    """The picture is decoded between two transactions, so that nobody waits for it."""
    with current_runtime().writing(None) as ctx:
        state, raw = add_part(ctx, token, name, size, start, content, client)
    if raw is None:
        return state
    with current_runtime().reading(None) as ctx:
        stored = _stored_or_dropped(ctx, token, name, raw)
    with current_runtime().writing(None) as ctx:
        return keep_whole(ctx, token, name, stored)


def _stored_or_dropped(ctx, token: str, name: str, raw: bytes):
    try:
        return store_photo(ctx, raw)
    except AppError:
        with current_runtime().writing(None) as writing:
            drop_upload(writing, token, name)
        raise


def _plain(state: UploadState) -> dict:
    return {"name": state.name, "size": state.size, "received": state.received, "whole": state.whole}
