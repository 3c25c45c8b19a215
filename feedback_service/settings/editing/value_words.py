"""Words of the vocabulary as people call them."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.reporting.indices.measures import MEANINGS
from feedback_service.vocabulary import (
    Channel,
    Clock,
    Counting,
    Every,
    MediumForm,
    PersonAsks,
    PostShape,
    Visibility,
)

VALUE_WORDS: Mapping[str, LazyString] = {
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
        MediumForm.RADIO.value: _l("bản tin loa"),
        MediumForm.POSTS.value: _l("bài đăng"),
        MediumForm.LEAFLET.value: _l("tờ rơi"),
        MediumForm.BANNER.value: _l("băng rôn"),
        Every.WEEK.value: _l("mỗi tuần"),
        Every.MONTH.value: _l("mỗi tháng"),
        Every.QUARTER.value: _l("mỗi quý"),
        Every.YEAR.value: _l("mỗi năm"),
        PostShape.ARTICLE.value: _l("bài viết"),
        PostShape.SHORT.value: _l("bài ngắn"),
        PostShape.PAGE.value: _l("bài trên trang thông tin"),
    },
    **{measure.value: meaning.name for measure, meaning in MEANINGS.items()},
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
