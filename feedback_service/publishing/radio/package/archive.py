"""The ZIP. The same bulletin gives the same bytes, so that two copies can be compared by their hash."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.package.facts_told import Told
from feedback_service.publishing.radio.package.script import make_script
from feedback_service.publishing.radio.package.texts import for_machines
from feedback_service.publishing.radio.voice import radio_of

_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A sound of the bulletin. `ending`: "mp3"."""

    language: str
    ending: str
    seconds: int
    content: bytes


def make_package(told: Told, sounds: Sequence[SoundFile], pack: Pack) -> bytes:
    """`ban-tin-<id>.txt`, `.docx`, `bulletin.json` and the sounds."""
    text = for_machines(told.parts, pack)
    stem = f"ban-tin-{told.name}"
    names = [f"{stem}-{place}-{one.language}.{one.ending}" for place, one in enumerate(sounds, 1)]
    described = _described(told, text, list(zip(names, sounds, strict=True)), pack)
    contents = {
        f"{stem}.txt": text.encode(),
        f"{stem}.docx": steady(make_script(told, pack)),
        "bulletin.json": (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode(),
        **{name: one.content for name, one in zip(names, sounds, strict=True)},
    }
    return _zipped(contents)


def steady(archive: bytes) -> bytes:
    """A ZIP (a DOCX is one) without the hour at which it was made."""
    with zipfile.ZipFile(BytesIO(archive)) as made:
        return _zipped({name: made.read(name) for name in made.namelist()})


def _described(told: Told, text: str, sounds: list[tuple[str, SoundFile]], pack: Pack) -> dict[str, object]:
    """The fields that stations ask for when a bulletin is entered (`loai`: thời sự, thông báo, khẩn cấp)."""
    radio = radio_of(pack)
    first = date.fromisoformat(told.on_air)
    return {
        "id": told.name,
        "title": told.title,
        "loai": "thoi_su",
        "priority": 3,
        "language": next(iter(radio.language_names)),
        "text": text,
        "duration_s": told.seconds,
        "valid_from": told.on_air,
        "valid_to": (first + timedelta(days=radio.repeat_days - 1)).isoformat(),
        "slots": list(radio.slots),
        "repeat": radio.repeat_days,
        "clusters": list(radio.clusters),
        "audio_file": sounds[0][0] if sounds else None,
        "audio": [
            {
                "file": name,
                "language": one.language,
                "duration_s": one.seconds or None,
                "sha256": hashlib.sha256(one.content).hexdigest(),
            }
            for name, one in sounds
        ],
        "approved_by": told.approver,
        "approved_at": told.approved_at,
        "approved_sha256": told.content_hash,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def _zipped(contents: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
