"""Pictures and documents made on the spot."""

from __future__ import annotations

import io

from PIL import Image

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def a_picture(width: int = 40, height: int = 30, colour: str = "red", kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


def a_phone_photo(width: int = 2000, height: int = 1000) -> bytes:
    """Left half red, right half blue, held sideways (orientation 6), with maker and a place in its EXIF."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[MAKE] = "Handy"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (41.0, 34.0, 10.0), 3: "E", 4: (108.0, 31.0, 5.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def a_pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
