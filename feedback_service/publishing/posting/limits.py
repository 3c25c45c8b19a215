"""What each kind of post may and should be, in characters or words. Pure.

Hard limits are the platform's (https://developers.zalo.me/docs/official-account/bai-viet), soft ones what people read.
"""

from dataclasses import dataclass

from feedback_service.vocabulary import PostShape


@dataclass(frozen=True, slots=True)
class Limits:
    """`title`, `lead`, `text`: most characters; 0: it has none. `least`, `most`: words that are good to read."""

    title: int
    lead: int
    text: int
    least: int
    most: int


AUTHOR = 50
NOTICE = 500  # characters of what a summary says first, as it is read on a phone
LIMITS = {
    PostShape.ARTICLE: Limits(title=150, lead=300, text=10_000, least=60, most=300),
    PostShape.SHORT: Limits(title=0, lead=0, text=5_000, least=80, most=200),
    PostShape.PAGE: Limits(title=200, lead=500, text=20_000, least=300, most=800),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """`hard`: it cannot be posted so; else only said. `amount` of `limit`."""

    field: str
    hard: bool
    amount: int
    limit: int


def faults_of(shape: PostShape, title: str, lead: str, text: str) -> tuple[Fault, ...]:
    limits = LIMITS[shape]
    fields = (("title", title, limits.title), ("lead", lead, limits.lead), ("text", text, limits.text))
    hard = [Fault(name, True, len(said), most) for name, said, most in fields if most and len(said) > most]
    missing = [Fault(name, True, 0, most) for name, said, most in fields if most and not said.strip()]
    words = words_in(text)
    long = [Fault("text", False, words, limits.most)] if words > limits.most else []
    return (*hard, *missing, *long)


def words_in(text: str) -> int:
    return len(text.split())


def clipped(text: str, most: int) -> str:
    """At most so many characters, cut between words and with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
