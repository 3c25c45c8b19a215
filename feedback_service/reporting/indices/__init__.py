"""Raw counts that indices of others ask for: SIPAS, PAR INDEX, PAPI, DDCI, DTI. No score of our own (docs/adr/0034).

measures   each count by name, with its definition
packs      which index asks for which, for a period, as of a day
files      XLSX and CSV, the same bytes each time
"""
