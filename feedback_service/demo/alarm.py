"""A danger that nobody has taken yet, so that a demonstration shows the red line and who is woken."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.demo.stories import stories
from feedback_service.demo.telling import placed
from feedback_service.intake.receive import receive_submission
from feedback_service.intake.submission import Submission
from feedback_service.notifying.duty_phones import nobody_on_duty
from feedback_service.pack.model import Pack
from feedback_service.records import DutyPhone, keyring
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Channel, Visibility

_PHONE = "+84900000113"  # invented; the demonstration's carrier sends nothing
_NAME = "Trực ban UBND xã"


def raise_demo_alarm(session: Session, pack: Pack, now: datetime) -> None:
    """One phone on duty where there is none, and one open danger. A second call changes nothing."""
    if nobody_on_duty(session):
        session.add(DutyPhone(name=_NAME, phone=_PHONE, fingerprint=keyring.fingerprint(_PHONE), position=0))
        session.flush()
    text, area = _cry(pack)
    if text:
        cry = Submission(
            Channel.WEB, text, submission_id="demo:danger", sent_at=now, area_code=area, anonymous=True
        )
        receive_submission(session, cry, pack, now)


def _cry(pack: Pack) -> tuple[str, str]:
    """The first story that sounds like danger and may be seen by the desk, at the first place of the commune."""
    area = next(area for area in pack.areas if area.is_hamlet and not area.retired)
    for story in stories():
        for words in story.texts if story.danger else ():
            text = placed(words, area.name.vi)
            proposal = propose(text, pack, area.code)
            if proposal.danger and proposal.visibility != Visibility.SEALED:
                return text, area.code
    return "", ""
