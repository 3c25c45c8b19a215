"""An answer that goes to everybody who sent the same must not tell one of them who another one is."""

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from feedback_service.errors import NamesTheSender
from feedback_service.folding import fold
from feedback_service.handling.joining.links import waiting_with
from feedback_service.records import Case, Contact

_LAST_DIGITS = 8  # 0905 123 456 and +84 905123456 are one number
_WORD = re.compile(r"\w+")


def require_fit_for_all(session: Session, lead: Case, text: str) -> None:
    """Raises NamesTheSender for the name, number or address of any of the senders, where there are several."""
    waiting = [case for case, _link in waiting_with(session, lead)]
    if not waiting:
        return
    for case in (lead, *waiting):
        contact = session.get(Contact, case.contact_id) if case.contact_id else None
        if contact and any(tells(text, given) for given in _given(contact)):
            raise NamesTheSender


def tells(text: str, given: str) -> bool:
    """Whether the text holds this name, number or address, however it is written. Pure.

    A name is one where it is written as one: who signs as "Người dân thôn 5" must not forbid the word "người dân".
    """
    if "@" in given:
        return given.casefold() in text.casefold()
    digits = re.sub(r"\D", "", given)
    if len(digits) >= _LAST_DIGITS:
        return digits[-_LAST_DIGITS:] in re.sub(r"\D", "", text)
    name, said = _words(given), _words(text)
    if len(name) < 2:
        return False
    wanted = [fold(word) for word in name]
    folded = [fold(word) for word in said]
    places = (at for at in range(len(said)) if folded[at : at + len(wanted)] == wanted)
    return any(all(word[0] == word[0].upper() for word in said[at : at + len(wanted)]) for at in places)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _given(contact: Contact) -> Iterator[str]:
    for field in ("name", "phone", "phone_raw", "email"):
        if contact.details.get(field):
            yield str(contact.details[field])
