"""Lists of calls from a telephone exchange or a phone: read, looked at, taken in."""
