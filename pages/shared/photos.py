"""Choosing photos, with a look at what was chosen (stored ones: `components.photos`)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import streamlit as st
from PIL import Image, ImageOps

from data.domain.branches import Branch
from data.i18n import _, ngettext
from data.services.files import FORMATS, PHOTO_MEGABYTES, PHOTOS_MAX, PIXELS_MAX
from pages.shared.components import note
from pages.shared.drafts import DraftForm
from pages.shared.example_pictures import examples_of

PHOTO_TYPES = ("jpg", "jpeg", "png", "webp")
EDGE = 320
EXAMPLE_WIDTH = 120


def photo_field(form: DraftForm, label: str, field: str = "photos") -> None:
    """An uploader for a few pictures with their previews; what is wrong with one is said below."""
    with st.container(key=f"upload_{field}", gap="xsmall"):
        chosen = st.file_uploader(
            label, type=PHOTO_TYPES, accept_multiple_files=True, max_upload_size=upload_limit(PHOTO_MEGABYTES),
            **form.uploads(field),
        )
        refused(field)
    if lost := form.lost(field):
        said = ngettext("刚才选的{n}张照片没留住，请再选一次。", "刚才选的{n}张照片没留住，请再选一次。", lost)
        st.markdown(f":orange[{said.format(n=lost)}]")
    _previews([_thumbnail(file.file_id, file.getvalue()) for file in chosen[:PHOTOS_MAX]])
    form.complain(field)


def example_photos(branch: Branch | None) -> None:
    """Drawn: what to photograph for this kind of question."""
    if not (examples := examples_of(branch)):
        return
    note(_("照片这样拍："))
    with st.container(horizontal=True, gap="small"):
        for one in examples:
            with st.container(width=EXAMPLE_WIDTH, gap="xxsmall"):
                st.image(one.svg, width=EXAMPLE_WIDTH, alt="")
                note(_(one.words))


def refused(field: str) -> None:
    """The browser turns away what is too big or no picture, and tells nobody: the style shows this only then."""
    with st.container(key=f"refused_{field}"):
        words = _("红的没收进来，交上去也不会有：太大，或者不是能收的文件。点叉去掉，换一个。")
        st.markdown(f":red[{words}]")


def upload_limit(megabytes: int) -> int:
    """What the services take, or less where the server's door is narrower."""
    return min(megabytes, st.get_option("server.maxUploadSize"))


def _previews(pictures: Sequence[bytes | None]) -> None:
    readable = [picture for picture in pictures if picture]
    if readable:
        with st.grid("auto", min_column_width=96, gap="xsmall"):
            for number, picture in enumerate(readable, 1):
                st.image(picture, alt=_("选好的照片{n}").format(n=number))


@st.cache_data(max_entries=60, show_spinner=False)
def _thumbnail(file_id: str, _raw: bytes) -> bytes | None:
    """A small JPEG; None for what is no readable picture (the service says so when it is sent)."""
    try:
        with Image.open(io.BytesIO(_raw), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                return None
            image.draft("RGB", (2 * EDGE, 2 * EDGE))
            small = ImageOps.contain(ImageOps.exif_transpose(image).convert("RGB"), (EDGE, EDGE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=75)
    return out.getvalue()
