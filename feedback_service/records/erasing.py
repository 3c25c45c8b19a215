"""The one way past the triggers on events and readings: erasing what the law no longer lets the commune keep.

Luật 91/2025/QH15 Đ14 (a person asks for erasure) and the times of retention stand above our wish to keep it all.
The audit log itself is never touched: it holds no words.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from feedback_service.records.secrecy import Erasing


@contextmanager
def erasing(session: Session, why: str) -> Iterator[None]:
    """Inside this block, and in this transaction only, events and readings can be changed and deleted.

    `why`: the rule, at most 60 characters. Whoever erases also writes a Tombstone for the case; `flask audit verify`
    takes events that no longer fit their entries for rewritten ones where there is none.
    """
    opened = Erasing(why=why[:60])
    session.add(opened)
    session.flush()
    yield
    session.flush()
    session.delete(opened)
    session.flush()
