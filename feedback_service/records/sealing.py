"""Encryption of contacts and payloads at rest, and the keyed hash by which they are found.

Luật 91/2025/QH15 asks for measures against leaks; whoever copies the database alone learns no phone number.
Keys come newest first: the first encrypts, all decrypt, so keys can be changed without stopping.
"""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, LargeBinary, TypeDecorator


class Keyring:
    """Set once by create_app, before the first row is read. Processes hold the keys of one installation."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None
        self._first: Fernet | None = None
        self._hash_key = b""

    def configure(self, keys: tuple[str, ...], hash_key: str) -> None:
        """`keys`: any secret strings; `hash_key`: stays the same for the life of the data."""
        self._fernet = MultiFernet([Fernet(_derive(key)) for key in keys])
        self._first = Fernet(_derive(keys[0]))
        self._hash_key = hashlib.sha256(b"lookup:" + hash_key.encode()).digest()

    def seal(self, data: bytes) -> bytes:
        if self._fernet is None:
            raise RuntimeError("The keyring has no keys yet.")
        return self._fernet.encrypt(data)

    def open(self, data: bytes) -> bytes:
        if self._fernet is None:
            raise RuntimeError("The keyring has no keys yet.")
        return self._fernet.decrypt(data)

    def opened_by_first(self, data: bytes) -> bool:
        return self._opens(self._first, data)

    def is_readable(self, data: bytes) -> bool:
        """Whether any of the keys opens it."""
        return self._opens(self._fernet, data)

    def sealed_anew(self, data: bytes) -> bytes | None:
        """The same content under the first key; None where it is so already, or no key opens it."""
        if self.opened_by_first(data) or not self.is_readable(data):
            return None
        return self.seal(self.open(data))

    @staticmethod
    def _opens(key: Fernet | MultiFernet | None, data: bytes) -> bool:
        if key is None:
            raise RuntimeError("The keyring has no keys yet.")
        try:
            key.decrypt(data)
        except InvalidToken:
            return False
        return True

    def fingerprint(self, value: str) -> str:
        """Keyed hash for look-ups; 32 hex digits."""
        return hmac.new(self._hash_key, value.encode(), hashlib.sha256).hexdigest()[:32]


def _derive(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"contact:" + key.encode()).digest())


keyring = Keyring()


class SealedBytes(TypeDecorator[bytes]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring.seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring.open(bytes(value))


class SealedText(TypeDecorator[str]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring.seal(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring.open(bytes(value)).decode()


class SealedJson(TypeDecorator[dict[str, Any]]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring.seal(json.dumps(value, ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(keyring.open(bytes(value)))
