"""A lead that goes to another unit takes along what waits for its answer."""

from sqlalchemy.orm import Session

from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.pack.model import Pack
from feedback_service.routing.transfer import transfer_case
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import NOW, a_case, an_officer


def test_the_new_unit_sees_both_and_either_goes_its_own_way_again(session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, "VP")
    lead, other = a_case(session, pack), a_case(session, pack, phone="+84905999888", phone_raw="0905999888")
    lead.unit_code = other.unit_code = "KT"
    merge_cases(session, lead, other, clerk, pack, NOW)
    transfer_case(session, lead, clerk, "VHXH", "thuộc văn hóa", pack, NOW)
    there = an_officer(session, unit="VHXH")
    assert may_see(there, lead) and may_see(there, other)
    unmerge(session, other, clerk, pack, NOW)
    assert (other.status, other.unit_code) == (Status.RECEIVED, "VHXH")
