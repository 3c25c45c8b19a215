"""HTTP only: the administrator changes, the auditor reads."""
