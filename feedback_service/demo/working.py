"""What the commune did with a demo case, and whether it kept its word. What is recent is still on the desk."""

from datetime import date, datetime, timedelta

from feedback_service.demo.scene import Desk, Scene
from feedback_service.demo.showing import show
from feedback_service.demo.told import Told
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.records import Answer, Rating
from feedback_service.routing.proposal import Proposal
from feedback_service.vocabulary import Counting, Kind, LateReason, RatedBy, Role, Status, Visibility

_SOON = timedelta(minutes=40)
_OUTSIDE = "Việc này do đơn vị khác quản lý. Xã đã gửi kèm nội dung và theo dõi."
_CORRECTED = "Đọc kỹ nội dung thì việc này thuộc chỗ khác."
_TWICE = "Việc này đã có trong phản ánh gửi trước, xã trả lời chung một lần."
_LATE = (
    (LateReason.OVERLOADED, "Trong tuần có nhiều việc cùng lúc."),
    (LateReason.ELSEWHERE, "Phải chờ ý kiến của đơn vị khác."),
    (LateReason.WEATHER, "Mưa lớn nhiều ngày, chưa vào được thôn."),
    (LateReason.PAPERS, "Phải xuống xem lại tại chỗ."),
)
_QUESTION = "Xin cho biết chỗ nào, gần nhà ai để xã xuống xem."


def confirmation(kind: Kind, sent: datetime, scene: Scene) -> datetime:
    """Within hours of the office; news of a crime at once, whatever the hour."""
    if kind == Kind.TO_GIAC:
        return sent + timedelta(minutes=scene.chance.uniform(5, 25))
    return scene.office_moment(sent + timedelta(hours=scene.chance.uniform(0.5, 5)), since=sent)


def work(told: Told, proposal: Proposal, confirmed: datetime, scene: Scene) -> None:
    """From the officer's first look on; `confirmed` lies before `scene.now`."""
    if scene.pack.unit_by_code[told.case["unit_code"]].outside:
        _pass_on(told, confirmed, scene)
        return
    desk = scene.crew.desk(told.case["unit_code"], told.case["visibility"] == Visibility.SEALED)
    if desk is None:
        return
    _confirm(told, proposal, desk, confirmed)
    answered = _answer_moment(told, confirmed, scene)
    if _ends_otherwise(told, desk, confirmed, scene):
        return
    if answered > scene.now:
        _leave_open(told, desk, confirmed, scene)
        return
    _answer(told, desk, answered, scene)
    show(told, desk.writer, answered, scene)


def _pass_on(told: Told, at: datetime, scene: Scene) -> None:
    """Handing it over is what our promise was about."""
    case, (triage, answer) = told.case, told.clocks
    clerk = scene.crew.first(Role.CLERK)
    triage["met_at"] = answer["met_at"] = at
    case["due_on"] = answer["due_on"]
    _end(told, scene.day(at), scene)
    told.became(Status.PASSED_ON, at, clerk, unit=case["unit_code"], reason=_OUTSIDE)
    author = scene.crew.first(Role.PUBLISHER)
    if author is not None:
        show(told, author, at, scene)


def _confirm(told: Told, proposal: Proposal, desk: Desk, at: datetime) -> None:
    case, (triage, answer) = told.case, told.clocks
    triage["met_at"] = at
    case |= {"confirmed_at": at, "assigned_to": desk.writer, "due_on": answer["due_on"]}
    pairs = (
        ("unit", proposal.unit, case["unit_code"]),
        ("kind", proposal.kind.value, case["kind"].value),
        ("topic", proposal.topic, case["topic_code"]),
    )
    changed = {name: [before, after] for name, before, after in pairs if before != after}
    told.happened(at, desk.writer, "confirmed", changed=changed, reason=_CORRECTED if changed else "")
    told.became(Status.IN_PROGRESS, at, desk.writer)


