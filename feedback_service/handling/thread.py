"""The conversation on the case page: the citizen's words, ours, what was sent by itself, and notes between officers.

Nothing that a machine sent is shown in its own words: a receipt holds the PIN, which is the citizen's alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from feedback_service.handling.delivery_words import Delivery, delivery_of
from feedback_service.notifying.templates import is_inside
from feedback_service.records import Message, Note, Notification
from feedback_service.vocabulary import Channel

MOST_SHOWN = 30  # of a longer conversation the newest; the rest is folded


@dataclass(frozen=True, slots=True)
class Speech:
    """A line of the conversation. `side`: citizen, commune, note (between officers), or auto (sent by itself).

    `channel` only on the citizen's side, `deliveries` only on ours.
    """

    side: str
    at: datetime
    who: str
    text: str
    channel: Channel | None = None
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """In the order in which it was said; `older` are folded away."""

    older: Sequence[Speech]
    lines: Sequence[Speech]

    def __bool__(self) -> bool:
        return bool(self.lines)


def thread_of(
    messages: Sequence[Message],
    notes: Sequence[Note],
    notifications: Sequence[Notification],
    names: Mapping[int, str],
    now: datetime,
) -> Thread:
    """A message and what carried it were written at the same moment, in one transaction."""
    ours = {message.at for message in messages if not message.incoming}
    carried: dict[datetime, list[Notification]] = {}
    alone: list[Notification] = []
    for notification in notifications:
        if is_inside(notification.template):
            continue  # to our own people: the log tells of it
        if notification.created_at in ours:
            carried.setdefault(notification.created_at, []).append(notification)
        else:
            alone.append(notification)
    lines = [
        *(_message(message, carried.get(message.at, ()), names, now) for message in messages),
        *(Speech("note", note.at, names.get(note.officer_id, ""), note.text) for note in notes),
        *(_by_itself(notification, now) for notification in alone),
    ]
    lines.sort(key=lambda line: line.at)
    return Thread(lines[:-MOST_SHOWN], lines[-MOST_SHOWN:])


def _message(
    message: Message, carried: Sequence[Notification], names: Mapping[int, str], now: datetime
) -> Speech:
    if message.incoming:
        return Speech("citizen", message.at, "", message.text, message.channel)
    who = names.get(message.officer_id or 0, "")
    return Speech(
        "commune", message.at, who, message.text, deliveries=tuple(delivery_of(one, now) for one in carried)
    )


def _by_itself(notification: Notification, now: datetime) -> Speech:
    say = _AUTOMATIC.get(notification.template)
    words = say() if say else _("Tin báo về hồ sơ")
    return Speech("auto", notification.created_at, "", words, deliveries=(delivery_of(notification, now),))


_AUTOMATIC: Mapping[str, Callable[[], str]] = {
    "receipt": lambda: _("Báo đã nhận, kèm mã, PIN và ngày hẹn"),
    "answered_by_phone": lambda: _("Báo đã ghi câu trả lời qua điện thoại, kèm mã và PIN"),
    "added": lambda: _("Báo đã thêm lời của bà con vào hồ sơ"),
    "status": lambda: _("Trả lời tin hỏi tình trạng"),
    "how_to_add": lambda: _("Chỉ cách nhắn thêm"),
    "rate_ask": lambda: _("Hỏi việc đã xong chưa"),
    "rate_again": lambda: _("Hỏi lại một lần: đã xong chưa"),
    "rate_quietly": lambda: _("Xin ý kiến, không nói nội dung"),
    "rate_which": lambda: _("Hỏi đánh giá việc nào"),
    "rated_solved": lambda: _("Cảm ơn đã báo việc xong"),
    "reopened_late": lambda: _("Báo quá ngày mở lại, đã mở việc mới"),
    "reopened_enough": lambda: _("Báo vì sao không mở lại nữa"),
    "how_to_rate": lambda: _("Chỉ cách đánh giá"),
    "rated": lambda: _("Cảm ơn đã đánh giá"),
    "not_yet_rated": lambda: _("Báo chưa đánh giá được"),
    "enough": lambda: _("Báo hôm nay đã trả lời đủ, mời gọi điện"),
    "passed_on": lambda: _("Báo đã chuyển cơ quan khác"),
    "reply_came": lambda: _("Báo cơ quan khác đã phúc đáp, kèm ngày hẹn"),
    "sent_back": lambda: _("Báo hồ sơ trở lại xã, kèm ngày hẹn"),
    "not_accepted": lambda: _("Báo không thụ lý, kèm lý do"),
    "withdrawn": lambda: _("Báo đã ghi nhận việc rút"),
    "reopened": lambda: _("Báo đã mở lại"),
    "call_back": lambda: _("Hẹn gọi lại"),
    "not_reached": lambda: _("Báo đã gọi mà chưa gặp"),
    "merged": lambda: _("Báo đã gộp với việc cùng nội dung"),
    "unmerged": lambda: _("Báo lại được giải quyết riêng, kèm ngày hẹn"),
    "split": lambda: _("Báo mỗi việc một mã"),
    "rejoined": lambda: _("Báo đã nhập lại, trả lời chung"),
    "news": lambda: _("Báo có tin mới, không nói nội dung"),
}
