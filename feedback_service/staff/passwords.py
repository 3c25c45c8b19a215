"""Passwords: the rule, the hash, and the check that takes as long for nobody as for somebody.

Argon2id with 19 MiB, t=2, p=1: OWASP's Password Storage Cheat Sheet; some 30 ms on a small server.
"""

import unicodedata
from functools import lru_cache

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_security import hash_password, verify_password

from feedback_service.errors import Fact
from feedback_service.records import Officer

SHORTEST = 14
LONGEST = 200
ARGON2 = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}


class PasswordTooWeak(Fact):
    status = 422
    said = _l("Mật khẩu chưa đủ mạnh.")


def check_strength(password: str, officer: Officer) -> None:
    """Raises PasswordTooWeak with a sentence that says what to do."""
    problem = _problem(normal(password), officer)
    if problem:
        raise PasswordTooWeak(problem)


def _problem(password: str, officer: Officer) -> LazyString | None:
    if len(password) < SHORTEST:
        return _l("Mật khẩu cần ít nhất 14 ký tự. Bốn, năm từ ghép lại là dễ nhớ nhất.")
    if len(password) > LONGEST:
        return _l("Mật khẩu dài quá 200 ký tự.")
    if len(set(password)) < 5 or officer.email.split("@")[0].casefold() in password.casefold():
        return _l("Mật khẩu dễ đoán quá. Xin chọn bốn, năm từ không liên quan với nhau.")
    return None


def normal(password: str) -> str:
    """The same letters typed on another keyboard give the same password."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    result: str = hash_password(normal(password))
    return result


def fits(officer: Officer | None, password: str) -> bool:
    """Whether this is the officer's password. Costs one hash also where there is no officer."""
    kept = officer.password if officer and may_come_in(officer) else None
    right = verify_password(normal(password), kept or nobodys_hash())
    return bool(right) and kept is not None


def may_come_in(officer: Officer) -> bool:
    """Not who left, and not who was locked until the administrator sends a new link."""
    return officer.active and officer.locked_at is None


@lru_cache(maxsize=1)
def nobodys_hash() -> str:
    """Made when the service starts, so that the first stranger does not wait for two."""
    return hashed("nobody has this password")
