"""What the library shows: published questions and the pack's procedures, by topic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.procedures import find_procedure, list_procedures
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.language import words
from feedback_service.pack.model import Pack, Procedure
from feedback_service.publishing.queries import Listing, list_results
from feedback_service.publishing.wishes import Wish
from feedback_service.vocabulary import Kind

ON_PAPER = 100  # questions; more would be a book, and who wants it narrows it to a topic


@dataclass(frozen=True, slots=True)
class Section:
    """A topic on paper. `name` is "" for questions without one."""

    name: str
    procedures: tuple[Procedure, ...]
    questions: tuple[PublicCase, ...]


def only_questions(wish: Wish) -> Wish:
    """Of the filters of results the library knows words and topic."""
    return Wish(query=wish.query, topic=wish.topic, place=wish.place, ignored=wish.ignored)


def list_questions(session: Session, wish: Wish, pack: Pack) -> Listing:
    return list_results(session, only_questions(wish), pack, Kind.HOI_DAP)


def list_for_paper(session: Session, wish: Wish, pack: Pack) -> Listing:
    """From the newest on, without pages."""
    whole = replace(only_questions(wish), place=None)
    return list_results(session, whole, pack, Kind.HOI_DAP, size=ON_PAPER)


def sections(session: Session, listing: Listing, wish: Wish, pack: Pack) -> list[Section]:
    """By topic, in the order of the alphabet; what has none comes last."""
    questions = load_public_cases(session, listing.ids, pack)
    procedures = list_procedures(wish.query, wish.topic, pack)
    codes = {one.topic_code for one in questions} | {one.topic for one in procedures}
    named = sorted((fold(_name(code, pack)) or "\uffff", code) for code in codes)
    return [
        Section(
            _name(code, pack),
            tuple(one for one in procedures if one.topic == code),
            tuple(one for one in questions if one.topic_code == code),
        )
        for _, code in named
    ]


def topics_with_procedures(pack: Pack) -> list[tuple[str, str]]:
    """(code, name): what people ask about most stands as links."""
    codes = dict.fromkeys(one.topic for one in pack.procedures)
    return sorted(((code, _name(code, pack)) for code in codes), key=lambda one: fold(one[1]))


def procedures_of(questions: Sequence[PublicCase], pack: Pack) -> dict[str, Procedure]:
    """By the code of the question that names one."""
    found = {one.code: find_procedure(one.procedure_code, pack) for one in questions if one.procedure_code}
    return {code: procedure for code, procedure in found.items() if procedure}


def _name(code: str, pack: Pack) -> str:
    topic = pack.topic_by_code.get(code)
    return words(topic.name) if topic else ""
