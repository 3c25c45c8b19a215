"""What came of asking a gateway what it received, and how an operator reads it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of asking one gateway since `since`. `failed`: why it could not be asked, in a word, or "".

    `repeats`: it lists nothing, but can send all of it to our webhook once more, and `again`: it was told to. `texts`
    and `calls` are what it listed, `texts_taken` and `calls_taken` those of them that we had not.
    """

    gateway: str
    since: datetime
    failed: str = ""
    repeats: bool = False
    again: bool = False
    texts: int = 0
    texts_taken: int = 0
    calls: int = 0
    calls_taken: int = 0

    def said(self) -> str:
        """One line for the terminal."""
        since = self.since.isoformat(timespec="minutes")
        if self.failed and self.repeats:
            return f"{self.gateway}: could not be asked ({self.failed}): nothing is concluded."
        if self.again:
            again = "it sends what it received to our webhook again, and what is new is taken in"
            return f"{self.gateway}: asked since {since}; {again}."
        if self.repeats:
            return f"{self.gateway}: asked since {since}: it counts as many texts as we have."
        heard = (
            f"{self.texts} texts ({self.texts - self.texts_taken} known, {self.texts_taken} taken in), "
            f"{self.calls} calls ({self.calls_taken} taken in)"
        )
        if self.failed:
            return f"{self.gateway}: could not be asked ({self.failed}): nothing is concluded. Until then {heard}."
        return f"{self.gateway}: asked since {since}: {heard}."
