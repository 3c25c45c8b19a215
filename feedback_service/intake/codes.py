"""Case codes such as EK-4827-193K: seven random digits and a letter that finds slips of ear and finger.

Random, so that nobody walks through the cases by counting. The letter comes from eleven that are not taken for a
digit (no O, I, L, Z, S, B, G) or for each other on the phone (no D next to T, no N next to M). Eleven is prime, so
every single wrong digit and every swap of two digits changes it.
"""

import re
import secrets

from feedback_service.records import keyring

DIGITS = 7
CHECK_LETTERS = "WTFKAYEHRMX"
_FORM = re.compile(r"(\d{7})([A-Z])")
# People read and type O for zero and I or L for one; no check letter is one of these.
_MEANT = str.maketrans("OIL", "011")


def new_code(prefix: str) -> str:
    """A code nobody can guess; the caller makes sure that it is free."""
    return _written(prefix, f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")


def code_for(submission_id: str, prefix: str) -> str:
    """The code that a submission is given first, always the same one: it may be promised while nobody can be asked
    whether it is free, and who sends the same form again is promised the same. Guessed by nobody without our key."""
    number = int(keyring.fingerprint(f"code:{submission_id}"), 16)
    return _written(prefix, f"{number % 10**DIGITS:0{DIGITS}d}")


def read_code(text: str, prefix: str) -> str | None:
    """The code as printed, from any case, with or without prefix, spaces and dashes; None if it cannot be one."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper()[:60])
    bare = bare.removeprefix(prefix) if len(bare) > DIGITS + 1 else bare
    match = _FORM.fullmatch(bare[:-1].translate(_MEANT) + bare[-1:])
    if not match or check_letter(match[1]) != match[2]:
        return None
    return _written(prefix, match[1])


def check_letter(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in enumerate(digits, start=2))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def _written(prefix: str, digits: str) -> str:
    return f"{prefix}-{digits[:4]}-{digits[4:]}{check_letter(digits)}"
