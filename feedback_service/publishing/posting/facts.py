"""What can stand in the way of a post, by name."""

from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact
from feedback_service.publishing.posting.limits import Fault


class NoSuchPost(Fact):
    status = 404
    said = _l("Không có bài này.")


class AddressMissing(Fact):
    status = 422
    said = _l("Bài phải có đường dẫn tới trang kết quả của xã, đúng như máy đã ghi.")


class NothingToTell(Fact):
    status = 422
    said = _l("Những ngày này chưa có kết quả nào được công khai.")


class NotPublished(Fact):
    said = _l("Kết quả này không (hoặc không còn) công khai, nên không đăng được.")


class PictureGone(Fact):
    said = _l("Ảnh đã chọn không (hoặc không còn) công khai. Xin chọn ảnh khác.")


class LinkMissing(Fact):
    status = 422
    said = _l("Xin dán đường dẫn của bài đã đăng, bắt đầu bằng https://.")


class NotConfirmed(Fact):
    status = 422
    said = _l("Xin đánh dấu đồng ý: gửi rồi thì không lấy lại được.")


class TooLongForPlatform(Fact):
    status = 422
    said = _l("Bài chưa đủ hoặc dài quá mức nơi đăng nhận.")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__()
