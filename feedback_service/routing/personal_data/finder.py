"""All searches one after another: what an earlier one has taken is not looked at again."""

from collections.abc import Callable, Iterator

from feedback_service.routing.personal_data.accounts import accounts
from feedback_service.routing.personal_data.addresses import addresses
from feedback_service.routing.personal_data.found import Found, PersonalData, Spans
from feedback_service.routing.personal_data.mails import mails
from feedback_service.routing.personal_data.names import names
from feedback_service.routing.personal_data.papers import identities, land
from feedback_service.routing.personal_data.phones import phones
from feedback_service.routing.personal_data.plates import plates
from feedback_service.routing.personal_data.reading import Reading, read
from feedback_service.routing.personal_data.spoken import said_numbers

# The surer form first: twelve figures of a căn cước hold ten that look like a phone.
_SEARCHES: tuple[tuple[PersonalData, Callable[[Reading], Spans]], ...] = (
    (PersonalData.EMAIL, mails),
    (PersonalData.PLATE, plates),
    (PersonalData.LAND, land),
    (PersonalData.ACCOUNT, accounts),
    (PersonalData.IDENTITY, identities),
    (PersonalData.PHONE, phones),
    (PersonalData.ADDRESS, addresses),
    (PersonalData.NAME, names),
)


def find_personal_data(text: str) -> tuple[Found, ...]:
    """What must be looked at before publishing, in the order of the text; spans never overlap."""
    reading = read(text)
    taken = bytearray(len(reading.low))
    found: list[Found] = []
    for kind, start, end in _all(reading):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            first, last = reading.origin(start, end)
            found.append(Found(kind, first, last, text[first:last]))
    return tuple(sorted(found, key=lambda one: one.start))


def _all(reading: Reading) -> Iterator[tuple[PersonalData, int, int]]:
    for kind, search in _SEARCHES:
        if kind is PersonalData.PHONE:
            yield from said_numbers(reading)
        for start, end in search(reading):
            yield kind, start, end
