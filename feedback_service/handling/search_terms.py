"""What an officer typed into the search box: a code, a phone number, or words. Pure."""

import re
from dataclasses import dataclass

_NOISE = re.compile(r"[\s.\-–]+")
_CODE = re.compile(r"([A-Z]{0,4}?)([0-9OIL]{4})([0-9OIL]{3})([A-Z])")
_MEANT = str.maketrans("OIL", "011")
_PHONE = re.compile(r"(?:\+?84|0)(\d{8,10})")
_SHORT_NUMBER = re.compile(r"\d{3,6}")


@dataclass(frozen=True, slots=True)
class Terms:
    """At most one of `code` and `phones` is filled; `words` are always there, as typed."""

    words: str
    code: str = ""
    phones: tuple[str, ...] = ()


def read_terms(query: str, prefix: str) -> Terms:
    """`prefix` is that of the commune's codes; it may be left out, like dashes and blanks."""
    query = query.strip()[:200]
    bare = _NOISE.sub("", query).upper()
    code = _CODE.fullmatch(bare)
    if code and code[1] in {"", prefix}:
        digits = f"{code[2]}-{code[3]}".translate(_MEANT)
        return Terms(query, code=f"{prefix}-{digits}{code[4]}")
    phone = _PHONE.fullmatch(bare)
    if phone:
        return Terms(query, phones=(f"+84{phone[1]}", query))
    if _SHORT_NUMBER.fullmatch(bare):
        return Terms(query, phones=(bare,))
    return Terms(query)
