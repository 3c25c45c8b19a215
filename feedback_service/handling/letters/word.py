"""A Paper as DOCX: A4, Times New Roman, sizes and places of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from feedback_service.handling.letters.sheet import (
    MOTTO,
    NATION,
    NUMBER,
    Grid,
    Paper,
    clean,
    lines_of,
    recipients_of,
)
from feedback_service.handling.letters.strokes import keep_whole, page_number, put, rule_below, two_columns

_LEFT, _RIGHT = Mm(65), Mm(100)  # together the width between the margins


def make_docx(paper: Paper) -> bytes:
    """The draft, to be changed by hand before it is signed. Bytes of a .docx."""
    document = _blank(paper)
    _head(document, paper)
    _title(document, paper)
    _addressed(document, paper)
    for part in lines_of(paper):
        _table(document, part) if isinstance(part, Grid) else _paragraph(document, part)
    _foot(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _blank(paper: Paper) -> Document:
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin, page.header_distance = Mm(30), Mm(15), Mm(10)
    page.different_first_page_header_footer = True  # the first page bears no number
    page_number(page.header.paragraphs[0])
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)
    known = document.core_properties
    known.author, known.comments = clean(paper.agency).replace("\n", " "), ""
    known.title = clean(paper.kind.upper())
    known.language = "vi-VN"
    return document


def _head(document: Document, paper: Paper) -> None:
    if not paper.agency:
        _nation(document.add_paragraph(), document.add_paragraph(), side=Mm(52))
        put(document.add_paragraph(), clean(paper.dated), italic=True, align=ALIGN.RIGHT, before=12)
        return
    left, right = two_columns(document, _LEFT, _RIGHT)
    if paper.superior:
        put(left.paragraphs[0], clean(paper.superior.upper()), size=12)
    agency = left.add_paragraph() if paper.superior else left.paragraphs[0]
    put(agency, clean(paper.agency.upper()), size=12, bold=True)
    rule_below(left.add_paragraph(), side=Mm(20))
    put(left.add_paragraph(), f"{NUMBER}/{clean(paper.symbol)}", before=6)
    if not paper.kind and paper.about:
        put(left.add_paragraph(), f"V/v {clean(paper.about)}", size=12)
    _nation(right.paragraphs[0], right.add_paragraph(), side=Mm(16))
    put(right.add_paragraph(), clean(paper.dated), italic=True, before=10)


def _nation(first: Paragraph, second: Paragraph, side: int) -> None:
    put(first, NATION, size=12, bold=True)
    put(second, MOTTO, bold=True)
    rule_below(second, side)


def _title(document: Document, paper: Paper) -> None:
    if not paper.kind:
        return
    put(document.add_paragraph(), clean(paper.kind.upper()), size=14, bold=True, before=18)
    if paper.about:
        put(document.add_paragraph(), clean(paper.about), bold=True)
        rule_below(document.add_paragraph(), side=Mm(62))


def _addressed(document: Document, paper: Paper) -> None:
    several = len(paper.to) > 1
    if several:
        put(document.add_paragraph(), "Kính gửi:", before=12, align=ALIGN.LEFT, indent=Mm(35))
    for one in paper.to:
        words = f"- {clean(one)};" if several else f"Kính gửi: {clean(one)}"
        line = put(document.add_paragraph(), words, before=0 if several else 12)
        if several:
            line.alignment, line.paragraph_format.left_indent = ALIGN.LEFT, Mm(55)


def _paragraph(document: Document, text: str) -> None:
    put(document.add_paragraph(), text, align=ALIGN.JUSTIFY, before=6, first=Mm(12.7))


def _table(document: Document, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.head), style="Table Grid")
    for place, words in enumerate((grid.head, *grid.rows)):
        for cell, text in zip(table.add_row().cells, words, strict=True):
            put(
                cell.paragraphs[0],
                clean(text),
                size=12,
                bold=not place,
                align=None if place else ALIGN.CENTER,
            )


def _foot(document: Document, paper: Paper) -> None:
    document.paragraphs[
        -1
    ].paragraph_format.keep_with_next = True  # a signature alone on a page is no signature
    left, right = two_columns(document, _LEFT, _RIGHT, before=12)
    keep_whole(left)
    _recipients(left, paper)
    _signing(right, paper)


def _recipients(cell: _Cell, paper: Paper) -> None:
    if not paper.agency:
        return
    put(cell.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for line in recipients_of(paper):
        put(cell.add_paragraph(), line, size=11, align=ALIGN.LEFT)


def _signing(cell: _Cell, paper: Paper) -> None:
    first = cell.paragraphs[0]
    for text in (paper.signing.on_behalf, paper.signing.title):
        if text:
            put(first if not first.text else cell.add_paragraph(), clean(text.upper()), bold=True)
    if paper.signing.hint:
        put(cell.add_paragraph(), clean(paper.signing.hint), italic=True)
    put(cell.add_paragraph(), clean(paper.signing.name), bold=True, before=72)
