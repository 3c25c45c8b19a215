"""Each raw count: what it is called, what it counts, and how it is read from the figures. Nothing is scored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.reporting.figures import Counted, Figures
from feedback_service.vocabulary import Channel, Kind, Measure

_DIGITAL = (Channel.WEB, Channel.SMS, Channel.OPEN311)
_SUGGESTIONS = (Kind.GOP_Y, Kind.PHAN_ANH, Kind.KIEN_NGHI, Kind.QUY_DINH_HC)


@dataclass(frozen=True, slots=True)
class Calls:
    """Of those drawn by lot in the period: how many, and how many were reached and answered."""

    drawn: int = 0
    reached: int = 0


Count = Callable[[Figures, Calls], int | None]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`definition`: by which day a case counts, and what is left out."""

    name: LazyString
    definition: LazyString
    count: Count


def _total(read: Callable[[Counted], int | None]) -> Count:
    return lambda figures, calls: read(figures.total)


def _level(level: int) -> Count:
    return lambda figures, calls: figures.total.ratings[4 - level]


def _received(groups: Mapping[str, Counted], names: Iterable[str]) -> int:
    return sum(groups[name].received for name in map(str, names) if name in groups)


def _digital(figures: Figures, calls: Calls) -> int:
    return _received(figures.channels, _DIGITAL)


MEANINGS: Mapping[Measure, Meaning] = {
    Measure.CARRIED: Meaning(
        _l("Kỳ trước chuyển sang"),
        _l("Việc nhận trước ngày đầu kỳ, đến ngày ấy chưa kết thúc."),
        _total(lambda total: total.carried),
    ),
    Measure.RECEIVED: Meaning(
        _l("Tiếp nhận"),
        _l("Việc có ngày tiếp nhận trong kỳ. Không tính tin rác và việc bảo mật."),
        _total(lambda total: total.received),
    ),
    Measure.ANSWERED: Meaning(
        _l("Đã trả lời"),
        _l("Việc được trả lời trong kỳ, kể cả việc nhận từ kỳ trước."),
        _total(lambda total: total.answered),
    ),
    Measure.ON_TIME: Meaning(
        _l("Trả lời đúng hạn"),
        _l("Trong số đã trả lời: giữ đúng ngày hẹn với người gửi."),
        _total(lambda total: total.on_time),
    ),
    Measure.LATE: Meaning(
        _l("Trả lời quá hạn"),
        _l("Trong số đã trả lời: đã có lúc quá ngày hẹn, dù sau đó gia hạn hay mở lại."),
        _total(lambda total: total.late),
    ),
    Measure.PASSED_ON: Meaning(
        _l("Chuyển cơ quan khác"),
        _l("Việc ngoài thẩm quyền xã, chuyển đi trong kỳ và báo người gửi."),
        _total(lambda total: total.passed_on),
    ),
    Measure.NOT_ACCEPTED: Meaning(
        _l("Không thụ lý"),
        _l("Việc xã không thụ lý trong kỳ, có nêu lý do cho người gửi."),
        _total(lambda total: total.not_accepted),
    ),
    Measure.REOPENED: Meaning(
        _l("Mở lại"),
        _l("Việc đã trả lời mà người gửi báo chưa xong, mở lại trong kỳ. Mỗi việc tính lần mở lại cuối."),
        _total(lambda total: total.reopened),
    ),
    Measure.PUBLISHED: Meaning(
        _l("Đã công khai"),
        _l("Việc trả lời hoặc chuyển đi trong kỳ, kết quả đang đăng công khai."),
        _total(lambda total: total.published),
    ),
    Measure.RATED: Meaning(
        _l("Có mức hài lòng"),
        _l("Việc mà người gửi chấm mức hài lòng trong kỳ. Mỗi việc tính lần chấm cuối."),
        _total(lambda total: sum(total.ratings)),
    ),
    Measure.VERY_SATISFIED: Meaning(
        _l("Rất hài lòng"), _l("Mức 4 trong 4 mức, lần chấm cuối của mỗi việc."), _level(4)
    ),
    Measure.SATISFIED: Meaning(
        _l("Hài lòng"), _l("Mức 3 trong 4 mức, lần chấm cuối của mỗi việc."), _level(3)
    ),
    Measure.DISSATISFIED: Meaning(
        _l("Chưa hài lòng"), _l("Mức 2 trong 4 mức, lần chấm cuối của mỗi việc."), _level(2)
    ),
    Measure.VERY_DISSATISFIED: Meaning(
        _l("Rất không hài lòng"), _l("Mức 1 trong 4 mức, lần chấm cuối của mỗi việc."), _level(1)
    ),
    Measure.SOLVED: Meaning(
        _l("Người gửi báo đã xong"),
        _l("Lời cuối của người gửi trong kỳ là việc đã xong. Người không nói thì không tính."),
        _total(lambda total: total.solved),
    ),
    Measure.NOT_SOLVED: Meaning(
        _l("Người gửi báo chưa xong"),
        _l("Lời cuối của người gửi trong kỳ là việc chưa xong."),
        _total(lambda total: total.not_solved),
    ),
    Measure.MEDIAN_DAYS: Meaning(
        _l("Số ngày làm việc, trung vị"),
        _l("Một nửa số việc trả lời trong kỳ mất chừng ấy ngày làm việc hoặc ít hơn."),
        _total(lambda total: total.median_days()),
    ),
    Measure.DIGITAL: Meaning(
        _l("Gửi qua kênh số"),
        _l("Việc tiếp nhận trong kỳ qua trang web, tin nhắn hoặc hệ thống kết nối (Open311)."),
        _digital,
    ),
    Measure.NOT_DIGITAL: Meaning(
        _l("Gửi qua kênh khác"),
        _l("Việc tiếp nhận trong kỳ qua điện thoại, tại quầy hoặc bằng thư."),
        lambda figures, calls: figures.total.received - _digital(figures, calls),
    ),
    Measure.SUGGESTIONS: Meaning(
        _l("Góp ý, phản ánh, kiến nghị"),
        _l("Việc tiếp nhận trong kỳ thuộc các loại này, kể cả phản ánh về quy định hành chính."),
        lambda figures, calls: _received(figures.kinds, _SUGGESTIONS),
    ),
    Measure.COMPLAINTS: Meaning(
        _l("Khiếu nại"),
        _l("Đơn khiếu nại tiếp nhận trong kỳ."),
        lambda figures, calls: _received(figures.kinds, (Kind.KHIEU_NAI,)),
    ),
    Measure.CALLED: Meaning(
        _l("Rút thăm để gọi hỏi"),
        _l("Việc được máy rút thăm trong kỳ để gọi điện hỏi người gửi."),
        lambda figures, calls: calls.drawn,
    ),
    Measure.REACHED: Meaning(
        _l("Gọi hỏi được"),
        _l("Trong số rút thăm trong kỳ: người gửi đã trả lời qua điện thoại."),
        lambda figures, calls: calls.reached,
    ),
}
