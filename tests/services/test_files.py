"""Photos: what is kept of them, what is refused, who may open them, what the sweep takes."""

from __future__ import annotations

import datetime as dt
import io
import os
import time

import pytest
from PIL import Image
from sqlalchemy import select

from data.domain.errors import AppError, NotAllowed, NotFound
from data.models.imports import ImportedList
from data.models.problem import StoredFile
from data.services import visits
from data.services.files import PHOTO, file_row, open_file, store_photo, store_photos, sweep_orphans
from data.services.imports.deciding import drop
from data.services.imports.receiving import NewList, receive
from data.services.visits import log_visit
from tests.pictures import GPS, MAKE, a_phone_photo, a_picture
from tests.village import Village, add_problem, on_sqlite, visit_form

pytestmark = on_sqlite


@pytest.fixture
def problem_id(village: Village) -> int:
    return add_problem(village)


def keep(village: Village, problem_id: int, *photos: bytes) -> list[str]:
    with village.writing("cooperative") as ctx:
        stored = store_photos(ctx, photos)
        return [file_row(ctx, one, PHOTO, problem_id=problem_id).sha256 for one in stored]


def stored_image(village: Village, raw: bytes) -> Image.Image:
    with village.writing("officer") as ctx:
        sha256, media_type, size = store_photo(ctx, raw)
        content = ctx.runtime.files.read(sha256)
    assert (media_type, size) == ("image/jpeg", len(content))
    return Image.open(io.BytesIO(content))


def test_a_phone_photo_loses_its_exif_and_stands_upright(village: Village):
    raw = a_phone_photo(2000, 1000)
    before = Image.open(io.BytesIO(raw)).getexif()
    assert before[MAKE] == "Handy" and before.get_ifd(GPS)
    image = stored_image(village, raw)
    assert dict(image.getexif()) == {} and not image.getexif().get_ifd(GPS)
    assert not {"exif", "icc_profile", "comment"} & set(image.info) and b"Handy" not in image.tobytes()
    assert (image.format, image.size) == ("JPEG", (800, 1600))
    top, bottom = image.getpixel((400, 100)), image.getpixel((400, 1500))
    assert top[0] > 200 > top[2] and bottom[2] > 200 > bottom[0]


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("WEBP", "RGB"), ("JPEG", "CMYK")],
)
def test_other_kinds_become_jpeg(village: Village, kind: str, mode: str):
    image = stored_image(village, a_picture(kind=kind, mode=mode, colour="white" if mode == "1" else "red"))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 30))


def test_what_is_transparent_becomes_white(village: Village):
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    assert min(stored_image(village, out.getvalue()).getpixel((5, 5))) > 250


@pytest.mark.parametrize(("raw", "code"), [
    (b"", "photo_unreadable"), (b"<svg onload=alert(1)>", "photo_unreadable"), (a_picture()[:300], "photo_unreadable"),
    (a_picture(kind="GIF", mode="P"), "photo_unreadable"), (b"\xff" * (20 * 2**20 + 1), "photo_too_big"),
    (a_picture(9000, 7000, mode="1", colour="white", kind="PNG"), "photo_too_many_pixels"),
])
def test_what_is_no_sound_photo_is_refused(village: Village, raw: bytes, code: str):
    with village.writing("officer") as ctx, pytest.raises(AppError, match=code):
        store_photo(ctx, raw)
    assert list(village.runtime.files.paths()) == []


