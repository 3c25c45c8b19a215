"""The report as DOCX in the layout of NĐ 30/2020/NĐ-CP: text upright, each table of the appendix on its own page."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from feedback_service.handling.letters.paper import Paper, Signing, agency_of, make_docx, place_of
from feedback_service.handling.letters.sheet import clean
from feedback_service.handling.letters.strokes import page_number, put
from feedback_service.pack.model import Pack
from feedback_service.reporting.periods.composing import SECTIONS, heading
from feedback_service.reporting.periods.frozen import rule_of, tables_kept
from feedback_service.reporting.periods.numbers import day_words
from feedback_service.reporting.periods.shapes import Table
from feedback_service.reporting.periods.spans import Span

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PORTRAIT, _LANDSCAPE = Mm(165), Mm(252)


def paper_of(parts: Mapping[str, Any], span: Span, form: str, pack: Pack) -> Paper:
    """The text, to be numbered and dated by the archives clerk."""
    rule = rule_of(pack)
    opening = (
        f"Thực hiện {rule.plan}, {rule.opening[:1].lower()}{rule.opening[1:]}" if rule.plan else rule.opening
    )
    body = [opening]
    for section in SECTIONS:
        body.extend((heading(section, span.period), str(parts.get(section, ""))))
    return Paper(
        agency=agency_of(pack),
        superior=rule.superior,
        place=place_of(pack),
        symbol=rule.symbol,
        kind="Báo cáo",
        about=f"{rule.about[:1].upper()}{rule.about[1:]} {span.name}",
        body=tuple(line for line in (*body, rule.closing) if line),
        signing=_signing(form, pack),
        recipients=rule.recipients,
    )


def _signing(form: str, pack: Pack) -> Signing:
    rule = rule_of(pack)
    forms = rule.forms or [("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")]
    chosen = int(form) if form.isdigit() and int(form) < len(forms) else 0
    on_behalf, title = forms[chosen]
    return Signing(title=title, on_behalf=on_behalf, name=rule.signer)


def report_docx(
    parts: Mapping[str, Any], figures: Mapping[str, Any], span: Span, form: str, pack: Pack, digest: str
) -> bytes:
    """Bytes of a .docx; a draft until it has its number and date."""
    document = docx.Document(BytesIO(make_docx(paper_of(parts, span, form, pack))))
    _embolden(document)
    for table in tables_kept(figures):
        _appendix(document, table, span)
    _proof(document, figures, digest)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _embolden(document: Document) -> None:
    starts = tuple(words.split(" ")[0] + " " for words in SECTIONS.values())
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(starts) and paragraph.text.upper() == paragraph.text:
            paragraph.paragraph_format.keep_with_next = True
            for run in paragraph.runs:
                run.bold = True


def _appendix(document: Document, table: Table, span: Span) -> None:
    _turn(document, wide=table.wide)
    put(document.add_paragraph(), f"Biểu {table.number}", bold=True, align=ALIGN.CENTER)
    put(document.add_paragraph(), clean(table.title.upper()), bold=True, align=ALIGN.CENTER)
    words = (
        f"Kèm theo Báo cáo số      /BC-UBND; số liệu từ {day_words(span.since)} đến {day_words(span.until)}"
    )
    put(document.add_paragraph(), words, size=12, italic=True, align=ALIGN.CENTER)
    put(document.add_paragraph(), "", size=6)
    if table.lines:
        _grid(document, table)
    else:
        put(document.add_paragraph(), "Không có.", align=ALIGN.LEFT)
    for note in table.notes:
        put(document.add_paragraph(), clean(note), size=12, italic=True, align=ALIGN.LEFT, before=6)


def _turn(document: Document, *, wide: bool) -> None:
    """A new page, across where the table needs it."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    across = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = across if wide else (across[1], across[0])
    section.different_first_page_header_footer = False
    section.header.is_linked_to_previous = False
    if not section.header.paragraphs[0].runs:
        page_number(section.header.paragraphs[0])


def _grid(document: Document, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    size = 8.5 if len(table.head) > 12 else 10 if table.wide else 11
    widths = _widths(table)
    _row(grid, table.head, widths, size, bold=True)
    for line in table.lines:
        _row(grid, line.cells, widths, size, bold=line.sums)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width  # where the cells alone are not believed
    _repeat_head(grid)
    _narrow_edges(grid)


def _row(grid: Any, words: Sequence[str], widths: Sequence[int], size: float, *, bold: bool) -> None:
    for cell, text, width in zip(grid.add_row().cells, words, widths, strict=True):
        cell.width = width
        number = text.replace(".", "").replace(",", "").strip("–").isdigit() or text in {"", "–"}
        align = ALIGN.CENTER if number or (bold and len(text) > 0 and words[0] == "TT") else ALIGN.LEFT
        put(cell.paragraphs[0], clean(text), size=size, bold=bold, align=align)


def _widths(table: Table) -> list[int]:
    """By what is written in the columns: numbers narrow, words wide; together the width between the margins."""
    whole = _LANDSCAPE if table.wide else _PORTRAIT
    longest = [
        max([max(map(len, head.split()), default=1), *(min(len(line.cells[at]), 24) for line in table.lines)])
        for at, head in enumerate(table.head)
    ]
    shares = [max(one, 5.5 if at else 2.5) + 1.5 for at, one in enumerate(longest)]
    return [int(whole * share / sum(shares)) for share in shares]


def _narrow_edges(grid: Any) -> None:
    """Word leaves 1.9 mm on both sides of a cell: with twenty columns no word would be whole."""
    edges = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "30")
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    grid._tbl.tblPr.append(edges)


def _repeat_head(grid: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(head)
    for row in grid.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)


def _proof(document: Document, figures: Mapping[str, Any], digest: str) -> None:
    """What the printed report is compared with: its own hash, and the root of the month's log."""
    root, month = figures.get("root", ""), figures.get("root_month", "")
    lines = [
        f"Số liệu tính đến hết ngày {_day(figures)}.",
        f"Mã kiểm tra báo cáo (SHA-256): {digest}" if digest else "Dự thảo, số liệu chưa chốt.",
        f"Gốc nhật ký tháng {month}: {root}" if root else "",
    ]
    put(document.add_paragraph(), "", size=6)
    for line in filter(None, lines):
        put(document.add_paragraph(), line, size=9, italic=True, align=ALIGN.LEFT)


def _day(figures: Mapping[str, Any]) -> str:
    year, month, day = (int(part) for part in str(figures["as_of"]).split("-"))
    return f"{day:02d}/{month:02d}/{year}"
