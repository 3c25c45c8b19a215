"""Questions and answers as a library: by topic, searchable, on paper, with the procedures that they are about."""
