"""Phone numbers as people here write them: 0905 123 456, +84…, 84…, with the letter o for zero.

Kept as E.164 where it is a number of Viet Nam or written internationally; what a display showed is kept beside it,
since short codes (1022) and brand names are no numbers and yet senders.
"""

import re

import phonenumbers

_MEANT = str.maketrans("oOlI", "0011")
_PLAUSIBLE = re.compile(r"[+()\d\s.\-oOlI/]+")


class NotAPhoneNumber(ValueError):
    """The text is not a phone number that can be called back."""


def to_e164(text: str) -> str:
    """`+84905123456`. Raises NotAPhoneNumber."""
    if len(text) > 40 or not _PLAUSIBLE.fullmatch(text.strip() or "-x"):
        raise NotAPhoneNumber(text[:40])
    try:
        number = phonenumbers.parse(text.translate(_MEANT), "VN")
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber(text) from error
    if not phonenumbers.is_valid_number(number):
        raise NotAPhoneNumber(text)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def e164_or_nothing(text: str) -> str:
    """For what a network shows, which may be a short code or a name."""
    try:
        return to_e164(text)
    except NotAPhoneNumber:
        return ""


def is_mobile(e164: str) -> bool:
    """Whether a text may be sent there: never to short codes, names and landlines (loops, premium charges)."""
    if not e164:
        return False
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind in {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
