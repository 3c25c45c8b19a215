"""One text on its way through the door, with all that is needed to decide about it and to answer it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.texting.inbound import InboundText
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.model import Pack


@dataclass(frozen=True, slots=True)
class Hearing:
    """`number` is the id of the raw event, `body` the words as kept, `sent_at` when the citizen sent them."""

    session: Session
    number: int
    text: InboundText
    body: str
    sent_at: datetime
    pack: Pack
    now: datetime

    @property
    def origin(self) -> str:
        """What names these words in a conversation: arriving twice adds them once."""
        return f"{self.text.provider}:{self.text.event_id}"[:120]

    @property
    def phone(self) -> str:
        return e164_or_nothing(self.text.sender) or self.text.sender

    def reply(self, template: str, case_id: int | None = None, key: str = "", **values: Any) -> None:
        """One reply to one event, or to whatever `key` names, by the gateway that brought it."""
        key = key or f"reply:{self.number}"
        reply_by_sms(
            self.session,
            self.phone,
            template,
            self.pack,
            self.now,
            key,
            case_id=case_id,
            provider=self.text.provider,
            came_at=self.sent_at,
            **values,
        )
