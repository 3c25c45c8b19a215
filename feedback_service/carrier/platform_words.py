"""What the platforms' error codes mean for whoever posts: a sentence, and what to do. Data, no logic.

Sources: https://developers.zalo.me/docs/official-account/phu-luc/ma-loi,
https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from feedback_service.carrier.error_words import Explained

_NOTHING = _l("Không cần làm gì: hệ thống thử lại.")
_LOOKS = _l("Không cần làm gì: hệ thống tự xem bài đã lên chưa rồi mới đăng lại.")
_CONNECT = _l("Nhờ quản trị mở Cài đặt, Mạng xã hội, rồi kết nối lại.")
_SETTINGS = _l("Nhờ quản trị xem lại mã ứng dụng trong cài đặt.")
_TEXT = _l("Sửa lời hoặc ảnh của bài, rồi nhờ người thứ hai duyệt lại.")
_SEE = _l("Mở trang của xã xem bài đã lên chưa. Nếu chưa, bấm Đăng lại; nếu rồi, ghi là đã đăng tay.")
_OA = _l("Vào trang quản lý Zalo OA để xem OA đã xác thực, còn hạn gói dịch vụ chưa.")

_GENERAL: Mapping[str, Explained] = {
    "not_reached": Explained(_l("Không nối được tới trang mạng."), _NOTHING),
    "http_429": Explained(_l("Trang mạng bảo gửi chậm lại."), _NOTHING),
    "http_503": Explained(_l("Trang mạng đang quá tải."), _NOTHING),
    "http_500": Explained(_l("Trang mạng báo lỗi của họ, chưa rõ bài đã lên chưa."), _LOOKS),
    "http_502": Explained(_l("Trang mạng báo lỗi của họ, chưa rõ bài đã lên chưa."), _LOOKS),
    "ReadTimeout": Explained(_l("Trang mạng không trả lời kịp, chưa rõ bài đã lên chưa."), _LOOKS),
    "ConnectionError": Explained(_l("Đứt đường nối, chưa rõ bài đã lên chưa."), _LOOKS),
    "no_end": Explained(_l("Mất dấu giữa chừng, chưa rõ bài đã lên chưa."), _LOOKS),
    "no_token": Explained(_l("Chưa có quyền vào trang mạng."), _CONNECT),
    "no_platform": Explained(_l("Máy này không còn được cài đặt để đăng lên đó."), _SETTINGS),
    "slow": Explained(
        _l("Trang mạng đã nhận bài nhưng xét duyệt quá lâu."),
        _l(
            "Mở trang của xã xem bài đã lên chưa. Nếu rồi, ghi là đã đăng tay; nếu chưa, hệ thống vẫn xem tiếp."
        ),
    ),
    "unclear": Explained(_l("Không biết bài đã đi chưa, và không hỏi lại được."), _SEE),
    "changed": Explained(_l("Lời của bài khác với lời đã duyệt, nên không đăng."), _TEXT),
    "withdrawn": Explained(
        _l("Kết quả đã bị gỡ hoặc đính chính trước khi bài lên."), _l("Đọc lại bản nháp, hoặc soạn bài mới.")
    ),
    "picture": Explained(_l("Ảnh của bài không còn công khai, nên chưa đăng."), _TEXT),
    "taken_down": Explained(
        _l("Kết quả không còn công khai, nên bài cũng được gỡ."), _l("Không cần làm gì: hệ thống gỡ bài.")
    ),
    "take_down_by_hand": Explained(
        _l("Kết quả không còn công khai hoặc bài đã bị gỡ, mà bài này đăng tay."),
        _l("Xin gỡ bài ở trang đó, rồi bấm Tôi đã gỡ bài."),
    ),
    "changed_on_site": Explained(
        _l("Kết quả đã được đính chính, bài trên trang mạng còn lời cũ."),
        _l("Hệ thống tự sửa bài. Bài đăng tay: xin dán lời mới, rồi bấm Tôi đã sửa bài."),
    ),
    "kept_trying": Explained(_l("Đã thử nhiều lần không được."), _SEE),
    "refresh": Explained(_l("Không gia hạn được quyền vào trang mạng."), _CONNECT),
    "refresh_soon": Explained(_l("Quyền vào trang mạng sắp hết hạn, còn dưới 14 ngày."), _CONNECT),
}
_ZALO: Mapping[str, Explained] = {
    "-32": Explained(_l("Zalo bảo gửi chậm lại."), _NOTHING),
    "-100": Explained(_l("Zalo báo lỗi không rõ."), _NOTHING),
    "-201": Explained(_l("Zalo không nhận bài như đã soạn."), _TEXT),
    "-204": Explained(_l("OA đang bị khóa."), _OA),
    "-205": Explained(_l("Không có OA này."), _SETTINGS),
    "-207": Explained(_l("Ứng dụng Zalo không đúng."), _SETTINGS),
    "-209": Explained(_l("Ứng dụng chưa được phép đăng bài."), _CONNECT),
    "-211": Explained(_l("Đã hết số lần gửi của gói."), _OA),
    "-216": Explained(_l("Quyền vào Zalo đã hết hạn."), _CONNECT),
    "-221": Explained(_l("OA chưa được xác thực."), _OA),
    "-224": Explained(_l("Gói dịch vụ của OA không có việc này."), _OA),
    "-240": Explained(_l("Zalo đã bỏ cách gửi này."), _l("Báo cho người làm phần mềm.")),
    "-14002": Explained(_l("Mã ứng dụng hoặc mã bí mật sai."), _SETTINGS),
    "-14020": Explained(_l("Mã gia hạn đã dùng rồi, Zalo không nhận nữa."), _CONNECT),
}
_FACEBOOK: Mapping[str, Explained] = {
    "1": Explained(_l("Facebook báo lỗi không rõ."), _LOOKS),
    "2": Explained(_l("Facebook tạm thời không làm được."), _LOOKS),
    "4": Explained(_l("Đã gọi Facebook quá nhiều, phải chờ."), _NOTHING),
    "10": Explained(_l("Ứng dụng chưa được phép đăng lên trang."), _CONNECT),
    "17": Explained(_l("Đã gọi Facebook quá nhiều, phải chờ."), _NOTHING),
    "32": Explained(_l("Trang đã gọi Facebook quá nhiều, phải chờ."), _NOTHING),
    "100": Explained(_l("Facebook không nhận bài như đã soạn."), _TEXT),
    "100:33": Explained(_l("Facebook không còn bài này."), _l("Không cần làm gì.")),
    "102": Explained(_l("Phiên vào Facebook đã hết."), _CONNECT),
    "190": Explained(_l("Mã vào trang Facebook hết hạn hoặc bị thu hồi."), _CONNECT),
    "200": Explained(_l("Mã vào trang không có quyền đăng bài."), _CONNECT),
    "341": Explained(_l("Trang đã đến giới hạn đăng bài, phải chờ."), _NOTHING),
    "368": Explained(_l("Facebook chặn vì cho là trái quy định của họ."), _TEXT),
    "506": Explained(_l("Facebook nói bài này đã có."), _LOOKS),
    "feed_too_long": Explained(_l("Trang có quá nhiều bài mới nên chưa tìm hết."), _SEE),
    "1609005": Explained(
        _l("Facebook không mở được đường dẫn trong bài."),
        _l("Xem trang công khai có mở được từ ngoài không."),
    ),
}
_TABLES: Mapping[str, Mapping[str, Explained]] = {"zalo": _ZALO, "facebook": _FACEBOOK}


def explain_platform(provider: str, code: str) -> Explained:
    """A code that nobody knows is said to be one."""
    found = _TABLES.get(provider, {}).get(code) or _GENERAL.get(code)
    return found or Explained(_l("Lỗi chưa có trong bảng."), _l("Tra mã này ở trang của nhà cung cấp."))