def test_a_bomb_is_refused_unopened(village: Village, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with village.writing("officer") as ctx, pytest.raises(AppError, match="photo_too_many_pixels"):
        store_photo(ctx, a_picture(100, 100))


def test_ten_photos_at_most_and_the_same_one_once(village: Village, problem_id: int):
    different = [a_picture(10 + n, 10) for n in range(11)]
    with pytest.raises(AppError, match="too_many_photos"):
        keep(village, problem_id, *different)
    assert list(village.runtime.files.paths()) == []
    assert len(keep(village, problem_id, *different[:9], different[0])) == 9


def test_a_problem_s_photo_opens_for_those_who_may_see_the_problem(village: Village, problem_id: int):
    (sha256,) = keep(village, problem_id, a_picture())
    for insider in ("cooperative", "officer", "leader", "expert"):
        with village.reading(insider) as ctx:
            assert open_file(ctx, sha256)[1] == "image/jpeg"
    for stranger in ("far_cooperative", "far_officer", "vet", "admin"):
        with village.reading(stranger) as ctx, pytest.raises(NotFound, match="file_unknown"):
            open_file(ctx, sha256)
    with village.runtime.reading(None) as ctx, pytest.raises(NotAllowed, match="sign_in_first"):
        open_file(ctx, sha256)


def test_the_same_picture_in_two_places_opens_for_both(village: Village, problem_id: int):
    far = add_problem(village, farm_id=village.far_farm_id, expert_id=village.vet_id)
    (sha256,) = keep(village, problem_id, a_picture())
    with village.writing("officer") as ctx:
        file_row(ctx, store_photo(ctx, a_picture()), PHOTO, problem_id=far)
    for who in ("cooperative", "far_cooperative", "vet"):
        with village.reading(who) as ctx:
            assert open_file(ctx, sha256)[0]


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_an_unknown_name_is_unknown_to_a_stranger_too(village: Village, name: str):
    with village.reading("officer") as ctx, pytest.raises(NotFound, match="file_unknown"):
        open_file(ctx, name)
    with village.runtime.reading(None) as ctx, pytest.raises(AppError):
        open_file(ctx, name)


def test_a_lost_file_is_said_to_be_lost(village: Village, problem_id: int):
    (sha256,) = keep(village, problem_id, a_picture())
    village.runtime.files.path(sha256).unlink()
    with village.reading("officer") as ctx, pytest.raises(NotFound, match="file_gone"):
        open_file(ctx, sha256)


def test_a_photo_is_on_the_disk_before_its_row(village: Village, problem_id: int, monkeypatch: pytest.MonkeyPatch):
    """Whatever stops the write after the file leaves an orphan, never a row without its file."""
    monkeypatch.setattr(visits, "file_row", lambda *_, **__: 1 / 0)
    form = visit_form(problem_id, person_ids=village.person_ids("贾福"), photos=(a_picture(),))
    with pytest.raises(ZeroDivisionError), village.writing("expert") as ctx:
        log_visit(ctx, form, "t")
    assert len(list(village.runtime.files.paths())) == 1
    with village.reading("officer") as ctx:
        assert ctx.session.scalars(select(StoredFile)).all() == []


def test_the_sweep_takes_old_orphans_only(village: Village, problem_id: int):
    (named,) = keep(village, problem_id, a_picture())
    with village.writing("officer") as ctx:
        old, _, _ = store_photo(ctx, a_picture(colour="green"))
        young, _, _ = store_photo(ctx, a_picture(colour="blue"))
    broken_off = village.runtime.files.path(old).with_suffix(".123.abcd")
    broken_off.write_bytes(b"half")
    two_hours_ago = time.time() - 7200
    for path in (village.runtime.files.path(named), village.runtime.files.path(old), broken_off):
        os.utime(path, (two_hours_ago, two_hours_ago))
    with village.runtime.writing(None, now=dt.datetime.now(dt.UTC)) as ctx:
        assert sweep_orphans(ctx) == 2
    assert {path.name for path in village.runtime.files.paths()} == {named, young}


def test_the_file_of_a_list_that_was_put_away_goes(village: Village):
    kept, away = b"a", b"b"
    with village.writing("officer") as ctx:
        ids = [receive(ctx, NewList("experts", "a.csv", content)).list_id for content in (kept, away)]
        drop(ctx, ids[1], ctx.session.get_one(ImportedList, ids[1]).version)
    for path in village.runtime.files.paths():
        os.utime(path, (0, 0))
    with village.runtime.writing(None, now=dt.datetime.now(dt.UTC)) as ctx:
        assert sweep_orphans(ctx) == 1
    assert [path.read_bytes() for path in village.runtime.files.paths()] == [kept]


def test_a_picture_stored_again_is_young_again(village: Village):
    with village.writing("officer") as ctx:
        sha256, _, _ = store_photo(ctx, a_picture())
    os.utime(village.runtime.files.path(sha256), (0, 0))
    with village.writing("officer") as ctx:
        store_photo(ctx, a_picture())
    with village.runtime.writing(None, now=dt.datetime.now(dt.UTC)) as ctx:
        assert sweep_orphans(ctx) == 0


def test_a_visit_s_photos_open_for_the_farm(village: Village, problem_id: int):
    form = visit_form(problem_id, person_ids=village.person_ids("贾福"), photos=(a_picture(), a_picture(colour="blue")))
    with village.writing("expert") as ctx:
        visit_id = log_visit(ctx, form, "t").visit_id
    with village.reading("cooperative") as ctx:
        hashes = ctx.session.scalars(select(StoredFile.sha256).where(StoredFile.visit_id == visit_id)).all()
        assert len(hashes) == 2 and all(open_file(ctx, sha256) for sha256 in hashes)
    with village.reading("vet") as ctx, pytest.raises(NotFound):
        open_file(ctx, hashes[0])
