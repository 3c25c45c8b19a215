"""Files that people send: judged by content, never by name; images made anew, so that nothing hidden survives.

A photo tells where a household lives (EXIF) and a renamed file tells nothing true. What is kept is a fresh JPEG or
the PDF, under the hash of its content; the sender's file name is forgotten.
"""

from io import BytesIO
from typing import BinaryIO

import filetype
from flask_babel import lazy_gettext as _l
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from feedback_service.errors import Fact

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2400  # pixels: a number plate stays readable, a photo costs about 600 kB
MOST_PIXELS = 80_000_000  # more than any phone takes; beyond it is a bomb

IMAGES = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}
PDF = "application/pdf"

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
register_heif_opener()


class FileRefused(Fact):
    """One file cannot be taken; the text says which rule and what to do."""

    status = 422


class FileTooLarge(FileRefused):
    said = _l("Tệp lớn hơn 10 MB. Xin chọn ảnh nhỏ hơn; phần chữ vẫn giữ nguyên.")


class FileKindUnknown(FileRefused):
    said = _l("Chỉ nhận ảnh (JPEG, PNG, WebP, HEIC) và PDF. Tệp này là loại khác.")


class FileBroken(FileRefused):
    said = _l("Không mở được tệp này, có thể tệp bị hỏng. Xin chụp lại hoặc chọn tệp khác.")


def clean(stream: BinaryIO) -> tuple[str, bytes]:
    """Media type and content as they are kept. Raises FileRefused."""
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    kind = filetype.guess_mime(content)
    if kind == PDF:
        return PDF, content
    if kind not in IMAGES:
        raise FileKindUnknown
    return "image/jpeg", _fresh_jpeg(content)


def _fresh_jpeg(content: bytes) -> bytes:
    try:
        with Image.open(BytesIO(content)) as image:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileBroken from error
    out = BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
