"""A telephone number as it is looked for: by its keyed hash, and in every spelling inside free text. Pure but for
the key.
"""

from dataclasses import dataclass

import phonenumbers

from feedback_service.records import keyring
from feedback_service.routing.personal_data import Found, PersonalData, find_personal_data

_GROUPS = ((4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (4, 6), (3, 4, 3), (10,))
_SIGNS = (" ", ".", "-")


@dataclass(frozen=True, slots=True)
class Number:
    """`e164` is "+84905123456"; `tail` its digits without the country."""

    e164: str

    @property
    def fingerprint(self) -> str:
        return keyring.fingerprint(self.e164)

    @property
    def tail(self) -> str:
        return self.e164.removeprefix("+84").removeprefix("+")

    def spellings(self) -> list[str]:
        """As people write it; what stands in a text is looked at by the finder afterwards."""
        local = f"0{self.tail}"
        found = {local, self.tail, self.e164}
        for groups in _GROUPS:
            if sum(groups) == len(local):
                found.update(sign.join(_cut(local, groups)) for sign in _SIGNS)
        return sorted(found)

    def stands_in(self, text: str) -> bool:
        return any(self._is(found.text) for found in _phones(text))

    def covered(self, text: str) -> str:
        """The text without this number; other people's numbers are theirs to speak of."""
        pieces, done = list[str](), 0
        for found in _phones(text):
            if self._is(found.text):
                pieces += (text[done : found.start], "[số điện thoại]")
                done = found.end
        return "".join((*pieces, text[done:]))

    def _is(self, written: str) -> bool:
        digits = "".join(sign for sign in written.translate(str.maketrans("oO", "00")) if sign.isdigit())
        return digits.endswith(self.tail)


def number_of(text: str) -> Number | None:
    """None for what is no whole telephone number."""
    try:
        parsed = phonenumbers.parse(text.strip()[:40], "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return Number(str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)))


def _phones(text: str) -> list[Found]:
    return [found for found in find_personal_data(text) if found.kind is PersonalData.PHONE]


def _cut(digits: str, groups: tuple[int, ...]) -> list[str]:
    pieces, done = [], 0
    for length in groups:
        pieces.append(digits[done : done + length])
        done += length
    return pieces
