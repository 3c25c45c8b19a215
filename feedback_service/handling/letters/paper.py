"""The door to official papers: say what stands on it (Paper), take it as DOCX to be worked on or PDF to be printed.

    paper = Paper(agency=agency_of(pack), place=place_of(pack), symbol="UBND-VP", about="trả lời …", to=("Ông …",),
                  body=("…",), signing=Signing("CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"), recipients=("Như trên", "Lưu: VT"))
    make_docx(paper)

Both are drafts (dự thảo): number and day are blank until the archives clerk gives them (NĐ 30/2020 Đ15).
"""

from feedback_service.handling.letters.pdf import make_pdf as make_pdf
from feedback_service.handling.letters.sheet import Grid as Grid
from feedback_service.handling.letters.sheet import Paper as Paper
from feedback_service.handling.letters.sheet import Signing as Signing
from feedback_service.handling.letters.sheet import agency_of as agency_of
from feedback_service.handling.letters.sheet import place_of as place_of
from feedback_service.handling.letters.word import make_docx as make_docx
