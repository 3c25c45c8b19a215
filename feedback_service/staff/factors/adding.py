"""A new factor: an app on the phone confirmed by its first code, or a passkey. With the first come recovery codes."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.records import Officer
from feedback_service.staff.factors import passkeys, recovery, totp
from feedback_service.staff.factors.proving import Given


class NotConfirmed(Fact):
    status = 422
    said = _l("Mã chưa đúng. Xin chờ mã mới hiện trên điện thoại rồi nhập lại; giờ điện thoại phải đúng.")


class KeyNotKept(Fact):
    status = 422
    said = _l("Chưa ghi được khóa này. Xin thử lại.")


def add_factor(
    session: Session, officer: Officer, given: Given, secret: str, name: str, now: datetime
) -> tuple[str, ...]:
    """`secret`: that of the app, `name`: of the key. Returns new recovery codes, or none where there are some left.

    Raises NotConfirmed, KeyNotKept.
    """
    if given.passkey:
        if not passkeys.keep_key(session, officer, given.passkey, name, now):
            raise KeyNotKept
    elif not totp.confirm(session, officer, secret, given.code, now):
        raise NotConfirmed
    return () if recovery.codes_left(session, officer) else recovery.new_codes(session, officer)
