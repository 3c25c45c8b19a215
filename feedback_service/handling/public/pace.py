"""How often one address may ask, in this process's memory only: a counter that a crowd of robots must not outrun.

Neither the address nor anything made of it is ever written down.
"""

import hashlib
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

_MOST_KNOWN = 10_000


class Pace:
    """At most `most` in each `span`, for each address. Safe for threads; forgets whom it has not heard of longest."""

    def __init__(self, most: int, span: timedelta) -> None:
        self._most, self._span = most, span
        self._known: OrderedDict[bytes, tuple[datetime, int]] = OrderedDict()
        self._secret, self._lock = secrets.token_bytes(16), Lock()

    def allows(self, address: str, now: datetime) -> bool:
        """Counts this one."""
        key = hashlib.blake2b(address.encode(), key=self._secret, digest_size=12).digest()
        with self._lock:
            since, count = self._known.pop(key, (now, 0))
            if now - since >= self._span:
                since, count = now, 0
            self._known[key] = since, count + 1
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return count < self._most
