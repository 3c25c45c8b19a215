"""Two officers at the same two cases at the same moment: one is first, and nothing goes round in a circle."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from feedback_service.database import transaction
from feedback_service.errors import Fact
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Officer
from feedback_service.vocabulary import Channel, Role, Status
from tests.builders.cases import NOW, a_case, an_officer

ROUNDS = 8
Deed = Callable[[Session], object]


def at_once(app: Flask, *deeds: Deed) -> list[str]:
    """What came of each: "" or the name of what was raised."""
    ends = [""] * len(deeds)
    start = Barrier(len(deeds))

    def work(place: int, deed: Deed) -> None:
        with app.app_context():
            start.wait()
            try:
                with transaction() as session:
                    deed(session)
            except (Fact, StaleDataError) as error:
                ends[place] = type(error).__name__

    threads = [Thread(target=work, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def merging(into: Case, other: Case, officer: Officer, pack: Pack) -> Deed:
    lead, merged, who = into.id, other.id, officer.id
    return lambda session: merge_cases(
        session,
        session.get_one(Case, lead),
        session.get_one(Case, merged),
        session.get_one(Officer, who),
        pack,
        NOW,
    )


def approving(case: Case, officer: Officer, pack: Pack) -> Deed:
    number, who = case.id, officer.id
    return lambda session: approve_answer(
        session, session.get_one(Case, number), session.get_one(Officer, who), pack, NOW
    )


def parting(case: Case, officer: Officer, pack: Pack) -> Deed:
    number, who = case.id, officer.id
    return lambda session: unmerge(
        session, session.get_one(Case, number), session.get_one(Officer, who), pack, NOW
    )


def writing(case: Case, pack: Pack) -> Deed:
    number = case.id
    return lambda session: citizen_wrote(
        session, session.get_one(Case, number), "Thêm", Channel.WEB, pack, NOW
    )


def states(session: Session, *cases: Case) -> list[Status]:
    session.rollback()
    session.expire_all()
    return [case.status for case in cases]


def test_a_into_b_and_b_into_a_leaves_one_lead(app: Flask, session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, "VP")
    for _round in range(ROUNDS):
        one, two = a_case(session, pack), a_case(session, pack)
        session.commit()
        ends = at_once(app, merging(one, two, clerk, pack), merging(two, one, clerk, pack))
        assert sorted(ends) == ["", "AlreadyTogether"]
        assert sorted(states(session, one, two)) == [Status.MERGED, Status.RECEIVED]


def test_three_in_a_ring_have_one_lead_and_no_chain(app: Flask, session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, "VP")
    for _round in range(ROUNDS):
        ring = [a_case(session, pack) for _ in range(3)]
        session.commit()
        deeds = [merging(ring[place - 1], ring[place], clerk, pack) for place in range(3)]
        ends = at_once(app, *deeds)
        assert ends.count("") == 2, ends
        found = states(session, *ring)
        assert sorted(found) == [Status.MERGED, Status.MERGED, Status.RECEIVED]
        lead = ring[found.index(Status.RECEIVED)]
        links = select(CaseLink.other_id).where(
            CaseLink.case_id.in_([case.id for case in ring]), CaseLink.undone_at.is_(None)
        )
        assert session.scalars(links).all() == [lead.id, lead.id]


def test_merged_while_the_lead_is_answered_nobody_waits_for_ever(
    app: Flask, session: Session, pack: Pack
) -> None:
    writer, leader = (an_officer(session, Role.LEADER, "LD") for _ in range(2))
    for _round in range(ROUNDS):
        lead, other = a_case(session, pack), a_case(session, pack)
        submit_answer(session, lead, writer, "Đã sửa.", 0, pack, NOW)
        session.commit()
        at_once(app, merging(lead, other, leader, pack), approving(lead, leader, pack))
        found = states(session, lead, other)
        assert found in (
            [Status.ANSWERED, Status.ANSWERED],  # merged first, answered for both
            [Status.ANSWERED, Status.RECEIVED],  # answered first, not merged any more
            [Status.AWAITING_APPROVAL, Status.MERGED],  # whoever approved had not seen the other one
        )


def test_parting_writing_and_answering_at_once_wait_for_each_other_and_end(
    app: Flask, session: Session, pack: Pack
) -> None:
    writer, leader = (an_officer(session, Role.LEADER, "LD") for _ in range(2))
    for _round in range(ROUNDS):
        lead, other = a_case(session, pack), a_case(session, pack)
        merge_cases(session, lead, other, leader, pack, NOW)
        submit_answer(session, lead, writer, "Đã sửa.", 0, pack, NOW)
        session.commit()
        deeds = (approving(lead, leader, pack), parting(other, leader, pack), writing(other, pack))
        at_once(app, *deeds)
        lead_now, other_now = states(session, lead, other)
        assert other_now != Status.MERGED or lead_now == Status.AWAITING_APPROVAL
