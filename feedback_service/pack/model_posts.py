"""The part of the pack's model that knows how posts on the plan's media are made. Pure."""

from dataclasses import dataclass

from feedback_service.vocabulary import PostShape


@dataclass(frozen=True, slots=True)
class PostRule:
    """One medium of the plan that is posted on. `code` is the medium's. `provider` "": always copied by hand.

    `author` signs what has an author. Nothing goes out before `from_hour` or from `until_hour` on, the commune's time.
    `weekly`: a summary of the week is proposed as a draft, on Mondays.
    """

    code: str
    shape: PostShape
    provider: str = ""
    author: str = ""
    hashtags: tuple[str, ...] = ()
    from_hour: int = 6
    until_hour: int = 22
    weekly: bool = False
    unverified: bool = False
