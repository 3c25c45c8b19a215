"""The commune pack in force: the newest version in the database, parsed once a process and version."""

from datetime import datetime
from typing import Any

from flask import current_app, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import UNREACHABLE, db, is_down, waiting_at_most
from feedback_service.pack.document import from_document, to_document
from feedback_service.pack.kept import hash_of, keep_pack, load_kept_pack
from feedback_service.pack.model import Pack
from feedback_service.quick_read import QuickRead
from feedback_service.records import PackVersion


class NoPackLoaded(Exception):
    """The database holds no commune pack yet: `flask load-pack` was not run."""


_LAST = "last_pack"
PACK_SECONDS = 1.5  # then the last one will do
_known: dict[tuple[int, str], Pack] = {}
_NEWEST = select(PackVersion.id, PackVersion.content_hash).order_by(PackVersion.id.desc()).limit(1)
_quick_newest = QuickRead(_NEWEST)


def current_pack(session: Session) -> Pack:
    """Costs one look at the newest version's number; parses only what is new to this process."""
    newest = session.execute(_NEWEST).one_or_none()
    if newest is None:
        raise NoPackLoaded
    key = (int(newest.id), str(newest.content_hash))
    return _known.get(key) or _parse(session, key)


def _parse(session: Session, key: tuple[int, str]) -> Pack:
    return _remember(key, _keep(session, key))


def keep_newest_pack(session: Session) -> None:
    """As a file, for days without a database. Every process does so at its start, and when it reads a new pack."""
    newest = session.execute(_NEWEST).one_or_none()
    if newest is not None:
        _keep(session, (int(newest.id), str(newest.content_hash)))


def _keep(session: Session, key: tuple[int, str]) -> dict[str, Any]:
    named = select(PackVersion.document).where(PackVersion.id == key[0])
    document: dict[str, Any] = session.scalars(named).one()
    keep_pack(*key, document)
    return document


def _remember(key: tuple[int, str], document: dict[str, Any]) -> Pack:
    pack = from_document(document, key[0])
    _known.clear()
    _known[key] = pack
    return pack


def this_pack() -> Pack:
    """The pack for the request at hand, looked up once; one that this process knows costs no transaction.

    While the database is away: the last one that was read.
    """
    if "pack" not in g:
        g.pack = pack_at_hand(db.session())
    pack: Pack = g.pack
    return pack


def pack_at_hand(session: Session) -> Pack:
    try:
        with waiting_at_most(PACK_SECONDS):
            pack = _known.get(_quick_newest.row() or ()) or current_pack(session)
        current_app.extensions[_LAST] = pack
        return pack
    except UNREACHABLE as error:
        last = last_pack() if is_down(error) else None
        if last is None:
            raise
        session.rollback()
        return last


def last_pack() -> Pack | None:
    """The pack that was read last, by this application or by any before it. Asks no database."""
    if _LAST not in current_app.extensions:
        kept = load_kept_pack()
        if kept is None:
            return None
        current_app.extensions[_LAST] = _known.get(kept[:2]) or _remember(kept[:2], kept[2])
    pack: Pack = current_app.extensions[_LAST]
    return pack


def known_hotline() -> str:
    """The hotline of the pack that was read last, "" before the first: for pages without a database."""
    pack = last_pack()
    return pack.commune.hotline if pack else ""


def store_pack(
    session: Session, pack: Pack, author: str, now: datetime, reason: str = "", *, files_hash: str = ""
) -> PackVersion | None:
    """Makes `pack` the one in force. Returns None, and changes nothing, when it is the one in force already.

    `files_hash`: of the files that it stands on, where it is not just what stands in them.
    """
    document = to_document(pack)
    fingerprint = hash_of(document)
    latest = session.scalars(select(PackVersion).order_by(PackVersion.id.desc()).limit(1)).first()
    if latest and latest.content_hash == fingerprint:
        return None
    version = PackVersion(
        loaded_at=now,
        author=author,
        reason=reason,
        content_hash=fingerprint,
        files_hash=files_hash or fingerprint,
        document=document,
    )
    session.add(version)
    session.flush()
    return version
