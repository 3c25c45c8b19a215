"""The names of fields and of their values, for boxes, lists and differences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.vocabulary import Channel, Clock, Counting, PersonAsks, Visibility

_NAMES: Mapping[str, LazyString] = {
    "code": _l("Mã"),
    "name": _l("Tên"),
    "number": _l("Số thứ tự"),
    "emergency.number": _l("Số gọi"),
    "short": _l("Tên gọn"),
    "subjects": _l("Lo việc gì"),
    "head_title": _l("Chức danh người đứng đầu"),
    "parent": _l("Thuộc"),
    "outside": _l("Ở ngoài xã"),
    "phone": _l("Điện thoại"),
    "email": _l("Thư điện tử"),
    "unverified": _l("Chưa kiểm chứng"),
    "retired": _l("Thôi dùng"),
    "successor": _l("Đơn vị thay"),
    "unit": _l("Đơn vị chính"),
    "supports": _l("Đơn vị phối hợp"),
    "keywords": _l("Từ khóa"),
    "cues": _l("Từ nhận ra"),
    "any_of": _l("Cụm từ"),
    "all_of": _l("Phải có cả"),
    "numbers": _l("Số khẩn cấp"),
    "kind": _l("Loại việc"),
    "areas.kind": _l("Là đường hay địa điểm"),
    "sensitive": _l("Giữ kín"),
    "legal_basis": _l("Căn cứ pháp luật"),
    "visibility": _l("Công khai"),
    "unit_when": _l("Chỉ khi có dấu hiệu"),
    "kinds.unit": _l("Về thẳng đơn vị"),
    "guidance": _l("Hướng dẫn bà con"),
    "publication": _l("Công khai những gì"),
    "formal": _l("Phải thụ lý bằng văn bản"),
    "signed": _l("Phải có đơn ký tên"),
    "steps": _l("Các bước xử lý"),
    "clock": _l("Đồng hồ"),
    "amount": _l("Bao nhiêu"),
    "counting": _l("Tính theo"),
    "article": _l("Căn cứ"),
    "valid_from": _l("Hiệu lực từ"),
    "valid_until": _l("Hiệu lực đến"),
    "extend": _l("Được gia hạn"),
    "times": _l("Số lần"),
    "remote": _l("Vùng sâu, vùng xa"),
    "former": _l("Là xã cũ"),
    "aliases": _l("Cách gọi khác"),
    "ambiguous": _l("Trùng tên, phải hỏi lại"),
    "within": _l("Nằm trong các xã cũ"),
    "households": _l("Số hộ"),
    "value": _l("Số, địa chỉ"),
    "href": _l("Đường dẫn"),
    "hours": _l("Giờ"),
    "note": _l("Ghi chú"),
    "intake": _l("Vào sổ là kênh"),
    "lead": _l("Chủ trì"),
    "cadence": _l("Định kỳ"),
    "day": _l("Một ngày"),
    "from": _l("Hoặc từ ngày"),
    "to": _l("Đến ngày"),
    "source": _l("Căn cứ"),
    "weekdays": _l("Các thứ trong tuần"),
    "opens": _l("Mở cửa"),
    "closes": _l("Đóng cửa"),
    "after_hours_next_day": _l("Việc đến sau giờ làm thì tính nhận vào ngày làm việc sau"),
    "authority": _l("Cơ quan"),
    "brand": _l("Tên trang"),
    "province": _l("Tỉnh"),
    "address": _l("Địa chỉ"),
    "code_prefix": _l("Đầu mã hồ sơ"),
    "sms_name": _l("Tên trong tin nhắn, không dấu"),
    "time_zone": _l("Múi giờ"),
    "hotline": _l("Đường dây nóng"),
    "sms_number": _l("Số nhắn tin"),
    "website": _l("Trang thông tin"),
    "triage_unit": _l("Đơn vị phân loại"),
    "sealed_unit": _l("Đơn vị giữ việc kín"),
    "publishing_unit": _l("Đơn vị biên tập"),
    "office_unit": _l("Văn phòng, nơi nhắc việc trễ"),
    "sms_price": _l("Giá một tin nhắn, đồng"),
    "small_hamlet": _l("Thôn nhỏ hơn bao nhiêu hộ thì giữ kín hơn"),
    "triage_threshold": _l("Ngưỡng tự động"),
    "years": _l("Giữ mấy năm"),
    "forever": _l("Giữ mãi"),
    "asks": _l("Người dân yêu cầu"),
    "respond": _l("Báo đã nhận trong, ngày làm việc"),
    "days": _l("Xong trong, ngày"),
    "text": _l("Nội dung"),
    "body": _l("Nội dung"),
    "topics": _l("Lĩnh vực"),
    "topic": _l("Lĩnh vực"),
    "kinds": _l("Loại việc"),
    "title": _l("Tiêu đề"),
    "phrases": _l("Cụm từ"),
    "weight": _l("Trọng số"),
    "without": _l("Trừ khi có"),
    "flag": _l("Cờ"),
    "seals": _l("Niêm kín"),
    "full": _l("Viết đủ"),
    "stiff": _l("Cách nói cứng"),
    "plain": _l("Nói dễ hiểu"),
}
_HINTS: Mapping[str, LazyString] = {
    "code": _l("Chữ không dấu, số và dấu gạch nối. Đặt rồi không đổi được."),
    "unverified": _l("Xã chưa xác nhận; trang công khai sẽ nói rõ."),
    "deadlines.kind": _l("Để trống: mọi loại không có quy tắc riêng."),
    "valid_from": _l("Từ hôm nay trở đi. Quy tắc đang dùng tự hết hiệu lực ngày hôm trước."),
    "valid_until": _l("Để trống: chưa biết ngày hết."),
    "aliases": _l("Mỗi dòng một cách gọi."),
    "units.retired": _l("Đơn vị không xóa được khi còn hồ sơ. Thôi dùng thì chọn đơn vị thay ở dưới."),
    "successor": _l(
        "Lĩnh vực và việc của đơn vị này chuyển sang đó. Hồ sơ đang mở thì chuyển trong hàng đợi."
    ),
    "answers.text": _l("Ô tự điền: {ten_don_vi}, {ngay_hen}, {linh_vuc}… Ô cán bộ điền: {ngày làm xong}."),
    "topics": _l("Không chọn gì: hợp với mọi hồ sơ."),
    "steps": _l("Mỗi dòng một bước: tiếng Việt | tiếng Anh."),
    "after_hours_next_day": _l(
        "Bỏ dấu: đến lúc nào trong ngày cũng tính nhận ngày ấy. Hạn đã hẹn không đổi."
    ),
    "href": _l("Bắt đầu bằng /, https:, tel:, sms: hay mailto:."),
}
_VALUES: Mapping[str, LazyString] = {
    **{
        Visibility.LISTED.value: _l("công khai được"),
        Visibility.COUNTED.value: _l("chỉ đếm"),
        Visibility.SEALED.value: _l("giữ kín"),
    },
    **{
        Clock.TRIAGE.value: _l("phân loại"),
        Clock.ACKNOWLEDGE.value: _l("báo đã nhận, thụ lý"),
        Clock.ANSWER.value: _l("trả lời bà con"),
        Clock.DECISION.value: _l("ra quyết định, kết luận"),
        Clock.SEND_DECISION.value: _l("gửi quyết định"),
    },
    **{
        Counting.WORKING.value: _l("ngày làm việc"),
        Counting.CALENDAR.value: _l("ngày"),
        Counting.HOURS.value: _l("giờ"),
        Counting.AT_ONCE.value: _l("ngay"),
    },
    **{
        Channel.WEB.value: _l("trang web"),
        Channel.SMS.value: _l("tin nhắn"),
        Channel.HOTLINE.value: _l("đường dây nóng"),
        Channel.COUNTER.value: _l("tại quầy"),
        Channel.LETTER.value: _l("thư"),
        Channel.OPEN311.value: _l("hệ thống khác"),
    },
    **{
        PersonAsks.SEE.value: _l("xem"),
        PersonAsks.CORRECT.value: _l("sửa"),
        PersonAsks.EXPORT.value: _l("lấy bản sao"),
        PersonAsks.ERASE.value: _l("xóa"),
    },
    "road": _l("đường"),
    "landmark": _l("địa điểm"),
}
WEEKDAYS = (
    _l("Thứ Hai"),
    _l("Thứ Ba"),
    _l("Thứ Tư"),
    _l("Thứ Năm"),
    _l("Thứ Sáu"),
    _l("Thứ Bảy"),
    _l("Chủ nhật"),
)


def name_of(section: str, field: str) -> LazyString | str:
    """The field's own name in its section, else the one that it has everywhere, else as files write it."""
    return _NAMES.get(f"{section}.{field}") or _NAMES.get(field) or field


def hint_of(section: str, field: str) -> LazyString | str:
    return _HINTS.get(f"{section}.{field}") or _HINTS.get(field) or ""


def value_word(value: object) -> LazyString | str:
    """A word of the vocabulary as people call it."""
    return _VALUES.get(str(value)) or str(value)
