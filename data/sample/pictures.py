"""Simple drawings in place of photos: a demonstration has none of real places or people."""

from __future__ import annotations

import datetime as dt
import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from data.models.problem import StoredFile
from data.sample.world import World
from data.services.context import Context
from data.services.files import store_photo

SIZE = (1200, 900)


@dataclass(frozen=True)
class Picture:
    sha256: str
    media_type: str
    size: int


def draw_pictures(ctx: Context) -> dict[str, Picture]:
    """Draw each picture, store it as an uploaded photo would be."""
    drawings = {"leaf": _leaf, "orchard": _orchard, "pen": _pen, "sunflower": _sunflower, "list": _list}
    return {name: _store(ctx, draw) for name, draw in drawings.items()}


def keep_picture(
    world: World, picture: Picture, moment: dt.datetime, account_id: int, *,
    problem_id: int | None = None, visit_id: int | None = None, agreement_id: int | None = None,
    kind: str = "photo",
) -> int:
    """The row that ties a stored picture to a problem, a visit or an agreement."""
    return world.add(
        StoredFile, sha256=picture.sha256, media_type=picture.media_type, size=picture.size, kind=kind,
        problem_id=problem_id, visit_id=visit_id, agreement_id=agreement_id, added_by_id=account_id, added_at=moment,
    )


def _store(ctx: Context, draw) -> Picture:
    image = Image.new("RGB", SIZE)
    draw(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "PNG")
    return Picture(*store_photo(ctx, out.getvalue()))


def _sky_and_ground(draw: ImageDraw.ImageDraw, sky: str, ground: str, horizon: int) -> None:
    draw.rectangle((0, 0, SIZE[0], horizon), sky)
    draw.rectangle((0, horizon, *SIZE), ground)


def _leaf(draw: ImageDraw.ImageDraw) -> None:
    """A leaf whose edge has turned yellow."""
    draw.rectangle((0, 0, *SIZE), "#7a5b43")
    outline = [(180, 640), (330, 380), (560, 230), (820, 190), (1030, 260), (960, 480), (760, 650), (480, 730)]
    inner = [(240, 630), (370, 420), (570, 290), (800, 250), (950, 300), (890, 450), (720, 590), (480, 660)]
    draw.polygon(outline, "#d8b23c")
    draw.polygon(inner, "#5f9a3f")
    draw.line([(120, 700), (240, 630), (950, 300)], "#c9dca0", 12)
    for place in (360, 480, 600, 720):
        middle = (place, 630 - (place - 240) * 0.46)
        draw.line([middle, (place + 60, middle[1] - 130)], "#b9cf8c", 6)
        draw.line([middle, (place + 90, middle[1] + 70)], "#b9cf8c", 6)


def _orchard(draw: ImageDraw.ImageDraw) -> None:
    """Rows of young trees before low hills."""
    _sky_and_ground(draw, "#a9c9e4", "#a8825c", 380)
    draw.polygon([(0, 380), (220, 280), (430, 350), (700, 260), (960, 340), (1200, 290), (1200, 380)], "#7f8f9a")
    for row in range(5):
        y = 450 + row * row * 22 + row * 10
        step = 110 + row * 38
        for x in range(-60 + row * 18, SIZE[0] + 60, step):
            reach = 26 + row * 14
            draw.line([(x, y), (x, y - reach * 2)], "#5b4330", 4 + row * 2)
            for side in (-1, 1):
                draw.line([(x, y - reach), (x + side * reach, y - reach * 2)], "#5b4330", 3 + row)
            draw.ellipse((x - reach, y - reach * 3, x + reach, y - reach * 1.4), "#6f9a4a")


def _pen(draw: ImageDraw.ImageDraw) -> None:
    """A lambing pen with straw, a ewe and three lambs."""
    _sky_and_ground(draw, "#d9cdb8", "#cda95f", 480)
    for x in range(0, SIZE[0], 150):
        draw.rectangle((x, 300, x + 22, 560), "#8a6a45")
    for y in (340, 440):
        draw.rectangle((0, y, SIZE[0], y + 24), "#9b7a50")
    for x, y, width in ((250, 520, 330), (680, 660, 150), (850, 640, 140), (560, 720, 145)):
        _sheep(draw, x, y, width)


def _sheep(draw: ImageDraw.ImageDraw, x: int, y: int, width: int) -> None:
    height = width * 0.55
    for leg in (0.2, 0.35, 0.65, 0.8):
        left = x + width * leg
        draw.rectangle((left, y + height * 0.8, left + width * 0.06, y + height * 1.35), "#4a4038")
    draw.ellipse((x, y, x + width, y + height), "#f2eee4")
    draw.ellipse((x + width * 0.85, y - height * 0.15, x + width * 1.15, y + height * 0.35), "#d8d0c0")
    draw.ellipse((x + width * 1.03, y, x + width * 1.07, y + height * 0.08), "#2b2622")


def _sunflower(draw: ImageDraw.ImageDraw) -> None:
    """A sunflower head with holes in it."""
    _sky_and_ground(draw, "#b7d3ea", "#7f9a4c", 620)
    draw.rectangle((585, 560, 620, 900), "#5c7d35")
    for turn in range(0, 360, 18):
        draw.pieslice((300, 60, 900, 660), turn, turn + 11, "#e3b02c")
    draw.ellipse((400, 160, 800, 560), "#6b4a2a")
    spots = random.Random(18)  # noqa: S311 - spots in a drawing
    for _ in range(70):
        x, y = spots.randint(440, 750), spots.randint(200, 510)
        draw.ellipse((x, y, x + 14, y + 14), spots.choice(["#3b2817", "#8d6a3f"]))


def _list(draw: ImageDraw.ImageDraw) -> None:
    """A ruled sheet with strokes where names and signatures would be."""
    draw.rectangle((0, 0, *SIZE), "#e9e6df")
    draw.rectangle((90, 40, 1110, 860), "#ffffff")
    strokes = random.Random(5)  # noqa: S311 - strokes in a drawing
    for row in range(14):
        y = 140 + row * 50
        draw.line([(130, y), (1070, y)], "#9aa0a6", 2)
        for x in (150, 420, 760):
            points = [(x + step * 14, y - 12 - strokes.randint(0, 20)) for step in range(strokes.randint(5, 12))]
            draw.line(points, "#2b3a67", 3)