def _answer_moment(told: Told, confirmed: datetime, scene: Scene) -> datetime:
    """Mostly in time; in six of a hundred cases the commune is late."""
    promise, chance = told.clocks[1], scene.chance
    if promise["counting"] == Counting.AT_ONCE:
        return confirmed + timedelta(minutes=chance.uniform(5, 30))
    share = chance.betavariate(3, 2.2) if chance.random() < 0.94 else chance.uniform(1.05, 4)
    allowed = promise["due_at"] - told.case["sent_at"]
    return scene.office_moment(told.case["sent_at"] + allowed * share, since=confirmed + _SOON)


def _ends_otherwise(told: Told, desk: Desk, confirmed: datetime, scene: Scene) -> bool:
    """One of a hundred is taken back by its sender, one is no new matter."""
    draw, case, promise = scene.chance.random(), told.case, told.clocks[1]
    at = scene.office_moment(confirmed + timedelta(hours=scene.chance.uniform(1, 20)), since=confirmed)
    if draw > 0.02 or case["visibility"] != Visibility.LISTED or not at < min(scene.now, promise["due_at"]):
        return False
    promise["ended_at"] = at
    _end(told, scene.day(at), scene)
    if draw > 0.01:
        told.became(Status.WITHDRAWN, at, None)
    else:
        told.became(Status.NOT_ACCEPTED, at, desk.approver, reason=_TWICE)
    return True


def _leave_open(told: Told, desk: Desk, confirmed: datetime, scene: Scene) -> None:
    case, promise, now = told.case, told.clocks[1], scene.now
    promise["late"] = case["late"] = now >= promise["due_at"]
    asked, draw = confirmed + timedelta(hours=2), scene.chance.random()
    if asked >= now:
        return
    if draw < 0.25:
        _submit(told, desk, asked)
    elif draw < 0.4 and not case["late"]:
        promise["paused_at"] = asked
        told.wrote(asked, desk.writer, _QUESTION)
        told.became(Status.AWAITING_CITIZEN, asked, desk.writer)


def _submit(told: Told, desk: Desk, at: datetime) -> None:
    told.became(Status.AWAITING_APPROVAL, at, desk.writer)
    told.add(
        Answer,
        {
            "text": told.answer,
            "author_id": desk.writer,
            "saved_at": at,
            "submitted_at": at,
            "returned_reason": "",
            "approver_id": None,
            "approved_at": None,
            "revision": 1,
        },
    )


def _answer(told: Told, desk: Desk, at: datetime, scene: Scene) -> None:
    case, promise = told.case, told.clocks[1]
    _submit(told, desk, max(at - timedelta(hours=3), case["confirmed_at"]))
    told.parts[Answer][0] |= {"approver_id": desk.approver, "approved_at": at}
    late, day = at >= promise["due_at"], scene.day(at)
    promise |= {"met_at": at, "late": late}
    case |= {"answered_on": day, "late": late}
    _end(told, day, scene)
    if late:
        case["late_because"], case["late_reason"] = scene.chance.choice(_LATE)
    told.became(Status.ANSWERED, at, desk.approver)
    told.wrote(at, desk.approver, told.answer)
    _rate(told, at + timedelta(hours=30), scene)


def _end(told: Told, day: date, scene: Scene) -> None:
    calendar = working_calendar(scene.pack.calendar)
    told.case |= {
        "closed_on": day,
        "days_taken": calendar.working_days_between(told.case["received_on"], day),
    }


def _rate(told: Told, at: datetime, scene: Scene) -> None:
    """Half of the senders say how they liked it; who is not content mostly says that it is not solved either."""
    rating = scene.chance.choices((None, 4, 3, 2, 1), (50, 22, 18, 6, 4))[0]
    if rating and at < scene.now:
        told.case |= {"rating": rating, "rated_on": scene.day(at), "solved": rating > 2}
        told.happened(at, None, "rated", rating=rating, solved=rating > 2)
        told.add(
            Rating, {"at": at, "by": RatedBy.SMS.value, "solved": rating > 2, "level": rating, "comment": ""}
        )
