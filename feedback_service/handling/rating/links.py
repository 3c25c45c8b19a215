"""The signed address by which a mail asks. Who has it may say how the answer was: it opens no case."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from feedback_service.config import Config
from feedback_service.errors import Fact, NoSuchCase

LIVES = timedelta(days=60)


class LinkOver(Fact):
    status = 410
    said = _l("Đường dẫn đánh giá này đã quá 60 ngày. Xin tra cứu bằng mã hồ sơ, hoặc gọi đường dây nóng.")


@dataclass(frozen=True, slots=True)
class Linked:
    """`answered`: the event of the answer that it was sent for."""

    case_id: int
    answered: int


def rating_token(case_id: int, answered: int) -> str:
    return str(_signer().dumps([case_id, answered]))


def rating_link(case_id: int, answered: int) -> str:
    config: Config = current_app.config["SERVICE"]
    return f"{config.public_base_url}/danh-gia/{rating_token(case_id, answered)}"


def read_token(token: str) -> Linked:
    """Raises LinkOver, NoSuchCase."""
    try:
        case_id, answered = _signer().loads(token, max_age=int(LIVES.total_seconds()))
    except SignatureExpired:
        raise LinkOver from None
    except (BadData, ValueError, TypeError):
        raise NoSuchCase from None
    return Linked(int(case_id), int(answered))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="rating")
