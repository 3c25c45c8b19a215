"""The commune pack in force: the newest version in the database, parsed once a process and version."""

import hashlib
import json
from datetime import datetime

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.pack.document import from_document, to_document
from feedback_service.pack.model import Pack
from feedback_service.quick_read import QuickRead
from feedback_service.records import PackVersion


class NoPackLoaded(Exception):
    """The database holds no commune pack yet: `flask load-pack` was not run."""


_known: dict[tuple[object, ...], Pack] = {}
_NEWEST = select(PackVersion.id, PackVersion.content_hash).order_by(PackVersion.id.desc()).limit(1)
_quick_newest = QuickRead(_NEWEST)


def current_pack(session: Session) -> Pack:
    """Costs one look at the newest version's number; parses only what is new to this process."""
    newest = session.execute(_NEWEST).one_or_none()
    if newest is None:
        raise NoPackLoaded
    key = (newest.id, newest.content_hash)
    return _known.get(key) or _parse(session, key)


def _parse(session: Session, key: tuple[int, str]) -> Pack:
    document = session.scalars(select(PackVersion.document).where(PackVersion.id == key[0])).one()
    pack = from_document(document, key[0])
    _known.clear()
    _known[key] = pack
    return pack


def this_pack() -> Pack:
    """The pack for the request at hand, looked up once; one that this process knows costs no transaction."""
    if "pack" not in g:
        g.pack = _known.get(_quick_newest.row() or ()) or current_pack(db.session())
    pack: Pack = g.pack
    return pack


def known_hotline() -> str:
    """The hotline of the pack that this process read last, "" before its first: for pages without a database."""
    return next((pack.commune.hotline for pack in _known.values()), "")


def store_pack(
    session: Session, pack: Pack, author: str, now: datetime, reason: str = ""
) -> PackVersion | None:
    """Makes `pack` the one in force. Returns None, and changes nothing, when it is the one in force already."""
    document = to_document(pack)
    fingerprint = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    latest = session.scalars(select(PackVersion).order_by(PackVersion.id.desc()).limit(1)).first()
    if latest and latest.content_hash == fingerprint:
        return None
    version = PackVersion(
        loaded_at=now, author=author, reason=reason, content_hash=fingerprint, document=document
    )
    session.add(version)
    session.flush()
    return version
