"""A paper looks as Nghị định 30/2020 says, in both of its forms, whatever was typed into it."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from feedback_service.handling.letters.paper import Grid, Paper, Signing, make_docx, make_pdf

REFERRAL = Paper(
    agency="Ủy ban nhân dân xã Mẫu",
    place="Mẫu",
    symbol="PC-UBND",
    kind="Phiếu chuyển",
    about="Chuyển phản ánh của công dân",
    to=("Công ty Điện lực",),
    body=("Đèn đường tắt.\nĐề nghị xem xét.",),
    signing=Signing("PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
    recipients=("Như trên;", "Người gửi", "Lưu: VT, VP."),
)
LETTER = replace(REFERRAL, kind="", symbol="UBND-VP")
PERSONAL = replace(
    REFERRAL, kind="Đơn khiếu nại", agency="", signing=Signing("Người làm đơn", hint="(Ký tên)")
)


def opened(paper: Paper) -> Document:
    return docx.Document(BytesIO(make_docx(paper)))


def paragraphs(document: Document) -> list[Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]


def line(paper: Paper, text: str) -> Paragraph:
    return next(one for one in paragraphs(opened(paper)) if one.text == text)


def words(paper: Paper) -> list[str]:
    return [one.text for one in paragraphs(opened(paper))]


def size(paragraph: Paragraph) -> float:
    height = paragraph.runs[0].font.size
    return height.pt if height else 0


def has_rule(paragraph: Paragraph) -> bool:
    return paragraph._p.find(f".//{qn('w:pBdr')}") is not None


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    page = opened(REFERRAL).sections[0]
    width, height = page.page_width, page.page_height
    assert width and height and (round(width.mm), round(height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [20, 20, 30, 15]


def test_words_are_set_in_times_new_roman_13() -> None:
    style = opened(REFERRAL).styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(13))


@pytest.mark.parametrize("paper", [REFERRAL, LETTER, PERSONAL])
def test_the_nation_stands_above_the_motto_with_a_line_below(paper: Paper) -> None:
    nation = line(paper, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = line(paper, "Độc lập - Tự do - Hạnh phúc")
    assert (size(nation), size(motto)) == (12, 13)
    assert nation.runs[0].bold and motto.runs[0].bold and has_rule(motto)


def test_the_agency_is_in_bold_capitals_with_a_short_line_below() -> None:
    left = opened(REFERRAL).tables[0].cell(0, 0).paragraphs
    assert left[0].text == "ỦY BAN NHÂN DÂN XÃ MẪU" and left[0].runs[0].bold and size(left[0]) == 12
    assert has_rule(left[1])


def test_number_and_day_are_left_to_the_archives_clerk() -> None:
    assert "Số:      /PC-UBND" in words(REFERRAL)
    assert line(REFERRAL, "Mẫu, ngày      tháng      năm").runs[0].italic


def test_a_paper_with_a_name_says_what_it_is_and_about_what() -> None:
    assert size(line(REFERRAL, "PHIẾU CHUYỂN")) == 14
    assert line(REFERRAL, "Chuyển phản ánh của công dân").runs[0].bold


def test_an_official_letter_says_about_what_under_its_number() -> None:
    assert words(LETTER).index("Số:      /UBND-VP") + 1 == words(LETTER).index(
        "V/v Chuyển phản ánh của công dân"
    )


def test_the_body_is_justified_and_indented_with_its_end_marked() -> None:
    last = line(REFERRAL, "Đề nghị xem xét./.")
    assert last.alignment == ALIGN.JUSTIFY and last.paragraph_format.first_line_indent == Mm(12.7)
    assert last.paragraph_format.space_before == Pt(6)


def test_recipients_stand_small_at_the_left_with_their_marks() -> None:
    left = opened(REFERRAL).tables[-1].cell(0, 0).paragraphs
    assert [one.text for one in left] == ["Nơi nhận:", "- Như trên;", "- Người gửi;", "- Lưu: VT, VP."]
    assert left[0].runs[0].italic and [size(one) for one in left] == [12, 11, 11, 11]


def test_who_signs_stands_at_the_right_below_on_whose_behalf() -> None:
    right = opened(REFERRAL).tables[-1].cell(0, 1).paragraphs
    assert [one.text for one in right[:2]] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_pages_are_numbered_in_the_middle_of_the_head_from_the_second_on() -> None:
    page = opened(REFERRAL).sections[0]
    assert page.different_first_page_header_footer and not page.first_page_header.paragraphs[0].text
    assert "PAGE" in page.header.paragraphs[0]._p.xml and page.header.paragraphs[0].alignment == ALIGN.CENTER


def test_a_persons_own_paper_has_no_number_no_recipients_and_no_end_mark() -> None:
    assert not {"Nơi nhận:", "Số:      /PC-UBND"} & set(words(PERSONAL))
    assert "Đề nghị xem xét." in words(PERSONAL)


def test_nobody_is_named_as_its_author_but_the_office() -> None:
    known = opened(REFERRAL).core_properties
    assert (known.author, known.comments) == ("Ủy ban nhân dân xã Mẫu", "")


TYPED = ["a\x00b\x0bc", "\ud800", "#panic() *x* $y$ \\", "<w:p/>&amp;", "E\u0302\u0301", "-" * 9999]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_was_typed_becomes_text(typed: str) -> None:
    paper = replace(REFERRAL, about=typed, body=(typed,), to=(typed, typed), recipients=(typed,))
    assert make_docx(paper).startswith(b"PK") and make_pdf(paper).startswith(b"%PDF")


def test_a_table_keeps_its_rows() -> None:
    table = opened(replace(REFERRAL, body=(Grid(("TT", "Việc"), (("1", "đèn"),)), "Hết."))).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["TT", "Việc"], ["1", "đèn"]]


@pytest.mark.parametrize(
    "paper", [REFERRAL, LETTER, PERSONAL, replace(REFERRAL, body=(), recipients=(), to=())]
)
def test_the_print_carries_its_fonts(paper: Paper) -> None:
    made = make_pdf(paper)
    assert made.startswith(b"%PDF") and made.count(b"/FontFile2") >= 2
