"""What python-docx has no word for: the line below a heading, a page number, columns without borders."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def put(
    line: Paragraph,
    text: str,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN | None = ALIGN.CENTER,
    before: float = 0,
    indent: int = 0,
    first: int = 0,
) -> Paragraph:
    """Writes into the paragraph. `size` and `before` in points; `indent` and `first` as lengths of python-docx."""
    run = line.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    form = line.paragraph_format
    form.alignment, form.space_before, form.space_after = align, Pt(before), Pt(0)
    form.left_indent, form.first_line_indent = indent or None, first or None
    return line


def rule_below(line: Paragraph, side: int) -> None:
    """A line below the paragraph, `side` shorter at both ends. An underline would not do (NĐ 30/2020 Phụ lục I)."""
    form = line.paragraph_format
    form.left_indent = form.right_indent = side
    form.space_after = Pt(0)
    if not line.text:
        form.line_spacing = Pt(2)
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    before = line._p.get_or_add_pPr()
    before.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def page_number(line: Paragraph) -> None:
    line.alignment = ALIGN.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()
        run.font.size = Pt(13)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def two_columns(document: Document, left: int, right: int, before: float = 0) -> tuple[_Cell, _Cell]:
    """A row of two cells without borders; `before` points of room above it."""
    if before:
        document.add_paragraph().paragraph_format.line_spacing = Pt(before)
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cells: Any = table.rows[0].cells
    cells[0].width, cells[1].width = left, right
    table.columns[0].width, table.columns[1].width = left, right
    return cells[0], cells[1]


def keep_whole(cell: _Cell) -> None:
    """The row is never cut in two by the end of a page."""
    row = cell._tc.getparent()
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
