"""Named facts, and how each channel says them. A fact is a sentence for the person in front of it, never a trace."""

import uuid

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.http import HTTP_STATUS_CODES

from feedback_service import georeport
from feedback_service.database import is_down
from feedback_service.pack.current import NoPackLoaded, this_pack
from feedback_service.spool import SpoolFull
from feedback_service.turns import TooLong


class Fact(Exception):
    """Something is so, and therefore what was asked is not done. `said` is what the user reads."""

    status = 409
    said: LazyString | str = _l("Việc này không làm được lúc này.")

    def __init__(self, said: LazyString | str | None = None) -> None:
        if said is not None:
            self.said = said
        super().__init__(str(type(self).__name__))


class ChangeNotAllowed(Fact):
    said = _l(
        "Hồ sơ đang ở bước khác nên không làm được việc này. Xin tải lại trang để xem tình trạng mới nhất."
    )


class ChangedMeanwhile(Fact):
    said = _l("Có người vừa sửa hồ sơ này. Phần ông/bà viết vẫn còn ở đây; xin xem lại rồi lưu.")


class ReasonMissing(Fact):
    status = 422
    said = _l("Xin ghi lý do.")


class AnswerMissing(Fact):
    status = 422
    said = _l("Chưa có nội dung trả lời.")


class TextMissing(Fact):
    status = 422
    said = _l("Xin viết nội dung.")


class SecondPersonNeeded(Fact):
    status = 403
    said = _l("Người viết không tự duyệt. Xin nhờ người thứ hai.")


class NotYours(Fact):
    status = 403
    said = _l("Ông/bà không có quyền làm việc này.")


class NoSuchCase(Fact):
    status = 404
    said = _l("Không tìm thấy hồ sơ.")


class NoSuchUnit(Fact):
    status = 422
    said = _l("Không có đơn vị này trong danh mục.")


class NoSuchPlace(Fact):
    status = 422
    said = _l("Không có địa bàn này trong danh mục.")


class OtherCaseMissing(Fact):
    status = 422
    said = _l("Không tìm thấy hồ sơ mang mã này trong số hồ sơ ông/bà được xem.")


class AlreadyTogether(Fact):
    said = _l("Hai hồ sơ này đã được gộp với nhau, hoặc một hồ sơ đã gộp vào nơi khác. Xin tải lại trang.")


class SealedAlone(Fact):
    said = _l("Việc bảo mật chỉ gộp được với việc bảo mật.")


class NotTheirWords(Fact):
    status = 422
    said = _l("Đoạn này không có trong tin của bà con. Xin chép nguyên văn từ tin.")


class NamesTheSender(Fact):
    status = 422
    said = _l(
        "Câu trả lời này còn gửi cho những người cùng báo, mà có tên hoặc số của một người gửi. Xin bỏ ra rồi gửi lại."
    )


class NeverPublished(Fact):
    said = _l("Loại việc này không bao giờ được công khai từng hồ sơ.")


class PersonalDataFound(Fact):
    """`places` says for each finding what it is, the words and the field they stand in."""

    status = 422

    def __init__(self, places: tuple[tuple[str, str, str], ...]) -> None:
        self.places = places
        words = ", ".join(f"“{found}”" for _, found, _ in places)
        super().__init__(_l("Còn thông tin cá nhân: %(words)s. Xin bỏ ra rồi duyệt lại.", words=words))


def register_errors(app: Flask) -> None:
    app.register_error_handler(Fact, _fact)
    app.register_error_handler(StaleDataError, lambda _: _fact(ChangedMeanwhile()))
    for unreachable in (OperationalError, PoolTimeout, NoPackLoaded, TooLong, SpoolFull):
        app.register_error_handler(unreachable, _database_down)
    app.register_error_handler(DBAPIError, _database_refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, said: LazyString | str = "", incident: str = "") -> Response:
    """An error page; machines get the bare status, since Twilio would read a text aloud to the citizen."""
    if request.path.startswith("/webhooks/"):
        return Response(status=status, content_type="text/xml")
    if request.path.startswith("/open311/"):
        return _georeport(status, said)
    bare = status in (500, 503) or not _pack_at_hand()
    words = render_template("errors/error.html", status=status, said=said, incident=incident, bare=bare)
    response = make_response(words, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _georeport(status: int, said: LazyString | str) -> Response:
    form = georeport.form_of(request.path)
    words = str(said) or HTTP_STATUS_CODES.get(status, "Error")
    response = Response(georeport.errors(status, words, form), status, content_type=georeport.TYPES[form])
    response.headers["Access-Control-Allow-Origin"] = "*"  # else a program in a browser cannot read why
    response.headers["Cache-Control"] = "no-store"
    return response


def _pack_at_hand() -> bool:
    """An error page must not fail in its turn, on a database that is away or still empty."""
    try:
        this_pack()
    except (SQLAlchemyError, NoPackLoaded, TooLong):
        return False
    return True


def _fact(fact: Fact) -> Response:
    return page(fact.status, fact.said)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    response = page(error.code or 500)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _database_down(error: Exception) -> Response:
    current_app.logger.error("database_unreachable", extra={"error": type(error).__name__})
    response = page(503)
    response.headers["Retry-After"] = "30"
    return response


def _database_refused(error: DBAPIError) -> Response:
    if is_down(error):
        return _database_down(error)
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    incident = uuid.uuid4().hex[:8]
    current_app.logger.exception("unexpected_error", extra={"incident": incident})
    return page(InternalServerError.code or 500, incident=incident)
