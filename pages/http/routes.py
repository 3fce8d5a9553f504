"""The routes beside Streamlit. Who may call them is decided in `paths.py`, by the gate."""

from __future__ import annotations

from starlette.routing import Route

from pages.http import (
    case,
    check,
    files,
    health,
    impact_sheet,
    language,
    note,
    problems,
    public_ask,
    public_photos,
    public_receipt,
    setup,
    signin,
)

ROUTES = [
    Route("/healthz", health.health),
    Route("/auth/signin", signin.show),
    Route("/auth/signin", signin.submit, methods=["POST"]),
    Route("/auth/signout", signin.show_sign_out),
    Route("/auth/signout", signin.sign_out, methods=["POST"]),
    Route("/auth/signout-everywhere", signin.sign_out_everywhere, methods=["POST"]),
    Route("/auth/setup", setup.show),
    Route("/auth/setup", setup.submit, methods=["POST"]),
    Route("/check/{token}", check.show),
    Route("/check/{token}", check.submit, methods=["POST"]),
    Route("/recruit-case", case.show),
    Route("/impact-sheet", impact_sheet.show),
    Route("/dispatch-note/{problem_id:int}", note.show),
    Route("/public/ask", public_ask.show),
    Route("/public/ask", public_ask.submit, methods=["POST"]),
    Route("/public/urgent", public_ask.urgent, methods=["POST"]),
    Route("/public/helped", public_ask.helped, methods=["POST"]),
    Route("/public/worker.js", public_ask.worker),
    Route("/public/photos/{token}", public_photos.listed),
    Route("/public/photos/{token}/{name}", public_photos.part, methods=["PUT"]),
    Route("/public/photos/{token}/{name}", public_photos.dropped, methods=["DELETE"]),
    Route("/public/receipt", public_receipt.show_door),
    Route("/public/receipt", public_receipt.open_door, methods=["POST"]),
    Route("/public/question/{token}", public_receipt.show),
    Route("/public/question/{token}/facts", public_receipt.add_facts, methods=["POST"]),
    Route("/public/question/{token}/slot", public_receipt.choose, methods=["POST"]),
    Route("/public/question/{token}/confirm", public_receipt.confirm, methods=["POST"]),
    Route("/public/question/{token}/reopen", public_receipt.reopen, methods=["POST"]),
    Route("/lang/{lang}", language.choose),
    Route("/api/problems", problems.submit, methods=["POST"]),
    Route("/photos/{sha256}", files.stored_file),
    Route("/files/{sha256}", files.stored_file),
]
