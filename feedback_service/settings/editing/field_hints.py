"""What stands under a box; named as in field_names."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELD_HINTS: Mapping[str, LazyString] = {
    "papers": _l("Mỗi dòng một thứ: tiếng Việt | tiếng Anh."),
    "procedures.days": _l("Để 0: chưa ghi, trang hỏi đáp không nói."),
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
    "first_day": _l("1: theo tháng dương lịch. 15: từ ngày 15 tháng trước đến ngày 14 (NĐ 09/2019/NĐ-CP)."),
    "entered": _l("Mỗi dòng: mã | tên gọi."),
    "reports.remind_days": _l("Mỗi dòng một số ngày."),
    "signing": _l("Mỗi dòng: thay mặt ai | chức vụ."),
    "slots": _l("Mỗi dòng một giờ: 05:30."),
    "languages": _l("Mỗi dòng: mã | tên. Dòng đầu là tiếng của bản chữ. Ê Đê: rad | Ê Đê."),
    "radio.opening": _l(
        "Viết như đọc, không chữ số. Ô tự điền: {dai}, {chuyen_muc}, {xa}, {so}, {ngay}, {ky}."
    ),
    "how_to_write": _l("Ô tự điền: {duong_day_nong}, {so_nhan_tin}. Mỗi số đọc hai lần."),
    "radio.closing": _l("Ô tự điền: {gio_phat} là các giờ phát lại."),
    "latitude": _l("Hai số lẻ là đủ, ví dụ 12,80. Để trống: địa bàn không lên bản đồ."),
    "map_tiles": _l("Dạng https://…/{z}/{x}/{y}.png. Để trống: không có bản đồ, chỉ có danh sách."),
    "map_attribution": _l("Nguồn bản đồ yêu cầu ghi thế nào thì ghi đúng như vậy."),
    "href": _l("Bắt đầu bằng /, https:, tel:, sms: hay mailto:."),
}
