"""Which numbers an SMS is sent to. Pure.

Never to short codes and brand names (their machines answer, and ours would answer them), nor to landlines
(Twilio refuses them with 21614, and nobody reads them).
"""

import phonenumbers
from phonenumbers import PhoneNumberType

_SILENT = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)


def takes_sms(phone: str) -> bool:
    """`phone` in E.164; anything else is a short code or a name and takes none."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_possible_number(number):
        return False
    return phonenumbers.number_type(number) not in _SILENT


def mobile_of(text: str) -> str:
    """E.164 of a mobile number as people here write it or a network shows it; "" for anything else."""
    try:
        number = phonenumbers.parse(text[:40], "VN")
    except phonenumbers.NumberParseException:
        return ""
    mobile = phonenumbers.number_type(number) in {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)) if mobile else ""
