"""The way of a report: collected, composed, passed on, signed; nobody does two steps; numbers once frozen stay."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, NotYours, ReasonMissing, SecondPersonNeeded
from feedback_service.pack.model import Pack
from feedback_service.records import Notification, Officer, PeriodReport, UnitReport
from feedback_service.reporting.periods import signing
from feedback_service.reporting.periods.collecting import (
    Given,
    PeriodRuns,
    fill_part,
    find_part,
    open_report,
    open_reports,
)
from feedback_service.reporting.periods.frozen import hash_of, rule_of
from feedback_service.reporting.periods.making import docx_of, xlsx_of
from feedback_service.reporting.periods.reminding import remind_reports
from feedback_service.reporting.periods.shown import report_page
from feedback_service.reporting.periods.spans import span_of
from feedback_service.vocabulary import ReportState, Role
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import at_desk, press

APRIL = datetime(2026, 4, 3, 3, 0, tzinfo=UTC)  # after the quarter
NOTHING = Given({}, {}, "", "")


class House:
    """A quarter with two cases, one of them sealed, and the people of its report."""

    def __init__(self, session: Session, pack: Pack) -> None:
        self.session, self.pack = session, pack
        self.case = a_case(session, pack, BROKEN_ROAD, unit="KT")
        self.sealed = a_case(session, pack, DENUNCIATION)
        self.report = open_report(session, span_of("2026-Q1", rule_of(pack)), pack, APRIL)
        self.unit_head = an_officer(session, Role.HEAD, "KT")
        self.writer, self.head = (
            an_officer(session, Role.OFFICER, "VHXH"),
            an_officer(session, Role.HEAD, "VHXH"),
        )
        self.leader = an_officer(session, Role.LEADER, "LD")
        session.flush()

    def fill(self, given: Given = NOTHING, confirm: bool = True, now: datetime = APRIL) -> UnitReport:
        part = find_part(self.session, self.report, "KT")
        return fill_part(
            self.session, self.report, "KT", self.unit_head, given, part.revision, self.pack, now, confirm
        )

    def composed(self) -> PeriodReport:
        signing.compose(self.session, self.report, self.writer, self.report.revision, self.pack, APRIL)
        self.session.flush()
        return self.report

    def at_head(self) -> PeriodReport:
        self.composed()
        signing.hand_in(self.session, self.report, self.writer, self.report.revision, self.pack, APRIL)
        self.session.flush()
        return self.report

    def signed(self) -> PeriodReport:
        self.at_head()
        signing.pass_to_chairman(self.report, self.head, self.report.revision, self.pack, APRIL)
        self.session.flush()
        signing.sign(self.report, self.leader, self.report.revision, APRIL)
        self.session.flush()
        return self.report


@pytest.fixture
def house(session: Session, pack: Pack) -> House:
    return House(session, pack)


def test_a_report_opens_by_itself_before_it_is_due_and_once(session: Session, pack: Pack) -> None:
    for _ in range(2):
        open_reports(session, APRIL)
    (report,) = session.scalars(select(PeriodReport)).all()
    assert (report.period, report.due_on, report.data_on) == ("2026-Q1", date(2026, 4, 10), date(2026, 3, 31))
    assert len(session.scalars(select(UnitReport)).all()) == len(rule_of(pack).units)


def test_a_unit_that_counts_otherwise_says_why_and_both_numbers_stand_in_the_report(house: House) -> None:
    with pytest.raises(ReasonMissing):
        house.fill(Given({}, {"received": "5"}, "", ""))
    house.session.refresh(find_part(house.session, house.report, "KT"))
    house.fill(Given({"y_kien_giay": "3"}, {"received": "5"}, "bốn việc ghi sổ tay", "Thiếu người"))
    words = house.composed().parts["5"]
    assert "tiếp nhận trong kỳ 5 (hệ thống đếm 1). Lý do: bốn việc ghi sổ tay" in words.replace(
        "ghi thêm: ", ""
    )
    assert "Thiếu người" in words


def test_only_the_units_head_confirms_and_only_when_the_period_is_over(house: House) -> None:
    with pytest.raises(PeriodRuns):
        house.fill(now=NOW)
    house.unit_head = an_officer(house.session, Role.OFFICER, "KT")
    with pytest.raises(NotYours):
        house.fill()


def test_nobody_does_two_steps(house: House) -> None:
    report = house.at_head()
    report.author_id = house.head.id
    with pytest.raises(SecondPersonNeeded):
        signing.pass_to_chairman(report, house.head, report.revision, house.pack, APRIL)


def test_the_second_saver_is_told(house: House) -> None:
    report = house.composed()
    with pytest.raises(ChangedMeanwhile):
        signing.save_parts(report, house.writer, {}, "", report.revision - 1, house.pack)


def test_the_chairman_returns_with_a_reason(house: House) -> None:
    report = house.at_head()
    signing.pass_to_chairman(report, house.head, report.revision, house.pack, APRIL)
    house.session.flush()
    with pytest.raises(ReasonMissing):
        signing.hand_back(report, house.leader, " ", report.revision, house.pack)
    signing.hand_back(report, house.leader, "thiếu kiến nghị", report.revision, house.pack)
    assert (report.state, report.returned_reason) == (ReportState.DRAFT, "thiếu kiến nghị")


def test_what_becomes_known_later_is_shown_and_never_written_over(house: House) -> None:
    report = house.signed()
    before, digest = dict(report.figures["numbers"]), report.content_hash
    late = APRIL + timedelta(days=5)
    a_case(house.session, house.pack, now=late, sent_at=NOW)  # entered after the signature
    shown = report_page(house.session, report, house.leader, house.pack, late)
    assert ("Tiếp nhận trong kỳ", before["received"], before["received"] + 1) in shown.differing
    assert report.figures["numbers"] == before
    assert digest == hash_of(report.figures, report.parts)
    fresh = signing.supplement(house.session, report, house.writer, house.pack, late)
    assert (fresh.period, fresh.state, fresh.since) == ("2026-Q1-BS1", ReportState.COLLECTING, report.since)


def test_the_paper_has_the_layout_of_the_decree(house: House) -> None:
    document = docx.Document(io.BytesIO(docx_of(house.signed(), house.pack)))
    page = document.sections[0]
    assert [
        round((side or 0) / 36_000) for side in (page.top_margin, page.left_margin, page.right_margin)
    ] == [20, 30, 15]
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "BÁO CÁO" in words and "III. KẾT QUẢ XỬ LÝ" in words and "Biểu 07" in words
    assert "Đã xử lý 0/1 (đạt 0%)" in words
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "Số:      /BC-UBND" in head and "ngày      tháng      năm" in head
    foot = "\n".join(cell.text for row in document.tables[1].rows for cell in row.cells)
    assert "- Lưu: VT, VHXH." in foot and "TM. ỦY BAN NHÂN DÂN" in foot
    assert house.report.content_hash in words


def test_a_sealed_case_is_a_number_and_never_a_code(house: House) -> None:
    report = house.signed()
    content = xlsx_of(house.session, report, house.leader, house.pack)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert house.case.code in cells
    assert house.sealed.code not in str(cells) + str(report.figures)
    assert "dưới 5" in str(cells)
    assert xlsx_of(house.session, report, house.leader, house.pack) == content


def test_who_may_not_open_a_case_is_not_given_its_code(house: House) -> None:
    report = house.signed()
    other = an_officer(house.session, Role.HEAD, "CA")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(house.session, report, other, house.pack)))
    assert house.case.code not in str([[cell.value for cell in row] for row in book["Mã hồ sơ"].iter_rows()])


def test_units_are_reminded_once_for_each_day_until_they_confirm(house: House) -> None:
    house.unit_head.email = "kt@example.org"
    house.session.flush()

    def mails() -> int:
        return len(
            [one for one in house.session.scalars(select(Notification)) if one.recipient == "kt@example.org"]
        )

    for day, expected in ((1, 1), (1, 1), (6, 2), (9, 3), (13, 4)):  # 11/4/2026 is a Saturday
        remind_reports(house.session, datetime(2026, 4, day, 2, 0, tzinfo=UTC))
        house.session.flush()
        assert mails() == expected, day
    house.fill()
    remind_reports(house.session, datetime(2026, 4, 15, 2, 0, tzinfo=UTC))
    assert mails() == 4


def test_the_command_writes_both_files(app: Flask, session: Session, house: House, tmp_path: Path) -> None:
    session.commit()
    done = app.test_cli_runner().invoke(
        args=["report", "2026-Q1", "--out", str(tmp_path), "--as-of", "2026-03-31"]
    )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bao-cao-2026-Q1.docx",
        "bao-cao-2026-Q1.xlsx",
    ]
    assert app.test_cli_runner().invoke(args=["report", "Q9"]).exit_code == 2


def test_from_the_unit_to_the_signature_on_screen(app: Flask, session: Session, house: House) -> None:
    session.commit()
    page = "/can-bo/bao-cao/2026-Q1"

    def by(officer: Officer, deed: str, **fields: object) -> None:
        session.rollback()
        session.expire_all()
        answer = press(
            at_desk(app, officer), f"{page}/{deed}", page, revision=house.report.revision, **fields
        )
        assert answer.status_code == 303, answer.text[answer.text.find("errsum") :][:600]

    unit = f"{page}/don-vi/KT"
    done = press(at_desk(app, house.unit_head), unit, unit, revision=1, xac_nhan="1")
    assert done.status_code == 303
    by(house.writer, "soan")
    by(house.writer, "luu", muc_1="Một", muc_2="Hai", cach_ky="1")
    by(house.writer, "trinh", muc_1="Một", muc_2="Hai", cach_ky="1")
    by(house.head, "chuyen")
    by(house.leader, "ky")
    session.rollback()
    session.expire_all()
    assert (house.report.state, house.report.signing) == (ReportState.SIGNED, "1")
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    assert "Đã ký" in at_desk(app, auditor).get("/can-bo/bao-cao").text
    taken = press(at_desk(app, auditor), f"{page}/tai/xlsx", page)
    assert taken.headers["Content-Disposition"].endswith("bao-cao-2026-Q1.xlsx")


def test_a_refused_save_keeps_what_was_typed(app: Flask, session: Session, house: House) -> None:
    house.composed()
    session.commit()
    page = "/can-bo/bao-cao/2026-Q1"
    answer = press(at_desk(app, house.writer), f"{page}/luu", page, revision=1, muc_1="Lời vừa gõ")
    assert answer.status_code == 409
    assert "Lời vừa gõ" in answer.text


def test_a_unit_does_not_read_the_part_of_another(app: Flask, session: Session, house: House) -> None:
    session.commit()
    browser = at_desk(app, house.unit_head)
    assert browser.get("/can-bo/bao-cao/2026-Q1/don-vi/KT").status_code == 200
    assert browser.get("/can-bo/bao-cao/2026-Q1/don-vi/CA").status_code == 403
    assert browser.get("/can-bo/bao-cao/2030-Q9").status_code == 404


def test_from_a_number_one_comes_to_the_cases_that_one_may_open(
    app: Flask, session: Session, house: House
) -> None:
    page = "/can-bo/bao-cao/2026-Q1/bieu/01"
    session.commit()
    assert at_desk(app, house.leader).get(page).status_code == 409  # nothing is counted yet
    house.composed()
    elsewhere = an_officer(session, Role.OFFICER, "CA")
    session.commit()
    for officer, opens in ((house.leader, True), (elsewhere, False)):
        shown = at_desk(app, officer).get(page).text
        assert (house.case.code in shown) is opens
        assert house.sealed.code not in shown
    assert "/bieu/01" in at_desk(app, house.leader).get("/can-bo/bao-cao/2026-Q1").text
    assert at_desk(app, house.leader).get("/can-bo/bao-cao/2026-Q1/bieu/99").status_code == 404
