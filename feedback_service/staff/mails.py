"""Which mails an officer wants. What has to reach him (limits that end, his own account) always comes."""

from collections.abc import Collection

from feedback_service.records import Officer

DIGEST = "digest"  # what the day holds, at eight
MENTIONED = "mentioned"  # called by name in a note
CHOSEN_FREELY = (DIGEST, MENTIONED)


def wants(officer: Officer, mail: str) -> bool:
    """Until he says otherwise an officer gets them all."""
    return bool((officer.alerts or {}).get(mail, True))


def choose_mails(officer: Officer, wanted: Collection[str]) -> None:
    officer.alerts = {mail: mail in wanted for mail in CHOSEN_FREELY}
