"""The figures by name: what each is called and how it is counted. Page, CSV and JSON have these, in this order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from flask_babel import gettext as _

from feedback_service.reporting.figures.counted import (
    FEWEST_ANSWERED,
    FEWEST_RATINGS,
    Counted,
    content_of_100,
    on_time_of_100,
)

Figure = int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`key`: its name in JSON. `now`: it is about today, and known only of the whole and of units."""

    key: str
    words: str
    definition: str
    of: Callable[[Counted], Figure]
    now: bool = False


def columns() -> list[Column]:
    """What is late stands before what is in time."""
    return [*_flow(), *_kept(), *_waiting(), *_other_ends(), *_said()]


def _flow() -> list[Column]:
    return [
        Column(
            "received",
            _("Nhận"),
            _(
                "Việc nhận trong kỳ, theo ngày được tính là ngày nhận. Mỗi việc một lần, kể cả việc sau"
                " đó được gộp, rút lại hay không thụ lý. Tin rác không tính."
            ),
            attrgetter("received"),
        ),
        Column(
            "carried",
            _("Kỳ trước chuyển sang"),
            _("Việc nhận trước kỳ, đến đầu kỳ chưa kết thúc."),
            attrgetter("carried"),
        ),
        Column(
            "answered",
            _("Đã trả lời"),
            _("Việc có câu trả lời đã duyệt và gửi trong kỳ, nhận trong kỳ hay trước đó."),
            attrgetter("answered"),
        ),
    ]


def _kept() -> list[Column]:
    return [
        Column(
            "late",
            _("Trả lời trễ hẹn"),
            _(
                "Trong số đã trả lời: việc đã lỡ ngày hẹn với bà con ít nhất một lần. Gia hạn sau khi "
                "đã trễ không xóa được trễ."
            ),
            attrgetter("late"),
        ),
        Column(
            "on_time",
            _("Trả lời đúng hẹn"),
            _("Trong số đã trả lời: việc giữ được ngày hẹn."),
            attrgetter("on_time"),
        ),
        Column(
            "on_time_of_100",
            _("Đúng hẹn trong 100"),
            _(
                "Việc trả lời đúng hẹn trên 100 việc đã trả lời, đã kết thúc khác mà trễ, hoặc còn chờ "
                "mà đã quá hẹn. Làm tròn xuống. Dưới %(few)d việc đã trả lời thì không nói tỷ lệ.",
                few=FEWEST_ANSWERED,
            ),
            on_time_of_100,
        ),
        Column(
            "median_days",
            _("Số ngày, một nửa"),
            _(
                "Một nửa số việc được trả lời trong chừng ấy ngày làm việc hoặc nhanh hơn. Đếm từ sau "
                "ngày nhận đến ngày trả lời, kể cả những ngày chờ bà con cho biết thêm."
            ),
            Counted.median_days,
        ),
        Column(
            "p90_days",
            _("Số ngày, 9 trong 10"),
            _("Chín trong mười việc được trả lời trong chừng ấy ngày làm việc hoặc nhanh hơn."),
            Counted.p90_days,
        ),
        Column(
            "reopened",
            _("Mở lại"),
            _(
                "Việc mà bà con báo chưa xong và được làm tiếp, theo ngày mở lại. Việc mở lại không còn"
                " tính là đã trả lời cho đến khi trả lời lại."
            ),
            attrgetter("reopened"),
        ),
    ]


def _waiting() -> list[Column]:
    return [
        Column(
            "left",
            _("Chưa xong cuối kỳ"),
            _("Kỳ trước chuyển sang cộng nhận, trừ đã trả lời và kết thúc khác."),
            attrgetter("left"),
        ),
        Column(
            "waiting_late",
            _("Đang chờ, đã quá hẹn"),
            _("Việc đến hôm nay chưa kết thúc và đã qua ngày hẹn, dù nhận từ kỳ nào."),
            attrgetter("waiting_late"),
            now=True,
        ),
        Column(
            "waiting",
            _("Đang chờ"),
            _(
                "Việc đến hôm nay chưa kết thúc, dù nhận từ kỳ nào. Việc gộp vào việc khác vẫn chờ cho "
                "đến khi có trả lời."
            ),
            attrgetter("waiting"),
            now=True,
        ),
        Column(
            "oldest",
            _("Việc chờ lâu nhất"),
            _("Ngày nhận của việc chờ lâu nhất."),
            attrgetter("oldest"),
            now=True,
        ),
    ]


def _other_ends() -> list[Column]:
    return [
        Column(
            "passed_on",
            _("Chuyển nơi khác"),
            _("Việc không thuộc xã, đã chuyển đến nơi có thẩm quyền."),
            attrgetter("passed_on"),
        ),
        Column(
            "not_accepted",
            _("Không thụ lý"),
            _("Việc không thụ lý, có nêu lý do."),
            attrgetter("not_accepted"),
        ),
        Column("withdrawn", _("Bà con rút lại"), _("Việc người gửi rút lại."), attrgetter("withdrawn")),
        Column(
            "ended_late",
            _("Kết thúc khác, trễ hẹn"),
            _("Trong số chuyển nơi khác, không thụ lý, rút lại: việc đã lỡ ngày hẹn."),
            attrgetter("ended_late"),
        ),
        Column(
            "published",
            _("Công khai"),
            _("Trong số kết thúc trong kỳ: việc có kết quả mà hôm nay ai cũng đọc được."),
            attrgetter("published"),
        ),
    ]


def _said() -> list[Column]:
    names = (_("Rất hài lòng"), _("Hài lòng"), _("Chưa hài lòng"), _("Rất không hài lòng"))
    said = _("Bà con đánh giá như vậy, theo ngày đánh giá; mỗi việc tính lần cuối.")
    return [
        *(Column(f"rating_{4 - place}", name, said, _level(place)) for place, name in enumerate(names)),
        Column(
            "content_of_100",
            _("Hài lòng trong 100"),
            _(
                "Người hài lòng và rất hài lòng trên 100 người đánh giá, làm tròn xuống. Dưới %(few)d "
                "người thì không nói tỷ lệ.",
                few=FEWEST_RATINGS,
            ),
            content_of_100,
        ),
        Column(
            "solved",
            _("Bà con nói đã xong"),
            _("Người gửi cho biết việc đã được giải quyết."),
            attrgetter("solved"),
        ),
        Column(
            "not_solved",
            _("Bà con nói chưa xong"),
            _("Người gửi cho biết việc chưa được giải quyết."),
            attrgetter("not_solved"),
        ),
    ]


def _level(place: int) -> Callable[[Counted], Figure]:
    return lambda one: one.ratings[place]
