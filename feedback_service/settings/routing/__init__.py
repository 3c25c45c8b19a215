"""The rules of routing as the administrator sees them: read, tried, changed by way of a rehearsal."""
