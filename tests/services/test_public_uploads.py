"""Photos of the public door: in parts, bounded, forgotten with their files."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from data.domain.errors import AppError, Conflict, Refused
from data.domain.public import CLIENT_BYTES, PHOTO_MAX, UNFINISHED_MAX
from data.jobs.kinds import tidy
from data.models.problem import StoredFile
from data.models.public import Upload, UploadPart
from data.services.files import store_photo, sweep_orphans
from data.services.public_uploads import add_part, drop_upload, forget_uploads, keep_whole, stored_photos, uploads_of
from tests.desk import NOW, Desk, on_sqlite
from tests.pictures import a_picture as a_photo
from tests.public_door import HERE, a_token, ask, send, stranger

HOUR = dt.timedelta(hours=1)


@on_sqlite
def test_a_photo_that_broke_off_goes_on_from_where_it_was(desk: Desk):
    token, raw = a_token(), a_photo(800, 600)
    half = len(raw) // 2
    with stranger(desk) as ctx:
        add_part(ctx, token, "p1", len(raw), 0, raw[:half], HERE)
    with stranger(desk) as ctx:
        (state,) = uploads_of(ctx, token)
        assert (state.received, state.whole) == (half, False)
        again, whole = add_part(ctx, token, "p1", len(raw), 0, raw[:half], HERE)
        assert (again.received, whole) == (half, None)
        assert stored_photos(ctx, token) == []
        _state, whole = add_part(ctx, token, "p1", len(raw), half, raw[half:], HERE)
        assert whole == raw
        keep_whole(ctx, token, "p1", store_photo(ctx, raw))
        assert ctx.session.scalar(select(func.count()).select_from(UploadPart)) == 0
        assert len(stored_photos(ctx, token)) == 1
    with stranger(desk, NOW + HOUR) as ctx, pytest.raises(Conflict, match="upload_other"):
        add_part(ctx, token, "p1", 7, 0, raw[:7], HERE)


@on_sqlite
def test_uploads_are_bounded_and_forgotten(desk: Desk):
    token = a_token()
    with stranger(desk) as ctx:
        wrong = (("big", CLIENT_BYTES, "photo_too_big"), ("../x", 9, "upload_part"), ("p", 0, "upload_part"))
        for name, size, error in wrong:
            with pytest.raises(AppError, match=error):
                add_part(ctx, token, name, size, 0, b"x", HERE)
        for n in range(10):
            add_part(ctx, token, f"p{n}", 9, 0, b"x", HERE)
        with pytest.raises(Refused, match="too_many_photos"):
            add_part(ctx, token, "p10", 9, 0, b"x", HERE)
        drop_upload(ctx, token, "p9")
        assert len(uploads_of(ctx, token)) == 9
    with stranger(desk, NOW + HOUR * 49) as ctx:
        assert forget_uploads(ctx) == (10, [])
        assert ctx.session.scalar(select(func.count()).select_from(Upload)) == 0


@on_sqlite
def test_what_came_counts_not_what_was_announced(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data.services.public_limits.CLIENT_BYTES", 100)
    with stranger(desk) as ctx:
        for n in range(UNFINISHED_MAX):
            add_part(ctx, a_token(), f"p{n}", PHOTO_MAX, 0, b"x", HERE)
        with pytest.raises(Refused, match="too_many_unfinished"):
            add_part(ctx, a_token(), "p", 9, 0, b"x", HERE)
        add_part(ctx, a_token(), "p", PHOTO_MAX, 0, b"x" * 100, "203.0.113.10")
        with pytest.raises(Refused, match="upload_budget"):
            add_part(ctx, a_token(), "p", 9, 0, b"x", "203.0.113.10")


@on_sqlite
def test_pictures_that_nothing_names_go_with_their_uploads(desk: Desk):
    token, lost = a_token(), a_token()
    send(desk, token, "p1", a_photo())
    send(desk, lost, "p1", a_photo(90, 60))
    send(desk, lost, "p2", a_photo(70, 50))
    with stranger(desk) as ctx:
        drop_upload(ctx, lost, "p2")
    ask(desk, token)
    later = dt.datetime.now(dt.UTC) + HOUR * 3  # files are as young as this run
    assert tidy(desk.runtime, max(later, NOW + HOUR * 49), True)["pictures"] == 2
    assert len(list(desk.runtime.files.paths())) == 3
    assert tidy(desk.runtime, max(later, NOW + HOUR * 49), False)["pictures"] == 2
    with desk.reading("王敏") as ctx:
        kept = set(ctx.session.scalars(select(StoredFile.sha256)))
    assert {path.name for path in desk.runtime.files.paths()} == kept and len(kept) == 1


@on_sqlite
def test_a_photo_waiting_for_its_question_is_not_swept(desk: Desk):
    token = a_token()
    send(desk, token, "p1", a_photo())
    with stranger(desk, dt.datetime.now(dt.UTC) + HOUR * 3) as ctx:
        assert sweep_orphans(ctx) == 0
