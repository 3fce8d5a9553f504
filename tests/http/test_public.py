"""The public door over HTTP: light, bounded, telling strangers nothing."""

from __future__ import annotations

import gzip
import io
import uuid

from PIL import Image

from data.domain.public import PART_MAX
from data.runtime import Settings, open_runtime
from data.services.public_uploads import stored_photos
from tests.pictures import a_phone_photo
from tests.processes import Server

LIGHTEST = 60_000


def test_the_form_is_light_and_in_both_languages(server: Server):
    with server.client() as client:
        page = client.get("/public/ask")
        assert page.status_code == 200 and "提交问题" in page.text and len(page.content) < LIGHTEST
        assert len(gzip.compress(page.content)) < LIGHTEST // 3
        english = client.get("/public/ask", headers={"Cookie": "desk_lang=en"})
        assert "Ask a specialist" in english.text
        assert client.get("/public/ask?county=150825").status_code == 404
        assert client.get("/lang/en?next=/public/receipt").headers["location"] == "/public/receipt"


def test_a_stranger_learns_nothing_by_guessing(server: Server):
    with server.client() as client:
        assert client.get("/public/question/guessed").status_code == 404
        assert client.post("/public/question/guessed/confirm", data={"outcome": "solved"}).status_code == 404
        wrong = client.post("/public/receipt", data={"number": "2026-0001", "phone": "19900000009"})
        assert wrong.status_code == 401 and "对不上" in wrong.text
        elsewhere = client.post("/public/ask?county=150824", data={}, headers={"Origin": "https://elsewhere"})
        assert elsewhere.status_code == 403


def test_what_is_too_big_is_refused_before_it_is_read(server: Server):
    with server.client() as client:
        token = uuid.uuid4()
        part = client.put(f"/public/photos/{token}/p?size=9&start=0", content=b"x" * (PART_MAX + 1))
        assert part.status_code == 413
        unknown = client.post("/public/ask?county=150824", content=iter([b"x"]))  # no length said
        assert unknown.status_code == 413 and "太大" in unknown.text


def test_a_photo_comes_in_without_camera_and_place(server: Server):
    token, raw = str(uuid.uuid4()), a_phone_photo()
    with server.client() as client:
        for start in range(0, len(raw), PART_MAX):
            said = client.put(
                f"/public/photos/{token}/p1?size={len(raw)}&start={start}", content=raw[start:start + PART_MAX],
            ).json()
        assert said == {"name": "p1", "size": len(raw), "received": len(raw), "whole": True}
        assert client.get(f"/public/photos/{token}").json() == [said]
        broken = client.put(f"/public/photos/{token}/p2?size=3&start=0", content=b"abc")
        assert broken.status_code == 400
        assert [one["name"] for one in client.get(f"/public/photos/{token}").json()] == ["p1"]
        assert client.get("/public/photos/guessed").status_code == 400
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        ((sha256, _kind, _size),) = stored_photos(ctx, token)
        with Image.open(io.BytesIO(ctx.runtime.files.read(sha256))) as image:
            assert not image.getexif() and max(image.size) == 1600
    runtime.close()
