"""What may be so with a bulletin, said to the person in front of it."""

from flask_babel import lazy_gettext as _l

from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed, Fact


class NoSuchBulletin(Fact):
    status = 404
    said = _l("Không tìm thấy bản tin.")


class NotFitToHear(Fact):
    status = 422
    said = _l("Bản tin còn chỗ chưa đọc lên được. Xin sửa những chỗ báo lỗi rồi làm lại.")


class PeriodWrong(Fact):
    status = 422
    said = _l("Ngày đầu kỳ phải trước ngày cuối kỳ, không quá hôm nay, và một kỳ dài nhất ba tháng.")


class SoundRefused(Fact):
    status = 422
    said = _l("Tệp này không phải âm thanh đọc được. Xin chọn tệp MP3, WAV, OGG hoặc M4A, nhiều nhất 50 MB.")


class NoSpeakingMachine(Fact):
    status = 409
    said = _l("Máy chủ này chưa cài chương trình đọc chữ (espeak-ng). Xin thu âm rồi tải lên.")


class HourWrong(Fact):
    status = 422
    said = _l("Xin ghi ngày giờ đã phát, không sau lúc này.")


def other_step() -> ChangeNotAllowed:
    return ChangeNotAllowed(_l("Bản tin đang ở bước khác nên không làm được việc này. Xin tải lại trang."))


def changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _l("Có người vừa sửa bản tin này. Lời ông/bà viết vẫn còn ở đây; xin xem lại rồi lưu.")
    )
