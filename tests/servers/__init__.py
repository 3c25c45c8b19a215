"""Throw-away PostgreSQL and Redis, and Chromium, for the tests: `python -m tests.servers COMMAND…`."""
