"""From the boxes of the sheet to the call that they tell of. Only for a sheet that was found in order."""

from datetime import datetime
from typing import TYPE_CHECKING

from feedback_service.intake.calls.boxes import read_hour
from feedback_service.intake.calls.written import Caller, Matter, WrittenCall
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.texts import kept, one_line
from feedback_service.vocabulary import CallOutcome

if TYPE_CHECKING:
    from feedback_service.intake.calls.sheet_form import HotlineForm


def read_sheet(form: "HotlineForm", here: datetime) -> WrittenCall:
    """`here` is now, in the commune's own time."""
    return WrittenCall(
        at=form.called_at(),
        caller=_caller(form),
        matters=(_matter(form, here),),
        read_back=bool(form.doc_lai.data),
        after=one_line(form.tiep.data or "", 16),
        slip=form.so_phieu.data or 0,
        late_reason=one_line(form.ly_do_muon.data or "", 200),
    )


def _caller(form: "HotlineForm") -> Caller:
    phone = form.dien_thoai.data or ""
    return Caller(
        name=one_line(form.ho_ten.data or "", 60),
        phone=e164_or_nothing(phone),
        phone_raw=one_line(phone, 40),
        on_behalf_of=one_line(form.gui_thay.data or "", 60),
        anonymous=bool(form.an_danh.data),
        interpreter=one_line(form.phien_dich.data or "", 60),
    )


def _matter(form: "HotlineForm", here: datetime) -> Matter:
    outcome = CallOutcome(form.ket_qua.data)
    told = form.told()
    return Matter(
        text=kept(form.noi_dung.data or ""),
        submission_id=form.submission_id(),
        outcome=outcome,
        unit=form.don_vi.data or "",
        area_code=form.dia_ban.data or "",
        place=one_line(form.dia_diem.data or "", 300),
        danger=form.nguy.data == "1" or bool(told),
        answer=kept(form.tra_loi.data or ""),
        call_back_at=form.call_back_at() if outcome == CallOutcome.CALL_BACK else None,
        told=told,
        told_at=read_hour(form.da_bao_luc.data or "", here) if told else None,
    )
