"""Files from citizens, cleaned (carrier/clean_files.py) and kept."""

from typing import BinaryIO

from flask_babel import lazy_gettext as _l

from feedback_service.carrier.clean_files import FileRefused as FileRefused
from feedback_service.carrier.clean_files import clean
from feedback_service.carrier.files import FileStore
from feedback_service.intake.submission import StoredFile

MOST_FILES = 5


class TooManyFiles(FileRefused):
    said = _l("Mỗi lần gửi được nhiều nhất 5 tệp. Xin bớt lại, phần chữ vẫn giữ nguyên.")


def keep_files(streams: list[BinaryIO], store: FileStore) -> tuple[StoredFile, ...]:
    """Checks all, then keeps all. Raises FileRefused."""
    if len(streams) > MOST_FILES:
        raise TooManyFiles
    cleaned = [clean(stream) for stream in streams]
    kept = {store.put(content): (kind, len(content)) for kind, content in cleaned}
    return tuple(StoredFile(sha256, kind, size) for sha256, (kind, size) in kept.items())
