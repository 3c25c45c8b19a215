"""The picture that goes with a post: a card with the result on it, or a picture that was published with it."""

from feedback_service.carrier import files
from feedback_service.handling.public.filter import PublicCase
from feedback_service.language import day, words
from feedback_service.pack.model import Pack
from feedback_service.publishing.sharing.picture import photograph


def card_of_result(case: PublicCase, pack: Pack) -> str:
    """Its name in the store."""
    below = f"{words(case.unit)} · {day(case.answered_on)}"
    return files.put(photograph(case.title, words(pack.commune.brand), below))


def card_of_figures(title: str, pack: Pack) -> str:
    """Its name in the store. Figures stand in the text, where they can be read aloud."""
    return files.put(photograph(title, words(pack.commune.brand), words(pack.commune.authority)))
