"""Photos and scans, for those who may see the problem or visit they belong to."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data.domain.errors import AppError
from data.i18n.errors import sentence
from data.runtime import current_runtime
from data.services.files import open_file

INLINE = "image/jpeg"


def stored_file(request: Request) -> Response:
    """Pictures are shown, anything else is downloaded; nothing stays in a shared cache."""
    lang, sha256 = request.scope["desk.lang"], request.path_params["sha256"]
    try:
        with current_runtime().reading(request.scope["desk.actor"], lang) as ctx:
            content, media_type = open_file(ctx, sha256)
    except AppError as error:
        return PlainTextResponse(sentence(error, lang), 404, headers={"Cache-Control": "no-store"})
    headers = {"Cache-Control": "private, max-age=600"}
    if media_type != INLINE:
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": f'attachment; filename="{sha256[:12]}"'}
    return Response(content, media_type=media_type, headers=headers)
