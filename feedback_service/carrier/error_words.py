"""What the providers' error codes mean for whoever minds the gateways: a sentence, and what to do. Data, no logic.

Sources: https://www.twilio.com/docs/api/errors, https://docs.sms-gate.app/faq/errors/
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.carrier import smsgate_states, twilio_errors
from feedback_service.carrier.protocols import ErrorClass

_NOTHING = _l("Không cần làm gì.")
_HANDSET = _l("Không cần làm gì: hệ thống thử lại, rồi nhắc cán bộ gọi điện.")
_CALL = _l("Gọi điện cho bà con; hệ thống đã ghi vào danh sách gọi lại.")
_LOGIN = _l("Xem lại tên, mật khẩu, mã trong cài đặt, rồi khởi động lại.")
_ACCOUNT = _l("Vào trang quản lý tài khoản của nhà cung cấp để sửa.")
_SENDER = _l("Xem lại số gửi (TWILIO_FROM) trong cài đặt và ở nhà cung cấp.")
_NET = _l("Xem máy chủ có mạng không, địa chỉ cổng có đúng không.")
_PHONE = _l("Xem điện thoại làm cổng: SIM, sóng, tiền trong tài khoản, quyền gửi tin của ứng dụng.")


@dataclass(frozen=True, slots=True)
class Explained:
    """`remedy` is what an officer can do; an error that mends itself says so."""

    meaning: LazyString | str
    remedy: LazyString | str


# Whatever the provider.
_GENERAL: Mapping[str, Explained] = {
    "not_reached": Explained(_l("Không nối được tới cổng."), _NET),
    "moved_on": Explained(
        _l("Cổng này không nhận, tin đã đi bằng cổng khác."), _l("Xem lại cổng này nếu còn lặp lại.")
    ),
    "http_400": Explained(_l("Cổng không nhận tin như đã gửi."), _PHONE),
    "http_401": Explained(_l("Cổng từ chối tên hoặc mật khẩu."), _LOGIN),
    "http_403": Explained(_l("Tài khoản không có quyền gửi."), _LOGIN),
    "http_404": Explained(_l("Địa chỉ cổng hoặc tên tài khoản sai."), _LOGIN),
    "http_429": Explained(_l("Cổng bảo gửi chậm lại."), _NOTHING),
    "http_503": Explained(_l("Cổng đang quá tải."), _NOTHING),
    "unreadable": Explained(
        _l("Tin được khóa bằng chìa không còn trong cài đặt."), _l("Đặt lại CONTACT_KEYS cũ sau chìa mới.")
    ),
    "phone_failed": Explained(_l("Điện thoại làm cổng không gửi được."), _PHONE),
    "Timeout": Explained(_l("Cổng không trả lời kịp, chưa rõ tin đã đi chưa."), _NET),
    "ReadTimeout": Explained(_l("Cổng không trả lời kịp, chưa rõ tin đã đi chưa."), _NET),
    "ConnectionError": Explained(_l("Đứt đường nối tới cổng, chưa rõ tin đã đi chưa."), _NET),
}
_TWILIO: Mapping[str, Explained] = {
    "20003": Explained(_l("Sai mã tài khoản hoặc mã bí mật."), _LOGIN),
    "20404": Explained(_l("Không có tài khoản này ở nhà cung cấp."), _LOGIN),
    "20429": Explained(_l("Nhà cung cấp bảo gửi chậm lại."), _NOTHING),
    "21211": Explained(_l("Không phải số điện thoại."), _CALL),
    "21401": Explained(_l("Số gửi không đúng."), _SENDER),
    "21408": Explained(_l("Tài khoản chưa được phép nhắn tới nước này."), _ACCOUNT),
    "21601": Explained(_l("Số gửi không nhắn tin được."), _SENDER),
    "21603": Explained(_l("Thiếu số gửi."), _SENDER),
    "21606": Explained(_l("Số gửi không nhắn tin được."), _SENDER),
    "21610": Explained(
        _l("Bà con đã nhắn dừng ở nhà cung cấp."),
        _l("Không nhắn nữa; việc của họ vẫn trả lời bằng điện thoại."),
    ),
    "21611": Explained(_l("Hàng chờ của số gửi đã đầy."), _NOTHING),
    "21612": Explained(_l("Số gửi này không tới được thuê bao đó."), _l("Cổng khác gửi thay, nếu có.")),
    "21614": Explained(_l("Số cố định, không nhận tin nhắn."), _CALL),
    "21617": Explained(_l("Tin quá dài."), _l("Viết ngắn lại.")),
    "21659": Explained(_l("Số gửi không thuộc tài khoản này."), _SENDER),
    "30001": Explained(_l("Hàng chờ của nhà cung cấp đã đầy."), _NOTHING),
    "30002": Explained(_l("Tài khoản bị treo."), _ACCOUNT),
    "30003": Explained(_l("Máy của bà con tắt hoặc ngoài vùng sóng."), _HANDSET),
    "30004": Explained(_l("Tin bị chặn."), _l("Cổng khác gửi thay, nếu có; không thì gọi điện.")),
    "30005": Explained(_l("Số không có thật hoặc đã cắt."), _CALL),
    "30006": Explained(_l("Số cố định, hoặc mạng không nhận tin."), _CALL),
    "30007": Explained(
        _l("Nhà mạng lọc vì cho là tin rác."), _l("Xem lại lời của mẫu tin; cổng khác gửi thay, nếu có.")
    ),
    "30008": Explained(_l("Không tới nơi, nhà mạng không nói vì sao."), _HANDSET),
    "30034": Explained(_l("Số gửi chưa đăng ký với nhà mạng."), _ACCOUNT),
    "30036": Explained(_l("Quá lâu không giao được."), _HANDSET),
    "30042": Explained(_l("Tên người gửi không được nhà mạng cho phép."), _ACCOUNT),
}
_PHONES: Mapping[str, Explained] = {
    "RESULT_ERROR_LIMIT_EXCEEDED": Explained(
        _l("Điện thoại gửi quá nhiều tin một lúc."), _l("Không cần làm gì: tin được gửi dần.")
    ),
    "RESULT_ERROR_RADIO_OFF": Explained(_l("Điện thoại đang ở chế độ máy bay."), _PHONE),
    "RESULT_ERROR_NO_SERVICE": Explained(_l("Điện thoại mất sóng."), _PHONE),
    "RESULT_ERROR_FDN_CHECK_FAILURE": Explained(_l("SIM chỉ cho gọi một số máy."), _PHONE),
    "RESULT_NO_DEFAULT_SMS_APP": Explained(_l("Điện thoại chưa đặt ứng dụng nhắn tin."), _PHONE),
    "RESULT_INVALID_SMSC_ADDRESS": Explained(_l("SIM thiếu số trung tâm tin nhắn."), _PHONE),
}
_TABLES: Mapping[str, Mapping[str, Explained]] = {"twilio": _TWILIO, "smsgate": _PHONES}
_SETTINGS = frozenset({"http_401", "http_403", "http_404", "20003"})


def explain(provider: str, code: str) -> Explained:
    """A code that nobody knows is said to be one."""
    found = _TABLES.get(provider, {}).get(code) or _GENERAL.get(code)
    return found or Explained(_l("Lỗi chưa có trong bảng."), _l("Tra mã này ở trang của nhà cung cấp."))


def class_of(provider: str, code: str) -> ErrorClass:
    """What the code that is kept beside a message says of the gateway. Unknown ones may pass."""
    if code in _SETTINGS:
        return ErrorClass.CONFIGURATION
    table = {"twilio": twilio_errors.error_class, "smsgate": smsgate_states.error_class}.get(provider)
    return table(code) if table else ErrorClass.TEMPORARY
