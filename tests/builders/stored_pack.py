"""The shipped pack as a row of the database. Thousands of tests need it, and it is nearly a megabyte of JSON.

So it is written as JSON once and parsed once, and PostgreSQL copies it from the table that tests/emptied.py puts
beside the product's own.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.orm import Session

from feedback_service.pack import current
from feedback_service.pack.document import from_document, to_document
from feedback_service.pack.kept import hash_of
from feedback_service.pack.model import Pack
from feedback_service.records.base import UtcDateTime

_MOMENT = bindparam("loaded_at", type_=UtcDateTime())
_WRITE = text("""
    INSERT INTO pack_versions (loaded_at, author, reason, content_hash, files_hash, document)
    VALUES (:loaded_at, 'test', '', :content_hash, '', :document)
""").bindparams(_MOMENT)
_HAS_BESIDE = text("SELECT to_regclass('beside.pack_versions') IS NOT NULL")
_KEEP_BESIDE = text("INSERT INTO beside.pack_versions SELECT * FROM pack_versions")
_COPY = text("""
    INSERT INTO pack_versions (loaded_at, author, reason, content_hash, files_hash, document)
    SELECT CAST(:loaded_at AS timestamptz), author, reason, content_hash, files_hash, document
    FROM beside.pack_versions
""").bindparams(_MOMENT)


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A pack as `store_pack` would write it, and as it is read again where it is the first version."""

    document: str
    content_hash: str
    first: Pack

    @classmethod
    def of(cls, pack: Pack) -> "StoredPack":
        document = to_document(pack)
        written = json.dumps(document)
        return cls(written, hash_of(document), from_document(json.loads(written), 1))

    def load(self, session: Session, loaded_at: datetime) -> Pack:
        """Writes the row, commits, and gives what is in force now."""
        self._insert(session.connection(), loaded_at)
        session.commit()
        current._known[1, self.content_hash] = self.first
        return current.current_pack(session)

    def _insert(self, connection: Connection, loaded_at: datetime) -> None:
        row = {"loaded_at": loaded_at, "content_hash": self.content_hash, "document": self.document}
        if connection.dialect.name == "sqlite" or not connection.scalar(_HAS_BESIDE):
            connection.execute(
                _WRITE, row
            )  # the benches bring a database of their own, with nothing beside it
        elif not connection.execute(_COPY, {"loaded_at": loaded_at}).rowcount:
            connection.execute(_WRITE, row)
            connection.execute(_KEEP_BESIDE)
