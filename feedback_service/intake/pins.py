"""The four digits that open a case to its sender.

Made from the submission's id, which only the sender's form knows: who sends the same form again because the line
dropped before the answer is shown the same PIN. Kept as a keyed hash; guessing is stopped by the lock, not by it.
"""

import hashlib
import hmac

from feedback_service.records import Case, keyring

DIGITS = 4


def pin_for(submission_id: str, code: str) -> str:
    """Always the same for one submission and installation. Whoever names an id gets no PIN of another case."""
    number = int(keyring.fingerprint(f"pin:{submission_id}:{code}"), 16)
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def pin_hash(code: str, pin: str) -> str:
    return hashlib.sha256(keyring.fingerprint(f"pin-hash:{code}:{pin}").encode()).hexdigest()


def child_pin_hash(mother_id: str, mother_code: str, code: str) -> str:
    """Of a case that was split off another one (its submission's id and code): the sender's PIN opens both."""
    return pin_hash(code, pin_for(mother_id, mother_code))


def pin_matches(case: Case, pin: str) -> bool:
    return hmac.compare_digest(case.pin_hash, pin_hash(case.code, pin.strip()))
