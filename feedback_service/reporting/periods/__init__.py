"""Reports of a period (plan, part V): from the units' figures to the chairman's signature (docs/adr/0033).

spans          which days, as of when, due when
wound_back, promised_then, as_of   figures as they were at the end of a day
tables         Biểu 01 to 07, with the cases behind each number
media_counts   what was done for the plan's media
collecting     each unit confirms its part; reminding before and after the day
composing      sections I to VI as officials write them; signing: draft, head, chairman
paper, workbook   the report as DOCX (NĐ 30/2020) and its tables as XLSX
"""
