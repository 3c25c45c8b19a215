"""Pages that anybody may read: GET only, kept by each process, answered with 304 where nothing changed."""
