"""Rights of the person whose data is held (Luật 91/2025/QH15 Đ4, NĐ 356/2025/NĐ-CP Đ5).

asking      a request, proved by a code sent to the number or in person, with its due day
holding     what is held about a number, in every table
keeping     why a case may not be erased, in the law's words
forgetting  how the words of a case go and its figures stay; retention uses it too
answering   correct, erase, close
handing     what is held, as JSON and XLSX in one archive
"""
