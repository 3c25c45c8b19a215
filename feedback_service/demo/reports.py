"""Reports of a demonstration: one signed, of the last quarter, and one for which the units' figures are collected."""

from datetime import datetime
from itertools import chain, repeat

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport
from feedback_service.reporting.periods.collecting import Given, fill_part, find_part, open_report
from feedback_service.reporting.periods.frozen import rule_of
from feedback_service.reporting.periods.signing import compose, hand_in, pass_to_chairman, sign
from feedback_service.reporting.periods.spans import Span, spans_near
from feedback_service.vocabulary import Role

_SAID = (
    "Sau mưa nhiều việc đến cùng lúc, phải chờ vật tư nên trả lời chậm.",
    "Nhiều ý kiến còn ghi trên giấy ở nhà văn hóa thôn, chuyển về chậm.",
)


def fill_demo_reports(session: Session, pack: Pack, now: datetime) -> None:
    """Nothing where there is a report already, or somebody is missing who would sign."""
    people = list(session.scalars(select(Officer).where(Officer.demo, Officer.active).order_by(Officer.id)))
    unit = pack.commune.publishing_unit
    writer, head = _of(people, Role.OFFICER, unit), _of(people, Role.HEAD, unit)
    leader = next((one for one in people if one.role == Role.LEADER), None)
    ended = [
        span
        for span in spans_near(local_day(now, pack), rule_of(pack))
        if span.data_on < local_day(now, pack)
    ]
    quarters = [span for span in ended if "-Q" in span.period]
    others = [span for span in ended if "-Q" not in span.period]
    if session.scalar(select(PeriodReport.id).limit(1)) or not (
        writer and head and leader and quarters and others
    ):
        return
    report = _opened(session, quarters[-1], people, pack, now)
    compose(session, report, writer, report.revision, pack, now)
    session.flush()
    hand_in(session, report, writer, report.revision, pack, now)
    session.flush()
    pass_to_chairman(report, head, report.revision, pack, now)
    session.flush()
    sign(report, leader, report.revision, now)
    _opened(session, others[-1], people, pack, now, most=1)


def _of(people: list[Officer], role: Role, unit: str) -> Officer | None:
    return next((one for one in people if one.role == role and one.unit_code == unit), None)


def _opened(
    session: Session, span: Span, people: list[Officer], pack: Pack, now: datetime, most: int | None = None
) -> PeriodReport:
    """`most`: so many units have confirmed their part; None: all that have a head."""
    report, rule = open_report(session, span, pack, now), rule_of(pack)
    heads = [(unit, head) for unit in rule.units if (head := _of(people, Role.HEAD, unit))]
    for (unit, head), said in zip(heads[:most], chain(_SAID, repeat("")), strict=False):
        boxes = dict.fromkeys(list(rule.boxes)[:1], "4") if said else {}
        part = find_part(session, report, unit)
        fill_part(
            session, report, unit, head, Given(boxes, {}, "", said), part.revision, pack, now, confirm=True
        )
    return report
