"""Throw-away PostgreSQL, Redis and the system's Chromium for the tests: `python -m tests.servers COMMAND…`."""
